"""The worst mistakes in files of customers, each with the message that it gets."""

from dataclasses import replace

import pytest

from intakebot.domain.customer import Contact, Registry
from tests.contacts.customers import ANNA, BOB, KNOWN, LONER, csv, faults, table, told, toml

FIRM = '[[organisation]]\nkey = "a"\nname = "A"\n'
PERSON = '[[contact]]\naddress = "a@b.example"\n'


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('terms = "veem"', "there are no terms 'veem'; known are martinsoft, veeam"),
        ('terms = "veeam"\nplan = "gold"', "veeam has no plan 'gold'; it has premier, basic"),
        ('plan = "premier"', "plan 'premier' without terms: say which document it belongs to"),
        ('terms = "veeam"\nregion = "moon"', "veeam has no region 'moon'; known are apac, emea"),
        ('terms = "martinsoft"\nregion = "emea"', "martinsoft has no region 'emea'; it knows none"),
        ('region = "moon"', "the terms have no region 'moon'; known are apac, emea"),
        ('zone = "Warsaw"', "zone: there is no zone 'Warsaw'; zones are called as in Europe/Warsaw"),
        ('holidays = "XX"', "holidays: no holidays are known for 'XX'; countries are called as in PL, with a part as in DE-BY"),
        ('holidays = "RU-MOW"', "holidays: no holidays are known for 'RU-MOW'; parts of RU: none"),
        ('language = "ua"', "language: there is no language 'ua'; languages are called as in pl, ru, en, uk (ISO 639-1)"),
        ('valid_until = "31.12.2026"', "valid_until: '31.12.2026' is no date; write year, month and day, such as 2026-12-31"),
        ('valid_until = "2026-02-29"', "valid_until: there is no day '2026-02-29'"),
        ("valid_from = 2027-01-01\nvalid_until = 2026-12-31", "valid_from 2027-01-01 is later than valid_until 2026-12-31"),
        ('domains = ["gmail.com"]', "domains: gmail.com is open to everybody: any stranger there would be taken for this customer; list the people's addresses instead"),
        ('domains = ["@customer.example"]', "domains: '@customer.example' is no domain; write only what stands behind the @, such as customer.example"),
        ('domains = ["https://customer.example"]', "domains: 'https://customer.example' is no domain; write only what stands behind the @, such as customer.example"),
        ('domains = ["customer"]', "domains: 'customer' is no domain; domains look like customer.example"),
        ('domains = ["ромашка.рф"]', "domains: 'ромашка.рф': write it as it stands in mail, xn--80aa3agjl3d.xn--p1ai"),
        ('domains = ["customer.example\u200b"]', "domains: 'customer.example\\u200b' holds a sign that nobody sees, U+200B; type it anew"),
        (f'version = "{"9" * 101}"', "version: is longer than 100 signs"),
        ('pln = "basic"', "unknown key 'pln'; did you mean 'plan'?"),
    ],
)  # fmt: skip
def test_an_organisation(line: str, reason: str) -> None:
    assert told(toml(f"{FIRM}{line}\n")) == [f"1: organisation a: {reason}"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('organisation = "ghost"', "there is no organisation 'ghost', here or in the store"),
        ('roles = ["boss"]', "the terms have no role 'boss'; known are authorised, case_administrator, organisational"),
        ('roles = ["the boss"]', "roles: 'the boss' is no id; ids have letters, digits and '_', such as case_administrator"),
        ('addresses = ["a@b.example"]', "addresses: a@b.example is the contact's first address already"),
        ('addresses = ["Anna <x@b.example>"]', "addresses: 'anna <x@b.example>' must be one bare address, such as anna@customer.example"),
        ('addresses = ["x@b.example, y@b.example"]', "addresses: 'x@b.example, y@b.example' must be one bare address, such as anna@customer.example"),
        ('addresses = ["x@b"]', "addresses: 'x@b' is no mail address: 'b' is no domain; domains look like customer.example"),
        ('addresses = ["x.b.example"]', "addresses: 'x.b.example' is no mail address; addresses look like anna@customer.example"),
        ('telephone = "4,81235E+10"', "telephone: a spreadsheet has shortened this number to '4,81235E+10'; make the column one of text and type it anew"),
        ('language = "en-US"', "language: there is no language 'en-us'; languages are called as in pl, ru, en, uk (ISO 639-1)"),
    ],
)  # fmt: skip
def test_a_contact(line: str, reason: str) -> None:
    assert told(toml(f"{PERSON}{line}\n")) == [f"1: contact a@b.example: {reason}"]


def test_an_organisation_without_key_or_name() -> None:
    assert told(toml("[[organisation]]\n")) == ["1: organisation : key is missing", "1: organisation : name is missing"]
    said = table(csv({"organisation": "a b", "plan": "x"}))
    assert told(said) == [
        "2: organisation a b: organisation: 'a b' is no key; a key has up to 64 letters, digits, '-', '_' or '.', such as acme-gmbh",
        "2: organisation a b: organisation_name is missing",
    ]  # fmt: skip


