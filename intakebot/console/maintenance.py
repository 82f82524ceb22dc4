"""Maintenance that customers are told of while it runs (XOP-14): announced in three languages, ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call, Missing
from intakebot.console.house import House
from intakebot.console.noted import noted
from intakebot.console.render import page
from intakebot.console.words import words
from intakebot.store.desk import Desk

_LANGUAGES = ("ru", "pl", "en")
#: Of what customers read, and of a time.
_LONGEST, _LONGEST_TIME = 4_000, 40


@dataclass(frozen=True, kw_only=True, slots=True)
class _Filled:
    """The form as it was filled in."""

    terms: str = ""
    said: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(_LANGUAGES, ""))
    #: As the fields have them, in the reader's own zone; "" for now, and for until it is ended.
    begins: str = ""
    ends: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)


def planned(call: Call, house: House) -> Response:
    """What goes on and what is to come, and the form for more."""
    return _page(call, house, _Filled())


def announced(call: Call, house: House) -> Response:
    """Customers are told of it."""
    form = _Filled(
        terms=call.said("terms", 40), said={code: call.said(code, _LONGEST + 1) for code in _LANGUAGES},
        begins=call.said("begins", _LONGEST_TIME), ends=call.said("ends", _LONGEST_TIME),
    )  # fmt: skip
    if faults := _faults(call, house, form):
        told = _Filled(terms=form.terms, said=form.said, begins=form.begins, ends=form.ends, faults=faults)
        return _page(call, house, told)
    begins, ends = _moment(form.begins, call) or call.now, _moment(form.ends, call)

    def work(desk: Desk) -> None:
        key = desk.maintenances.announce(form.terms or None, form.said, begins, ends, call.now)
        noted(desk, call, "maintenance_announced", str(key), {"terms": form.terms or None, "said": dict(form.said)})

    house.store.write(work).result()
    return RedirectResponse("/maintenance?what=announced", 303)


def ended(call: Call, house: House) -> Response:
    """It is over."""
    key = call.id()

    def work(desk: Desk) -> bool:
        if over := desk.maintenances.end(key, call.now):
            noted(desk, call, "maintenance_ended", str(key), {})
        return over

    if not house.store.write(work).result():
        raise Missing
    return RedirectResponse("/maintenance?what=ended", 303)


def _faults(call: Call, house: House, form: _Filled) -> dict[str, str]:
    say = words(call.language).gettext
    found = {code: say("Say it in this language, too.") for code, text in form.said.items() if not text}
    found |= {code: say("This is too long.") for code, text in form.said.items() if len(text) > _LONGEST}
    if form.terms and form.terms not in house.terms.ids:
        found["terms"] = say("There are no such terms.")
    for name, given in (("begins", form.begins), ("ends", form.ends)):
        if given and _moment(given, call) is None:
            found[name] = say("This is no date and time. Write it as in 2026-02-20T16:00.")
    ends = _moment(form.ends, call)
    if ends and ends <= (_moment(form.begins, call) or call.now):
        found["ends"] = say("It ends before it begins.")
    return found


def _moment(given: str, call: Call) -> datetime | None:
    """Of the reader's own zone, unless it says another; None for none."""
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        return None
    return moment if moment.utcoffset() is not None else moment.replace(tzinfo=ZoneInfo(call.zone))


def _page(call: Call, house: House, form: _Filled) -> Response:
    works = house.store.read(lambda desk: desk.maintenances.planned(call.now))
    facts = {"works": works, "form": form, "documents": tuple(house.terms), "what": call.asked("what", 20)}
    return page(call, "maintenance.html", facts)
