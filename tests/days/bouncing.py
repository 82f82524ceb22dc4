"""A letter of ours comes back: the customer's server sends a delivery report to its return path."""

import email.policy
import smtplib
from email.message import EmailMessage

from tests.days.day import Day
from tests.servers.scripted import Taken

_REPORT = """\
From: Mail Delivery System <mailer-daemon@mx.customer.example>
To: {to}
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: <report.{number}@mx.customer.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge"

--edge
Content-Type: text/plain; charset=us-ascii

The mailbox is full, so your message was not delivered.

--edge
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.customer.example

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

--edge--
"""


def bounce(day: Day, letter: EmailMessage) -> None:
    """Send a letter back, now."""
    taken = _taken(day, letter)
    return_path = taken.mail.partition("<")[2].partition(">")[0]
    report = _REPORT.format(
        to=return_path, date=email.utils.format_datetime(day.now), number=len(day.relay.taken), recipient=taken.rcpt_to
    )
    with smtplib.SMTP("127.0.0.1", day.port, timeout=20) as client:
        client.sendmail("", [return_path], report.replace("\n", "\r\n").encode())
    day.settle()


def _taken(day: Day, letter: EmailMessage) -> Taken:
    wanted = f"Message-ID: {letter['Message-ID']}".encode()
    (found,) = [taken for taken in day.relay.taken if wanted in taken.content]
    return found
