"""Reads files of customers: what they say together, where each thing stands, and all faults of form."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TypeAlias, TypeVar

from intakebot.contacts import csv_file, toml_file
from intakebot.contacts.encoding import text_of
from intakebot.contacts.entry import Entry, Fault, Said, What
from intakebot.contacts.shape import contact_of, organisation_of
from intakebot.domain.customer import Contact, Organisation, Registry
from intakebot.domain.sentence import Sentence

N = TypeVar("N", Organisation, Contact)
_FORMATS: dict[str, Callable[[str, str], Said]] = {".csv": csv_file.read, ".toml": toml_file.read}
FORMATS = tuple(_FORMATS)
#: More isn't imported in one go.
MOST_ENTRIES = 100_000

Entries: TypeAlias = Mapping[tuple[What, str], Entry]


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file as it lies there; its name's suffix is one of FORMATS."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """What the files say together."""

    registry: Registry = field(default_factory=Registry)
    #: By what and key or address, normalised: where it is said.
    entries: Entries = field(default_factory=dict)
    #: Keys of organisations that are there but have faults of form.
    faulty: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()


def read(files: Sequence[File], encoding: str | None = None) -> Read:
    """Read them all, without knowing anything of terms or of the store."""
    said = [_said(file, encoding) for file in files]
    entries = [entry for one in said for entry in one.entries]
    return together(entries, [fault for one in said for fault in one.faults])


def together(entries: Sequence[Entry], faults: Sequence[Fault] = ()) -> Read:
    """What entries say, wherever they stand: in files, a form, the body of a call."""
    if len(entries) > MOST_ENTRIES:
        reason = Sentence(
            "{count:,} organisations and contacts are more than the {most:,} of one import",
            count=len(entries),
            most=MOST_ENTRIES,
        )
        return Read(faults=(*faults, entries[-1].fault(reason)))
    firms, about_firms, bad = _shaped((e for e in entries if e.what == "organisation"), organisation_of)
    faulty = frozenset(entry.key.strip().lower() for entry in bad)
    people, about_people, _ = _shaped((e for e in entries if e.what == "contact"), contact_of, faulty)
    kept: dict[tuple[What, str], Entry] = {}
    twice = [
        *_keep("organisation", ((firm.key, entry) for entry, firm in firms), kept),
        *_keep("contact", ((person.address, entry) for entry, person in people), kept),
    ]
    return Read(
        registry=Registry(
            organisations=tuple(firm for entry, firm in firms if kept["organisation", firm.key] is entry),
            contacts=tuple(person for entry, person in people if kept["contact", person.address] is entry),
        ),
        entries=kept,
        faulty=faulty,
        faults=(*faults, *about_firms, *about_people, *twice),
    )


def _said(file: File, encoding: str | None) -> Said:
    text, faults = text_of(file.name, file.content, encoding)
    if faults:
        return Said(faults=tuple(faults))
    return _FORMATS[PurePath(file.name).suffix.lower()](file.name, text)


def _about_key(fault: Fault, entry: Entry, faulty: frozenset[str]) -> bool:
    """A contact isn't at fault for the key of an organisation that has been told of already."""
    key = str(entry.values.get("organisation") or "").strip().lower()
    return entry.what == "contact" and key in faulty and fault.field == "organisation"


def _shaped(
    entries: Iterable[Entry],
    noun_of: Callable[[Entry], tuple[N | None, list[Fault]]],
    faulty: frozenset[str] = frozenset(),
) -> tuple[list[tuple[Entry, N]], list[Fault], list[Entry]]:
    good, faults, bad = [], [], []
    for entry in entries:
        noun, found = noun_of(entry)
        faults += [fault for fault in found if not _about_key(fault, entry, faulty)]
        if noun and not found:
            good.append((entry, noun))
        else:
            bad.append(entry)
    return good, faults, bad


def _keep(what: What, found: Iterable[tuple[str, Entry]], kept: dict[tuple[What, str], Entry]) -> Iterable[Fault]:
    """Note where each is said first; the others are faults."""
    for key, entry in found:
        first = kept.setdefault((what, key), entry)
        if first is not entry:
            yield entry.fault(
                Sentence(
                    "{key} stands in {place} already; merge the two", key=key, place=first.place.seen_from(entry.place)
                )
            )
