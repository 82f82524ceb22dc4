"""What a new request means under the terms that apply: its stated level, what it lacks, what an agent must know, by when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from intakebot.casework.marking import FEATURE, marks_of
from intakebot.casework.proposing import propose
from intakebot.classify import details, stated
from intakebot.domain.entitlement import Entitlement, Mark
from intakebot.domain.impact import Impact
from intakebot.domain.message import Message
from intakebot.domain.proposal import Proposal
from intakebot.domain.sentence import Sentence
from intakebot.domain.sought import Found
from intakebot.terms.clocks import CannotCount, Deadlines, calendar_of, deadlines
from intakebot.terms.document import Document
from intakebot.terms.document.duties import Conditions
from intakebot.terms.library import Library
from intakebot.terms.seeking import confirming, missing

#: Bytes of a picture within the text that is taken for decoration.
_LOGO = 30_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessment:
    """Worked out before the transaction, from the message and the entitlement alone."""

    document: Document
    #: The level that the customer states, and where.
    stated: Found | None
    #: What the words say of the impact, and the level that follows; None where nothing read them.
    impact: Impact | None
    proposal: Proposal | None
    given: tuple[Found, ...]
    #: Ids of what is to be asked for.
    missing: tuple[str, ...]
    #: The request itself confirms the conditions of its level, by somebody who is proven (MAR-06).
    confirmed: bool
    marks: tuple[Mark, ...]
    #: None while no level or no plan is known, unless every level is promised the same.
    deadlines: Deadlines | None

    @property
    def level(self) -> str | None:
        """The level that counts until an agent has looked: what the customer names, else what is proposed."""
        if self.stated:
            return self.stated.id
        return self.proposal.level if self.proposal and not self.proposal.abstains else None

    def awaits(self, *, in_chat: bool) -> bool:
        """Whether the notice asks for something that the terms wait for (XOP-11) or set an hour for (MAR-06).

        In a chat what is missing is asked for later, once the request is told.
        """
        asks = bool(self.missing) and not in_chat
        return self.conditional is not None or (self.document.duties.waiting is not None and asks)

    @property
    def conditional(self) -> Conditions | None:
        """Conditions of the level that are still to be confirmed."""
        conditions = self.document.duties.conditions
        asks = conditions is not None and self.level == conditions.level and not self.confirmed
        return conditions if asks else None


def assess(
    terms: Library, entitlement: Entitlement, message: Message, received_at: datetime, impact: Impact | None = None
) -> Assessment | None:
    """What this request means under the writer's terms; None where none apply."""
    if entitlement.terms is None:
        return None
    document = terms.of(entitlement.terms)
    look = terms.seeking(document)
    sign = stated.level(look.levels, message.subject, message.reply)
    proposal = propose(document, impact) if impact else None
    proposed = proposal.level if proposal and not proposal.abstains else None
    level = sign.id if sign else proposed
    found = details.read(look.sought, message.subject, message.reply, attached(message))
    told = {sign.id for sign in found.given}
    known = _known(entitlement.known, message, level)
    confirm = confirming(document)
    # Asked for what he says he doesn't know, a customer has no answer.
    vain = confirm | {sign.id for sign in found.unknown}
    said = marks_of(terms, document, entitlement.plan, entitlement.roles, message, first=True)
    kind = _kind(said, impact)
    lacking = missing(document, told | vain, known, level, kind)
    marks = (*entitlement.marks, *said, *_of_its_time(document, entitlement, message, received_at))
    return Assessment(
        document=document,
        stated=sign,
        impact=impact,
        proposal=proposal,
        given=found.given,
        missing=() if _unsupported(document, entitlement) else lacking,
        confirmed=bool(confirm) and confirm <= told and message.authentication.passed,
        marks=marks,
        deadlines=deadlines_of(document, entitlement, level, received_at),
    )


def _kind(said: Sequence[Mark], impact: Impact | None) -> str:
    """What kind of request it is; a feature that is plainly wished for is one whatever the model says (VEE-18)."""
    if any(mark.code == FEATURE for mark in said):
        return FEATURE
    return impact.likeliest("kind") if impact else "incident"


def attached(message: Message) -> list[tuple[str, str]]:
    """Names and media types of what is attached; a small picture in the text is a signature's logo."""
    return [(a.filename, a.content_type) for a in message.attachments if not a.inline or a.size > _LOGO]


def _unsupported(document: Document, entitlement: Entitlement) -> bool:
    """A plan without support: who is asked for logs would expect help (XOP-12)."""
    return entitlement.plan is not None and document.plans[entitlement.plan].support == "none"


def _known(registered: Mapping[str, str], message: Message, level: str | None) -> dict[str, str]:
    """What nobody needs to be asked: the registry knows it, or the mail's head says it."""
    address = "" if message.chat else message.sender.address
    told = {"email": address, "name": message.sender.name, "severity": level or ""}
    return {**registered, **{key: value for key, value in told.items() if value}}


def _of_its_time(document: Document, entitlement: Entitlement, message: Message, received_at: datetime) -> list[Mark]:
    """Marks that follow from when it came, and from whom."""
    found, rules = [], document.duties
    if rules.out_of_hours and _closed(document, entitlement, received_at):
        rate, least = rules.out_of_hours.rate, rules.out_of_hours.least.total_seconds() / 60
        detail = Sentence(
            "came outside working hours: work now is charged at {rate:g} times the rate, {least:g} minutes at least",
            rate=rate, least=least,
        )  # fmt: skip
        found.append(Mark(code="out_of_hours", clause=rules.out_of_hours.clause, detail=detail))
    openers = any(role.opens for role in document.roles.values())
    if openers and not message.authentication.passed:
        found.append(Mark(code="sender_not_proven", detail=message.authentication.reason))
    return found


def _closed(document: Document, entitlement: Entitlement, at: datetime) -> bool:
    plan = document.plans.get(entitlement.plan or "")
    if plan is None or plan.calendar is None:
        return False  # the document's hours are missing (MAR-05)
    hours = document.calendars[plan.calendar]
    return not calendar_of(hours, entitlement.customer_zone, entitlement.customer_holidays).is_open(at)


def deadlines_of(document: Document, entitlement: Entitlement, level: str | None, at: datetime) -> Deadlines | None:
    """When its clocks run out; None while no level or no plan is known, unless every level is promised the same."""
    level = level or (document.plans[entitlement.plan].same_for_all if entitlement.plan else None)
    if level is None or entitlement.plan is None:
        return None
    try:
        return deadlines(
            document, entitlement.plan, level, at, entitlement.customer_zone, entitlement.customer_holidays
        )
    except CannotCount:  # told when the terms were loaded; a request is registered all the same (design.md 4.8)
        return None
