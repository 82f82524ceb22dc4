"""Customers and files of them, for tests."""

from dataclasses import replace
from datetime import date

from intakebot.contacts import checks
from intakebot.contacts.csv_file import COLUMNS
from intakebot.contacts.entry import Fault
from intakebot.contacts.fitting import Offer
from intakebot.contacts.reading import File, Read, read
from intakebot.domain.customer import Contact, Organisation, Registry

ACME = Organisation(
    key="acme", name="Acme GmbH", domains=("acme.example", "mail.acme.example"), terms="veeam", plan="premier",
    valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31), zone="Europe/Berlin", holidays="DE-BY", language="de",
    region="emea", product="Backup & Replication", version="12.1", support_id="01234567",
)  # fmt: skip
ANNA = Contact(
    address="anna@acme.example", name="Anna", addresses=("a.nowak@home.example", "anna@old.example"),
    organisation="acme", roles=("case_administrator",), language="pl", telephone="+48 123 456",
)  # fmt: skip
BOB = replace(ANNA, address="bob@acme.example", name="", addresses=())
LONER = Contact(address="loner@gmail.com", name="=cmd|' /C calc'!A0")
KNOWN = Registry(organisations=(ACME,), contacts=(ANNA, BOB, LONER))
OFFERS = {
    "martinsoft": Offer(plans=("standard",), roles={"organisational": 2, "authorised": 0}),
    "veeam": Offer(plans=("premier", "basic"), roles={"case_administrator": 0}, regions=("apac", "emea")),
}


def toml(text: str, name: str = "customers.toml") -> Read:
    return read([File(name=name, content=text.encode())])


def csv(*rows: dict[str, str], delimiter: str = ",") -> str:
    """A CSV file; columns that a row doesn't name are empty."""
    lines = [delimiter.join(COLUMNS)]
    lines += [delimiter.join(row.get(column, "") for column in COLUMNS) for row in rows]
    return "\r\n".join(lines) + "\r\n"


def table(text: str, name: str = "customers.csv", encoding: str | None = None) -> Read:
    return read([File(name=name, content=text.encode("utf-8"))], encoding)


def faults(said: Read, old: Registry | None = None, *, remove_missing: bool = False) -> list[Fault]:
    return checks.faults(said, old or Registry(), OFFERS, remove_missing=remove_missing)


def told(said: Read, old: Registry | None = None) -> list[str]:
    """Faults as "line: what key: reason"."""
    return [f"{one.line}: {one.what} {one.key}: {one.reason}" for one in faults(said, old)]
