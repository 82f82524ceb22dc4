"""What is foreseen of a severity is what comes of it."""

import pytest

from intakebot.store.desk import Desk
from intakebot.triage.foreseeing import Foreseen
from tests.triage.agents import Agents, _case

STATED = "Критичность: низкий. С утра обрываются исходящие звонки."
_DUE = {"reaction": "due_at", "workaround": "workaround_due_at", "resolution": "resolution_due_at"}


def _foreseen(agents: Agents, number: str) -> dict[str, Foreseen]:
    def look(desk: Desk) -> tuple[Foreseen, ...]:
        return agents.office.triage.foreseen(desk, _case(desk, number))

    return {one.level: one for one in agents.store.read(look)}


@pytest.mark.parametrize("level", ["critical", "medium", "low"])
@pytest.mark.parametrize("text", ["С утра обрываются исходящие звонки, помогите.", STATED], ids=["unknown", "stated"])
def test_it_comes_true(everywhere: Agents, text: str, level: str) -> None:
    """CEN-08: where the customer named a severity, every other one needs consent."""
    number = everywhere.request(text)
    ahead = _foreseen(everywhere, number)
    assert list(ahead) == ["critical", "medium", "low"]
    done = everywhere.do("confirm", number, level=level)
    assert ahead[level].asks_consent == (done == "asked")
    if done == "asked":
        everywhere.do("consented", number, agreed=True, how="telephone")
    stands = everywhere.standing(number)
    assert {one.clock: one.due_at for one in ahead[level].deadlines or ()} == {
        clock: stands[column] for clock, column in _DUE.items() if stands[column]
    }


def test_what_stands_or_was_agreed_needs_no_consent(agents: Agents) -> None:
    number = agents.request(STATED)
    assert [one.level for one in _foreseen(agents, number).values() if one.asks_consent] == ["critical", "medium"]
    agents.do("confirm", number, level="medium")
    agents.do("consented", number, agreed=True, how="telephone")
    assert [one.level for one in _foreseen(agents, number).values() if one.asks_consent] == ["critical", "low"]


def test_a_reaction_that_was_made_isnt_promised_again(agents: Agents) -> None:
    number = agents.request()
    agents.do("notified", number, how="telephone")
    assert {one.deadlines for one in _foreseen(agents, number).values()} == {()}


def test_without_a_plan_nothing_can_be_counted(agents: Agents) -> None:
    number = agents.request()
    agents.store.write(lambda desk: desk.cases.change(_case(desk, number).id, plan=None)).result(10)
    assert {one.deadlines for one in _foreseen(agents, number).values()} == {None}
