"""How a draft would read: under given terms, plan and level, or for a ticket that there is. Nothing is sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from intakebot.casework.work import NotDone
from intakebot.domain.case import Case, Thread
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.mailboxes import Mailboxes
from intakebot.domain.template import Draft
from intakebot.drafting.situations import situations
from intakebot.drafting.under import Under
from intakebot.replies.catalogue import Content, reply_of
from intakebot.replies.events import variables_of
from intakebot.replies.moments import spoken
from intakebot.replies.proof import sample
from intakebot.replies.render import Fault, TemplateRefused
from intakebot.terms.library import Library


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """One letter, as it would be written."""

    #: What it was made from, for whoever wonders.
    values: Mapping[str, str | None]
    #: None where it can't be made.
    content: Content | None
    faults: tuple[Fault, ...] = ()


def previews(terms: Library, draft: Draft, terms_id: str = "", plan: str = "", level: str = "") -> tuple[Preview, ...]:
    """The letter in each situation that it is written in there, with sample values; without terms, in one.

    BadTerms, or NotDone, for terms, a plan or a level that aren't known; a plan and a level needn't be given.
    """
    under = _under(terms, terms_id, plan, level, draft.place.language) if terms_id else None
    return tuple(_made(draft, values) for values in _sampled(draft, under))


def preview_for(terms: Library, mailboxes: Mailboxes, draft: Draft, case: Case, thread: Thread) -> Preview:
    """The letter for a ticket that there is, with what is known of it; what isn't is a sample."""
    box = mailboxes.of(case.mailbox)
    document, language = terms.find(case.terms), draft.place.language
    under = Under(document=document, plan=case.plan, level=case.severity, language=language) if document else None
    return _made(draft, {**_sampled(draft, under)[0], **_known(case, thread, box, under, draft)})


def _sampled(draft: Draft, under: Under | None) -> tuple[Mapping[str, str | None], ...]:
    """Values of each situation; one of samples alone without terms, or where they know no such letter."""
    event = draft.place.event
    return (situations(event, under) if under else ()) or (sample(event, draft.place.language),)


def _under(terms: Library, terms_id: str, plan: str, level: str, language: str) -> Under:
    document = terms.of(terms_id)
    if plan and plan not in document.plans:
        raise NotDone(
            "{terms} has no plan {plan!r}; it has {known}", terms=terms_id, plan=plan, known=tuple(document.plans)
        )
    if level and level not in document.severities:
        known = tuple(document.severities)
        raise NotDone("{terms} has no severity {level!r}; it has {known}", terms=terms_id, level=level, known=known)
    return Under(document=document, plan=plan or None, level=level or None, language=language)


def _known(case: Case, thread: Thread, box: Mailbox, under: Under | None, draft: Draft) -> dict[str, str | None]:
    """The ticket's own values, those of them that the letter may say."""
    event, language = draft.place.event, draft.place.language
    zone = thread.zone or box.zone or (under.document.zone if under else "UTC")
    level = under.said(case.severity) if under else None
    proposed = case.severity_by == "proposed"
    awaited = case.reaction == "first_contact" and (event == "registered" or case.first_contact_at is None)
    found = {
        "number": case.number, "sender": box.from_name, "mailbox": box.address, "continues": None, "maintenance": None,
        "received": spoken(case.received_at, zone, language), "now": level, "proposed": level if proposed else None,
        "severity": None if proposed and event == "registered" else level,
        "due": spoken(case.due_at, zone, language) if awaited and case.due_at else None,
        "answered": spoken(case.first_contact_at, zone, language) if case.first_contact_at else None,
        "missing": under.document.asked_said(case.missing or (), language) if under else None, "state": "closed" if case.state == "closed" else
        "waiting" if case.waiting_since else "open", **(under.terms_of_level() if under else {}),
    }  # fmt: skip
    return {name: value for name, value in found.items() if name in variables_of(event)}


def _made(draft: Draft, values: Mapping[str, str | None]) -> Preview:
    given = {name: values.get(name) for name in variables_of(draft.place.event)}
    try:
        return Preview(values=given, content=reply_of(draft).render(given))
    except TemplateRefused as refused:
        return Preview(values=given, content=None, faults=refused.faults)
