"""What a customer's later message says about the ticket it belongs to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intakebot.casework.marking import marks_of
from intakebot.classify import consent, details, stated
from intakebot.classify.manners import Manner, manner
from intakebot.domain.case import Answer, Case
from intakebot.domain.entitlement import Mark
from intakebot.domain.message import Message
from intakebot.domain.sought import Found
from intakebot.terms.document import Document
from intakebot.terms.library import Library
from intakebot.terms.seeking import confirming


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """It answers, tells what was missing, or names a level; all by its own words, without quoted history."""

    message_id: int | None
    #: When we got it, however late it was read.
    received_at: datetime
    #: Ordinal of our letter that it answers; None when nothing tells.
    answers: int | None
    #: Whether its sender was proven, and by what (design.md 4.7).
    authenticated: bool
    proof: str
    #: To what was asked; None when in doubt.
    answer: Answer | None
    #: A level that it names.
    level: Found | None
    #: Ids of what was asked for and is told now.
    given: tuple[str, ...]
    #: What an agent must know of it.
    marks: tuple[Mark, ...]
    #: It confirms the conditions of a level in words of its own (MAR-06).
    confirms: bool
    #: What it is beside that: thanks, a question for news, word that it works again.
    manner: Manner | None = None
    #: Of a pressed button: the received press.
    press_id: int | None = None

    @property
    def agrees(self) -> bool:
        """In words of consent, or by confirming the conditions of a level."""
        return self.confirms or self.answer == "agreed"

    @property
    def evidence(self) -> dict[str, Any]:
        """For the history: the message by its id, and what speaks for its sender."""
        what = {"message": self.message_id} if self.press_id is None else {"press": self.press_id}
        return {**what, "sender": self.proof}


def in_passing(message: Message, message_id: int, received_at: datetime) -> Heard:
    """Read a follow-up where no terms say what it could mean."""
    return Heard(
        message_id=message_id, received_at=received_at, answers=None, authenticated=message.authentication.passed,
        proof=message.authentication.reason, answer=None, level=None, given=(), marks=(), confirms=False,
        manner=manner(message.reply),
    )  # fmt: skip


def hear(
    terms: Library, document: Document, case: Case, message: Message, message_id: int | None, received_at: datetime, answers: int | None,
    roles: tuple[str, ...] = (),
) -> Heard:  # fmt: skip
    """Read a follow-up under the ticket's terms; `roles` of its writer, `answers`: the ordinal of our letter."""
    look, words = terms.seeking(document), message.reply
    confirm = confirming(document)
    attached = [(part.filename, part.content_type) for part in message.attachments if not part.inline]
    given = tuple(sign.id for sign in details.given(look.sought, "", words, attached))
    own = "" if message.chat and message.chat.forwarded else words  # forwarded words are somebody else's
    return Heard(
        message_id=message_id,
        received_at=received_at,
        answers=answers,
        authenticated=message.authentication.passed,
        proof=message.authentication.reason,
        answer=_answer(consent.answer(own, _asked(document, case))),
        level=stated.level(look.levels, "", own),
        given=given,
        marks=tuple(marks_of(terms, document, case.plan, roles, message, first=False)),
        confirms=bool(own and confirm) and confirm <= set(given),
        manner=manner(own),
    )


def _answer(sign: Found | None) -> Answer | None:
    return None if sign is None else "agreed" if sign.id == "agreed" else "refused"


def _asked(document: Document, case: Case) -> consent.Asked:
    """Whether the customer's consent to a lower or to a higher level was asked."""
    levels = list(document.severities)  # most severe first
    if case.severity not in levels or case.severity_asked not in levels:
        return None
    return "lower" if levels.index(case.severity_asked) > levels.index(case.severity) else "raise"
