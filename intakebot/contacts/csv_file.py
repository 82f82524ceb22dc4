"""Customers as one flat CSV file: a row for each contact, with its organisation beside it in every row.

An organisation without contacts has a row without a contact. A list's items stand in one cell, separated by ";".
"""

from collections.abc import Iterator, Mapping
from typing import Any

from intakebot.contacts.csv_rows import read_rows
from intakebot.contacts.entry import Entry, Fault, Place, Said
from intakebot.domain.cells import csv_text
from intakebot.domain.customer import Contact, Organisation, Registry
from intakebot.domain.sentence import Sentence

#: Columns by the field of the noun, in the order of the file.
_ORGANISATION = {
    "key": "organisation", "name": "organisation_name", "domains": "domains", "terms": "terms", "plan": "plan",
    "valid_from": "valid_from", "valid_until": "valid_until", "zone": "zone", "holidays": "holidays",
    "language": "language", "region": "region", "product": "product", "version": "version", "support_id": "support_id",
}  # fmt: skip
_CONTACT = {
    "address": "contact", "name": "contact_name", "addresses": "addresses", "roles": "roles",
    "language": "contact_language", "telephone": "telephone",
}  # fmt: skip
COLUMNS = (*_ORGANISATION.values(), *_CONTACT.values())
_LISTS = frozenset({"domains", "addresses", "roles"})


def read(file: str, text: str) -> Said:
    """What a file says; its delimiter is seen from its first line."""
    rows, faults = read_rows(file, text, COLUMNS, COLUMNS)
    said = _said(rows)
    return Said(entries=said.entries, faults=(*faults, *said.faults))


def _said(rows: list[tuple[Place, dict[str, str]]]) -> Said:
    firms: dict[str, _Firm] = {}
    entries, faults = [], []
    for place, row in rows:
        if key := row["organisation"].strip().lower():
            faults += firms.setdefault(key, _Firm(place)).add(place, row)
        elif filled := [name for name in _ORGANISATION.values() if row[name]]:
            faults.append(
                _fault(
                    place.file, place.line, Sentence("{column} without organisation: give it a key", column=filled[0])
                )
            )
        if person := _values(row, _CONTACT):
            person["organisation"] = key
            called = {field: column for field, column in _CONTACT.items() if field != column}
            entries.append(Entry(what="contact", place=place, values=person, called=called))
    return Said(entries=(*(firm.entry for firm in firms.values() if firm.told), *entries), faults=tuple(faults))


class _Firm:
    """One organisation, put together from its rows: a row may leave out what another says, but not contradict it."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._values: dict[str, Any] = {}
        self._lines: dict[str, int | None] = {}

    def add(self, place: Place, row: dict[str, str]) -> list[Fault]:
        """Take in one more row; what it contradicts."""
        faults = []
        for field, value in _values(row, _ORGANISATION).items():
            known = self._values.setdefault(field, value)
            line = self._lines.setdefault(field, place.line)
            if known != value and field != "key":
                reason = Sentence(
                    "{column} is {value!r} here, but another in line {line}; an organisation has one",
                    column=_ORGANISATION[field], value=row[_ORGANISATION[field]], line=str(line),
                )  # fmt: skip
                faults.append(Entry(what="organisation", place=place, values=self._values).fault(reason))
        return faults

    @property
    def told(self) -> bool:
        """Whether anything is said of it; a bare key refers to one that the store knows."""
        return len(self._values) > 1

    @property
    def entry(self) -> Entry:
        called = {field: column for field, column in _ORGANISATION.items() if field != column}
        return Entry(what="organisation", place=self._place, values=self._values, called=called)


def _values(row: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, Any]:
    """What a row says of a noun, by its fields."""
    filled = {field: row[column].strip() for field, column in columns.items() if row[column].strip()}
    return {field: _items(cell) if field in _LISTS else cell for field, cell in filled.items()}


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(";") if item.strip()]


def _fault(file: str, line: int | None, reason: Sentence) -> Fault:
    return Fault(file=file, line=line, what="file", key="", reason=reason)


def write(registry: Registry) -> str:
    """The whole registry, safe to be opened by a spreadsheet: no cell is taken for a formula."""
    return csv_text(COLUMNS, _written(registry))


def _written(registry: Registry) -> Iterator[list[str]]:
    firms = {firm.key: firm for firm in registry.organisations}
    peopled = {person.organisation for person in registry.contacts}
    for person in registry.contacts:
        firm = firms.get(person.organisation) if person.organisation else None
        yield _cells(firm, _ORGANISATION) + _cells(person, _CONTACT)
    for firm in registry.organisations:
        if firm.key not in peopled:
            yield _cells(firm, _ORGANISATION) + _cells(None, _CONTACT)


def _cells(noun: Organisation | Contact | None, columns: Mapping[str, str]) -> list[str]:
    return [_cell(getattr(noun, field)) if noun else "" for field in columns]


def _cell(value: Any) -> str:
    if isinstance(value, tuple):
        return ";".join(value)
    return "" if value is None else str(value)
