"""Answers find their ticket; nobody gets into another's (design.md 4.7)."""

from typing import Any

import pytest

from tests import mails
from tests.intake.desk import Line, authenticated

ANNA = "Anna <anna@customer.example>"
EVE = "Eve <eve@customer.example>"


def _answer(
    line: Line, *, sender: str = ANNA, more: str = "", subject: str = "Re: notice", text: str = "One more thing."
) -> bytes:
    return mails.mail(text, sender=sender, subject=subject, message_id=f"<{line.count('received')}@x>", more=more)


def test_an_answer_to_the_notice_is_appended_without_a_second_notice(line: Line) -> None:
    line.post()
    [number] = line.numbers
    line.post(_answer(line, more=f"In-Reply-To: {line.notice()['Message-ID']}\n"))
    assert line.count("ticket") == len(line.letters) == 1
    assert line.kinds(number) == ["registered", "information_asked", "notice_queued", "followed_up"]
    assert [m.reply for m in line.evidence(number).messages][1] == "One more thing."


def test_the_reply_address_is_enough_too(line: Line) -> None:
    line.post()
    line.post(_answer(line), rcpt_tos=(line.notice()["Reply-To"].addresses[0].addr_spec.upper(),))
    assert line.count("ticket") == 1


def test_a_token_in_the_references_is_enough(line: Line) -> None:
    line.post()
    line.post(_answer(line, more=f"References: <a@b> {line.notice()['Message-ID']} <c@d>\n"))
    assert line.count("ticket") == 1


def test_a_stranger_with_the_token_stays_outside(line: Line) -> None:
    line.post()
    [number] = line.numbers
    line.post(_answer(line, sender=EVE, more=f"In-Reply-To: {line.notice()['Message-ID']}\n"))
    assert line.count("ticket") == 2
    registered = line.evidence(line.numbers[1]).events[0]
    assert registered.evidence["claims"] == number
    assert len(line.evidence(number).messages) == 1


def test_being_in_copy_lets_nobody_in(line: Line) -> None:
    line.post(mails.mail(more=f"Cc: {EVE}\n"))
    line.post(_answer(line, sender=EVE, more=f"In-Reply-To: {line.notice()['Message-ID']}\n"))
    assert line.count("ticket") == 2


def test_a_forged_token_is_worth_nothing(line: Line) -> None:
    line.post()
    own = line.notice()["Message-ID"]
    line.post(_answer(line, more=f"In-Reply-To: {own.replace('-m1-', '-m2-')}\n"))
    assert line.count("ticket") == 2


def test_the_number_alone_needs_an_authenticated_sender(line: Line) -> None:
    line.post()
    [number] = line.numbers
    line.post(_answer(line, subject=f"Re: [{number}]"))
    assert line.count("ticket") == 2
    assert line.evidence(line.numbers[1]).events[0].evidence["claims"] == number
    line.post(_answer(line, subject=f"Re: [{number}]", **authenticated()), trusted=True)
    assert line.count("ticket") == 2
    assert "dmarc=pass" in line.evidence(number).events[-1].evidence["by"]


def test_authentication_counts_only_on_a_trusted_route(line: Line) -> None:
    line.post()
    line.post(_answer(line, subject=f"Re: [{line.numbers[0]}]", **authenticated()), trusted=False)
    assert line.count("ticket") == 2


def test_an_authenticated_stranger_with_the_number_stays_outside(line: Line) -> None:
    line.post()
    line.post(_answer(line, sender=EVE, subject=f"[{line.numbers[0]}]", **authenticated()), trusted=True)
    assert line.count("ticket") == 2


def test_a_reference_to_the_customers_own_first_mail_is_only_a_hint(line: Line) -> None:
    line.post()
    reference = "In-Reply-To: <one@customer.example>\n"
    line.post(_answer(line, more=reference))
    assert line.count("ticket") == 2
    line.post(_answer(line, more=authenticated()["more"] + reference), trusted=True)
    assert line.count("ticket") == 2


def test_an_unknown_number_is_no_claim(line: Line) -> None:
    line.post(mails.mail(subject="About [CEN-1234-5672]"))
    assert line.evidence(line.numbers[0]).events[0].evidence["claims"] == ""


@pytest.mark.parametrize(("days", "tickets", "state"), [(1, 1, "open"), (15, 2, "closed")])
def test_an_answer_to_a_closed_ticket_reopens_it_or_opens_a_linked_one(
    line: Line, days: int, tickets: int, state: str
) -> None:
    line.post()
    [number] = line.numbers
    line.close_ticket(number)
    line.now += mails.timedelta(days=days)
    line.post(_answer(line, more=f"In-Reply-To: {line.notice()['Message-ID']}\n"))
    assert line.count("ticket") == tickets
    assert line.evidence(number).state == state
    if tickets == 2:
        linked = line.evidence(line.numbers[1])
        assert linked.events[0].evidence["continues"] == number
        body = line.notice().get_body(("plain",))
        assert body is not None
        assert number in body.get_content()


def test_a_vacation_answer_reopens_nothing(line: Line) -> None:
    line.post()
    [number] = line.numbers
    line.close_ticket(number)
    more = f"In-Reply-To: {line.notice()['Message-ID']}\nAuto-Submitted: auto-replied\n"
    line.post(_answer(line, subject="Automatic reply", more=more))
    assert line.evidence(number).state == "closed"
    assert line.count("ticket") == 1


def test_a_notice_that_cannot_name_the_closed_ticket_goes_without(line: Line) -> None:
    line.post()
    line.close_ticket(line.numbers[0])
    line.now += mails.timedelta(days=30)
    draft = line.notices.draft

    def fails(*given: Any) -> Any:
        if given[-1] is not None:
            raise RuntimeError("boom")
        return draft(*given)

    line.notices.draft = fails  # type: ignore[assignment, method-assign]
    line.post(_answer(line, more=f"In-Reply-To: {line.notice()['Message-ID']}\n"))
    assert line.count("ticket") == len(line.letters) == 2
