"""What an import changes."""

from dataclasses import replace
from datetime import date

from intakebot.contacts.differences import Change, counts, differences
from intakebot.contacts.merging import merged
from intakebot.domain.customer import Contact, Organisation, Registry
from tests.contacts.customers import ACME, ANNA, BOB, KNOWN, LONER


def _changes(new: Registry, old: Registry = KNOWN, *, remove_missing: bool = False) -> list[Change]:
    return differences(old, merged(old, new, remove_missing=remove_missing))


def test_the_same_changes_nothing() -> None:
    assert _changes(KNOWN) == []
    assert _changes(KNOWN, remove_missing=True) == []
    assert counts([]) == "nothing changes"


def test_what_is_new_shows_all_that_it_says() -> None:
    firm = Organisation(key="b", name="B", valid_from=date(2026, 1, 1), domains=("b.example",))
    person = Contact(address="b@b.example", organisation="b", roles=("x",))
    assert _changes(Registry(organisations=(firm,), contacts=(person,))) == [
        Change(
            change="add", what="organisation", key="b",
            fields={"key": (None, "b"), "name": (None, "B"), "domains": (None, ["b.example"]), "valid_from": (None, "2026-01-01")},
        ),
        Change(
            change="add", what="contact", key="b@b.example",
            fields={"address": (None, "b@b.example"), "organisation": (None, "b"), "roles": (None, ["x"])},
        ),
    ]  # fmt: skip


def test_a_change_shows_old_and_new_of_what_changes() -> None:
    later = replace(ACME, plan="basic", valid_until=date(2027, 12, 31), domains=("acme.example",), region=None)
    assert _changes(Registry(organisations=(later,))) == [
        Change(
            change="change", what="organisation", key="acme",
            fields={
                "domains": (["acme.example", "mail.acme.example"], ["acme.example"]), "plan": ("premier", "basic"),
                "valid_until": ("2026-12-31", "2027-12-31"), "region": ("emea", None),
            },
        )
    ]  # fmt: skip


def test_who_is_missing_goes_only_when_that_is_said() -> None:
    new = Registry(contacts=(ANNA,))
    assert _changes(new) == []
    gone = _changes(new, remove_missing=True)
    assert [(one.change, one.what, one.key) for one in gone] == [
        ("remove", "contact", "bob@acme.example"), ("remove", "contact", "loner@gmail.com")
    ]  # fmt: skip
    assert gone[0].fields["roles"] == (["case_administrator"], None)
    everybody = _changes(Registry(), remove_missing=True)
    assert counts(one.change for one in everybody) == "4 removed"


def test_a_contact_becomes_a_further_address_of_another() -> None:
    new = Registry(contacts=(replace(ANNA, addresses=(BOB.address,)),))
    assert [(one.change, one.key, one.fields) for one in _changes(new)] == [
        ("join", "bob@acme.example", {"contact": ("bob@acme.example", "anna@acme.example")}),
        ("change", "anna@acme.example", {"addresses": (list(ANNA.addresses), [BOB.address])}),
    ]


def test_an_address_is_taken_from_who_had_it() -> None:
    new = Registry(contacts=(replace(BOB, addresses=("anna@old.example",)),))
    assert [(one.key, one.fields) for one in _changes(new)] == [
        ("anna@acme.example", {"addresses": (list(ANNA.addresses), ["a.nowak@home.example"])}),
        ("bob@acme.example", {"addresses": ([], ["anna@old.example"])}),
    ]


def test_strangers_are_joined() -> None:
    after = merged(KNOWN, Registry())
    [joined] = differences(KNOWN, after, ["anna@old.example", "nobody@x.example"])
    assert (joined.change, joined.fields) == ("join", {"contact": ("anna@old.example", "anna@acme.example")})


def test_counts() -> None:
    assert counts(["add"] * 1_200 + ["join", "change"]) == "1,200 added, 1 changed, 1 joined"
    assert LONER in merged(Registry(), KNOWN).contacts
