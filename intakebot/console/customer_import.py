"""Customers are imported in two steps: what would change is shown, and just that is done, or nothing."""

from dataclasses import asdict, dataclass

from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call
from intakebot.console.customer_fields import digest
from intakebot.console.house import House
from intakebot.console.noted import noted
from intakebot.console.render import page
from intakebot.contacts.differences import Change
from intakebot.contacts.entry import Fault
from intakebot.contacts.reading import File, Read, read
from intakebot.registry import contact_changes, contact_faults, import_contacts, offers
from intakebot.store.desk import Desk

#: Bytes of a form with a list of customers in it, each letter maybe as six.
MOST = 12 * 2**20
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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """What would follow from it."""

    faults: tuple[Fault, ...] = ()
    changes: tuple[Change, ...] = ()
    done: bool = False

    @property
    def digest(self) -> str:
        """Of the differences that somebody agrees to."""
        return digest(self.changes)


def form(call: Call, _house: House) -> Response:
    """Where a list is pasted."""
    return _page(call, _Asked(text="", form="toml", remove_missing=False), None)


def looked(call: Call, house: House) -> Response:
    """What would change."""
    asked = _asked(call)
    said = asked.read
    found = house.store.read(lambda desk: _found(desk, house, asked, said))
    return _page(call, asked, found)


def applied(call: Call, house: House) -> Response:
    """Exactly the differences that were shown are made; where others would follow now, these are shown in their place."""
    asked, agreed = _asked(call), call.said("agreed", 64)
    said = asked.read

    def work(desk: Desk) -> _Found:
        found = _found(desk, house, asked, said)
        if found.faults or found.digest != agreed:
            return found
        import_contacts(desk, said.registry, call.now, remove_missing=asked.remove_missing)
        told = {"changes": [asdict(one) for one in found.changes[:_SHOWN]], "count": len(found.changes)}
        noted(desk, call, "contacts_imported", "", told)
        return _Found(changes=found.changes, done=True)

    found = house.store.write(work).result()
    if found.done:
        return RedirectResponse(f"/contacts?what=imported&done={len(found.changes)}", 303)
    return _page(call, asked, found, crossed=not found.faults)


def _found(desk: Desk, house: House, asked: _Asked, said: Read) -> _Found:
    if faults := contact_faults(desk, said, offers(house.terms), remove_missing=asked.remove_missing):
        return _Found(faults=tuple(faults))
    return _Found(changes=tuple(contact_changes(desk, said.registry, remove_missing=asked.remove_missing)))


def _asked(call: Call) -> _Asked:
    text = next(iter(call.every("text")), "").replace("\r\n", "\n")
    form = "csv" if call.said("format", 8) == "csv" else "toml"
    return _Asked(text=text, form=form, remove_missing=bool(call.said("remove_missing", 8)))


def _page(call: Call, asked: _Asked, found: _Found | None, *, crossed: bool = False) -> Response:
    facts = {"asked": asked, "found": found, "crossed": crossed, "most": _SHOWN}
    return page(call, "customer_import.html", facts, status=409 if crossed else 200)
