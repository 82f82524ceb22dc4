"""Whether a message is answered with a registration notice, and that notice."""

from datetime import datetime

from intakebot.domain.entitlement import Entitlement
from intakebot.domain.letter import ACKNOWLEDGEMENT, Letter
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.message import Message
from intakebot.domain.token import Token
from intakebot.replies.acknowledgement import Notice, Replies, language_for


def silence(message: Message, mail_from: str | None) -> str:
    """Why a message must not be acknowledged (RFC 3834 §2); "" when it may be."""
    if message.auto:
        return f"automatic mail: {message.auto}"
    if mail_from == "":
        return "null return path"
    if "@" not in message.answer_to.address:
        return "no address to answer to"
    return ""


class Notices:
    """Drafts registration notices."""

    def __init__(self, replies: Replies, secret: bytes, *, verp: bool) -> None:
        self._replies = replies
        self.secret = secret
        self._verp = verp

    def draft(
        self, number: str, message: Message, written: str, entitlement: Entitlement, box: Mailbox,
        received_at: datetime, at: datetime, continues: str | None = None,
    ) -> Letter:  # fmt: skip
        """The notice for a new ticket, in the language that the message was written in if the terms support it."""
        reply, own_id, bounce = (
            Token(number=number, purpose=purpose, ordinal=ACKNOWLEDGEMENT).signed(self.secret)
            for purpose in ("r", "m", "b")
        )
        available = self._replies.languages
        return self._replies.acknowledgement(
            Notice(
                number=number,
                received_at=received_at,
                language=language_for(written, entitlement.languages or available, available),
                zone=entitlement.zone,
                from_name=box.from_name,
                from_address=box.address,
                reply_to=box.tagged(reply),
                to=message.answer_to.address,
                mail_from=box.tagged(bounce) if self._verp else "",
                message_id=f"{own_id}@{box.domain}",
                in_reply_to=message.message_id,
                references=(*message.references, message.message_id) if message.message_id else message.references,
                at=at,
                continues=continues,
            )
        )