def test_one_address_for_two_people() -> None:
    said = table(
        csv(
            {"contact": "anna@acme.example"},
            {"contact": "office@acme.example", "addresses": "bob@acme.example"},
            {"contact": "Anna@ACME.example"},
            {"contact": "bob@acme.example"},
            {"contact": "carl@acme.example", "addresses": "bob@acme.example"},
        )
    )
    assert told(said) == [
        "4: contact Anna@ACME.example: anna@acme.example stands in line 2 already; merge the two",
        "6: contact carl@acme.example: bob@acme.example belongs to 'bob@acme.example' too, in line 5",
    ]


def test_one_organisation_or_domain_twice() -> None:
    more = 'domains = ["x.example"]\n'
    assert told(toml(FIRM + FIRM)) == ["4: organisation a: a stands in line 1 already; merge the two"]
    assert told(toml(f'{FIRM}{more}[[organisation]]\nkey = "b"\nname = "B"\n{more}')) == [
        "5: organisation b: x.example belongs to 'a' too, in line 1"
    ]


def test_a_domain_or_address_that_the_store_knows_elsewhere() -> None:
    said = toml(f'{FIRM}domains = ["acme.example"]\n[[organisation.contact]]\naddress = "anna@old.example"\n')
    assert told(said, KNOWN) == [
        "1: organisation a: acme.example belongs to 'acme' too, in the store",
        "5: contact anna@old.example: anna@old.example is an address of anna@acme.example in the store, a contact of 'acme': name both in the files",
    ]  # fmt: skip
    assert faults(said, KNOWN, remove_missing=True) == []
    assert told(toml(f'{FIRM}[[organisation.contact]]\naddress = "x@y.example"\naddresses = ["{LONER.address}"]'), KNOWN) == [
        "4: contact x@y.example: loner@gmail.com is an address of loner@gmail.com in the store, a contact without organisation: name both in the files"
    ]  # fmt: skip


def test_three_organisational_contacts_where_two_may_be() -> None:
    """MAR-09."""
    firm = '[[organisation]]\nkey = "m"\nname = "M"\nterms = "martinsoft"\n'
    role = '[[organisation.contact]]\naddress = "{}@m.example"\nroles = ["organisational"]\n'
    assert told(toml(firm + role.format("a") + role.format("b"))) == []
    said = toml(firm + role.format("a") + role.format("b") + role.format("c"))
    assert told(said) == ["1: organisation m: 3 people of 'm' have the role 'organisational'; 2 may"]


def test_people_in_the_store_count_for_roles_too() -> None:
    """MAR-09."""
    [firm] = toml(f'{FIRM}terms = "martinsoft"\n').registry.organisations
    two = (Contact(address=f"{n}@a.example", organisation="a", roles=("organisational",)) for n in "xy")
    known = Registry(organisations=(firm,), contacts=tuple(two))
    said = toml(f'{PERSON}organisation = "a"\nroles = ["organisational"]\n')
    assert told(said, known) == ["1: contact a@b.example: 3 people of 'a' have the role 'organisational'; 2 may"]


def test_roles_that_new_terms_do_not_know() -> None:
    said = toml('[[organisation]]\nkey = "acme"\nname = "Acme"\nterms = "martinsoft"\n')
    reason = "martinsoft has no role 'case_administrator'; known are authorised, organisational"
    assert told(said, KNOWN) == [
        f"1: organisation acme: anna@acme.example: {reason}", f"1: organisation acme: bob@acme.example: {reason}"
    ]  # fmt: skip


def test_all_faults_of_all_files_at_once() -> None:
    said = toml(
        f'{FIRM}zone = "x"\nplan = "p"\n[[organisation.contact]]\naddress = "no"\n[[contact]]\naddress = "b@b.example"\nroles = ["?"]\n'
    )
    assert [(one.line, one.key) for one in faults(said)] == [(1, "a"), (6, "no"), (8, "b@b.example")]  # fmt: skip


def test_a_faulty_organisation_is_no_fault_of_its_people() -> None:
    said = toml(f'{FIRM}zone = "x"\n[[organisation.contact]]\naddress = "b@b.example"\n')
    assert [one.what for one in faults(said)] == ["organisation"]
    said = toml('[[organisation]]\nkey = "?"\nname = "A"\n[[organisation.contact]]\naddress = "b@b.example"\n')
    assert [one.what for one in faults(said)] == ["organisation"]


def test_more_than_can_be_imported_is_said() -> None:
    said = table(csv(*[{"contact": f"p{n}@a.example"} for n in range(100_001)]))
    [fault] = faults(said)
    assert fault.reason == "100,001 organisations and contacts are more than the 100,000 of one import"
    [fault] = faults(table("x" * (2**25 + 1)))
    assert fault.reason == "it is larger than 32 MB"


def test_nothing_is_wrong_with_moving_an_address_within_an_organisation() -> None:
    heir = replace(BOB, addresses=ANNA.addresses)
    rows = {
        "organisation": "acme",
        "contact": heir.address,
        "addresses": ";".join(heir.addresses),
        "roles": heir.roles[0],
    }
    assert faults(table(csv(rows)), KNOWN) == []
