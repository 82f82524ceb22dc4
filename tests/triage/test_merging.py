"""Requests that are one matter, or have to do with each other."""

from datetime import timedelta

import pytest

from intakebot.casework.work import NotDone
from intakebot.domain.customer import Contact, Organisation, Registry
from intakebot.domain.terms_text import TermsText
from intakebot.registry import import_contacts
from tests.intake.desk import authenticated
from tests.triage.agents import Agents

BORIS = "Борис <boris@customer.example>"
PIOTR = "Piotr <piotr@elsewhere.example>"


def test_answers_go_on_in_the_other(everywhere: Agents) -> None:
    first, second = everywhere.request(), everywhere.request("И входящие тоже.")
    notices = [everywhere.notice(0), everywhere.notice(1)]
    assert everywhere.do("merge", first, into=second, how="одна и та же авария") == "done"
    gone, stays = everywhere.evidence(first), everywhere.evidence(second)
    assert (gone.state, stays.state) == ("closed", "open")
    assert len(gone.messages) == len(stays.messages) == 1  # messages stay where they are
    for number, other in ((first, second), (second, first)):
        (merged,) = [event for event in everywhere.evidence(number).events if event.kind == "merged"]
        assert (merged.actor, merged.evidence["other"], merged.evidence["stays"]) == ("Anna", other, second)
    assert everywhere.standing(first)["timers"] == []
    assert everywhere.waiting(first) == [("acknowledgement", "anna@customer.example")]  # nobody wrote to the customer

    everywhere.request("Спасибо, ждём. Журнал пришлём позже.", more=f"In-Reply-To: {notices[0]['Message-ID']}\n")
    everywhere.request("Ещё одно.", subject=f"Re: [{first}]", more=authenticated()["more"])
    assert everywhere.count("ticket") == 2
    assert [message.reply for message in everywhere.evidence(second).messages][1:] == [
        "Спасибо, ждём. Журнал пришлём позже.", "Ещё одно.",
    ]  # fmt: skip
    assert everywhere.evidence(first).state == "closed"
    third = everywhere.request("Третье обращение.")
    everywhere.do("merge", second, into=third)
    everywhere.request("К самому первому.", more=f"In-Reply-To: {notices[0]['Message-ID']}\n")
    assert [message.reply for message in everywhere.evidence(third).messages][1:] == ["К самому первому."]


def test_the_clock_started_with_the_first_of_them(everywhere: Agents) -> None:
    first = everywhere.request("Критичность: средний. С утра обрываются звонки.")
    second = everywhere.request("Критичность: средний. Звонки обрываются.")
    came, due = everywhere.evidence(first).received_at, everywhere.evidence(first).due_at
    assert everywhere.evidence(second).due_at != due
    everywhere.do("merge", first, into=second)
    stays = everywhere.evidence(second)
    assert (stays.received_at, stays.due_at) == (came, due)
    assert [at for kind, at, _ in everywhere.standing(second)["timers"] if kind == "reaction"] == [due]


def test_the_later_one_adds_no_time(agents: Agents) -> None:
    first = agents.request("Критичность: средний. С утра обрываются звонки.")
    second = agents.request("Критичность: средний. Звонки обрываются.")
    stood = agents.standing(first)
    agents.do("merge", second, into=first)
    assert agents.standing(first) == stood


def test_an_edit_moves_no_deadline_by_merging(agents: Agents) -> None:
    """Design.md 4.9: what the terms promise since isn't told instead of what was told."""
    first = agents.request("Критичность: средний. С утра обрываются звонки.")
    second = agents.request("Критичность: средний. Звонки обрываются.")
    came, told = agents.evidence(first).received_at, agents.evidence(second).due_at
    longer = '[plans.basic.targets.medium.reaction]\npromise = "100 h"\n'
    agents.office.triage.terms.publish([TermsText(id="centaur", text=longer)])
    agents.do("merge", first, into=second)
    assert (agents.evidence(second).received_at, agents.evidence(second).due_at) == (came, told)


def test_who_was_reached_about_the_one_was_reached_about_the_other(agents: Agents) -> None:
    first, second = agents.request(), agents.request()
    agents.do("contacted", first, how="телефон")
    agents.do("merge", first, into=second)
    reached_at = agents.evidence(first).first_contact_at
    assert reached_at is not None
    assert agents.evidence(second).first_contact_at == reached_at


