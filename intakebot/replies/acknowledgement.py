"""The registration notice: under some terms it is the contractual reaction itself (CEN-03)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from intakebot.domain.chat import Rows
from intakebot.domain.letter import Letter
from intakebot.domain.times import aware
from intakebot.replies.catalogue import Catalogue
from intakebot.replies.letters import Occasion, first_that_serves, written
from intakebot.replies.moments import span, spoken
from intakebot.replies.plain import plain
from intakebot.replies.render import TemplateRefused

EVENT = "registered"


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """What a notice is about. Nothing of what the customer wrote is in it: it may go to a stranger (design.md 4.7)."""

    number: str
    #: When the support service got the message (aware), and the zone in which the customer reads it ("Europe/Moscow").
    received_at: datetime
    zone: str
    #: ISO 639-1, by `language_for`.
    language: str
    from_name: str
    from_address: str
    reply_to: str
    #: The address alone, or a chat's: names that strangers give themselves aren't echoed.
    to: str
    #: Return path: signed VERP address, or "".
    mail_from: str
    #: Ours, without angle brackets; likewise the ids of the message that is answered.
    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    #: For the Date header (aware).
    at: datetime
    #: Number of a closed ticket that this one continues; only when the sender took part in it.
    continues: str | None = None
    #: Id of the terms that apply to whoever reads it; "" where none do.
    terms: str = ""
    #: The level that the customer named, in words.
    severity: str | None = None
    #: The level that was proposed by what the message says, in words; an agent is to confirm it.
    proposed: str | None = None
    #: When a person must have answered (aware); None where nothing is promised (design.md 4.6).
    due_at: datetime | None = None
    #: What is asked for, in the language of the notice.
    missing: tuple[str, ...] = ()
    #: What the customer must confirm for this level, and how much time there is for it (MAR-06).
    conditions: str | None = None
    within: timedelta | None = None
    #: Running maintenance (XOP-14), and where help is found (XOP-15).
    maintenance: str | None = None
    help: str | None = None
    #: In a chat: the buttons below, and the chat's own name of the message that is answered.
    rows: Rows = ()
    answers: str = ""

    def __post_init__(self) -> None:
        aware(self.received_at)
        aware(self.at)


class Replies:
    """Writes the letters that intakebot sends by itself."""

    def __init__(self, catalogue: Catalogue, on_fault: Callable[[TemplateRefused], None] | None = None) -> None:
        """`on_fault` is told when a template fails while a notice is made from it; the plain notice goes out then."""
        self._catalogue = catalogue
        self._on_fault = on_fault

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that a notice can be written in."""
        return self._catalogue.languages(EVENT)

    def acknowledgement(self, notice: Notice) -> Letter:
        """The registration notice, ready to be sent; HeaderRefused when an address can't stand in a header."""
        return registered(self._catalogue, _occasion(notice), said(notice), notice.terms, self._on_fault)


def registered(
    catalogue: Catalogue, occasion: Occasion, variables: Mapping[str, str | None], terms: str | None,
    on_fault: Callable[[TemplateRefused], None] | None,
) -> Letter:  # fmt: skip
    """The notice from the first template that serves, plain where none does: without the number it is no notice (CEN-03)."""
    number, language = variables["number"] or "", occasion.language
    try:
        content, template = first_that_serves(catalogue, EVENT, language, variables, terms, on_fault, number)
    except TemplateRefused as refused:
        if on_fault:
            on_fault(refused)
        content, language = plain(number, language)
        template = f"plain/{language}"
    return written(replace(occasion, language=language), content, template)


def said(notice: Notice) -> dict[str, str | None]:
    """The variables of the notice's template."""
    language = notice.language
    return {
        "number": notice.number,
        "received": spoken(notice.received_at, notice.zone, language),
        "sender": notice.from_name,
        "mailbox": notice.from_address,
        "continues": notice.continues,
        "severity": notice.severity,
        "proposed": notice.proposed,
        "due": spoken(notice.due_at, notice.zone, language) if notice.due_at else None,
        "missing": "\n".join(f"– {item}" for item in notice.missing) or None,
        "conditions": notice.conditions,
        "within": span(notice.within, language) if notice.within else None,
        "maintenance": notice.maintenance,
        "help": notice.help,
    }


def language_for(written: str, supported: tuple[str, ...], available: Collection[str]) -> str:
    """Language of the notice: the one written if supported, else English if supported, else the terms' first
    (design.md 5); only languages with templates, English when the terms have none of those.
    """
    possible = [language for language in supported if language in available]
    for language in (written, "en"):
        if language in possible:
            return language
    return possible[0] if possible else "en"


def _occasion(notice: Notice) -> Occasion:
    return Occasion(
        from_name=notice.from_name,
        from_address=notice.from_address,
        reply_to=notice.reply_to,
        to=notice.to,
        mail_from=notice.mail_from,
        at=notice.at,
        message_id=notice.message_id,
        in_reply_to=notice.in_reply_to,
        references=notice.references,
        language=notice.language,
        rows=notice.rows,
        answers=notice.answers,
        answered=True,
    )
