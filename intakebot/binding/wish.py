"""What somebody wants of mailboxes, before it is known to fit; the shape of it, and every fault of that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from intakebot.contacts.entry import Entry, Fault
from intakebot.contacts.shape import reason
from intakebot.contacts.values import Id, Misshapen, Zone, words
from intakebot.domain.sentence import Sentence

#: Of a name in From, as in config.toml.
_MOST_NAME = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What one mailbox is to be."""

    entry: Entry
    #: The fields that are given; None: config.toml is to hold again.
    values: Mapping[str, Any] | None

    @property
    def address(self) -> str:
        """Of the mailbox, however it is typed."""
        return " ".join(self.entry.key.split()).lower()


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """All that is wanted, and all faults of form."""

    wishes: tuple[Wish, ...] = ()
    faults: tuple[Fault, ...] = ()


def _sender(value: Any) -> str:
    name = words(value)
    if not name:
        raise Misshapen("is empty")
    if len(name) > _MOST_NAME:
        raise Misshapen("is longer than {most} signs", most=_MOST_NAME)
    return name


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    address: Annotated[str, BeforeValidator(words)]
    terms: Id | None = None
    plan: Id | None = None
    from_name: Annotated[str, BeforeValidator(_sender)] = ""
    zone: Zone | None = None


def together(entries: Sequence[Entry], faults: Iterable[Fault] = ()) -> Read:
    """What entries say, wherever they stand: in files, a form, the body of a call. What they leave out stays."""
    wishes, found = [], list(faults)
    for entry in entries:
        try:
            wishes.append(_wish(entry))
        except ValidationError as error:
            found += [entry.fault(reason(entry, _Shape, fault), str(fault["loc"][0])) for fault in error.errors()]
    return Read(wishes=tuple(wishes), faults=(*found, *_twice(wishes)))


def reset(entry: Entry) -> Read:
    """config.toml is to hold again for this mailbox."""
    return Read(wishes=(Wish(entry=entry, values=None),))


def _wish(entry: Entry) -> Wish:
    """ValidationError. "" is none, but for a name, which letters can't do without."""
    given = {name: value if name == "from_name" else _none(value) for name, value in entry.values.items()}
    shaped = _Shape.model_validate(given)
    told = shaped.model_dump(exclude_unset=True, exclude={"address"})
    return Wish(entry=entry, values=told)


def _none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _twice(wishes: Iterable[Wish]) -> Iterable[Fault]:
    first: dict[str, Wish] = {}
    for wish in wishes:
        there = first.setdefault(wish.address, wish).entry
        if there is not wish.entry:
            where = there.place.seen_from(wish.entry.place)
            yield wish.entry.fault(
                Sentence("{key} stands in {place} already; merge the two", key=wish.address, place=where)
            )
