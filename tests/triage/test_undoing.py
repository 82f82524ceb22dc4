"""A decision is taken back while nothing has become of it; else it is said what to do instead."""

import contextlib
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from intakebot.casework.work import NotDone
from intakebot.domain.times import utc_now
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from tests.intake.desk import authenticated
from tests.triage.agents import HOLD, Agents

STATED = "Критичность: низкий. С утра обрываются исходящие звонки."


@pytest.mark.parametrize(
    ("text", "levels", "done"),
    [
        ("С утра обрываются исходящие звонки, помогите.", ["medium", "critical"], "changed"),
        (STATED, ["low"], "confirmed"),
        (STATED, ["critical", "medium"], "asked"),
    ],
    ids=["levels", "the same level", "questions"],
)
def test_all_is_as_it_was(everywhere: Agents, text: str, levels: list[str], done: str) -> None:
    number = everywhere.request(text)
    before: list[Any] = []
    for level in levels:
        before.append((everywhere.standing(number), everywhere.waiting(number)))
        assert everywhere.do("confirm", number, level=level, hold=HOLD) == done
    kinds = everywhere.kinds(number)
    while before:
        assert everywhere.do("undo", number) == "done"
        assert (everywhere.standing(number), everywhere.waiting(number)) == before.pop()
    assert everywhere.kinds(number)[: len(kinds)] == kinds  # nothing is ever taken out of the history
    assert len(everywhere.happened(number, "decision_undone")) == len(levels)
    with pytest.raises(NotDone, match=f"no decision about {number} can be undone"):
        everywhere.do("undo", number)
    assert everywhere.do("confirm", number, level=levels[-1]) == done  # and another one can be made


def test_the_queue_knows_how_severe_a_decision_made_it(agents: Agents) -> None:
    number = agents.request()
    for rank, level in enumerate(("critical", "medium", "low")):
        agents.do("confirm", number, level=level)
        assert agents.rank(number) == rank


def test_the_deadlines_that_are_told_are_those_that_hold(agents: Agents) -> None:
    number = agents.request()
    agents.do("confirm", number, level="medium")
    told = agents.happened(number, "due")[-1]
    agents.do("confirm", number, level="critical", hold=HOLD)
    assert agents.happened(number, "due")[-1] != told
    agents.do("undo", number)
    assert agents.happened(number, "due")[-1] == told


def test_who_undid_what_stands_in_the_history(agents: Agents) -> None:
    number = agents.request(STATED)
    agents.do("confirm", number, level="critical", hold=HOLD)
    (asked,) = [event for event in agents.evidence(number).events if event.kind == "consent_asked"]
    agents.do("undo", number)
    withdrawn, undone = agents.evidence(number).events[-2:]
    assert (withdrawn.kind, withdrawn.actor) == ("letter_withdrawn", "Anna")
    assert (undone.kind, undone.actor, undone.clause) == ("decision_undone", "Anna", "CEN-08")
    assert (undone.evidence["decision"], undone.evidence["now"]) == (asked.id, "low")


def test_a_letter_that_is_just_leaving_isnt_called_back(everywhere: Agents) -> None:
    number = everywhere.request(STATED)
    everywhere.do("confirm", number, level="critical")
    everywhere.store.write(lambda desk: desk.jobs.claim("deliver", "other host", everywhere.now, 9)).result(10)
    stands = everywhere.standing(number)
    with pytest.raises(NotDone, match="is leaving just now: confirm the severity that you mean instead"):
        everywhere.do("undo", number)
    assert everywhere.standing(number) == stands
    assert everywhere.happened(number, "letter_withdrawn") == []


def test_a_letter_that_is_held_back_isnt_due_and_then_is(agents: Agents) -> None:
    number = agents.request(STATED)
    agents.do("confirm", number, level="critical", hold=HOLD)
    claimed = agents.store.write(lambda desk: desk.jobs.claim("deliver", "me", agents.now, 9)).result(10)
    assert claimed == []
    later = agents.now + timedelta(seconds=HOLD)
    claimed = agents.store.write(lambda desk: desk.jobs.claim("deliver", "me", later, 9)).result(10)
    assert len(claimed) == 1


def test_news_for_webhooks_are_held_back_likewise(agents: Agents) -> None:
    number = agents.request(STATED)

    def unit(desk: Desk) -> None:
        with desk.holding(timedelta(seconds=HOLD)):
            ticket = desk.tickets.numbered(number)
            assert ticket is not None
            desk.call(ticket.id, "pager", {"kind": "breached"}, agents.now)

    agents.store.write(unit).result(10)

    def claimed(at: datetime) -> int:
        return len(agents.store.write(lambda desk: desk.jobs.claim("call", "me", at, 9)).result(10))

    assert [claimed(agents.now + timedelta(seconds=span)) for span in (HOLD - 1, HOLD)] == [0, 1]


