"""Buttons that customers press: each does what typing would, and whoever presses must have the right."""

from dataclasses import dataclass

from intakebot.casework.buttons import Press
from intakebot.casework.hearing import Heard
from intakebot.casework.work import CaseWork
from intakebot.conversation.commands import Commands
from intakebot.conversation.heard import Conversation
from intakebot.conversation.steps import Steps
from intakebot.conversation.visit import Visit
from intakebot.domain.case import Answer, Case
from intakebot.domain.sought import Found
from intakebot.store.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class Presses(CaseWork):
    """Does what a button is for."""

    commands: Commands
    steps: Steps
    conversation: Conversation

    def pressed(self, desk: Desk, visit: Visit) -> None:
        """A press; of a request that isn't the presser's, or that is over, it says so and does nothing."""
        press = Press.of(visit.chat.pressed)
        if press.verb == "language":
            self.commands.chosen(desk, visit, press.argument)
            return
        if press.verb == "way":
            self.commands.preferred(desk, visit, press.argument)
            return
        case = visit.own(desk, press.number)
        if case is not None:
            visit.heard(desk, case)
        stands = case is not None and case.state == "open" and self.terms.find(case.terms) is not None
        if case is None or not stands or not self._done(desk, visit, desk.cases.held(case.id), press):
            self.commands.asides.say(desk, visit, "used")

    def _done(self, desk: Desk, visit: Visit, case: Case, press: Press) -> bool:
        """Whether there was something to be done."""
        match press.verb:
            case "details" if case.missing:
                if visit.state.step_ticket_id != case.id:
                    self.steps.begin(desk, visit, case)
            case "skip" if visit.state.step_ticket_id == case.id:
                self.steps.skipped(desk, visit, case, press.argument)
            case "stop" if visit.state.step_ticket_id == case.id:
                self.steps.stopped(desk, visit, case)
            case "agree" | "refuse" if self._asked(desk, visit, case, press.argument):
                answer: Answer = "agreed" if press.verb == "agree" else "refused"
                self.conversation.pressed(desk, case, self._heard(desk, visit, answer=answer))
            case "level" if self._level(desk, case, press.argument):
                sign = Found(id=press.argument, where="button", start=0, end=0, text=press.argument)
                self.conversation.pressed(desk, case, self._heard(desk, visit, level=sign))
            case _:
                return False
        return True

    def _asked(self, desk: Desk, visit: Visit, case: Case, wanted: str) -> bool:
        """Whether this is what is asked now: consent to this level, or the conditions of the present one."""
        if not wanted:
            return self.conversation.conditions.asked(desk, case)
        asked = desk.post.latest(case.id, "consent")
        ours = desk.chats.answered(visit.chat.address, visit.chat.answers)
        return case.severity_asked == wanted and not (asked and ours and ours.ordinal < asked[0])

    def _level(self, desk: Desk, case: Case, level: str) -> bool:
        """Whether naming this level changes anything."""
        wish = desk.cases.wish(case.id)
        if wish and wish["wanted"] == level:
            return False
        return level in self.document(case).severities and (level != case.severity or case.severity_by == "proposed")

    def _heard(self, desk: Desk, visit: Visit, *, answer: Answer | None = None, level: Found | None = None) -> Heard:
        message = visit.message
        ours = desk.chats.answered(visit.chat.address, visit.chat.answers)
        return Heard(
            message_id=None, press_id=visit.received_id, received_at=visit.received_at,
            answers=ours.ordinal if ours else None, authenticated=message.authentication.passed,
            proof=message.authentication.reason, answer=answer, level=level, given=(), marks=(), confirms=False,
        )  # fmt: skip
