"""A later message that is a request of its own."""

import pytest

from intakebot.casework.work import NotDone
from tests.triage.agents import Agents


def test_it_becomes_a_ticket_with_a_notice_and_clocks_from_when_it_came(everywhere: Agents) -> None:
    first = everywhere.request("Критичность: критический. С утра обрываются звонки.")
    more = f"In-Reply-To: {everywhere.notice()['Message-ID']}\n"
    assert everywhere.request("Кстати, ещё не печатает принтер в бухгалтерии.", more=more, subject="Принтер") == first
    kept, later = everywhere.evidence(first).messages
    came = later.received_at
    second = everywhere.do("split", first, message=later.id)

    own, rest = everywhere.evidence(second), everywhere.evidence(first)
    assert second != first
    assert [message.id for message in own.messages] == [later.id]
    assert [message.id for message in rest.messages] == [kept.id]
    assert (own.terms, own.plan, own.subject, own.language) == ("centaur", "basic", "Принтер", "ru")
    assert (own.received_at, own.severity, own.reaction, own.state) == (came, None, "notice", "open")
    assert (rest.severity, rest.state) == ("critical", "open")
    for number, other in ((first, second), (second, first)):
        assert everywhere.happened(number, "split") == [{"message": later.id, "other": other}]
    (letter,) = own.letters
    assert (letter.kind, letter.rcpt_to, letter.language) == ("acknowledgement", "anna@customer.example", "ru")
    posted = everywhere.store.read(lambda desk: desk.post.load(letter.id))
    said = posted.letter.content.decode()
    assert f"In-Reply-To: <{later.message_id}>" in said
    assert everywhere.kinds(second)[-1] == "notice_queued"

    # A level sets its clocks going from when the message came; what answers its notice is its own.
    everywhere.do("confirm", second, level="medium")
    assert everywhere.evidence(second).due_at is not None
    own_id = f"In-Reply-To: <{letter.message_id}>\n"
    everywhere.request("Принтер на третьем этаже.", more=own_id)
    assert len(everywhere.evidence(second).messages) == 2
    assert everywhere.count("ticket") == 2


def test_only_a_later_message_of_that_ticket(agents: Agents) -> None:
    first, second = agents.request(), agents.request("Другое.")
    (own,), (others,) = agents.evidence(first).messages, agents.evidence(second).messages
    for message in (own.id, others.id, 4711):
        with pytest.raises(NotDone, match=f"message {message} is no later message of a customer in {first}"):
            agents.do("split", first, message=message)