def test_what_something_has_become_of_stands(agents: Agents) -> None:
    number = agents.request(STATED)
    agents.do("confirm", number, level="critical", hold=HOLD)
    with pytest.raises(NotDone, match="the last decision was made by Anna: confirm the severity that you mean instead"):
        agents.do("undo", number, by="Piotr")
    agents.do("note", number, by="Piotr", how="Смотрю журналы.")  # touches nothing
    agents.do("consented", number, agreed=True, how="по телефону")
    with pytest.raises(NotDone, match="the customer has agreed to critical since: confirm the severity that you mean"):
        agents.do("undo", number)
    assert agents.evidence(number).severity == "critical"


def test_the_customers_answer_ends_it(agents: Agents) -> None:
    number = agents.request(STATED)
    agents.do("confirm", number, level="low")
    agents.request("Ещё одно.", more=f"In-Reply-To: {agents.notice(0)['Message-ID']}\n")
    with pytest.raises(NotDone, match="the customer has written since"):
        agents.do("undo", number)


def test_what_the_customer_asked_for_isnt_taken_back(agents: Agents) -> None:
    number = agents.request(STATED)
    answer = f"In-Reply-To: {agents.notice(0)['Message-ID']}\n{authenticated()['more']}"
    agents.request("Критичность: критический. Теперь никто не может позвонить.", more=answer)
    assert agents.do("confirm", number, level="critical", hold=HOLD) == "changed"
    with pytest.raises(NotDone, match="it decided what the customer had asked for"):
        agents.do("undo", number)


def test_a_wish_is_still_a_wish_after_another_decision_was_undone(agents: Agents) -> None:
    """Support asks for a third level, and thinks better of it: then what the customer wishes needs no consent."""
    number = agents.request(STATED)
    answer = f"In-Reply-To: {agents.notice(0)['Message-ID']}\n{authenticated()['more']}"
    agents.request("Критичность: критический. Теперь никто не может позвонить.", more=answer)
    assert agents.do("confirm", number, level="medium", hold=HOLD) == "asked"
    agents.do("undo", number)
    assert agents.do("confirm", number, level="critical") == "changed"


def test_a_second_decision_is_refused_and_not_lost(agents: Agents) -> None:
    number = agents.request()
    seen = agents.last_event(number)
    assert agents.do("confirm", number, by="Anna", level="medium", seen=seen) == "changed"
    with pytest.raises(NotDone, match=f"Anna has set medium since; look at {number} again"):
        agents.do("confirm", number, by="Piotr", level="critical", seen=seen)
    assert agents.evidence(number).severity == "medium"
    seen = agents.last_event(number)
    agents.do("note", number, by="Anna", how="Проверил.")  # decides nothing
    assert agents.do("confirm", number, by="Piotr", level="critical", seen=seen) == "changed"
    agents.do("close", number, how="готово")
    with pytest.raises(NotDone, match="Anna has closed the ticket since"):
        agents.do("confirm", number, by="Piotr", level="low", seen=agents.last_event(number) - 2)


def test_of_two_who_decide_at_once_one_is_told_of_the_other(everywhere: Agents, store_url: str) -> None:
    """Both saw the same; in PostgreSQL they are on different hosts."""
    number = everywhere.request()
    seen, triage = everywhere.last_event(number), everywhere.office.triage
    with contextlib.ExitStack() as stack:
        stores = [everywhere.store, everywhere.store]
        if store_url.startswith("postgresql"):
            stores[1] = stack.enter_context(contextlib.closing(Store(store_url, utc_now)))
        outcomes = {
            by: store.write(partial(triage.confirm, number=number, level="medium", by=by, seen=seen))
            for by, store in zip(("Anna", "Piotr"), stores, strict=True)
        }
        errors = {by: outcome.exception(10) for by, outcome in outcomes.items()}
    (winner,) = [by for by, error in errors.items() if error is None]
    (told,) = filter(None, errors.values())
    assert f"{winner} has set medium since" in str(told)
    assert [event.actor for event in everywhere.evidence(number).events if event.kind == "severity_changed"] == [winner]


def test_nothing_is_held_back_for_hours(agents: Agents) -> None:
    number = agents.request()
    with pytest.raises(NotDone, match="0 to 3600 seconds"):
        agents.do("confirm", number, level="medium", hold=7200)
