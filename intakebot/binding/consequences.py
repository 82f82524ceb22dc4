"""What follows from a change: promises for requests that come from then on, languages of notices, and for how many people."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from intakebot.domain.customer import STRANGER
from intakebot.domain.mailbox import Mailbox
from intakebot.terms.clocks import CannotCount, Deadlines, deadlines
from intakebot.terms.document import Document
from intakebot.terms.library import Library


@dataclass(frozen=True, kw_only=True, slots=True)
class Promised:
    """What somebody without terms of their own is promised who writes to the mailbox at this moment."""

    document: Document | None
    #: None: no plan is known, and the document promises nothing to whoever has none.
    plan: str | None
    #: Of its notices; empty where the terms name none.
    languages: tuple[str, ...]
    #: Zone in which letters tell times.
    zone: str
    #: By level, most severe first; without those that can't be counted.
    due: Mapping[str, Deadlines]


@dataclass(frozen=True, kw_only=True, slots=True)
class Consequences:
    """Before and after."""

    before: Promised
    after: Promised
    #: People without terms of their own who wrote to this mailbox last.
    people: int


def promised(terms: Library, box: Mailbox, at: datetime) -> Promised:
    """By the same rules as for a request that comes in."""
    entitled = terms.entitlement(box, STRANGER, at)
    document, plan = terms.find(entitled.terms), entitled.plan
    due = dict(_due(document, plan, at)) if document and plan else {}
    return Promised(document=document, plan=plan, languages=entitled.languages, zone=entitled.zone, due=due)


def _due(document: Document, plan: str, at: datetime) -> Iterator[tuple[str, Deadlines]]:
    for level in document.severities:
        with suppress(CannotCount):
            yield level, deadlines(document, plan, level, at)
