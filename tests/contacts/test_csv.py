"""CSV files as spreadsheets write them."""

import codecs

import pytest

from intakebot.contacts.csv_file import COLUMNS
from intakebot.contacts.reading import File, read
from tests.contacts.customers import csv, table, told

ROW = {
    "organisation": "ACME", "organisation_name": "Żółw i Ёж", "contact": "Anna@acme.example ",
    "contact_name": "Anna  Nowak", "addresses": '"a@x.example; b@x.example;"',
}  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_delimiters_and_marks(delimiter: str, mark: bytes) -> None:
    said = read([File(name="x.CSV", content=mark + csv(ROW, delimiter=delimiter).encode())])
    assert said.faults == ()
    [firm], [person] = said.registry.organisations, said.registry.contacts
    assert (firm.key, firm.name) == ("acme", "Żółw i Ёж")
    assert (person.address, person.name, person.organisation) == ("anna@acme.example", "Anna Nowak", "acme")
    assert person.addresses == ("a@x.example", "b@x.example")


def test_utf_16_with_its_mark() -> None:
    said = read([File(name="x.csv", content=csv(ROW, delimiter="\t").encode("utf-16"))])
    assert said.registry.organisations[0].name == "Żółw i Ёж"


@pytest.mark.parametrize(("encoding", "name"), [("windows-1251", "Ромашка"), ("windows-1250", "Żółw")])
def test_another_encoding_is_read_when_it_is_named(encoding: str, name: str) -> None:
    content = csv({"organisation": "a", "organisation_name": name}).encode(encoding)
    assert read([File(name="x.csv", content=content)], encoding).registry.organisations[0].name == name
    [fault] = read([File(name="x.csv", content=content)]).faults
    assert (fault.line, fault.what) == (2, "file")
    assert fault.reason.startswith("it isn't UTF-8 (byte 0x")
    assert "--encoding windows-1251" in fault.reason


def test_the_organisation_need_be_told_once() -> None:
    said = table(
        csv(
            {"organisation": "acme", "contact": "a@acme.example"},
            {"organisation": "acme", "organisation_name": "Acme", "plan": "premier", "contact": "b@acme.example"},
            {"organisation": "Acme ", "organisation_name": "Acme", "contact": "c@acme.example"},
        )
    )
    assert said.faults == ()
    [firm] = said.registry.organisations
    assert (firm.name, firm.plan) == ("Acme", "premier")
    assert {one.organisation for one in said.registry.contacts} == {"acme"}


def test_a_bare_key_only_refers_to_an_organisation() -> None:
    said = table(csv({"organisation": "acme", "contact": "a@acme.example"}))
    assert said.registry.organisations == ()
    assert said.registry.contacts[0].organisation == "acme"


def test_an_organisation_without_contacts_and_a_contact_without_organisation() -> None:
    said = table(csv({"organisation": "acme", "organisation_name": "Acme"}, {"contact": "a@b.example"}))
    assert ([one.key for one in said.registry.organisations], said.faults) == (["acme"], ())
    assert [(one.address, one.organisation) for one in said.registry.contacts] == [("a@b.example", None)]


def test_lines_are_counted_as_an_editor_does() -> None:
    said = table(csv(*[{"contact": "a@b.example", "contact_name": '"two\r\nlines"'}] * 2, {"contact": "x"}, {}))
    assert [one.line for one in said.faults] == [6, 4]
    assert said.registry.contacts[0].name == "two lines"


def test_empty_rows_say_nothing() -> None:
    said = table(csv({}, {"contact": "a@b.example"}, {}) + "\r\n,,\r\n")
    assert (len(said.registry.contacts), said.faults) == (1, ())


def test_columns_may_stand_in_any_order() -> None:
    text = (
        ",".join(reversed(COLUMNS))
        + "\n"
        + ",".join("a@b.example" if c == "contact" else "" for c in reversed(COLUMNS))
    )
    assert [one.address for one in table(text).registry.contacts] == ["a@b.example"]


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("", [f"1: file : it is empty; its first line names the columns: {','.join(COLUMNS)}"]),
        (csv() + '"Acme,', ["2: file : it is no CSV: a quotation mark is opened and never closed"]),
        (csv() + '"' + "x\n" * 100_000, ["2: file : it is no CSV: a quotation mark is opened and never closed"]),
        (csv() + "a,b\n", ["2: file : this row has 2 cells, the first line names 20; is the row cut off?"]),
        (csv() + "a," * 25, ["2: file : this row has 26 cells, the first line names 20; is a comma or semicolon in a cell without quotation marks?"]),
        (csv().replace(",plan,", ",", 1), ["1: file : columns missing: plan; leave a column empty rather than out, or what it held is lost"]),
        (csv().replace(",plan,", ",plan,plan,", 1), ["1: file : columns that stand there twice: plan"]),
        (csv().replace(",plan,", ",plan,tariff,", 1), [f"1: file : unknown columns: 'tariff'; known are {', '.join(COLUMNS)}"]),
        (csv({"plan": "basic", "contact": "a@b.example"}), ["2: file : plan without organisation: give it a key"]),
        (
            csv({"organisation": "a", "organisation_name": "A", "plan": "x"}, {"organisation": "a", "plan": "y"}),
            ["2: organisation a: plan 'x' without terms: say which document it belongs to",
             "3: organisation a: plan is 'y' here, but another in line 2; an organisation has one"],
        ),
    ],
    ids=["empty", "quote", "quote in a large file", "few cells", "many cells", "column out", "twice", "unknown", "plan alone", "contradiction"],
)  # fmt: skip
def test_what_is_wrong_with_the_table(text: str, reasons: list[str]) -> None:
    assert told(table(text)) == reasons
