"""What each letter may have to say under some terms: the values that its template gets, situation by situation."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from intakebot.domain.mailbox import Mailbox
from intakebot.drafting import samples
from intakebot.drafting.under import Under
from intakebot.intake.notice import told
from intakebot.replies.acknowledgement import Notice, said
from intakebot.replies.events import is_ready
from intakebot.replies.moments import spoken

Values: TypeAlias = Mapping[str, str | None]

_BOX = Mailbox(address="technical.support@company.example", prefix="SAMPLE", from_name="Technical Support Department")


def situations(event: str, under: Under) -> tuple[Values, ...]:
    """Everything that a letter of this kind can be written about; nothing for what is about no request."""
    known = {"number": samples.NUMBER, "sender": _BOX.from_name, "mailbox": _BOX.address}
    make = _MAKERS.get("status" if is_ready(event) else event)  # which says all that a ready answer may
    return tuple({**known, **values} for values in make(under)) if make else ()


def applies(event: str, under: Under) -> bool:
    """Whether such a letter is ever written there: consent is asked to a level, where the document wants it."""
    if event == "consent":
        return under.document.agreement.needs_consent and under.level is not None
    return event != "survey" or under.document.duties.survey is not None


def _registered(under: Under) -> Iterator[Values]:
    """By way of intake itself: as most are, with as little as there is to say, and with everything."""
    language = under.language
    for stated, full in ((True, False), (False, False), (True, True)):
        notice = Notice(
            number=samples.NUMBER, received_at=samples.RECEIVED, zone=under.document.zone, language=language,
            from_name=_BOX.from_name, from_address=_BOX.address, reply_to="", to="", mail_from="", message_id="",
            in_reply_to="", references=(), at=samples.RECEIVED, continues=samples.EARLIER if full else None,
            maintenance=samples.in_language(samples.MAINTENANCE, language) if full else None,
            **told(under.case(stated=stated), language, in_chat=False),
        )  # fmt: skip
        yield said(notice)


def _question(under: Under) -> Iterator[Values]:
    words = samples.in_language(samples.REASON, under.language)
    yield {"items": under.asked, "words": words}
    yield {"items": None, "words": words}
    yield {"items": under.asked, "words": None}


def _consent(under: Under) -> Iterator[Values]:
    reason = samples.in_language(samples.REASON, under.language)
    for before in under.others:
        for why in (reason, None):
            named = {"before": under.said(before), "wanted": under.said(under.level)}
            yield {**named, "definition": under.definition, "reason": why}


def _severity(under: Under) -> Iterator[Values]:
    reason = samples.in_language(samples.REASON, under.language)
    by_people = ("customer", "support")
    named = {"now": under.said(under.level), "due": under.due, **under.terms_of_level()}
    for cause in ("unconfirmed", "unanswered", "unreachable", "agreed", *by_people):
        yield {**named, "cause": cause, "reason": reason, "before": under.said(under.others[0])}
    for cause in by_people:
        yield {**named, "cause": cause, "reason": None, "before": None}


def _survey(_under: Under) -> Iterator[Values]:
    yield {"url": samples.URL}


def _noted(under: Under) -> Iterator[Values]:
    for what in ("refused", "unproven", "given", "stated", "change_wanted", "works_again", "conditions"):
        missing = under.asked if what == "given" else None
        yield {"what": what, "severity": under.said(under.level), "missing": missing}


def _status(under: Under) -> Iterator[Values]:
    zone, language = under.document.zone, under.language
    facts = {"severity": under.said(under.level), "received": spoken(samples.RECEIVED, zone, language)}
    answered = spoken(samples.ANSWERED, zone, language)
    for state in ("open", "waiting", "closed"):
        yield {**facts, "state": state, "answered": answered, "due": None, "missing": under.asked}
    yield {**facts, "state": "open", "answered": None, "due": under.due, "missing": None}


def _understood(under: Under) -> Iterator[Values]:
    proposed, levels = under.said(under.level), under.document.levels_said(under.language)
    yield {"proposed": proposed, "levels": levels, "missing": under.asked}
    yield {"proposed": proposed, "levels": levels, "missing": None}
    yield {"proposed": None, "levels": None, "missing": under.asked}


def _step(under: Under) -> Iterator[Values]:
    items = under.document.requires
    for left, key in enumerate(under.lacking):
        yield {"ask": items[key].ask.said(under.language), "left": str(left) if left else None}


def _steps_done(under: Under) -> Iterator[Values]:
    yield {"missing": under.asked}
    yield {"missing": None}


def _decided(under: Under) -> Iterator[Values]:
    for what in ("confirmed", "changed", "asked", "vain"):
        yield {"what": what, "severity": under.said(under.level), "by": samples.PERSON}


_MAKERS: Mapping[str, Callable[[Under], Iterator[Values]]] = {
    "registered": _registered, "question": _question, "consent": _consent, "severity": _severity, "survey": _survey,
    "noted": _noted, "status": _status, "understood": _understood, "step": _step, "steps_done": _steps_done,
    "decided": _decided,
}  # fmt: skip
