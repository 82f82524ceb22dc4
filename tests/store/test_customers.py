"""Who an address belongs to, and how customers come and go, the same in both databases."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from intakebot.domain.address import Address
from intakebot.domain.customer import STRANGER, Contact, Organisation, Registry
from intakebot.domain.entitlement import Entitlement
from intakebot.domain.ticket import Ticket
from intakebot.domain.times import utc_now
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.store.tables import contact, event, message, ticket
from tests import mails
from tests.servers.ports import wait_until

ACME = Organisation(
    key="acme", name="Acme GmbH", domains=("acme.example", "mail.acme.example"), terms="veeam", plan="premier",
    valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31), zone="Europe/Berlin", holidays="DE-BY", language="de",
    region="emea", product="Backup", version="12.1", support_id="01234567",
)  # fmt: skip
ANNA = Contact(
    address="anna@acme.example", name="Anna", addresses=("a.nowak@home.example", "anna@old.example"),
    organisation="acme", roles=("case_administrator",), language="pl", telephone="+48 123",
)  # fmt: skip
LONER = Contact(address="loner@acme.example", name="Loner")
LATER = mails.NOON + timedelta(days=1)


def _put(store: Store, *what: Organisation | Contact) -> None:
    firms = [one for one in what if isinstance(one, Organisation)]
    people = [one for one in what if isinstance(one, Contact)]
    store.write(lambda desk: desk.customers.put(firms, people, mails.NOON)).result()


def _write(desk: Desk, address: str, number: str) -> Ticket:
    who = desk.tickets.contact(Address(name="As written", address=address), mails.NOON)
    opened = desk.tickets.register(
        number, "support@desk.example", mails.message(), "en", Entitlement(terms=None, plan=None), who, mails.NOON,
        mails.NOON, None,
    )  # fmt: skip
    read = mails.message(message_id=number)
    desk.tickets.append(opened, read.identity, read, "en", who, mails.NOON)
    return opened


def _rows(store: Store, query: sa.Select[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [tuple(row) for row in store.read(lambda desk: desk._connection.execute(query).all())]


class TestWhose:
    def test_nobody_is_known_in_an_empty_registry(self, store: Store) -> None:
        wanted = ["a@x.example", "", "no address", "odd\0@x.example", "\udcff@x.example", "'; DROP TABLE contact"]
        assert store.read(lambda desk: desk.customers.of(wanted)) == dict.fromkeys(wanted, STRANGER)
        assert store.read(lambda desk: desk.customers.of([])) == {}

    def test_a_batch_is_told_apart(self, store: Store) -> None:
        _put(store, ACME, ANNA, LONER)
        stranger = store.write(lambda desk: desk.tickets.contact(Address(address="s@s.example"), mails.NOON)).result()
        wrote = store.write(lambda desk: desk.tickets.contact(Address(address="b@acme.example"), mails.NOON)).result()
        wanted = [
            "anna@acme.example", "anna@old.example", "loner@acme.example", "b@acme.example", "new@acme.example",
            "x@sub.acme.example", "s@s.example", "nobody@nowhere.example",
        ]  # fmt: skip
        found = store.read(lambda desk: desk.customers.of(wanted))
        assert list(found) == wanted
        anna = found["anna@acme.example"]
        assert (anna.contact, anna.organisation) == (ANNA, ACME)
        assert None not in (anna.contact_id, anna.organisation_id)
        assert found["anna@old.example"] == anna
        loner = found["loner@acme.example"]
        assert (loner.contact, loner.organisation, loner.organisation_id) == (LONER, None, None)
        colleague = found["b@acme.example"]
        assert (colleague.contact_id, colleague.contact, colleague.organisation) == (wrote, None, ACME)
        assert found["new@acme.example"] == replace(colleague, contact_id=None)
        assert found["x@sub.acme.example"] == STRANGER
        assert found["s@s.example"] == replace(STRANGER, contact_id=stranger)
        assert found["nobody@nowhere.example"] == STRANGER

    def test_a_thousand_addresses_at_once(self, store: Store) -> None:
        people = [Contact(address=f"p{n}@acme.example", organisation="acme") for n in range(1_200)]
        _put(store, ACME, *people)
        found = store.read(lambda desk: desk.customers.of([one.address for one in people]))
        assert [customer.contact for customer in found.values()] == people

    def test_who_writes_from_a_further_address_is_the_contact(self, store: Store) -> None:
        _put(store, ACME, ANNA)
        ids = {
            store.write(lambda desk, at=address: desk.tickets.contact(Address(address=at), mails.NOON)).result()  # type: ignore[misc]
            for address in ("Anna@acme.example", " ANNA@old.example", "a.nowak@home.example")
        }
        found = store.read(lambda desk: desk.customers.of(["anna@acme.example"]))
        assert ids == {found["anna@acme.example"].contact_id}
        assert _rows(store, sa.select(contact.c.address)) == [("anna@acme.example",)]


class TestPut:
    def test_what_was_put_is_given_back(self, store: Store) -> None:
        other = Organisation(key="Ąbc", name="Ó")
        _put(store, other, ACME, LONER, ANNA)
        assert store.read(lambda desk: desk.customers.all()) == Registry(
            organisations=(ACME, other), contacts=(ANNA, LONER)
        )

    def test_strangers_are_not_in_the_registry(self, store: Store) -> None:
        store.write(lambda desk: desk.tickets.contact(Address(address="s@s.example"), mails.NOON)).result()
        assert store.read(lambda desk: desk.customers.all()) == Registry()
        wanted = ["s@s.example", "t@t.example"]
        assert store.read(lambda desk: desk.customers.strangers(wanted)) == {"s@s.example"}

    def test_the_second_time_replaces_all_that_was_said(self, store: Store) -> None:
        _put(store, ACME, ANNA)
        firm = Organisation(key="acme", name="Acme SE", domains=("acme.example", "se.example"))
        person = Contact(address=ANNA.address, addresses=("anna@se.example",), organisation="acme")
        _put(store, firm, person)
        assert store.read(lambda desk: desk.customers.all()) == Registry(organisations=(firm,), contacts=(person,))
        found = store.read(lambda desk: desk.customers.of(["anna@old.example", "x@mail.acme.example"]))
        assert set(found.values()) == {STRANGER}

    def test_putting_the_same_again_changes_nothing(self, store: Store) -> None:
        _put(store, ACME, ANNA)
        before = store.read(lambda desk: (desk.customers.all(), desk.customers.of(["anna@old.example"])))
        _put(store, ACME, ANNA)
        assert store.read(lambda desk: (desk.customers.all(), desk.customers.of(["anna@old.example"]))) == before

    def test_a_stranger_who_is_imported_keeps_the_tickets(self, store: Store) -> None:
        opened = store.write(lambda desk: _write(desk, "anna@acme.example", "CEN-1")).result()
        _put(store, ACME, ANNA)
        found = store.read(lambda desk: desk.customers.of(["anna@acme.example"]))["anna@acme.example"]
        assert (found.contact_id, found.contact) == (opened.contact_id, ANNA)

    def test_tickets_and_messages_of_a_further_address_become_the_contacts(self, store: Store) -> None:
        first = store.write(lambda desk: _write(desk, "anna@acme.example", "CEN-1")).result()
        second = store.write(lambda desk: _write(desk, "anna@old.example", "CEN-2")).result()
        assert first.contact_id != second.contact_id
        _put(store, ACME, ANNA)
        assert _rows(store, sa.select(ticket.c.contact_id)) == [(first.contact_id,)] * 2
        assert _rows(store, sa.select(message.c.contact_id)) == [(first.contact_id,)] * 2
        assert _rows(store, sa.select(contact.c.address)) == [("anna@acme.example",)]
        history = sa.select(event.c.ticket_id, event.c.kind, event.c.evidence)
        moved = {"from": second.contact_id, "to": first.contact_id}
        assert _rows(store, history) == [(second.id, "contact_joined", moved)]

    def test_first_and_further_address_change_places(self, store: Store) -> None:
        opened = store.write(lambda desk: _write(desk, "anna@acme.example", "CEN-1")).result()
        _put(store, ACME, ANNA)
        swapped = replace(ANNA, address="anna@old.example", addresses=("a.nowak@home.example", "anna@acme.example"))
        _put(store, swapped)
        assert store.read(lambda desk: desk.customers.all()).contacts == (swapped,)
        found = store.read(lambda desk: desk.customers.of(["anna@acme.example"]))["anna@acme.example"]
        assert found.contact == swapped
        assert store.read(lambda desk: desk.tickets.takes_part(opened.id, found.contact_id or 0))

    def test_domains_and_addresses_belong_to_one(self, store: Store) -> None:
        _put(store, ACME, ANNA, LONER)
        rival = Organisation(key="rival", name="Rival", domains=("mail.acme.example",))
        heir = replace(LONER, addresses=("anna@old.example",))
        _put(store, rival, heir)
        known = store.read(lambda desk: desk.customers.all())
        assert known.organisations == (replace(ACME, domains=("acme.example",)), rival)
        assert known.contacts == (replace(ANNA, addresses=("a.nowak@home.example",)), heir)

    def test_nothing_is_kept_of_an_import_that_fails(self, store: Store) -> None:
        def unit(desk: Desk) -> None:
            desk.customers.put([ACME], [ANNA], mails.NOON)
            raise ValueError("later")

        with pytest.raises(ValueError, match="later"):
            store.write(unit).result()
        assert store.read(lambda desk: desk.customers.all()) == Registry()

    def test_who_writes_during_an_import_is_known_after_it(self, postgres_url: str) -> None:
        """Two processes: the one waits for the other's import rather than make a stranger of a further address."""
        importing, taking_in = Store(postgres_url, utc_now), Store(postgres_url, utc_now)
        halfway, go_on = threading.Event(), threading.Event()

        def unit(desk: Desk) -> None:
            desk.customers.put([ACME], [ANNA], mails.NOON)
            halfway.set()
            assert go_on.wait(10)

        imported = importing.write(unit)
        assert halfway.wait(10)
        met = taking_in.write(lambda desk: desk.tickets.contact(Address(address="anna@old.example"), mails.NOON))
        waiting = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        wait_until(lambda: importing.read(lambda desk: desk._connection.execute(waiting).scalar()), "the other to wait")
        go_on.set()
        imported.result()
        found = taking_in.read(lambda desk: desk.customers.of([ANNA.address]))[ANNA.address]
        assert met.result() == found.contact_id
        importing.close()
        taking_in.close()


