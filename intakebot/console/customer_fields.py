"""The fields of a customer in a form: as they are shown, and as they come back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Literal, TypeAlias

from intakebot.console.call import Call
from intakebot.console.telling import told
from intakebot.contacts.entry import Entry, Fault, Place
from intakebot.contacts.reading import Read, together
from intakebot.domain.customer import Contact, Organisation

Noun: TypeAlias = Organisation | Contact
Kind: TypeAlias = Literal["organisation", "contact"]

#: Of one field: what is longer is no value of it.
_LONGEST = 20_000
_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    "organisation": tuple(Organisation.__dataclass_fields__), "contact": tuple(Contact.__dataclass_fields__),
}  # fmt: skip
#: One a line.
_LINES = frozenset({"domains", "addresses"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """A form as somebody filled it in."""

    kind: Kind
    values: Mapping[str, Any]
    #: What the form showed at first, so that nobody's change is overwritten unseen.
    seen: str
    #: Which consequences were agreed to.
    agreed: str

    @property
    def read(self) -> Read:
        """As a file that says the same would be read; its faults are those of form alone."""
        return together([Entry(what=self.kind, place=Place(file="form"), values=self.values)])


def filled(call: Call, kind: Kind) -> Filled:
    """What was filled in; nothing is judged."""
    given: dict[str, Any] = {name: call.said(name, _LONGEST) for name in _FIELDS[kind]}
    for name in _LINES & given.keys():
        given[name] = [line.strip() for line in given[name].splitlines() if line.strip()]
    if kind == "organisation":
        given["terms"], _, given["plan"] = call.said("bought", 100).partition("/")
    else:
        given["roles"] = [role for role in call.every("roles") if role]
    return Filled(kind=kind, values=given, seen=call.said("seen", 64), agreed=call.said("agreed", 64))


def shown(noun: Noun | None, kind: Kind) -> dict[str, Any]:
    """What stands in a form about this one; empty fields for nobody yet."""
    return {name: _shown(getattr(noun, name) if noun else None) for name in _FIELDS[kind]}


def digest(*facts: object) -> str:
    """Tells one state of things from any other."""
    return sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def by_field(faults: Iterable[Fault], call: Call) -> dict[str, str]:
    """What is wrong, by field, as the reader says it; "" has what concerns several."""
    found: dict[str, list[str]] = {}
    for fault in faults:
        found.setdefault(fault.field, []).append(told(fault.bare, call.language, call.zone))
    return {name: "; ".join(reasons) for name, reasons in found.items()}


def _shown(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value or ""