def test_consent_to_the_one_isnt_consent_to_the_other(agents: Agents) -> None:
    """ "I agree" answers the letter that it answers, though it is read in the ticket that goes on."""
    first = agents.request("Критичность: низкий. С утра обрываются исходящие звонки.")
    second = agents.request("Критичность: низкий. И входящие тоже.")
    agents.do("confirm", first, level="medium")
    asked = agents.evidence(first).letters[-1]
    agents.do("merge", first, into=second)
    agents.do("confirm", second, level="critical")
    agents.now += timedelta(minutes=1)
    more = f"In-Reply-To: <{asked.message_id}>\n{authenticated()['more']}"
    agents.request("Согласен.", more=more)
    assert agents.evidence(second).severity == "low"
    assert "answer_crossed" in agents.kinds(second)


def test_a_colleague_whose_request_went_on_as_anothers_goes_on_there(agents: Agents) -> None:
    """Of one organisation under the same terms; a stranger with the same token stays outside (design.md 4.7)."""
    _colleagues(agents)
    first, second = agents.request(sender=BORIS), agents.request()
    agents.do("merge", first, into=second)
    more = f"In-Reply-To: {agents.notice(0)['Message-ID']}\n"
    agents.request("Журнал во вложении.", sender=BORIS, more=more)
    assert [message.sender for message in agents.evidence(second).messages] == [
        "anna@customer.example", "boris@customer.example",
    ]  # fmt: skip
    agents.request("А мне?", sender=PIOTR, more=more)
    assert agents.count("ticket") == 3


def test_who_takes_part_and_asks_for_news_is_told(agents: Agents) -> None:
    """Whoever asked, not the ticket's customer, who didn't."""
    _colleagues(agents)
    first, second = agents.request(sender=BORIS), agents.request()
    agents.do("merge", first, into=second)
    for ordinal, sender in enumerate((BORIS, "Anna <anna@customer.example>")):
        agents.request("Есть новости?", sender=sender, more=f"In-Reply-To: {agents.notice(ordinal)['Message-ID']}\n")
    assert [to for kind, to in agents.waiting(second) if kind == "status"] == [
        "boris@customer.example", "anna@customer.example",
    ]  # fmt: skip


def _colleagues(agents: Agents) -> None:
    """Anna and Boris are of one firm."""
    firm = Organisation(key="vector", name="Вектор", terms="centaur", plan="extended")
    people = [Contact(address=f"{name}@customer.example", organisation="vector") for name in ("anna", "boris")]
    registry = Registry(organisations=(firm,), contacts=tuple(people))
    agents.store.write(lambda desk: import_contacts(desk, registry, agents.now, remove_missing=False)).result(10)


def test_what_cant_be_merged(agents: Agents) -> None:
    first, second = agents.request(), agents.request()
    others = agents.request(sender=PIOTR)
    with pytest.raises(NotDone, match="with itself"):
        agents.do("merge", first, into=first)
    with pytest.raises(NotDone, match="of different customers"):
        agents.do("merge", first, into=others)
    with pytest.raises(NotDone, match="there is no ticket CEN-0000-0000"):
        agents.do("merge", first, into="CEN-0000-0000")
    agents.do("merge", first, into=second)
    with pytest.raises(NotDone, match=f"{first} goes on as {second}"):
        agents.do("merge", first, into=second)
    with pytest.raises(NotDone, match=f"{first} goes on as {second}"):
        agents.do("reopen", first)
    agents.do("close", second)
    third = agents.request()
    with pytest.raises(NotDone, match=f"{second} is closed"):
        agents.do("merge", third, into=second)


def test_linked_requests_name_each_other(agents: Agents) -> None:
    first, second = agents.request(), agents.request(sender=PIOTR)
    agents.do("close", first)
    agents.do("link", first, other=second)
    assert agents.happened(first, "linked") == [{"other": second}]
    assert agents.happened(second, "linked") == [{"other": first}]
    with pytest.raises(NotDone, match="are linked"):
        agents.do("link", second, other=first)
    with pytest.raises(NotDone, match="with itself"):
        agents.do("link", first, other=first)


def test_a_closed_request_is_opened_again_with_its_clocks(agents: Agents) -> None:
    number = agents.request("Критичность: средний. С утра обрываются звонки.")
    stood = agents.standing(number)
    with pytest.raises(NotDone, match="is open"):
        agents.do("reopen", number)
    agents.do("close", number, how="готово")
    assert agents.standing(number)["timers"] == []
    agents.do("note", number, how="Звонил, всё ещё обрывается.")
    agents.do("reopen", number, how="не готово")
    reopened = agents.evidence(number)
    assert (reopened.state, reopened.closed_at) == ("open", None)
    assert [kind for kind, *_ in agents.standing(number)["timers"]] == [kind for kind, *_ in stood["timers"]]
    assert agents.happened(number, "reopened") == [{"reason": "не готово"}]
    assert agents.happened(number, "note") == [{"words": "Звонил, всё ещё обрывается."}]
