"""What an import changes, to be looked at before it is done."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from intakebot.contacts.entry import What
from intakebot.domain.customer import Contact, Organisation, Registry

#: join: who was known by this address is from now on the contact whose further address it is.
Kind: TypeAlias = Literal["add", "change", "remove", "join"]
Noun: TypeAlias = Organisation | Contact


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that becomes another."""

    change: Kind
    what: What
    #: Of the organisation, or the contact's address.
    key: str
    #: Old and new value of each field that changes; None, "" and [] are nothing.
    fields: Mapping[str, tuple[Any, Any]]


def differences(old: Registry, after: Registry, strangers: Collection[str] = ()) -> list[Change]:
    """From what is known to what will be known; `strangers` have written from these addresses."""
    joined = {name: one.address for one in after.contacts for name in one.addresses}
    before = {one.address: one for one in old.contacts}
    return [
        *_of("organisation", {o.key: o for o in old.organisations}, {o.key: o for o in after.organisations}),
        *(_joined(name, joined[name]) for name in sorted({*before, *strangers} & joined.keys())),
        *_of("contact", before, {one.address: one for one in after.contacts}, joined),
    ]


def counts(kinds: Iterable[str]) -> str:
    """In words: "3 added, 1 changed"; "nothing changes" when there is none."""
    said = {"add": "added", "change": "changed", "remove": "removed", "join": "joined"}
    found = Counter(kinds)
    return ", ".join(f"{found[kind]:,} {word}" for kind, word in said.items() if found[kind]) or "nothing changes"


def _of(
    what: What, old: Mapping[str, Noun], after: Mapping[str, Noun], joined: Collection[str] = ()
) -> Iterator[Change]:
    for key in sorted({*old, *after}):
        before, later = old.get(key), after.get(key)
        fields = _fields(before, later)
        if before is None:
            yield Change(change="add", what=what, key=key, fields=fields)
        elif later is None and key not in joined:
            yield Change(change="remove", what=what, key=key, fields=fields)
        elif later is not None and fields:
            yield Change(change="change", what=what, key=key, fields=fields)


def _fields(before: Noun | None, later: Noun | None) -> dict[str, tuple[Any, Any]]:
    old, new = (asdict(one) if one else {} for one in (before, later))
    pairs = {name: (_plain(old.get(name)), _plain(new.get(name))) for name in (new or old)}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1] and (pair[0] or pair[1])}


def _joined(address: str, contact: str) -> Change:
    return Change(change="join", what="contact", key=address, fields={"contact": (address, contact)})


def _plain(value: Any) -> Any:
    """As JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
