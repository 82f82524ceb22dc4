"""A ticket that an agent puts off: out of the queue, back by itself, and no promise stands still for it."""

from datetime import timedelta
from functools import partial

import pytest

from intakebot.casework.work import NotDone
from intakebot.store.agenda import View, Wanted
from tests.intake.desk import authenticated
from tests.triage.agents import Agents

TEXT = "Критичность: средний. С утра обрываются исходящие звонки."


def _in(agents: Agents, view: View) -> list[str]:
    lines = agents.store.read(lambda desk: desk.agenda.page(Wanted(view=view), 10))
    return [line.number for line in lines]


def _fired(agents: Agents) -> None:
    """As upkeep does."""
    name = agents.store.presence.name
    for job in agents.store.write(lambda desk: desk.jobs.claim("duty", name, agents.now, 9)).result():
        agents.store.write(partial(agents.office.duties.fire, job=job)).result()


def test_it_leaves_the_queue_and_its_clocks_run_on(everywhere: Agents) -> None:
    agents = everywhere
    number = agents.request(TEXT)
    stood = agents.standing(number)
    agents.do("wait", number, whom="third_party", how="поставщик линии")
    assert (_in(agents, "triage"), _in(agents, "open"), _in(agents, "waiting")) == ([], [], [number])
    assert agents.standing(number) == stood
    assert agents.happened(number, "put_off") == [{"for": "third_party", "until": None, "reason": "поставщик линии"}]
    found = agents.evidence(number)
    assert (found.put_off_for, found.put_off_until, found.waiting_since) == ("third_party", None, None)
    due = stood["resolution_due_at"] or stood["due_at"]
    near = agents.store.read(lambda desk: desk.agenda.due_before(due + timedelta(days=1), 10))
    assert [line.number for line in near] == [number]
    agents.do("resume", number, how="линия работает")
    assert (_in(agents, "open"), _in(agents, "waiting")) == ([number], [])
    assert agents.happened(number, "taken_up") == [{"reason": "линия работает"}]


def test_a_day_comes_by_itself(agents: Agents) -> None:
    number = agents.request(TEXT)
    until = agents.now + timedelta(days=2)
    agents.do("wait", number, whom="day", how="до понедельника", until=until.isoformat())
    agents.now = until - timedelta(seconds=1)
    _fired(agents)
    assert _in(agents, "open") == []
    agents.now = until
    _fired(agents)
    assert _in(agents, "open") == [number]
    assert agents.happened(number, "taken_up") == [{"until": until.isoformat()}]


def test_another_wait_takes_the_place_of_the_first(agents: Agents) -> None:
    number = agents.request(TEXT)
    until = agents.now + timedelta(days=1)
    agents.do("wait", number, whom="day", how="до завтра", until=until.isoformat())
    agents.do("wait", number, whom="customer", how="ответит сам")
    agents.now = until
    _fired(agents)
    assert _in(agents, "waiting") == [number]


@pytest.mark.parametrize("whom", ["customer", "third_party"])
def test_whatever_the_customer_writes_brings_it_back(agents: Agents, whom: str) -> None:
    number = agents.request(TEXT)
    agents.do("wait", number, whom=whom, how="ждём")
    agents.request("А когда?", subject=f"Re: [{number}] Связь", **authenticated())
    assert _in(agents, "open") == [number]
    [taken_up] = agents.happened(number, "taken_up")
    assert taken_up == {"message": agents.evidence(number).messages[-1].id}


def test_a_machine_brings_nothing_back(agents: Agents) -> None:
    number = agents.request(TEXT)
    agents.do("wait", number, whom="customer", how="ждём")
    away = f"Auto-Submitted: auto-replied\n{authenticated()['more']}"
    agents.request("Я в отпуске.", subject=f"Re: [{number}] Связь", more=away)
    assert len(agents.evidence(number).messages) == 2
    assert _in(agents, "waiting") == [number]


def test_what_is_closed_waits_for_nothing(agents: Agents) -> None:
    number = agents.request(TEXT)
    until = agents.now + timedelta(days=1)
    agents.do("wait", number, whom="day", how="до завтра", until=until.isoformat())
    agents.do("close", number)
    agents.do("reopen", number, how="не готово")
    assert _in(agents, "open") == [number]
    agents.now = until
    _fired(agents)
    assert agents.happened(number, "taken_up") == []


def test_a_decision_can_be_undone_though_it_was_put_off_since(agents: Agents) -> None:
    number = agents.request("С утра обрываются исходящие звонки.")
    agents.do("confirm", number, level="medium", hold=10)
    agents.do("wait", number, whom="customer", how="ждём")
    agents.do("undo", number)
    assert agents.evidence(number).put_off_for == "customer"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"whom": "nobody", "how": "x"}, "nobody waits for 'nobody'"), ({"whom": "customer", "how": " "}, "needs a reason"),
        ({"whom": "day", "how": "x"}, "until which day"),
        ({"whom": "day", "how": "x", "until": "2026-11-23T12:00:00+00:00"}, "has begun already"),
    ],
)  # fmt: skip
def test_what_is_no_wait(agents: Agents, more: dict[str, str], said: str) -> None:
    number = agents.request(TEXT)
    with pytest.raises(NotDone, match=said):
        agents.do("wait", number, **more)
    with pytest.raises(NotDone, match="isn't put off"):
        agents.do("resume", number)
