"""Who is reading a ticket just now."""

import secrets
from datetime import timedelta

from intakebot.domain.address import Address
from intakebot.domain.entitlement import Entitlement
from intakebot.store.desk import Desk
from tests import mails
from tests.guard.house import ROOT, House


def _ticket(desk: Desk) -> int:
    contact = desk.tickets.contact(Address(name="Anna", address="anna@customer.example"), mails.NOON)
    number = f"CEN-{secrets.randbelow(10_000):04}-{secrets.randbelow(10_000):04}"
    read = mails.message(message_id=f"{secrets.token_hex(8)}@customer.example")
    return desk.tickets.register(
        number, "support@desk.example", read, "en", Entitlement(terms=None, plan=None), contact, mails.NOON, mails.NOON,
        None,
    ).id  # fmt: skip


def test_colleagues_see_each_other_for_45_seconds(house: House) -> None:
    anna, boris = house.user(), house.user()
    ticket, other = house.store.write(_ticket).result(), house.store.write(_ticket).result()

    def here(who: int, where: int = ticket) -> list[str]:
        found = house.store.write(lambda desk: desk.visitors.here(where, who, house.clock())).result()
        return [one.name for one in found]

    assert here(anna.id) == []
    assert here(boris.id) == [anna.name]
    assert here(anna.id, other) == []
    house.clock.move(seconds=44)
    assert here(anna.id) == [boris.name]
    house.clock.move(seconds=1)
    assert here(anna.id) == []
    assert here(boris.id) == [anna.name]


def test_who_leaves_or_is_disabled_isnt_there(house: House) -> None:
    people = [house.user(), house.user(), house.user()]
    ticket, now = house.store.write(_ticket).result(), house.clock()

    def come(desk: Desk) -> None:
        for one in people:
            desk.visitors.here(ticket, one.id, now)

    house.store.write(come).result()
    house.store.write(lambda desk: desk.visitors.left(ticket, people[0].id)).result()
    house.store.write(lambda desk: house.accounts.disable(desk, people[1], ROOT)).result()
    assert [one.display for one in house.store.read(lambda desk: desk.visitors.of(ticket, now))] == [people[2].display]


def test_visits_and_waits_of_long_ago_are_forgotten(house: House) -> None:
    anna, ticket = house.user(), house.store.write(_ticket).result()
    now, key = house.clock(), secrets.token_bytes(32)
    house.store.write(lambda desk: desk.visitors.here(ticket, anna.id, now)).result()

    def wait(desk: Desk) -> None:
        desk.throttles.free_at(key, now)
        desk.throttles.put(key, now + timedelta(hours=1))

    house.store.write(wait).result()

    def forget(minutes: int) -> tuple[int, bool]:
        at = now + timedelta(minutes=minutes)
        house.store.write(lambda desk: desk.visitors.forget(at)).result()
        house.store.write(lambda desk: desk.throttles.forget(at)).result()
        visits = house.store.read(lambda desk: desk.visitors.of(ticket, now))
        waits = house.store.write(lambda desk: desk.throttles.free_at(key, now)).result() > now
        return len(visits), waits

    assert forget(0) == (1, True)
    assert forget(1) == (0, True)
    assert forget(60) == (0, False)
