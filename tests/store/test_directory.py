"""Customers as people look for them, and what is near to a change of them."""

import pytest

from intakebot.domain.customer import Contact, Organisation, Registry
from intakebot.store.agenda import Wanted
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from tests import timed_rows
from tests.mails import NOON

FIRMS = (
    Organisation(key="acme", name="Acme GmbH", domains=("acme.example", "acme.test"), support_id="AB_1"),
    Organisation(key="żubr", name="Żubr", domains=("zubr.example",)),
)
PEOPLE = (
    Contact(address="anna@acme.example", name="Anna Нowak", addresses=("anna@home.example",), organisation="acme"),
    Contact(address="bob@acme.example", organisation="acme"),
    Contact(address="loner@mail.example", name="ЖАННА"),
)


@pytest.fixture
def known(store: Store) -> Store:
    store.write(lambda desk: desk.customers.put(FIRMS, PEOPLE, NOON)).result()
    timed_rows.add(store)  # by a stranger, whom nobody finds
    return store


def test_found_by_any_part(known: Store) -> None:
    def found(words: str) -> tuple[list[str], list[str]]:
        people, firms = known.read(
            lambda desk: (desk.directory.people(words, 50), desk.directory.organisations(words, 50))
        )
        return [one.address for one in people], sorted(firm.key for firm in firms)

    anna, bob, loner = (one.address for one in PEOPLE)
    assert found("") == ([anna, bob, loner], ["acme", "żubr"])
    assert found("жан") == ([loner], [])
    assert found("ŻUB") == ([], ["żubr"])
    assert found("acme.test") == ([anna, bob], ["acme"])
    assert found("HOME.example") == ([anna], [])
    assert found("ab_1") == ([anna, bob], ["acme"])
    assert found("a%e") == ([], [])
    assert found("customer") == ([], [])
    assert found("acme bob") == ([bob], [])


def test_only_so_many_from_a_place_on_and_of_one_organisation(known: Store) -> None:
    page = known.read(lambda desk: desk.directory.people("", 1, 1))
    assert [(one.address, one.key, one.organisation) for one in page] == [("bob@acme.example", "acme", "Acme GmbH")]
    theirs = known.read(lambda desk: desk.directory.people("", 50, of="acme"))
    assert [one.address for one in theirs] == ["anna@acme.example", "bob@acme.example"]


def test_chats_that_were_proven_and_where_letters_go(known: Store) -> None:
    def link(desk: Desk) -> None:
        [who] = desk.customers.of(["bob@acme.example"]).values()
        assert who.contact_id
        desk.customers.link("telegram:7", who.contact_id, NOON, chat="telegram:7")
        desk.customers.prefer(who.contact_id, "mail")

    known.write(link).result()
    reach = known.read(lambda desk: desk.directory.reach("bob@acme.example"))
    assert (reach.chats, reach.prefers) == ((("telegram:7", NOON),), "mail")
    assert known.read(lambda desk: desk.directory.reach("nobody@acme.example").chats) == ()


def test_what_a_change_can_touch(known: Store) -> None:
    def near(keys: list[str], domains: list[str], addresses: list[str]) -> tuple[list[str], list[str]]:
        found: Registry = known.read(lambda desk: desk.customers.near(keys, domains, addresses))
        return [firm.key for firm in found.organisations], [one.address for one in found.contacts]

    assert near(["acme"], [], []) == (["acme"], ["anna@acme.example", "bob@acme.example"])
    assert near([], ["zubr.example"], ["anna@home.example"]) == (["żubr"], ["anna@acme.example"])
    assert near(["nobody"], ["no.example"], ["stranger@mail.example", timed_rows.ANNA]) == ([], [])


def test_tickets_of_a_customer(known: Store) -> None:
    firm = known.read(lambda desk: desk.customers.of(["x@acme.example"])["x@acme.example"]).organisation_id
    key = timed_rows.add(known, organisation_id=firm)
    page = known.read(lambda desk: desk.agenda.page(Wanted(view="all", customer="acme"), 10))
    assert [line.id for line in page] == [key]
    assert known.read(lambda desk: desk.agenda.count(Wanted(view="all", customer="nobody"), 10)) == 0
