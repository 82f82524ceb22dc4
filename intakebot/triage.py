"""Triage: what customers and agents decide about a ticket becomes its severity, and its history.

Each verb is one transaction on the desk. Agents' verbs raise NotDone with a reason that a person can act on.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal

from intakebot.attempts import Attempts
from intakebot.correspondence import Correspondence
from intakebot.domain.address import normal
from intakebot.domain.case import Case
from intakebot.domain.errors import Permanent
from intakebot.domain.message import Message
from intakebot.domain.sought import Found
from intakebot.domain.times import Clock
from intakebot.duties import Duties
from intakebot.hearing import Heard, hear
from intakebot.marking import MANAGER
from intakebot.store.desk import Desk
from intakebot.store.tickets import Happened
from intakebot.terms.document import Document
from intakebot.terms.library import Library

#: Stands for what an agent asked in words: whatever the customer answers gives it.
ANY_ANSWER = "answer"
#: Letters an hour that tell a customer of changes of his own; every change stands in the history.
_MOST_TOLD = 5
#: What a customer said to what was asked.
Answer = Literal["agreed", "refused"]


class NotDone(Permanent):
    """It can't be done."""


class Triage:
    """The verbs. `by` is an agent's name, as it stands in the history."""

    def __init__(self, *, terms: Library, duties: Duties, letters: Correspondence, clock: Clock) -> None:
        self._terms = terms
        self._duties = duties
        self._letters = letters
        self._clock = clock
        self._attempts = Attempts(duties=duties, letters=letters, clock=clock)

    # What customers say.

    def heard(
        self, desk: Desk, ticket_id: int, message: Message, message_id: int, received_at: datetime, answers: int | None
    ) -> None:
        """A follow-up by somebody who takes part: it may answer, consent, tell what was missing, or name a level.

        `answers`: the ordinal of our letter that it answers, None when nothing tells.
        """
        case = desk.cases.held(ticket_id)
        if case.terms is None:
            return
        if self._terms.find(case.terms) is None:
            self._duties.without_terms(desk, case)
            return
        writer = desk.customers.of({normal(message.sender.address)}).get(normal(message.sender.address))
        roles = writer.contact.roles if writer and writer.contact else ()
        said = hear(self._terms, case, message, message_id, received_at, answers, roles)
        missing = [key for key in case.missing or () if key not in (*said.given, ANY_ANSWER)]
        if case.missing and missing != case.missing:
            case = desk.cases.change(case.id, missing=missing)
            given = {"items": list(said.given), "missing": missing, **said.evidence}
            self._happened(desk, case, "information_given", given, actor="customer")
        case = self._mark(desk, self._duties.heard(desk, case, received_at), said)
        self._attempts.ended(desk, case)
        if self._answered_in_time(desk, case, said):
            return
        if said.answer and self._asked(desk, case):
            self._answered(desk, case, "agreed" if said.answer.id == "agreed" else "refused", said)
        elif said.confirms and self._conditions_open(desk, case):
            self._answered(desk, case, "agreed", said)
        elif self._too_late(desk, case, said):
            self._want(desk, case, said, {"why": "conditions confirmed too late"}, self._conditional_level(case))
        elif said.level and said.level.id != case.severity:
            self._named(desk, case, said.level, said)

    def _mark(self, desk: Desk, case: Case, said: Heard) -> Case:
        """What an agent must know of it (CEN-13, CEN-15); who wants a manager wants one now (VEE-24)."""
        known = {mark["code"] for mark in case.marks or ()}
        for mark in said.marks:
            evidence = {**said.evidence, "mark": mark.code, "detail": mark.detail}
            self._happened(desk, case, "marked", evidence, clause=mark.clause)
            if mark.code == MANAGER:
                self._duties.manager_wanted(desk, case, mark.clause)
        new = [asdict(mark) for mark in said.marks if mark.code not in known]
        return desk.cases.change(case.id, marks=[*(case.marks or ()), *new]) if new else case

    def _answered_in_time(self, desk: Desk, case: Case, said: Heard) -> bool:
        """Whether the level fell only because this was read late: it had come in time, so the fall is taken back."""
        why = self._duties.answered_in_time(desk, case, said.received_at)
        agrees = said.authenticated and (said.confirms or (said.answer is not None and said.answer.id == "agreed"))
        if not why or (why == "unconfirmed" and not agrees):
            return False
        before = case.severity or ""
        case = self._duties.take_back_fall(desk, case, said.evidence)
        if why == "unconfirmed":
            self._conditions(desk, case, "agreed", "customer", said.evidence)
        self._duties.tell_severity(desk, case, before, "")
        return True

    def _asked(self, desk: Desk, case: Case) -> bool:
        return case.severity_asked is not None or self._conditions_open(desk, case)

    def _conditions_open(self, desk: Desk, case: Case) -> bool:
        return any(duty.kind == "conditions" for duty in desk.timers.open(case.id))

    def _conditional_level(self, case: Case) -> str:
        conditions = self._document(case).duties.conditions
        return conditions.level if conditions else ""

    def _too_late(self, desk: Desk, case: Case, said: Heard) -> bool:
        """The conditions are confirmed by somebody whose level has fallen meanwhile (MAR-08): an agent decides."""
        agreed = said.confirms or (said.answer is not None and said.answer.id == "agreed")
        return agreed and case.severity_by == "rule" and bool(desk.tickets.times(case.id, "severity_fell"))

    def _answered(self, desk: Desk, case: Case, answer: Answer, said: Heard) -> None:
        """Nobody agrees to anything by a mail that anybody could have written (design.md 4.7)."""
        if not said.authenticated:
            self._happened(desk, case, "answer_unproven", {**said.evidence, "answer": answer}, actor="customer")
            self._unclear(desk, case, f"the customer {answer}, but nothing proves who wrote it: {said.proof}")
        elif case.severity_asked is not None and said.answer and self._crossed(desk, case, said):
            evidence = {**said.evidence, "answer": answer, "answers": said.answers}
            self._happened(desk, case, "answer_crossed", evidence, actor="customer")
            self._unclear(desk, case, f"the customer {answer}, but to an earlier letter than the one that asks now")
        elif case.severity_asked is not None and said.answer:
            self._settle(desk, case, answer, "customer", said.evidence)
        else:
            self._conditions(desk, case, answer, "customer", said.evidence)

    def _unclear(self, desk: Desk, case: Case, reason: str) -> None:
        desk.post.remind("answer_unproven", reason, self._clock(), case.id)
        self._letters.tell_agents(desk, case, "answer_unclear", {})

    def _crossed(self, desk: Desk, case: Case, said: Heard) -> bool:
        """Whether it can't be an answer to what is asked now: it answers an earlier letter, or came before this one left."""
        asked = desk.post.latest(case.id, "consent")
        if asked is None:
            return False
        ordinal, left_at = asked
        return left_at is None or said.received_at < left_at or (said.answers is not None and said.answers < ordinal)

    def _named(self, desk: Desk, case: Case, sign: Found, said: Heard) -> None:
        """The customer names another level: his to change (VEE-14), else an agent's to decide.

        A first level, where none was known, is named as it is when the request is made (CEN-08, MAR-04).
        """
        agreement, level = self._document(case).agreement, sign.id
        clause = agreement.clause or ""
        facts = {**said.evidence, "before": case.severity, "wanted": level, "start": sign.start, "end": sign.end}
        if case.severity is None:
            case = self._set(desk, case, level, "stated")
            self._happened(desk, case, "severity_stated", {**facts, "level": level}, actor="customer", clause=clause)
            self._confirmed_at_once(desk, case, said)
            return
        if agreement.customer_may_change and said.authenticated:
            before = case.severity
            case = self._set(desk, case, level, "stated", since=said.received_at)
            self._happened(desk, case, "severity_changed", {**facts, "now": level}, actor="customer", clause=clause)
            if self._letters.may(desk, f"severity:{case.id}", _MOST_TOLD):
                self._duties.tell_severity(desk, case, before, "customer")
            return
        self._want(desk, case, said, facts, level)

    def _want(self, desk: Desk, case: Case, said: Heard, facts: dict[str, Any], level: str) -> None:
        """The customer wants another level, which isn't his to set: an agent decides."""
        clause = self._document(case).agreement.clause or ""
        facts = {**said.evidence, "before": case.severity, "wanted": level, "proven": said.authenticated, **facts}
        self._happened(desk, case, "change_wanted", facts, actor="customer", clause=clause)
        desk.post.remind("change_wanted", f"the customer names severity {level}", self._clock(), case.id)
        news = {"before": case.severity or "", "wanted": level, "clause": clause}
        self._letters.tell_agents(desk, case, "change_wanted", news)

    def _confirmed_at_once(self, desk: Desk, case: Case, said: Heard) -> None:
        """A level with conditions that is named late: they are confirmed in the same message, or asked for (MAR-06)."""
        conditions = self._duties.conditions_to_ask(desk, case)
        if conditions and said.confirms and said.authenticated:
            self._happened(desk, case, "conditions_agreed", said.evidence, actor="customer", clause=conditions.clause)
        elif conditions:
            self._duties.tell_severity(desk, case, "", "stated")

    # What agents decide.

    def confirm(self, desk: Desk, number: str, level: str, by: str, *, reason: str = "", kind: str = "") -> str:
        """Confirm or change the severity: at once, or by asking the customer where the terms want consent (CEN-08).

        Gives "confirmed", "changed" or "asked". `kind` of request may be one that has no target (VEE-18).
        """
        case = self._open(desk, number)
        document = self._document(case)
        if level not in document.severities:
            raise NotDone(f"{document.id} has no severity {level!r}; it has {', '.join(document.severities)}")
        agreement = document.agreement
        clause = agreement.clause or ""
        evidence = {"before": case.severity, "now": level, "reason": reason}
        if level == case.severity:
            case = self._set(desk, case, level, "confirmed")
            self._happened(desk, case, "severity_confirmed", evidence, actor=by, clause=clause)
            self._without_target(desk, case, kind, by)
            return "confirmed"
        wished = self._wished(desk, case, level)
        if agreement.needs_consent and not wished and self._customers_word(desk, case):
            self._ask_consent(desk, case, level, by, reason, clause)
            return "asked"
        before = case.severity or ""
        case = self._set(desk, case, level, "agreed" if wished else "confirmed")
        self._happened(desk, case, "severity_changed", evidence, actor=by, clause=clause)
        self._without_target(desk, case, kind, by)
        if before or self._duties.conditions_to_ask(desk, case):
            cause = "customer" if wished else "support"
            self._duties.tell_severity(desk, desk.cases.of(case.id), before, cause, reason)
        return "changed"

    def _wished(self, desk: Desk, case: Case, level: str) -> bool:
        """Whether the customer, proven to be it, has just asked for this level: who wishes it needn't consent."""
        wish = desk.cases.wish(case.id)
        return wish is not None and wish["wanted"] == level and bool(wish.get("proven"))

    def _customers_word(self, desk: Desk, case: Case) -> bool:
        """Whether the level is the customer's word; an agent's confirmation takes nothing away from it (CEN-08)."""
        if case.severity_by == "confirmed":
            return desk.cases.customers_word(case.id)
        return case.severity_by in ("stated", "agreed")

    def _ask_consent(self, desk: Desk, case: Case, level: str, by: str, reason: str, clause: str) -> None:
        document, language = self._document(case), self._letters.language(desk, case)
        definition = document.severities[level].definition
        case = desk.cases.change(case.id, severity_asked=level)
        asked = {"before": case.severity, "wanted": level, "reason": reason}
        self._happened(desk, case, "consent_asked", asked, actor=by, clause=clause)
        self._letters.write(desk, case, "consent", {
            "before": document.level_said(case.severity or "", language),
            "wanted": document.level_said(level, language),
            "definition": definition.said(language) if definition else None,
            "reason": reason or None,
        })  # fmt: skip

    def consented(self, desk: Desk, number: str, answer: Answer, by: str, *, how: str) -> None:
        """The customer agreed or refused in a way that an agent heard: by telephone, in a meeting."""
        case = self._open(desk, number)
        if case.severity_asked is not None:
            self._settle(desk, case, answer, by, {"how": how})
        elif self._document(case).duties.conditions and any(d.kind == "conditions" for d in desk.timers.open(case.id)):
            self._conditions(desk, case, answer, by, {"how": how})
        else:
            raise NotDone("the customer wasn't asked for anything")

    def _settle(self, desk: Desk, case: Case, answer: Answer, actor: str, evidence: dict[str, Any]) -> None:
        """The answer to a request for consent: the level changes, or stays."""
        wanted, before = case.severity_asked or "", case.severity or ""
        clause = self._document(case).agreement.clause or ""
        kind = "consented" if answer == "agreed" else "consent_refused"
        case = desk.cases.change(case.id, severity_asked=None)
        desk.post.settled(case.id, "answer_unproven", at=self._clock())
        self._happened(desk, case, kind, {"before": before, "wanted": wanted, **evidence}, actor=actor, clause=clause)
        if answer == "agreed":
            case = self._set(desk, case, wanted, "agreed")
            changed = {"before": before, "now": wanted}
            self._happened(desk, case, "severity_changed", changed, actor=actor, clause=clause)
            self._duties.tell_severity(desk, case, before, "agreed")
        self._letters.tell_agents(desk, case, answer, {"before": before, "wanted": wanted, "clause": clause})

    def _conditions(self, desk: Desk, case: Case, answer: Answer, actor: str, evidence: dict[str, Any]) -> None:
        """The customer confirms what the level asks of him, or doesn't (MAR-06, MAR-08)."""
        conditions = self._document(case).duties.conditions
        if conditions is None or case.severity != conditions.level:
            return
        desk.post.settled(case.id, "answer_unproven", at=self._clock())
        if answer == "refused":
            self._duties.fall(desk, case, conditions, "unconfirmed", conditions.refused_clause, evidence)
            return
        desk.timers.end(case.id, "conditions", "done", self._clock())
        self._happened(desk, case, "conditions_agreed", evidence, actor=actor, clause=conditions.clause)
        news = {"severity": conditions.level, "clause": conditions.clause}
        self._letters.tell_agents(desk, case, "agreed", news)

    def conditions_broken(self, desk: Desk, number: str, by: str, *, how: str) -> None:
        """The customer couldn't be reached by telephone while it was critical: the level falls (MAR-06a, MAR-07)."""
        case = self._open(desk, number)
        conditions = self._document(case).duties.conditions
        if conditions is None or case.severity != conditions.level:
            raise NotDone("this ticket's level has no conditions")
        self._duties.fall(desk, case, conditions, "unreachable", conditions.fall_clause, {"how": how, "by": by})

    def contacted(self, desk: Desk, number: str, by: str, *, how: str, at: datetime | None = None) -> None:
        """A person reached the customer: the first contact, where there was none before."""
        case = self._open(desk, number)
        at = self._since_receipt(case, at)
        self._attempts.ended(desk, case)
        if case.first_contact_at is None:
            case = desk.cases.change(case.id, first_contact_at=at)
            if case.reaction == "first_contact":
                self._duties.stop(desk, case, "reaction", at)
        clause = self._reaction_clause(case, "first_contact")
        self._happened(desk, case, "contacted", {"how": how, "at": at.isoformat()}, actor=by, clause=clause)

    def notified(self, desk: Desk, number: str, by: str, *, how: str, at: datetime | None = None) -> None:
        """An agent told the customer the number in another way than by the notice: as good as that (CEN-03)."""
        case, now = self._open(desk, number), self._clock()
        at = self._since_receipt(case, at)
        desk.tickets.noticed(case.id, at)
        if case.reaction == "notice":
            self._duties.stop(desk, case, "reaction", at)
        desk.post.settled(case.id, "notify_another_way", at=now)
        clause = self._reaction_clause(case, "notice")
        self._happened(desk, case, "notified", {"how": how, "at": at.isoformat()}, actor=by, clause=clause)

    def plan(self, desk: Desk, number: str, plan: str, by: str, *, how: str) -> None:
        """The plan that the ticket is served under is another: the customer has shown it since (CEN-09)."""
        case = self._open(desk, number)
        document = self._document(case)
        if plan not in document.plans:
            raise NotDone(f"{document.id} has no plan {plan!r}; it has {', '.join(document.plans)}")
        rule = document.unknown_plan
        evidence = {"before": case.plan, "now": plan, "how": how}
        known = {key for key, item in document.requires.items() if item.known == "plan"}
        missing = [key for key in case.missing or () if key not in known]
        marks = [mark for mark in case.marks or () if mark["code"] != "unknown_plan"]
        case = desk.cases.change(case.id, plan=plan, missing=missing, marks=marks)
        self._happened(desk, case, "plan_changed", evidence, actor=by, clause=rule.clause or "")
        self._duties.recounted(desk, case)

    def _since_receipt(self, case: Case, at: datetime | None) -> datetime:
        """When an agent says that something happened, now if not said; NotDone for what can't be."""
        latest = max(self._clock(), case.received_at)  # a clock that was set back contradicts nobody
        at = at or latest
        if not case.received_at <= at <= latest:
            raise NotDone(f"{at.isoformat()} isn't between receipt ({case.received_at.isoformat()}) and now")
        return at

    def worked_around(self, desk: Desk, number: str, by: str, *, how: str) -> None:
        """The customer has a workaround."""
        case, now = self._open(desk, number), self._clock()
        case = desk.cases.change(case.id, workaround_at=case.workaround_at or now)
        self._duties.stop(desk, case, "workaround", now)
        self._happened(desk, case, "workaround_given", {"how": how}, actor=by)

    def ask(self, desk: Desk, number: str, by: str, *, items: tuple[str, ...], words: str = "") -> None:
        """Ask the customer for information, by a letter in the ticket's thread."""
        case = self._open(desk, number)
        known = self._document(case).requires
        if unknown := [item for item in items if item not in known]:
            raise NotDone(f"no item {', '.join(unknown)}; this document knows {', '.join(known)}")
        if not items and not words:
            raise NotDone("say what to ask: items of the document, or words")
        missing = list(dict.fromkeys([*(case.missing or ()), *items])) or [ANY_ANSWER]
        case = desk.cases.change(case.id, missing=missing)
        language = self._letters.language(desk, case)
        asked = "\n".join(f"– {known[item].ask.said(language)}" for item in items)
        clause = known[items[0]].clause if items else ""
        self._happened(desk, case, "information_asked", {"items": list(items), "by": by}, actor=by, clause=clause)
        self._letters.write(desk, case, "question", {"items": asked or None, "words": words or None})

    def attempted(self, desk: Desk, number: str, by: str, *, how: str) -> int:
        """An attempt to reach the customer failed; how many count, each on another working day (VEE-19)."""
        case = self._open(desk, number)
        rule = self._document(case).duties.contact_attempts
        if rule is None:
            raise NotDone(f"{case.terms} counts no contact attempts")
        return self._attempts.made(desk, case, rule, by, how)

    def close(self, desk: Desk, number: str, by: str, *, reason: str) -> None:
        """The ticket is done."""
        case, now = self._open(desk, number), self._clock()
        ticket = desk.tickets.of(case.id)
        desk.tickets.close(ticket, now)
        desk.post.settled(case.id, at=now)
        self._happened(desk, case, "closed", {"reason": reason}, actor=by)
        self._duties.closed(desk, desk.cases.of(case.id))

    def _set(
        self, desk: Desk, case: Case, level: str, how: Literal["stated", "confirmed", "agreed"],
        since: datetime | None = None,
    ) -> Case:  # fmt: skip
        """The level, and the deadlines that follow from it: from receipt, or from the time its cause changed."""
        same = case.severity == level
        case = desk.cases.change(case.id, severity=level, severity_by=how, severity_asked=None)
        desk.post.settled(case.id, "change_wanted", "severity_wanted", "answer_unproven", at=self._clock())
        return case if same else self._duties.count(desk, case, since)

    def _without_target(self, desk: Desk, case: Case, kind: str, by: str) -> None:
        """Some kinds of request have no target, whatever their level (VEE-18)."""
        rules = self._document(case).duties.no_target_for
        rule = next((rule for key, rule in rules.items() if key == kind), None)
        if rule:
            self._duties.stop_clocks(desk, case)
            self._happened(desk, case, "no_target", {"kind": kind}, actor=by, clause=rule.clause)

    def _open(self, desk: Desk, number: str) -> Case:
        case = desk.cases.numbered(number)
        if case is None:
            raise NotDone(f"there is no ticket {number}")
        if case.state == "closed":
            raise NotDone(f"{number} is closed")
        if case.terms is None:
            raise NotDone(f"{number} stands under no terms")
        return case

    def _document(self, case: Case) -> Document:
        """The document that the ticket stands under; NotDone when it was taken out."""
        if document := self._terms.find(case.terms):
            return document
        raise NotDone(f"{case.number} stands under {case.terms}, which isn't among the terms any more")

    def _reaction_clause(self, case: Case, reaction: str) -> str:
        document = self._terms.find(case.terms)
        return document.reaction.clause if document and case.reaction == reaction else ""

    def _happened(
        self, desk: Desk, case: Case, kind: str, evidence: dict[str, Any], *, actor: str = "bot", clause: str = ""
    ) -> None:
        versions = {"terms": case.terms_version or ""}
        happened = Happened(
            kind=kind, at=self._clock(), actor=actor, clause=clause, evidence=evidence, versions=versions
        )
        desk.tickets.happened(case.id, happened)
