"""What waits, what came last, what hangs."""

from datetime import timedelta

from intakebot.domain.letter import Letter
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from tests import mails, timed_rows
from tests.mails import NOON

HOUR = timedelta(hours=1)


def test_queues_by_kind_and_state_with_the_oldest(store: Store) -> None:
    def fill(desk: Desk) -> None:
        desk.jobs.add("call", 1, NOON, claimed_by=None)
        desk.jobs.add("call", 2, NOON - HOUR, claimed_by=None)
        desk.jobs.add("fetch", 1, NOON, claimed_by="me")

    store.write(fill).result()
    queues = store.read(lambda desk: desk.pulse.queues())
    assert [(one.kind, one.state, one.count) for one in queues] == [("call", "ready", 2), ("fetch", "claimed", 1)]
    assert queues[0].next_due == NOON - HOUR
    assert queues[0].oldest <= queues[1].oldest


def test_the_last_message_of_each_mailbox(store: Store) -> None:
    def fill(desk: Desk) -> None:
        for box, at in (("a@x.example", NOON), ("a@x.example", NOON + HOUR), ("b@x.example", NOON)):
            desk.inbox.accept(mails.received(b"x", mailbox=box, received_at=at), NOON)

    store.write(fill).result()
    last = store.read(lambda desk: desk.pulse.last_received(["a@x.example", "b@x.example", "c@x.example"]))
    assert last == {"a@x.example": NOON + HOUR, "b@x.example": NOON}


def test_letters_that_hang_and_why(store: Store) -> None:
    ticket = timed_rows.add(store, number="SUP-1111-1116")

    def hold(desk: Desk) -> None:
        for ordinal in (1, 2):
            letter = Letter(
                message_id=f"{ordinal}@desk.example", mail_from="", rcpt_to="anna@customer.example", content=b"x",
                language="en", template="answer",
            )  # fmt: skip
            posted = desk.post.enqueue(ticket, "answer", ordinal, letter, NOON)
            job = desk.jobs.add("deliver", posted.id, NOON, claimed_by="me")
            if ordinal == 1:
                desk.jobs.sending(job)
                desk.jobs.hold(job, "the connection was lost")

    store.write(hold).result()
    [held] = store.read(lambda desk: desk.pulse.hanging(10))
    assert (held.number, held.state, held.error, held.rcpt_to, held.created_at) == (
        "SUP-1111-1116", "held", "the connection was lost", "anna@customer.example", NOON,
    )  # fmt: skip
