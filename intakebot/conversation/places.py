"""Which request a message in a chat belongs to. Read `of` first: its order is the rule.

What answers a message of ours or of its own belongs where that does; what is told within a short silence is one request;
what was asked for goes where it was asked; thanks open nothing; a new matter opens a new request.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, TypeAlias

from intakebot.casework.hearing import Heard, hear
from intakebot.casework.work import ANY_ANSWER, CaseWork
from intakebot.classify.manners import manner
from intakebot.classify.topics import opens_topic, plainly_new, same_topic
from intakebot.conversation.visit import Visit
from intakebot.domain.case import Case
from intakebot.store.desk import Desk

#: Why a message belongs to a request; "" where it opens one.
By: TypeAlias = Literal["reply", "number", "step", "gathering", "answer", "manner", "file", "topic", ""]
#: Thoughts of one request follow each other sooner.
_PAUSE = timedelta(seconds=5)
#: Open requests of a person that a message may be about.
_MOST = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a message belongs: to a request, to a new one, or to none."""

    case: Case | None = None
    by: By = ""
    #: It opens no request and belongs to none: thanks, a sticker, a question for news of nothing.
    nowhere: bool = False


def new_matter(told: str, text: str, pause: timedelta) -> bool:
    """Whether somebody who is just telling a request begins another: he says so, or it plainly is one after a pause."""
    begun = manner(told) != "greets"
    return opens_topic(text) or (begun and pause >= _PAUSE and plainly_new(told, text))


NEW, NOWHERE = Place(), Place(nowhere=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Places(CaseWork):
    """Finds the request."""

    #: Requests that nobody wrote about for so long are gone on about only in answer to one of their messages.
    current_for: timedelta

    def of(self, desk: Desk, visit: Visit) -> Place:
        """Where this message belongs."""
        if visit.chat.command == "new":
            return NEW
        if visit.fresh:
            return NOWHERE if visit.idle else NEW
        if case := self._answered(desk, visit):
            return Place(case=case, by="reply")
        if case := visit.own(desk, *visit.message.ticket_refs[:_MOST]):
            return Place(case=case, by="number")
        open_ones = visit.requests(desk, _MOST)
        by_id = {case.id: case for case in open_ones}
        if (asked := by_id.get(visit.state.step_ticket_id or 0)) and self._is_step(desk, visit, asked):
            return Place(case=asked, by="step")
        told = by_id.get(visit.state.ticket_id or 0)
        if told and self._gathering(desk, visit, told):
            heard = visit.said in ("news", "works_again") or self._consents(desk, visit, told)
            return Place(case=told, by="answer" if heard else "gathering")
        if not open_ones:
            return self._without_open(desk, visit)
        latest = told or open_ones[0]
        if visit.idle:
            return Place(case=self._meant(desk, visit, latest, open_ones), by="manner")
        by = self._about(desk, visit, latest)
        return Place(case=latest, by=by) if by else NEW

    def _is_step(self, desk: Desk, visit: Visit, asked: Case) -> bool:
        """Whether it can be the answer to what is asked for step by step."""
        text = visit.message.reply
        return not (visit.idle or opens_topic(text) or plainly_new(desk.chats.told(asked.id), text))

    def _without_open(self, desk: Desk, visit: Visit) -> Place:
        """Where nothing is open: who greets or calls is about to say more; what is closed may not be over."""
        if visit.idle:
            return NEW if visit.said in ("greets", "insists") else NOWHERE
        for case in visit.requests(desk, 1, closed=True):
            current = case.closed_at is not None and visit.received_at - case.closed_at <= self.current_for
            if current and same_topic(desk.chats.told(case.id), visit.message.reply):
                return Place(case=case, by="topic")
        return NEW

    def _meant(self, desk: Desk, visit: Visit, latest: Case, open_ones: list[Case]) -> Case:
        """What works again is a fault: the latest one."""
        if visit.said != "works_again":
            return latest
        faults = (case for case in (latest, *open_ones) if desk.cases.proposed_kind(case.id) == "incident")
        return next(faults, latest)

    def _about(self, desk: Desk, visit: Visit, case: Case) -> By:
        """Why a message that nothing else places goes on about the latest request; "" when it doesn't."""
        if opens_topic(visit.message.reply):
            return ""
        told = desk.chats.told(case.id)
        if manner(told) == "greets":  # that was the beginning, this is the request
            return "gathering"
        if self._answers(desk, visit, case):
            return "answer"
        if visit.message.attachments and not visit.message.reply:
            return "file"
        heard_at = desk.cases.heard_at(case.id) or case.received_at
        current = visit.received_at - heard_at <= self.current_for
        return "topic" if current and same_topic(told, visit.message.reply) else ""

    def _answered(self, desk: Desk, visit: Visit) -> Case | None:
        """What it expressly answers: a message of ours in this chat, or one of the customer's own."""
        ours = desk.chats.answered(visit.chat.address, visit.chat.answers)
        if ours and ours.ticket_id and desk.tickets.takes_part(ours.ticket_id, visit.contact_id):
            return desk.cases.of(ours.ticket_id)
        own = desk.tickets.with_message(visit.message.in_reply_to)
        return desk.cases.of(own.id) if own and desk.tickets.takes_part(own.id, visit.contact_id) else None

    def _gathering(self, desk: Desk, visit: Visit, case: Case) -> bool:
        until = visit.state.gather_until
        if until is None or visit.received_at > until:
            return False
        pause = visit.received_at - (desk.cases.heard_at(case.id) or case.received_at)
        return not new_matter(desk.chats.told(case.id), visit.message.reply, pause)

    def _answers(self, desk: Desk, visit: Visit, case: Case) -> bool:
        """Whether it tells or answers what was asked."""
        if ANY_ANSWER in (case.missing or ()):
            return True
        said = self._heard(visit, case)
        given = said is not None and not set(said.given).isdisjoint(case.missing or ())
        return given or self._consents(desk, visit, case)

    def _consents(self, desk: Desk, visit: Visit, case: Case) -> bool:
        """Whether it says yes or no to what is asked."""
        asked = case.severity_asked is not None or any(duty.kind == "conditions" for duty in desk.timers.open(case.id))
        said = self._heard(visit, case) if asked else None
        return said is not None and (said.answer is not None or said.confirms)

    def _heard(self, visit: Visit, case: Case) -> Heard | None:
        document = self.terms.find(case.terms)
        return hear(self.terms, document, case, visit.message, None, visit.received_at, None) if document else None
