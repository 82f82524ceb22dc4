"""Whether a message is answered with a registration notice, and that notice."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from intakebot.casework.buttons import agreement
from intakebot.domain.entitlement import Entitlement
from intakebot.domain.letter import ACKNOWLEDGEMENT, Letter
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.message import Message
from intakebot.domain.sentence import Sentence
from intakebot.domain.token import Token
from intakebot.intake.assess import Assessment
from intakebot.replies.acknowledgement import Notice, Replies, language_for


def silence(message: Message, mail_from: str | None) -> str:
    """Why a message must not be acknowledged (RFC 3834 §2); "" when it may be."""
    if message.auto:
        return Sentence("automatic mail: {kind}", kind=message.auto)
    if mail_from == "":
        return Sentence("null return path")
    if "@" not in message.answer_to.address and message.chat is None:
        return Sentence("no address to answer to")
    return ""


class Notices:
    """Drafts registration notices."""

    def __init__(self, replies: Replies, secret: bytes, *, verp: bool) -> None:
        self._replies = replies
        self.secret = secret
        self._verp = verp

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that a notice can be written in."""
        return self._replies.languages

    def draft(
        self, number: str, message: Message, written: str, entitlement: Entitlement, box: Mailbox,
        received_at: datetime, at: datetime, continues: str | None = None, case: Assessment | None = None,
        maintenance: Mapping[str, str] | None = None, chosen: str | None = None,
    ) -> Letter:  # fmt: skip
        """The notice for a new ticket, in the language that was `chosen`, else the one that the message was written in if the
        terms support it.

        `case`: what the terms say of it; `maintenance`: what is told of work that is going on, by language.
        """
        reply, own_id, bounce = (
            Token(number=number, purpose=purpose, ordinal=ACKNOWLEDGEMENT).signed(self.secret)
            for purpose in ("r", "m", "b")
        )
        available = self._replies.languages
        language = chosen or language_for(written, entitlement.languages or available, available)
        return self._replies.acknowledgement(
            Notice(
                number=number,
                received_at=received_at,
                language=language,
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
                terms=entitlement.terms or "",
                continues=continues,
                maintenance=maintenance.get(language) if maintenance else None,
                answers=message.chat.message if message.chat else "",
                rows=agreement(number, "", language) if message.chat and case and case.conditional else (),
                **(told(case, language, in_chat=message.chat is not None) if case else {}),
            )
        )


def told(case: Assessment, language: str, *, in_chat: bool) -> dict[str, Any]:
    """What a notice may say beyond the number: nothing that the document doesn't promise (design.md 4.6).

    In a chat what is missing is asked for once the request is told.
    """
    document, level = case.document, case.level
    conditions = case.conditional
    promised = case.deadlines if case.deadlines and case.deadlines.counts == "first_contact" else None
    return {
        "severity" if case.stated else "proposed": document.level_said(level, language) if level else None,
        "due_at": promised.reaction.due_at if promised else None,
        "missing": tuple(document.requires[key].ask.said(language) for key in case.missing if not in_chat),
        "conditions": conditions.confirm.said(language) if conditions else None,
        "within": conditions.answer_within if conditions else None,
        "help": ", ".join(document.duties.self_service.urls) if document.duties.self_service else None,
    }
