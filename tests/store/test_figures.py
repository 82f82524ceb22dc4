"""What reports are counted from, the same in both databases; and the whole proof of one ticket."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from intakebot.store.store import Store
from intakebot.store.tables import call, duty, ticket
from tests.mails import NOON
from tests.timed_rows import add, followed_up, notice

SECOND = timedelta(seconds=1)


def _states(store: Store) -> list[str]:
    found = store.read(lambda desk: list(desk.figures.tickets()))
    return [each.notice for each in sorted(found, key=lambda each: each.received_at)]


def test_an_empty_store_has_no_tickets(store: Store) -> None:
    assert store.read(lambda desk: list(desk.figures.tickets())) == []


def test_what_became_of_each_notice(store: Store) -> None:
    keys = [add(store, NOON + place * SECOND, noticed=SECOND if place == 0 else None) for place in range(7)]
    notice(store, keys[0])
    notice(store, keys[2], bounced_at=NOON)
    notice(store, keys[3])
    notice(store, keys[4], state="ready")
    notice(store, keys[5], state="held", bounced_at=NOON)
    notice(store, keys[6], state="ready", ordinal=2)
    assert _states(store) == ["noticed", "suppressed", "bounced", "failed", "unsent", "unsent", "suppressed"]


def test_the_first_message_says_whether_a_machine_wrote(store: Store) -> None:
    person, machine = add(store), add(store, NOON + SECOND, auto="auto-reply")
    followed_up(store, person, auto="auto-reply")
    followed_up(store, machine)
    found = store.read(lambda desk: {each.received_at: each.automatic for each in desk.figures.tickets()})
    assert found == {NOON: False, NOON + SECOND: True}


def test_times_are_aware_and_exact(store: Store) -> None:
    at = NOON + timedelta(microseconds=1)
    add(store, at, noticed=timedelta(microseconds=999_999), due_at=NOON + SECOND, terms="centaur", reaction="notice")
    (found,) = store.read(lambda desk: list(desk.figures.tickets()))
    assert (found.received_at, found.notice_at, found.due_at) == (at, NOON + SECOND, NOON + SECOND)
    assert found.received_at.tzinfo is UTC
    assert (found.terms, found.plan, found.severity, found.reaction) == ("centaur", None, None, "notice")


def test_only_what_was_received_within_a_time(store: Store) -> None:
    for seconds in range(4):
        add(store, NOON + seconds * SECOND)
    found = store.read(
        lambda desk: {each.received_at for each in desk.figures.tickets(NOON + SECOND, NOON + 3 * SECOND)}
    )
    assert found == {NOON + SECOND, NOON + 2 * SECOND}


def test_more_than_one_batch(store: Store) -> None:
    def unit(connection: sa.Connection, who: int) -> None:
        row = {
            "mailbox": "",
            "language": "en",
            "subject": "",
            "state": "open",
            "received_at": NOON,
            "registered_at": NOON,
        }
        connection.execute(sa.insert(ticket), [{**row, "number": str(n), "contact_id": who} for n in range(2_500)])

    add(store)
    who = store.read(lambda desk: desk._connection.execute(sa.select(ticket.c.contact_id)).scalar_one())
    store.write(lambda desk: unit(desk._connection, who)).result()
    assert store.read(lambda desk: sum(1 for _ in desk.figures.tickets())) == 2_501


def test_the_proof_of_a_ticket_shows_what_was_agreed_its_timers_and_its_calls(store: Store) -> None:
    later = NOON + timedelta(hours=4)
    marks = [{"code": "expired", "clause": "VEE-01", "detail": "until 2026-01-01"}]
    key = add(
        store, number="VEE-1234-5672", severity="2", severity_by="agreed", severity_asked="3", reaction="first_contact",
        due_at=later, workaround_due_at=later, resolution_due_at=later, workaround_at=later, waiting_since=later,
        marks=marks, missing=["version"], terms_version="abc",
    )  # fmt: skip
    timer = {
        "kind": "reaction",
        "clause": "VEE-06",
        "due_at": later,
        "state": "open",
        "evidence": {},
        "created_at": NOON,
    }
    news = {
        "webhook": "desk",
        "body": {"event": "due_soon"},
        "created_at": NOON,
        "delivered_at": later,
        "answer": "204",
    }
    for table, row in ((duty, timer), (call, news)):
        new = sa.insert(table).values(ticket_id=key, **row)
        store.write(lambda desk, new=new: desk._connection.execute(new)).result()  # type: ignore[misc]
    found = store.read(lambda desk: desk.records.evidence("VEE-1234-5672"))
    assert found is not None
    assert (found.severity_by, found.severity_asked, found.reaction, found.terms_version) == (
        "agreed",
        "3",
        "first_contact",
        "abc",
    )
    assert {found.workaround_due_at, found.resolution_due_at, found.workaround_at, found.waiting_since} == {later}
    assert (found.marks, found.missing) == (marks, ["version"])
    assert [(one.kind, one.clause, one.due_at, one.state, one.ended_at) for one in found.timers] == [
        ("reaction", "VEE-06", later, "open", None)
    ]
    assert [(one.webhook, one.body, one.delivered_at, one.answer, one.waiting) for one in found.calls] == [
        ("desk", {"event": "due_soon"}, later, "204", None)
    ]


def test_the_proof_of_a_ticket_under_no_terms_has_empty_lists(store: Store) -> None:
    add(store, datetime(2026, 1, 1, tzinfo=UTC), number="SUP-1234-5672")
    found = store.read(lambda desk: desk.records.evidence("SUP-1234-5672"))
    assert found is not None
    assert (found.marks, found.missing, found.timers, found.calls) == ([], [], (), ())
