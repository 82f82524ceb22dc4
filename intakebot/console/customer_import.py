"""Customers are imported in two steps: what would change is shown, and just that is done, or nothing."""

from dataclasses import asdict, dataclass

from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call
from intakebot.console.customer_fields import digest
from intakebot.console.house import House
from intakebot.console.noted import noted
from intakebot.console.render import page
from intakebot.contacts.reading import File, Read, read
from intakebot.registry import Prospect, make, offers, prospect
from intakebot.store.desk import Desk

#: Bytes of a form with a list of customers in it, each letter maybe as six.
MOST = 3 * 2**20
#: Lines of differences, and faults, that are shown.
_SHOWN = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """A list of customers as it was pasted."""

    text: str
    form: str
    remove_missing: bool

    @property
    def read(self) -> Read:
        """What it says."""
        content = self.text.encode("utf-8", "surrogatepass")
        return read([File(name=f"list.{self.form}", content=content)])


def form(call: Call, _house: House) -> Response:
    """Where a list is pasted."""
    return _page(call, _Asked(text="", form="toml", remove_missing=False), None)


def looked(call: Call, house: House) -> Response:
    """What would change."""
    asked = _asked(call)
    said = asked.read
    known = offers(house.terms)
    return _page(
        call, asked, house.store.read(lambda desk: prospect(desk, said, known, remove_missing=asked.remove_missing))
    )


def applied(call: Call, house: House) -> Response:
    """Exactly the differences that were shown are made; where others would follow now, these are shown in their place."""
    asked, agreed = _asked(call), call.said("agreed", 64)
    said = asked.read

    def work(desk: Desk) -> tuple[Prospect, bool]:
        would = prospect(desk, said, offers(house.terms), remove_missing=asked.remove_missing)
        if would.faults or digest(would.changes) != agreed:
            return would, False
        make(desk, said.registry, would.changes, call.now)
        told = {"changes": [asdict(one) for one in would.changes[:_SHOWN]], "count": len(would.changes)}
        noted(desk, call, "contacts_imported", "", told)
        return would, True

    would, done = house.store.write(work).result()
    if done:
        return RedirectResponse(f"/contacts?what=imported&done={len(would.changes)}", 303)
    return _page(call, asked, would, crossed=not would.faults)


def _asked(call: Call) -> _Asked:
    text = next(iter(call.every("text")), "").replace("\r\n", "\n")
    form = "csv" if call.said("format", 8) == "csv" else "toml"
    return _Asked(text=text, form=form, remove_missing=bool(call.said("remove_missing", 8)))


def _page(call: Call, asked: _Asked, found: Prospect | None, *, crossed: bool = False) -> Response:
    facts = {
        "asked": asked,
        "found": found,
        "crossed": crossed,
        "most": _SHOWN,
        "agreed": digest(found.changes) if found else "",
    }
    return page(call, "customer_import.html", facts, status=409 if crossed else 200)
