"""What becomes of a letter, by what its carrier says; each outcome is kept with its evidence."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest

from intakebot.acts import act, decide
from intakebot.casework.work import NotDone
from intakebot.domain.errors import Deferred, InDoubt, Refused
from intakebot.domain.letter import Handover, Letter
from intakebot.domain.times import utc_now
from intakebot.outbox import Ambiguous, Outbox, Policy, pause
from intakebot.store.desk import Desk
from intakebot.store.records import Evidence
from intakebot.store.store import Store
from tests.intake.desk import Line
from tests.servers.ports import wait_until


class Carrier:
    """Hands over, or fails as it is told."""

    def __init__(self, error: Exception | None = None) -> None:
        self._error = error
        self.sent: list[str] = []

    async def carry(self, letter: Letter, about_to_send: Callable[[], Awaitable[None]]) -> Handover:
        await about_to_send()
        if self._error:
            raise self._error
        self.sent.append(letter.message_id)
        return Handover(at=utc_now(), to="mx:25", reply="250 2.0.0 Ok: queued as 4X", queue_id="4X")

    async def close(self) -> None:
        pass


@pytest.fixture
def line(store_url: str) -> Iterator[Line]:
    store = Store(store_url, utc_now)
    made = Line(store, now=utc_now())
    made.post()
    yield made
    store.close()


def _deliver(
    line: Line, carrier: Carrier, ambiguous: Ambiguous = "resend", later: timedelta = timedelta(0)
) -> Evidence:
    async def once() -> None:
        policy = Policy(ambiguous=ambiguous, give_up_after=timedelta(hours=72))
        outbox = Outbox(
            store=line.store,
            carrier=carrier,
            clock=lambda: line.now + later,
            policy=policy,
            handed_over=line.office.duties.handed_over,
        )
        [job] = line.store.write(lambda desk: desk.jobs.of(line.store.presence.name)).result()
        await outbox.deliver(job[0], line.store.read(lambda desk: desk.post.load(job[0].subject)))

    asyncio.run(once())
    return line.evidence(line.numbers[0])


def test_the_relays_answer_is_the_proof(line: Line) -> None:
    found = _deliver(line, Carrier())
    assert found.notice_at is not None
    [letter] = found.letters
    assert (letter.handed_over_to, letter.queue_id, letter.waiting) == ("mx:25", "4X", None)
    assert found.events[-1].kind == "notice_sent"
    assert found.events[-1].evidence["reply"] == "250 2.0.0 Ok: queued as 4X"


def test_a_deferred_letter_waits(line: Line) -> None:
    found = _deliver(line, Carrier(Deferred("450 later")))
    assert found.notice_at is None
    assert found.letters[0].waiting == "ready"
    assert found.events[-1].kind == "delivery_deferred"
    assert line.store.write(lambda desk: desk.jobs.claim("deliver", "me", line.now, 5)).result() == []
    due = line.now + timedelta(minutes=1)
    assert len(line.store.write(lambda desk: desk.jobs.claim("deliver", "me", due, 5)).result()) == 1


def test_a_letter_that_was_deferred_too_long_is_given_up(line: Line) -> None:
    found = _deliver(line, Carrier(Deferred("450 later")), later=timedelta(hours=73))
    assert found.events[-1].kind == "delivery_failed"
    assert [task.kind for task in line.tasks()] == ["notify_another_way"]


def test_a_refused_letter_becomes_a_task(line: Line) -> None:
    found = _deliver(line, Carrier(Refused("550 no such user")))
    assert found.letters[0].waiting is None
    [task] = line.tasks()
    assert "550 no such user" in task.reason


@pytest.mark.parametrize(("ambiguous", "state", "tasks"), [("resend", "ready", 0), ("hold", "held", 1)])
def test_a_letter_in_doubt_follows_the_operators_choice(
    line: Line, ambiguous: Ambiguous, state: str, tasks: int
) -> None:
    found = _deliver(line, Carrier(InDoubt("connection lost")), ambiguous)
    assert found.letters[0].waiting == state
    assert found.events[-1].kind == "delivery_in_doubt"
    assert len(line.tasks()) == tasks


def test_a_claim_that_was_lost_keeps_the_proof_all_the_same(line: Line) -> None:
    class Slow(Carrier):
        async def carry(self, letter: Letter, about_to_send: Callable[[], Awaitable[None]]) -> Handover:
            proof = await super().carry(letter, about_to_send)
            [(job, _)] = line.store.write(lambda desk: desk.jobs.of(line.store.presence.name)).result()
            line.store.write(lambda desk: desk.jobs.retry(job, line.now, "taken for dead")).result()
            return proof

    found = _deliver(line, Slow())
    assert found.letters[0].queue_id == "4X"
    assert found.events[-1].kind == "notice_sent"


_AGAIN = {"verb": "triage", "do": "send_again"}


def _again(line: Line, **more: object) -> object:
    """A person has the notice sent again, by a command; NotDone."""
    ask = {**_AGAIN, "number": line.numbers[0], "by": "Anna", **more}
    return line.store.write(lambda desk: act(desk, ask, line.now, line.office.triage)).result()


def _bounced(line: Line) -> None:
    [number] = line.numbers

    def bounce(desk: Desk) -> None:
        ticket = desk.tickets.numbered(number)
        assert ticket is not None
        desk.post.bounced(1, line.now)
        desk.tickets.unnoticed(ticket.id)

    line.store.write(bounce).result()


def _claimed(line: Line) -> None:
    """As upkeep does."""
    [job] = line.store.write(lambda desk: desk.jobs.claim("deliver", line.store.presence.name, line.now, 9)).result()
    assert job.subject == 1


def test_what_may_have_arrived_is_sent_again_only_by_who_says_so(line: Line) -> None:
    _deliver(line, Carrier(InDoubt("connection lost")), "hold")
    [number] = line.numbers
    with pytest.raises(NotDone, match="may have this letter already"):
        _again(line)
    assert line.evidence(number).letters[0].waiting == "held"
    assert _again(line, anyway=True) == {"done": "done"}
    found = line.evidence(number)
    assert found.letters[0].waiting == "ready"
    asked = found.events[-1]
    assert (asked.kind, asked.actor, asked.through) == ("resend_asked", "Anna", "command")
    assert asked.evidence == {"letter": 1, "anyway": True}
    assert line.tasks() == []
    _claimed(line)
    assert _deliver(line, Carrier()).notice_at is not None


def test_a_notice_that_bounced_and_was_sent_again_counts_from_then(line: Line) -> None:
    _deliver(line, Carrier())
    _bounced(line)
    _again(line)
    waits = line.evidence(line.numbers[0]).letters[0]
    assert (waits.handed_over_at, waits.queue_id, waits.bounced_at, waits.waiting) == (None, None, None, "ready")
    _claimed(line)
    found = _deliver(line, Carrier())
    assert found.notice_at is not None
    assert found.letters[0].bounced_at is None
    proofs = [event.evidence["queue_id"] for event in found.events if event.kind == "notice_sent"]
    assert proofs == ["4X", "4X"]  # the first way stays in the history


def test_what_failed_again_can_be_sent_again_however_it_began(line: Line) -> None:
    _deliver(line, Carrier())
    _bounced(line)
    for _ in range(2):
        _again(line)
        _claimed(line)
        found = _deliver(line, Carrier(Refused("550 no such user")))
        assert [task.kind for task in line.tasks()] == ["notify_another_way"]
    assert found.notice_at is None


def test_what_is_sent_again_is_tried_as_long_as_at_first(line: Line) -> None:
    _deliver(line, Carrier(Deferred("450 later")), later=timedelta(hours=73))
    line.now += timedelta(hours=80)
    _again(line)
    _claimed(line)
    found = _deliver(line, Carrier(Deferred("450 later")), later=timedelta(hours=71))
    assert found.letters[0].waiting == "ready"
    line.now += timedelta(hours=73)
    _claimed(line)
    assert _deliver(line, Carrier(Deferred("450 later"))).letters[0].waiting is None


def test_what_has_arrived_is_not_sent_again(line: Line) -> None:
    _deliver(line, Carrier())
    with pytest.raises(NotDone, match="has arrived"):
        _again(line)
    with pytest.raises(NotDone, match="has arrived"):
        _again(line, anyway=True)


def test_what_leaves_just_now_or_will_by_itself_is_left_alone(line: Line) -> None:
    with pytest.raises(NotDone, match="leaving just now"):
        _again(line)
    _deliver(line, Carrier(Deferred("450 later")))
    with pytest.raises(NotDone, match="tried again by itself"):
        _again(line)


def test_a_notice_that_a_person_has_given_another_way_is_not_sent_again(line: Line) -> None:
    _deliver(line, Carrier(Refused("550 no such user")))
    told = {"do": "notified", "number": line.numbers[0], "by": "Oleg", "how": "telephone"}
    line.store.write(lambda desk: decide(desk, line.office.triage, told)).result()
    with pytest.raises(NotDone, match="Oleg has told the customer another way"):
        _again(line)


def test_two_who_send_it_again_at_once_send_it_once(line: Line) -> None:
    _deliver(line, Carrier(Refused("550 no such user")))
    answers = [line.store.write(partial(act, request=ask, at=line.now, triage=line.office.triage)) for ask in [
        {**_AGAIN, "number": line.numbers[0], "by": name} for name in ("Anna", "Oleg")
    ]]  # fmt: skip
    assert [type(answer.exception()) for answer in answers] == [type(None), NotDone]
    _claimed(line)
    assert line.kinds(line.numbers[0]).count("resend_asked") == 1


@pytest.mark.parametrize(
    ("number", "letter", "said"), [("", 7, "no such letter"), ("CEN-1234-5672", None, "no ticket")]
)
def test_a_letter_that_isnt_there(line: Line, number: str, letter: int | None, said: str) -> None:
    with pytest.raises(NotDone, match=said):
        _again(line, number=number or line.numbers[0], letter=letter)


def test_a_verb_that_nobody_knows(line: Line) -> None:
    assert line.store.write(lambda desk: act(desk, {"verb": "dance"}, line.now, line.office.triage)).result() == {
        "error": "unknown verb 'dance'"
    }


def test_pauses_grow_to_an_hour() -> None:
    minutes = [pause(attempt).total_seconds() / 60 for attempt in range(1, 9)]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60]


def test_stop_ends_with_the_letters_in_hand(line: Line) -> None:
    carrier = Carrier()

    async def go() -> None:
        policy = Policy(ambiguous="resend", give_up_after=timedelta(hours=72))
        outbox = Outbox(
            store=line.store,
            carrier=carrier,
            clock=utc_now,
            policy=policy,
            handed_over=line.office.duties.handed_over,
        )
        running = asyncio.create_task(outbox.run(3))
        outbox.hand_over(*line.letters[0])
        await asyncio.to_thread(wait_until, lambda: carrier.sent, "the letter")
        outbox.stop()
        async with asyncio.timeout(5):
            await running

    asyncio.run(go())
    assert len(carrier.sent) == 1