class TestRemove:
    def test_who_has_written_is_a_stranger_again_and_the_others_go(self, store: Store) -> None:
        bob = Contact(address="bob@acme.example", organisation="acme")
        _put(store, ACME, ANNA, bob)
        opened = store.write(lambda desk: _write(desk, "anna@old.example", "CEN-1")).result()
        gone = ["anna@acme.example", "bob@acme.example"]
        store.write(lambda desk: desk.customers.remove(["acme"], gone, LATER)).result()
        assert store.read(lambda desk: desk.customers.all()) == Registry()
        found = store.read(lambda desk: desk.customers.of([*gone, "anna@old.example"]))
        assert found == {
            "anna@acme.example": replace(STRANGER, contact_id=opened.contact_id),
            "bob@acme.example": STRANGER,
            "anna@old.example": STRANGER,
        }

    def test_tickets_of_an_organisation_that_goes_say_whose_they_were(self, store: Store) -> None:
        _put(store, ACME, ANNA, LONER)
        opened = store.write(lambda desk: _write(desk, "anna@acme.example", "CEN-1")).result()
        firm = store.read(lambda desk: desk.customers.of([ANNA.address]))[ANNA.address].organisation_id
        bound = sa.update(ticket).values(organisation_id=firm)
        store.write(lambda desk: desk._connection.execute(bound)).result()
        store.write(lambda desk: desk.customers.remove(["acme"], [], LATER)).result()
        known = store.read(lambda desk: desk.customers.all())
        assert known == Registry(contacts=(replace(ANNA, organisation=None), LONER))
        assert _rows(store, sa.select(ticket.c.organisation_id)) == [(None,)]
        history = sa.select(event.c.ticket_id, event.c.at, event.c.kind, event.c.evidence)
        assert _rows(store, history) == [(opened.id, LATER, "organisation_removed", {"organisation": "acme"})]

    def test_what_isnt_there_is_no_error(self, store: Store) -> None:
        store.write(lambda desk: desk.customers.remove(["none"], ["no@one.example"], LATER)).result()
