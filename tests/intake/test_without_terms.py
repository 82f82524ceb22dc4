"""Tickets that stand under no document have clocks and an end all the same."""

from datetime import timedelta

import pytest

from intakebot.casework.work import NotDone
from tests import mails
from tests.intake.desk import Line

SALES = "sales@desk.example"


@pytest.fixture
def number(line: Line) -> str:
    line.post(mailbox=SALES)
    line.now += timedelta(minutes=10)
    [number] = line.numbers
    return number


def test_the_first_contact_is_noted_and_it_is_closed(line: Line, number: str) -> None:
    line.store.write(lambda desk: line.office.triage.contacted(desk, number, "Anna", how="telephone")).result(10)
    assert line.evidence(number).first_contact_at == line.now
    line.store.write(lambda desk: line.office.triage.close(desk, number, "Anna", reason="solved")).result(10)
    assert line.evidence(number).state == "closed"


def test_the_customer_is_asked_in_words(line: Line, number: str) -> None:
    line.store.write(
        lambda desk: line.office.triage.ask(desk, number, "Anna", items=(), words="Which printer?")
    ).result(10)
    letter = line.evidence(number).letters[-1]
    assert (letter.kind, letter.rcpt_to) == ("question", "anna@customer.example")
    posted = line.store.read(lambda desk: desk.post.load(letter.id))
    line.store.write(lambda desk: line.office.duties.handed_over(desk, posted, line.now)).result(10)
    asked = line.evidence(number)
    assert (asked.first_contact_at, asked.missing) == (line.now, ["answer"])
    answer = mails.mail(
        "The blue one.", message_id="<two@x>", more=f"In-Reply-To: <{letter.message_id}>\n", subject="Re: Printer"
    )
    line.post(answer, mailbox=SALES)
    assert line.evidence(number).missing == []


def test_what_only_a_document_can_say_cant_be_done(line: Line, number: str) -> None:
    decided = line.store.write(lambda desk: line.office.triage.confirm(desk, number, "1", "Anna"))
    with pytest.raises(NotDone, match="stands under no terms"):
        decided.result(10)
