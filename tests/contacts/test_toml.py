"""TOML files of customers."""

from datetime import date

import pytest

from intakebot.domain.customer import Contact
from tests.contacts.customers import told, toml

FILE = """
# our customers
[[organisation]]
key = "acme"
name = "Acme"
valid_until = 2026-12-31
valid_from = "2026-01-01"

[[organisation.contact]]
address = "anna@acme.example"

[[organisation]]
key = "b"
name = "B"

[[organisation.contact]]
address = "b@b.example"

[[contact]]
address = "c@c.example"
organisation = "acme"

[[contact]]
address = "d@d.example"
telephone = ""
"""


def test_what_a_file_says_and_on_which_lines() -> None:
    said = toml(FILE)
    assert said.faults == ()
    first = said.registry.organisations[0]
    assert (first.valid_from, first.valid_until) == (date(2026, 1, 1), date(2026, 12, 31))
    assert said.registry.contacts == (
        Contact(address="anna@acme.example", organisation="acme"),
        Contact(address="b@b.example", organisation="b"),
        Contact(address="c@c.example", organisation="acme"),
        Contact(address="d@d.example"),
    )
    assert {key: entry.place.line for (_, key), entry in said.entries.items()} == {
        "acme": 3, "b": 12, "anna@acme.example": 9, "b@b.example": 16, "c@c.example": 19, "d@d.example": 23,
    }  # fmt: skip


def test_without_headers_there_is_no_line() -> None:
    said = toml('contact = [{address = "no"}]')
    assert told(said) == [
        "None: contact no: address: 'no' is no mail address; addresses look like anna@customer.example"
    ]


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("\n[[organisation\n", ["2: file : it is no TOML: Expected ']]' at the end of an array declaration (at line 2, column 15)"]),
        ("[organisation]\nkey = 'a'\n", ["None: file : organisation: write each as [[organisation]], in double brackets"]),
        ("contact = 3\n", ["None: file : contact: write each as [[contact]], in double brackets"]),
        ("[[customer]]\n", ["None: file : unknown key 'customer'; a file of customers has [[organisation]] and [[contact]]"]),
        ("[[organisation]]\nkey='a'\nname='A'\n[organisation.contact]\naddress='a@b.example'\n",
         ["1: organisation a: contact: write each as [[organisation.contact]], in double brackets"]),
        ("[[contact]]\naddress = 3\n", ["1: contact 3: address: must be text"]),
        ("[[contact]]\nname = 'A'\n", ["1: contact : address is missing"]),
        ("[[contact]]\naddress = 'a@b.example'\nroles = 'x'\n", ['1: contact a@b.example: roles: must be a list: ["…", "…"]']),
        ("[[contact]]\naddress = 'a@b.example'\nname = {a = 1}\n", ["1: contact a@b.example: name: must be text"]),
        ("[[contact]]\naddress = 'a@b.example'\nrole = ['x']\n", ["1: contact a@b.example: unknown key 'role'; did you mean 'roles'?"]),
        ("[[contact]]\naddress = 'a@b.example'\nname = \"\\u0000\"\n",
         ["1: contact a@b.example: name: holds a sign that can't be printed, U+0000"]),
        ("[[organisation]]\nkey='a'\nname='A'\nvalid_until = 2026-12-31T00:00:00\n",
         ["1: organisation a: valid_until: '2026-12-31 00:00:00' is no date; write year, month and day, such as 2026-12-31"]),
        ("a = " + "[" * 2000, ["None: file : it is no TOML: maximum recursion depth exceeded"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_file(text: str, reasons: list[str]) -> None:
    found = told(toml(text))
    assert len(found) == len(reasons)
    assert all(one.startswith(reason) for one, reason in zip(found, reasons, strict=True)), found
