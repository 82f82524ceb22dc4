"""The front door of the room: a received message, read."""

from intakebot.domain.message import Message
from intakebot.domain.number import find
from intakebot.domain.received import Received
from intakebot.reading.authentic import verdict
from intakebot.reading.automatic import kind, report
from intakebot.reading.chats import matrix, telegram
from intakebot.reading.mime import parse
from intakebot.reading.quotes import own_words

#: Trace headers that name the final recipient; IMAP tells it no other way.
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to")


def read(received: Received, authserv_id: str | None) -> Message:
    """Read a message; NotAMail for bytes that are no mail, Unreadable for those that are no update of a chat.

    `authserv_id` names the server whose Authentication-Results count; they do only on trusted routes (design.md 4.7).
    """
    envelope = received.envelope
    if envelope.channel == "telegram":
        return telegram.read(received)
    if envelope.channel == "matrix":
        return matrix.read(received)
    mail = parse(received.raw)
    auto = None if received.wanted_by else kind(mail, envelope.mail_from)
    return Message(
        message_id=mail.message_id,
        in_reply_to=mail.in_reply_to,
        references=mail.references,
        sender=mail.sender,
        reply_to=mail.reply_to,
        to=mail.to,
        cc=mail.cc,
        delivered_to=tuple(value for name in _DELIVERED for value in mail.get_all(name)),
        subject=mail.subject,
        date=mail.date,
        text=mail.text,
        reply=own_words(mail),
        attachments=mail.attachments,
        auto=auto,
        report=report(mail) if auto == "bounce" else None,
        authentication=verdict(mail, authserv_id if envelope.trusted else None),
        ticket_refs=find(mail.subject),
        defects=mail.defects,
    )
