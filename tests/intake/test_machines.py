"""The bot never talks to a machine (RFC 3834), and says when it kept silent."""

import pytest

from tests import mails
from tests.intake.desk import Line

BOUNCE = """From: {sender}
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce@mx.example>
Date: Mon, 23 Nov 2026 12:01:00 +0000
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mail system could not deliver your message.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; anna@customer.example
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b--
"""


def _bounce(line: Line, action: str = "failed", to: str = "", sender: str = "MAILER-DAEMON@mx.example") -> None:
    return_path = to or line.letters[-1][1].letter.mail_from
    raw = BOUNCE.format(to=return_path, action=action, sender=sender).replace("\n", "\r\n").encode()
    line.post(raw, mail_from="", rcpt_tos=(return_path,))


@pytest.mark.parametrize(
    ("more", "mail_from", "reason"),
    [
        ("Auto-Submitted: auto-generated\n", "cron@customer.example", "automatic mail: auto-generated"),
        ("List-Id: <news.customer.example>\nPrecedence: list\n", "news@customer.example", "automatic mail: list"),
    ],
)
def test_automatic_mail_is_registered_and_not_answered(line: Line, more: str, mail_from: str, reason: str) -> None:
    line.post(mails.mail(more=more), mail_from=mail_from)
    assert line.letters == []
    assert line.count("ticket") == 1
    [task] = line.tasks()
    assert (task.kind, task.reason) == ("notify_another_way", reason)
    assert task.number is not None
    assert line.kinds(task.number) == ["registered", "notice_suppressed"]


def test_the_null_return_path_is_not_answered(line: Line) -> None:
    line.post(mail_from="")
    assert line.letters == []


def test_our_own_notice_coming_back_is_filed(line: Line) -> None:
    line.post()
    line.post(line.letters[0][1].letter.content, mail_from="someone@forwarder.example")
    assert line.count("ticket") == len(line.letters) == 1
    assert [task.kind for task in line.tasks()] == ["filed"]


def test_mail_from_our_own_address_is_a_loop(line: Line) -> None:
    line.post(mails.mail(sender="Desk <Support+x@desk.example>"))
    assert line.count("ticket") == 0
    assert [task.kind for task in line.tasks()] == ["filed"]


def test_a_bounce_with_our_token_takes_the_notice_time_back(line: Line) -> None:
    line.post()
    [number] = line.numbers
    line.store.write(lambda desk: desk.tickets.noticed(1, line.now)).result()
    assert line.evidence(number).notice_at is not None
    _bounce(line)
    found = line.evidence(number)
    assert found.notice_at is None
    assert found.letters[0].bounced_at is not None
    taken_back = found.events[-1]
    assert (taken_back.kind, taken_back.clause, taken_back.evidence["status"]) == (
        "notice_taken_back",
        "CEN-03",
        "5.1.1",
    )
    [task] = line.tasks()
    assert task.kind == "notify_another_way"
    assert "no such user" in task.reason
    assert line.count("ticket") == len(line.letters) == 1


def test_a_delay_takes_nothing_back(line: Line) -> None:
    line.post()
    line.store.write(lambda desk: desk.tickets.noticed(1, line.now)).result()
    _bounce(line, "delayed")
    found = line.evidence(line.numbers[0])
    assert found.notice_at is not None
    assert found.events[-1].kind == "delivery_report"
    assert line.tasks() == []


@pytest.mark.parametrize("to", ["support@desk.example", "support+cen-1234-5672-b1-aaaaaaaaaaaaaaaaaaaa@desk.example"])
def test_a_bounce_without_our_token_is_filed_and_takes_nothing_back(line: Line, to: str) -> None:
    line.post()
    line.store.write(lambda desk: desk.tickets.noticed(1, line.now)).result()
    _bounce(line, to=to)
    assert line.evidence(line.numbers[0]).notice_at is not None
    assert [task.kind for task in line.tasks()] == ["filed"]


def test_a_bounce_lets_its_sender_into_nothing(line: Line) -> None:
    line.post()
    _bounce(line, sender="eve@evil.example")
    more = f"In-Reply-To: {line.notice()['Message-ID']}\n"
    line.post(mails.mail("Let me in", sender="eve@evil.example", message_id="<in@x>", more=more))
    assert len(line.evidence(line.numbers[0]).messages) == 2  # the request and the bounce
    assert line.count("ticket") == 2


@pytest.mark.parametrize("more", ["References: {Message-ID}\n", "Cc: {Reply-To}\n"])
def test_whoever_was_in_copy_can_forge_no_bounce(line: Line, more: str) -> None:
    line.post()
    line.store.write(lambda desk: desk.tickets.noticed(1, line.now)).result()
    known = more.format_map(line.notice())
    raw = BOUNCE.format(to="support@desk.example", action="failed", sender="eve@evil.example")
    raw = raw.replace("Subject:", f"{known}Subject:", 1).replace("\n", "\r\n")
    line.post(raw.encode(), mail_from="eve@evil.example")
    assert line.evidence(line.numbers[0]).notice_at is not None


def test_an_answer_of_the_customer_to_the_return_path_is_no_bounce(line: Line) -> None:
    line.post()
    line.store.write(lambda desk: desk.tickets.noticed(1, line.now)).result()
    _bounce(line, sender="anna@customer.example")
    assert line.evidence(line.numbers[0]).notice_at is not None


def test_mail_without_a_sender_gets_into_no_ticket(line: Line) -> None:
    nobody = mails.mail(message_id="<n1@x>").replace(b"From: Anna <anna@customer.example>\r\n", b"")
    line.post(nobody)
    assert line.count("ticket") == 1
    other = mails.mail("Another nobody", message_id="<n2@x>", more="In-Reply-To: <n1@x>\n")
    line.post(other.replace(b"From: Anna <anna@customer.example>\r\n", b""))
    assert line.count("ticket") == 2
