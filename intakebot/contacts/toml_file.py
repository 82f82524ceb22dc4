"""Customers as TOML: [[organisation]] tables with their [[organisation.contact]], and [[contact]] without one."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from intakebot.contacts.entry import Entry, Fault, Place, Said
from intakebot.domain.customer import Contact, Organisation, Registry
from intakebot.domain.sentence import Sentence

_HEADER = re.compile(r"[ \t]*\[\[[ \t]*(organisation\.contact|organisation|contact)[ \t]*\]\]")
_LINE = re.compile(r"\(at line (\d+), column \d+\)$")


def read(file: str, text: str) -> Said:
    """What a file says; when it is no TOML, only where it stops being so."""
    tables, faults = parsed(file, text)
    if faults:
        return Said(faults=tuple(faults))
    unknown = [key for key in tables if key not in ("organisation", "contact")]
    faults = [_fault(file, None, _unknown_key(key)) for key in unknown]
    if odd := [key for key in ("organisation", "contact") if not are_tables(tables.get(key, []))]:
        faults += [
            _fault(file, None, Sentence("{key}: write each as [[{key}]], in double brackets", key=key)) for key in odd
        ]
        return Said(faults=tuple(faults))
    entries = list(_Reader(file, text).entries(tables))
    lists = [one for one in entries if one.what == "organisation" and not are_tables(one.values.get("contact", []))]
    faults += [
        one.fault(Sentence("contact: write each as [[organisation.contact]], in double brackets")) for one in lists
    ]
    return Said(entries=tuple(_without_contacts(one) for one in entries), faults=tuple(faults))


def parsed(file: str, text: str) -> tuple[dict[str, Any], list[Fault]]:
    """What stands in it; for what is no TOML the fault, with its line."""
    try:
        return tomllib.loads(text), []
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = _LINE.search(str(error))
        return {}, [_fault(file, int(line[1]) if line else None, Sentence("it is no TOML: {why}", why=str(error)))]


class _Reader:
    """Goes through the tables in the order of the file, so that each has the line of its header."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        headers = [(number, _HEADER.match(line)) for number, line in enumerate(text.split("\n"), 1)]
        self._lines = {
            name: iter([number for number, header in headers if header and header[1] == name])
            for name in ("organisation", "organisation.contact", "contact")
        }

    def entries(self, tables: dict[str, Any]) -> Iterator[Entry]:
        for firm in tables.get("organisation", []):
            yield Entry(what="organisation", place=self._place("organisation"), values=firm)
            people = firm.get("contact", [])
            for person in people if are_tables(people) else []:
                yield self._person({**person, "organisation": firm.get("key")}, "organisation.contact")
        for person in tables.get("contact", []):
            yield self._person(person, "contact")

    def _person(self, values: dict[str, Any], header: str) -> Entry:
        return Entry(what="contact", place=self._place(header), values=values)

    def _place(self, header: str) -> Place:
        return Place(file=self._file, line=next(self._lines[header], None))


def _unknown_key(key: str) -> Sentence:
    return Sentence("unknown key {key!r}; a file of customers has [[organisation]] and [[contact]]", key=key)


def are_tables(value: Any) -> bool:
    """Whether each was written in double brackets."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _without_contacts(entry: Entry) -> Entry:
    if entry.what == "contact":
        return entry
    values = {name: value for name, value in entry.values.items() if name != "contact"}
    return Entry(what=entry.what, place=entry.place, values=values)


def _fault(file: str, line: int | None, reason: Sentence) -> Fault:
    return Fault(file=file, line=line, what="file", key="", reason=reason)


def write(registry: Registry) -> str:
    """The whole registry; what is empty is left out."""
    people: dict[str | None, list[Contact]] = {}
    for person in registry.contacts:
        people.setdefault(person.organisation, []).append(person)
    tables = []
    for firm in registry.organisations:
        tables.append(_table("organisation", firm))
        tables += [_table("organisation.contact", person) for person in people.get(firm.key, [])]
    tables += [_table("contact", person) for person in people.get(None, [])]
    return "\n".join(tables)


def _table(header: str, noun: Organisation | Contact) -> str:
    skipped = ("organisation",) if isinstance(noun, Contact) else ()
    fields = {name: value for name, value in asdict(noun).items() if value and name not in skipped}
    return f"[[{header}]]\n" + "".join(f"{name} = {written(value)}\n" for name, value in fields.items())


def written(value: Any) -> str:
    """A value. A JSON string is a TOML string too, but for DEL, which no value of ours holds."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
