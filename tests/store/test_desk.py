"""Messages, tickets, letters and their history, the same in both databases."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from intakebot.domain.address import Address
from intakebot.domain.entitlement import Entitlement
from intakebot.domain.errors import StoreUnavailable
from intakebot.domain.letter import Handover, Letter
from intakebot.domain.message import Attachment
from intakebot.domain.ticket import Ticket
from intakebot.domain.times import utc_now
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.store.tickets import Happened, NumberTaken
from tests import mails

ANNA = Address(name="Anna", address="Anna@Customer.example")


def _ticket(desk: Desk, number: str = "CEN-1234-5672") -> Ticket:
    contact = desk.tickets.contact(ANNA, mails.NOON)
    return desk.tickets.register(
        number, "support@desk.example", mails.message(), "en", Entitlement(terms=None, plan=None), contact,
        mails.NOON, mails.NOON, None,
    )  # fmt: skip


def test_what_was_accepted_is_given_back_byte_for_byte(store: Store) -> None:
    zone = timezone(timedelta(hours=3))
    raw = b"Subject: \xff\x00 raw\r\n\r\n" + bytes(range(256))
    item = mails.received(raw, mail_from="", received_at=datetime(2026, 3, 1, 9, tzinfo=zone), trusted=True)
    key = store.write(lambda desk: desk.inbox.accept(item, utc_now())).result()
    loaded = store.read(lambda desk: desk.inbox.load(key))
    assert loaded.raw == raw
    assert loaded.envelope == item.envelope


def test_equal_bytes_are_kept_once(store: Store) -> None:
    for _ in range(3):
        store.write(lambda desk: desk.inbox.accept(mails.received(), utc_now())).result()
    count = sa.text("SELECT count(*) FROM blob")
    assert store.read(lambda desk: desk._connection.execute(count).scalar()) == 1


def test_a_place_of_a_mailbox_is_known_after_its_message_was_accepted(store: Store) -> None:
    item = mails.received(source="imap:a/b/INBOX/1/7")
    assert not store.read(lambda desk: desk.inbox.known_source("imap:a/b/INBOX/1/7"))
    store.write(lambda desk: desk.inbox.accept(item, utc_now())).result()
    assert store.read(lambda desk: desk.inbox.known_source("imap:a/b/INBOX/1/7"))


def test_a_contact_is_one_however_the_address_is_written(store: Store) -> None:
    first = store.write(lambda desk: desk.tickets.contact(ANNA, mails.NOON)).result()
    other = Address(name="A.", address=" anna@CUSTOMER.example")
    assert store.write(lambda desk: desk.tickets.contact(other, mails.NOON)).result() == first


def test_a_number_is_given_once(store: Store) -> None:
    store.write(_ticket).result()
    with pytest.raises(NumberTaken):
        store.write(_ticket).result()


def test_a_message_and_its_attachments_are_kept_with_their_names_as_data(store: Store) -> None:
    part = Attachment(filename="../../etc/passwd", content_type="text/plain", content=b"root")

    def unit(desk: Desk) -> int:
        ticket = _ticket(desk)
        read = mails.message(attachments=(part,))
        return desk.tickets.append(ticket, read.identity, read, "en", ticket.contact_id, mails.NOON)

    store.write(unit).result()
    found = store.read(lambda desk: desk.records.evidence("CEN-1234-5672"))
    assert found is not None
    [kept] = found.messages[0].attachments
    assert (kept.filename, kept.size, kept.inline) == ("../../etc/passwd", 4, False)


def test_the_same_identity_twice_is_refused_by_the_database(store: Store) -> None:
    def unit(desk: Desk) -> None:
        ticket = _ticket(desk)
        for _ in range(2):
            desk.tickets.append(ticket, mails.message().identity, mails.message(), "en", ticket.contact_id, mails.NOON)

    with pytest.raises(sa.exc.IntegrityError):
        store.write(unit).result()
    assert store.read(lambda desk: desk.tickets.numbered("CEN-1234-5672")) is None


def test_who_takes_part(store: Store) -> None:
    def unit(desk: Desk) -> dict[str, bool]:
        ticket = _ticket(desk)
        people = {
            name: desk.tickets.contact(Address(address=f"{name}@x.example"), mails.NOON) for name in ("bob", "mailer")
        }
        bounce = mails.message(auto="bounce", message_id="b")
        desk.tickets.append(ticket, bounce.identity, bounce, "en", people["mailer"], mails.NOON)
        before = desk.tickets.takes_part(ticket.id, people["bob"])
        desk.tickets.append(
            ticket,
            mails.message(message_id="c").identity,
            mails.message(message_id="c"),
            "en",
            people["bob"],
            mails.NOON,
        )
        return {
            "opener": desk.tickets.takes_part(ticket.id, ticket.contact_id),
            "stranger": before,
            "let in": desk.tickets.takes_part(ticket.id, people["bob"]),
            "bouncer": desk.tickets.takes_part(ticket.id, people["mailer"]),
        }

    assert store.write(unit).result() == {"opener": True, "stranger": False, "let in": True, "bouncer": False}


def test_the_proof_of_a_letter_is_kept_beside_it(store: Store) -> None:
    letter = Letter(
        message_id="m@desk.example", mail_from="b@desk.example", rcpt_to="anna@customer.example", content=b"x\r\n",
        language="en", template="registered/en@1",
    )  # fmt: skip
    proof = Handover(at=datetime(2026, 11, 23, 12, 0, 1, 5, tzinfo=UTC), to="mx:25", reply="250 ok", queue_id="Q1")

    def unit(desk: Desk) -> None:
        ticket = _ticket(desk)
        posted = desk.post.enqueue(ticket.id, "acknowledgement", 1, letter, mails.NOON)
        desk.post.handed_over(posted.id, proof)
        desk.tickets.noticed(ticket.id, proof.at)
        desk.tickets.happened(ticket.id, Happened(kind="notice_sent", at=proof.at, evidence={"n": 1}, versions={}))

    store.write(unit).result()
    found = store.read(lambda desk: desk.records.evidence("CEN-1234-5672"))
    assert found is not None
    assert found.notice_at == proof.at
    assert (found.letters[0].relay_reply, found.letters[0].queue_id) == ("250 ok", "Q1")
    assert [(event.kind, event.evidence) for event in found.events] == [("notice_sent", {"n": 1})]


def test_counts_are_by_the_hour(store: Store) -> None:
    keys = ("to:a@b", "all")
    for _ in range(3):
        store.write(lambda desk: desk.post.add(keys, mails.NOON)).result()
    assert store.read(lambda desk: desk.post.count(keys, mails.NOON)) == {"to:a@b": 3, "all": 3}
    assert store.read(lambda desk: desk.post.count(keys, mails.NOON + timedelta(hours=1))) == {}


def test_naive_times_are_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        mails.envelope(received_at=datetime(2026, 1, 1))  # noqa: DTZ001 -- what is refused


def test_the_secret_is_drawn_once(store_url: str) -> None:
    first = Store(store_url, utc_now)
    secret = first.secret
    first.close()
    again = Store(store_url, utc_now)
    assert again.secret == secret
    assert len(secret) == 32
    again.close()


def test_what_may_fail_takes_nothing_along(store: Store) -> None:
    def fails(desk: Desk) -> None:
        desk.post.task("filed", "to be undone", mails.NOON)
        raise ZeroDivisionError("a fault")

    def unit(desk: Desk) -> list[str]:
        desk.post.task("filed", "before", mails.NOON)
        errors = [desk.attempt(lambda: fails(desk)), desk.attempt(lambda: desk.post.task("filed", "after", mails.NOON))]
        return [str(error) for error in errors]

    assert store.write(unit).result() == ["a fault", "None"]
    assert [task.reason for task in store.read(lambda desk: desk.records.open_tasks())] == ["before", "after"]


def test_what_trying_again_may_mend_goes_up(store: Store) -> None:
    def away() -> None:
        raise StoreUnavailable("it is away")

    with pytest.raises(StoreUnavailable):
        store.write(lambda desk: desk.attempt(away)).result()


def test_a_reminder_stands_once_until_it_is_done(store: Store) -> None:
    key = store.write(lambda desk: _ticket(desk).id).result()

    def remind(reason: str) -> None:
        store.write(lambda desk: desk.post.remind("change_wanted", reason, mails.NOON, key)).result()

    remind("first")
    remind("second")
    assert [task.reason for task in store.read(lambda desk: desk.records.open_tasks())] == ["second"]
    store.write(lambda desk: desk.post.settled(key, "change_wanted", at=mails.NOON)).result()
    remind("third")
    assert [task.reason for task in store.read(lambda desk: desk.records.open_tasks())] == ["third"]


def test_only_what_is_about_the_same_is_settled(store: Store) -> None:
    key = store.write(lambda desk: _ticket(desk).id).result()

    def work(desk: Desk) -> None:
        for clock in ("reaction", "resolution"):
            desk.post.task("breached", f"missed: {clock}", mails.NOON, about=clock, ticket_id=key)
        for folder in ("imap:a", "imap:a/b"):
            desk.post.task("imap_failing", f"{folder} can't be read", mails.NOON, about=folder)
        desk.post.settled(key, "breached", about="reaction", at=mails.NOON)
        desk.post.tasks_done("imap_failing", "imap:a", mails.NOON)

    store.write(work).result()
    left = [task.reason for task in store.read(lambda desk: desk.records.open_tasks())]
    assert left == ["missed: resolution", "imap:a/b can't be read"]


def test_two_processes_decide_about_a_ticket_one_after_the_other(postgres_url: str) -> None:
    """A timer that fires in one process doesn't overtake an answer that the other has just read."""
    first, second = Store(postgres_url, utc_now), Store(postgres_url, utc_now)
    try:
        key = first.write(lambda desk: _ticket(desk).id).result()
        held, decided = threading.Event(), threading.Event()

        def answer(desk: Desk) -> None:
            desk.cases.held(key)
            held.set()
            decided.wait(10)
            desk.cases.change(key, severity="1")

        answering = first.write(answer)
        assert held.wait(10)
        firing = second.write(lambda desk: desk.cases.held(key).severity)
        with pytest.raises(TimeoutError):
            firing.result(0.3)
        decided.set()
        answering.result(10)
        assert firing.result(10) == "1"
    finally:
        first.close()
        second.close()
