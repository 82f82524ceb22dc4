"""All that the page of one ticket shows, gathered in one snapshot."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intakebot.console.call import Call
from intakebot.console.house import House
from intakebot.domain.case import Case
from intakebot.domain.customer import Customer
from intakebot.store.desk import Desk
from intakebot.store.records import Evidence, MessageRecord
from intakebot.terms.clocks.due import Deadline
from intakebot.terms.document import Document
from intakebot.terms.document.plans import Severity

#: Stretches of a message that are quoted as a reason, and characters of each.
_MOST_QUOTED, _LONGEST = 3, 90


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """One level to choose: its key, how it is said, what the document means by it."""

    key: str
    said: str
    definition: str
    severity: Severity


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch of a text; `facet` is what its words tell, "" where they moved nothing."""

    text: str
    facet: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dossier:
    """One ticket."""

    id: int
    case: Case
    proof: Evidence
    document: Document | None
    levels: tuple[Level, ...]
    #: What the classifier said last; empty when nothing.
    proposed: dict[str, Any]
    #: Evidence of the level that the customer named last.
    stated: dict[str, Any]
    sender: str
    name: str
    customer: Customer
    deadlines: tuple[Deadline, ...]
    #: Where a letter that we begin goes: an address, or a chat's.
    preferred: str
    #: Id of the last line of its history: what whoever decides has seen.
    seen: int

    @property
    def number(self) -> str:
        """Its number."""
        return self.case.number

    def said(self, level: str | None) -> str:
        """A level as people read it."""
        return next((one.said for one in self.levels if one.key == level), level or "")

    def called(self, key: str | None, language: str) -> str:
        """One of its levels or plans as people read it."""
        return self.document.called(key, language) if self.document and key else key or ""

    def bought(self, language: str) -> str:
        """Terms and plan as people call them; "" for neither."""
        plan = self.document.plan_said(self.case.plan, language) if self.document else self.case.plan
        return ", ".join(filter(None, (self.case.terms, plan)))

    def wanted(self, item: str, language: str) -> str:
        """A piece of information, as the document asks for it."""
        known = self.document.requires if self.document else {}
        return known[item].ask.said(language) if item in known else item

    def level(self, key: str | None) -> Level | None:
        """One of its levels."""
        return next((one for one in self.levels if one.key == key), None)

    def pieces(self, message: MessageRecord) -> list[Piece]:
        """The words of a message, with those marked that moved the proposal."""
        return list(_pieces(message.reply, self._places(message, "text")))

    @property
    def subject(self) -> list[Piece]:
        """The subject likewise."""
        first = next(iter(self.proof.messages), None)
        return list(_pieces(self.proof.subject, self._places(first, "subject") if first else []))

    @property
    def decisive(self) -> list[str]:
        """The words for which the level that stands was proposed, or in which the customer named it."""
        if self.case.severity_by == "stated":
            return self._words([self.stated]) if "where" in self.stated else []
        return self._words(self.proposed.get("cues", ())) if self.case.severity_by == "proposed" else []

    def _words(self, places: Iterable[Mapping[str, Any]]) -> list[str]:
        """What stands at these places of the messages, shortly and each once."""
        texts = {message.id: message for message in self.proof.messages}
        first = next(iter(texts.values()), None)
        found = []
        for place in places:
            of = texts.get(place.get("message", self.proposed.get("message"))) or first
            whole = "" if of is None else of.subject if place["where"] == "subject" else of.reply
            said = " ".join(whole[place["start"] : place["end"]].split()).strip(" ,.;:")
            found.append(said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…")
        return list(dict.fromkeys(filter(None, found)))[:_MOST_QUOTED]

    def _places(self, message: MessageRecord, where: str) -> list[tuple[int, int, str]]:
        if self.proposed.get("message") != message.id:
            return []
        cues = (cue for cue in self.proposed.get("cues", ()) if cue["where"] == where)
        return sorted((cue["start"], cue["end"], cue["facet"]) for cue in cues)


def dossier(desk: Desk, house: House, call: Call, number: str) -> Dossier | None:
    """Everything about the ticket with this number; None when there is none."""
    ticket = desk.tickets.numbered(number)
    proof = desk.records.evidence(number) if ticket else None
    if ticket is None or proof is None:
        return None
    case = desk.cases.of(ticket.id)
    document = house.terms.find(case.terms)
    sender = next((one.sender for one in proof.messages if not one.auto), "")
    customer = desk.customers.of({sender})[sender]
    counted = house.clocks.deadlines(desk, case)
    stated = [event.evidence for event in proof.events if event.kind == "severity_stated"]
    return Dossier(
        id=ticket.id, case=case, proof=proof, document=document, levels=_levels(document, call.language),
        proposed=desk.cases.proposed(ticket.id), stated=stated[-1] if stated else {}, sender=sender,
        name=customer.contact.name if customer.contact else "", customer=customer,
        deadlines=tuple(counted) if counted else (), preferred=desk.cases.thread(ticket.id).preferred,
        seen=max((event.id for event in proof.events), default=0),
    )  # fmt: skip


def _levels(document: Document | None, language: str) -> tuple[Level, ...]:
    if document is None:
        return ()
    return tuple(
        Level(
            key=key,
            said=document.level_said(key, language),
            definition=level.definition.said(language) if level.definition else "",
            severity=level,
        )
        for key, level in document.severities.items()
    )


def _pieces(text: str, places: Sequence[tuple[int, int, str]]) -> Iterator[Piece]:
    """A text cut at these places; what overlaps or lies outside is left out."""
    here = 0
    for start, end, facet in places:
        if here <= start < end <= len(text):
            yield Piece(text=text[here:start])
            yield Piece(text=text[start:end], facet=facet)
            here = end
    yield Piece(text=text[here:])
