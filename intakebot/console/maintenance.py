"""Maintenance that customers are told of while it runs (XOP-14): announced in three languages, ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call, Missing
from intakebot.console.house import House
from intakebot.console.noted import noted
from intakebot.console.render import page
from intakebot.console.words import words
from intakebot.domain.user import LANGUAGES
from intakebot.store.desk import Desk

#: Of what customers read, and of a time.
_LONGEST, _LONGEST_TIME = 4_000, 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """The form as it was filled in."""

    terms: str = ""
    said: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(LANGUAGES, ""))
    #: As the fields have them, in the reader's own zone; "" for now, and for until it is ended.
    begins: str = ""
    ends: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, call: Call, house: House) -> "Filled":
        """By whoever called, with its faults."""
        form = cls(
            terms=call.said("terms", 40), said={code: call.said(code, _LONGEST + 1) for code in LANGUAGES},
            begins=call.said("begins", _LONGEST_TIME), ends=call.said("ends", _LONGEST_TIME),
        )  # fmt: skip
        return replace(form, faults=_faults(call, house, form))


def planned(call: Call, house: House) -> Response:
    """What goes on and what is to come, and the form for more."""
    return _page(call, house, Filled())


def announced(call: Call, house: House) -> Response:
    """Customers are told of it."""
    form = Filled.of(call, house)
    if form.faults:
        return _page(call, house, form)
    announce(call, house, form)
    return RedirectResponse("/maintenance?what=announced", 303)


def announce(call: Call, house: House, form: Filled) -> int:
    """Likewise by a form without faults, for pages and programs; its id."""
    begins, ends = call.moment(form.begins) or call.now, call.moment(form.ends)

    def work(desk: Desk) -> int:
        key = desk.maintenances.announce(form.terms or None, form.said, begins, ends, call.now)
        noted(desk, call, "maintenance_announced", str(key), {"terms": form.terms or None, "said": dict(form.said)})
        return key

    return house.store.write(work).result()


def ended(call: Call, house: House) -> Response:
    """It is over."""
    end(call, house)
    return RedirectResponse("/maintenance?what=ended", 303)


def end(call: Call, house: House) -> None:
    """Likewise, for pages and programs; Missing when there is none that isn't."""
    key = call.id()

    def work(desk: Desk) -> bool:
        if over := desk.maintenances.end(key, call.now):
            noted(desk, call, "maintenance_ended", str(key), {})
        return over

    if not house.store.write(work).result():
        raise Missing


def _faults(call: Call, house: House, form: Filled) -> dict[str, str]:
    say = words(call.language).gettext
    found = {code: say("Say it in this language, too.") for code, text in form.said.items() if not text}
    found |= {code: say("This is too long.") for code, text in form.said.items() if len(text) > _LONGEST}
    if form.terms and form.terms not in house.terms.ids:
        found["terms"] = say("There are no such terms.")
    for name, given in (("begins", form.begins), ("ends", form.ends)):
        if given and call.moment(given) is None:
            found[name] = say("This is no date and time. Write it as in 2026-02-20 16:00.")
    ends = call.moment(form.ends)
    if ends and ends <= (call.moment(form.begins) or call.now):
        found["ends"] = say("It ends before it begins.")
    return found


def _page(call: Call, house: House, form: Filled) -> Response:
    works = house.store.read(lambda desk: desk.maintenances.planned(call.now))
    facts = {"works": works, "form": form, "documents": tuple(house.terms), "what": call.asked("what", 20)}
    return page(call, "maintenance.html", facts)
