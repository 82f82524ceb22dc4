"""What customers say about a ticket, on any channel, turned into acts and answers. Read `heard` first."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from intakebot.casework.attempts import Attempts
from intakebot.casework.conditions import LevelConditions
from intakebot.casework.hearing import Heard, hear, in_passing
from intakebot.casework.marking import MANAGER
from intakebot.casework.severity import Severities
from intakebot.casework.work import ANY_ANSWER, CaseWork
from intakebot.conversation.notes import Noted, Notes
from intakebot.domain.address import normal
from intakebot.domain.case import Answer, Case
from intakebot.domain.message import Message
from intakebot.domain.sentence import Sentence
from intakebot.domain.sought import Found
from intakebot.duties import Duties
from intakebot.store.desk import Desk

#: Letters an hour that tell a customer of changes of his own; every change stands in the history.
_MOST_TOLD = 5

_UNPROVEN: Mapping[Answer, Sentence] = {
    "agreed": Sentence("the customer agreed, but nothing proves who wrote it: {proof}"),
    "refused": Sentence("the customer refused, but nothing proves who wrote it: {proof}"),
}
_CROSSED: Mapping[Answer, Sentence] = {
    "agreed": Sentence("the customer agreed, but to an earlier letter than the one that asks now"),
    "refused": Sentence("the customer refused, but to an earlier letter than the one that asks now"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation(CaseWork):
    """Listens to customers."""

    conditions: LevelConditions
    severities: Severities
    attempts: Attempts
    duties: Duties
    notes: Notes

    def heard(
        self, desk: Desk, ticket_id: int, message: Message, message_id: int, received_at: datetime, answers: int | None
    ) -> None:
        """A follow-up by somebody who takes part: it may answer, consent, tell what was missing, or name a level.

        `answers`: the ordinal of our letter that it answers, None when nothing tells.
        """
        case = desk.cases.held(ticket_id)
        if case.terms is None:
            case = desk.cases.change(case.id, missing=[])  # what was asked in words, any answer gives
            said = in_passing(message, message_id, received_at)
            self.notes.tell(desk, case, said.manner, said, asker=self._asker(desk, case, message))
            return
        document = self.terms.find(case.terms)
        if document is None:
            self.duties.without_terms(desk, case)
            return
        said = hear(self.terms, document, case, message, message_id, received_at, answers, _roles(desk, message))
        lacked = case.missing
        case = self._mark(desk, self.duties.heard(desk, self._given(desk, case, said), received_at), said)
        self.attempts.ended(desk, case)
        noted = self._acted(desk, case, said) or ("given" if case.missing != lacked else said.manner)
        self.notes.tell(desk, desk.cases.of(case.id), noted, said, asker=self._asker(desk, case, message))

    def _asker(self, desk: Desk, case: Case, message: Message) -> str:
        """Address or chat of somebody else than the ticket's customer, whose letters know their way; he takes part, too."""
        if desk.tickets.contact(message.sender, self.clock()) == case.contact_id:
            return ""
        return message.chat.address if message.chat else message.sender.address

    def pressed(self, desk: Desk, case: Case, said: Heard) -> None:
        """The same by a button, which says just one thing."""
        self.duties.putting_off.end(desk, case, {"received": said.press_id})
        case = self.duties.heard(desk, case, said.received_at)
        self.attempts.ended(desk, case)
        self.notes.tell(desk, desk.cases.of(case.id), self._acted(desk, case, said), said)

    def _acted(self, desk: Desk, case: Case, said: Heard) -> Noted | None:
        """What follows from it; what is to be noted, None when nothing followed, "told" when a letter says it already."""
        conditions = self.document(case).duties.conditions
        if self._fell_unduly(desk, case, said):
            return "told"
        if said.answer and (case.severity_asked is not None or self.conditions.asked(desk, case)):
            return self._answered(desk, case, said.answer, said)
        if said.confirms and self.conditions.asked(desk, case):
            return self._answered(desk, case, "agreed", said)
        if self._too_late(desk, case, said):
            level = conditions.level if conditions else ""
            return self._want(desk, case, said, {"why": "conditions confirmed too late"}, level)
        if said.level and (said.level.id != case.severity or case.severity_by == "proposed"):
            return self._named(desk, case, said.level, said)
        return None

    def _given(self, desk: Desk, case: Case, said: Heard) -> Case:
        """What was asked for and is told now."""
        missing = [key for key in case.missing or () if key not in (*said.given, ANY_ANSWER)]
        if not case.missing or missing == case.missing:
            return case
        evidence = {"items": list(said.given), "missing": missing, **said.evidence}
        self.happened(desk, case, "information_given", evidence, actor="customer")
        return desk.cases.change(case.id, missing=missing)

    def _mark(self, desk: Desk, case: Case, said: Heard) -> Case:
        """What an agent must know of it (CEN-13, CEN-15); who wants a manager wants one now (VEE-24)."""
        known = {mark["code"] for mark in case.marks or ()}
        for mark in said.marks:
            evidence = {**said.evidence, "mark": mark.code, "detail": mark.detail}
            self.happened(desk, case, "marked", evidence, clause=mark.clause)
            if mark.code == MANAGER:
                self.duties.manager_wanted(desk, case, mark.clause)
        new = [asdict(mark) for mark in said.marks if mark.code not in known]
        return desk.cases.change(case.id, marks=[*(case.marks or ()), *new]) if new else case

    def _fell_unduly(self, desk: Desk, case: Case, said: Heard) -> bool:
        """Whether the level fell only because this was read late: it had come in time, so the fall is taken back."""
        fall = self.conditions.fell_unduly(desk, case, said.received_at)
        confirmed = said.authenticated and said.agrees
        if fall is None or (fall.why == "unconfirmed" and not confirmed):
            return False
        before = case.severity or ""
        case = self.conditions.take_back(desk, case, fall, said.evidence)
        if fall.why == "unconfirmed":
            self.conditions.answered(desk, case, "agreed", "customer", said.evidence)
        self.conditions.tell(desk, case, before, "")
        return True

    def _too_late(self, desk: Desk, case: Case, said: Heard) -> bool:
        """The conditions are confirmed by somebody whose level has fallen meanwhile (MAR-08): an agent decides."""
        return said.agrees and case.severity_by == "rule" and bool(desk.tickets.times(case.id, "severity_fell"))

    def _answered(self, desk: Desk, case: Case, answer: Answer, said: Heard) -> Noted:
        """Nobody agrees to anything by a mail that anybody could have written (design.md 4.7)."""
        if not said.authenticated:
            self.happened(desk, case, "answer_unproven", {**said.evidence, "answer": answer}, actor="customer")
            self._unclear(desk, case, Sentence(_UNPROVEN[answer].words, proof=said.proof))
            return "unproven"
        if case.severity_asked is not None and said.answer and self._crossed(desk, case, said):
            evidence = {**said.evidence, "answer": answer, "answers": said.answers}
            self.happened(desk, case, "answer_crossed", evidence, actor="customer")
            self._unclear(desk, case, _CROSSED[answer])
            return "told"
        if case.severity_asked is not None and said.answer:
            self.severities.settle(desk, case, answer, "customer", said.evidence)
            return "told" if answer == "agreed" else "refused"
        self.conditions.answered(desk, case, answer, "customer", said.evidence)
        return "conditions" if answer == "agreed" else "told"

    def _unclear(self, desk: Desk, case: Case, reason: str) -> None:
        desk.post.remind("answer_unproven", reason, self.clock(), case.id)
        self.letters.tell_agents(desk, case, "answer_unclear", {})

    def _crossed(self, desk: Desk, case: Case, said: Heard) -> bool:
        """Whether it can't be an answer to what is asked now: it answers an earlier letter, or came before this one left."""
        asked = desk.post.latest(case.id, "consent")
        if asked is None:
            return False
        ordinal, left_at = asked
        return left_at is None or said.received_at < left_at or (said.answers is not None and said.answers < ordinal)

    def _named(self, desk: Desk, case: Case, sign: Found, said: Heard) -> Noted:
        """The customer names another level: his to change (VEE-14), else an agent's to decide.

        A first level, where none was known or only a proposed one, is named as it is when the request is made (CEN-08,
        MAR-04).
        """
        agreement, level = self.document(case).agreement, sign.id
        clause = agreement.clause or ""
        facts = {**said.evidence, "before": case.severity, "wanted": level, "start": sign.start, "end": sign.end}
        if case.severity is None or case.severity_by == "proposed":
            case = self.severities.set(desk, case, level, "stated")
            self.happened(desk, case, "severity_stated", {**facts, "level": level}, actor="customer", clause=clause)
            return "told" if self._confirmed_at_once(desk, case, said) else "stated"
        if agreement.customer_may_change and said.authenticated:
            before = case.severity
            case = self.severities.set(desk, case, level, "stated", since=said.received_at)
            self.happened(desk, case, "severity_changed", {**facts, "now": level}, actor="customer", clause=clause)
            news = {"before": before, "now": level, "clause": clause}
            self.letters.tell_agents(desk, case, "severity_changed", news)
            if self.letters.may(desk, f"severity:{case.id}", _MOST_TOLD):
                self.conditions.tell(desk, case, before, "customer")
            return "told"
        return self._want(desk, case, said, facts, level)

    def _want(self, desk: Desk, case: Case, said: Heard, facts: dict[str, Any], level: str) -> Noted:
        """The customer wants another level, which isn't his to set: an agent decides."""
        clause = self.document(case).agreement.clause or ""
        facts = {**said.evidence, "before": case.severity, "wanted": level, "proven": said.authenticated, **facts}
        self.happened(desk, case, "change_wanted", facts, actor="customer", clause=clause)
        desk.post.remind(
            "change_wanted",
            Sentence("the customer names severity {level}", level=self.document(case).level_name(level)),
            self.clock(),
            case.id,
        )
        news = {"before": case.severity or "", "wanted": level, "clause": clause}
        self.letters.tell_agents(desk, case, "change_wanted", news)
        return "change_wanted"

    def _confirmed_at_once(self, desk: Desk, case: Case, said: Heard) -> bool:
        """A level with conditions that is named late: they are confirmed in the same message, or asked for by a letter
        (MAR-06). Whether one was written.
        """
        conditions = self.conditions.to_ask(desk, case)
        if conditions and said.confirms and said.authenticated:
            self.happened(desk, case, "conditions_agreed", said.evidence, actor="customer", clause=conditions.clause)
        elif conditions:
            self.conditions.tell(desk, case, "", "stated")
            return True
        return False


def _roles(desk: Desk, message: Message) -> tuple[str, ...]:
    """Roles of whoever wrote it; none for those that nobody imported."""
    address = normal(message.sender.address)
    writer = desk.customers.of({address})[address].contact
    return writer.roles if writer else ()
