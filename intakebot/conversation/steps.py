"""What is missing is told one thing after the other, in a chat."""

from dataclasses import dataclass

from intakebot.casework import buttons
from intakebot.casework.work import CaseWork
from intakebot.classify.details import unknown
from intakebot.conversation.notes import Notes
from intakebot.conversation.visit import Visit
from intakebot.domain.case import Case
from intakebot.store.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class Steps(CaseWork):
    """Asks for the next thing."""

    notes: Notes

    def begin(self, desk: Desk, visit: Visit, case: Case) -> None:
        """Ask for the first thing that is missing."""
        self._ask(desk, visit, case, next(iter(self._items(case)), None))

    def answered(self, desk: Desk, visit: Visit, case: Case) -> None:
        """Whatever came is the answer to what was asked for; the next thing is. A file alone answers where one is wanted."""
        item = visit.state.step_item
        asked = self.document(case).requires.get(item)
        if asked and not asked.attachments and not visit.message.reply:
            return
        following, left = self._after(case, item), [key for key in case.missing or () if key != item]
        if not unknown(visit.message.reply) and left != list(case.missing or ()):
            clause = self.document(case).requires[item].clause
            evidence = {"items": [item], "missing": left, "step": True, "received": visit.received_id}
            self.happened(desk, case, "information_given", evidence, actor="customer", clause=clause)
            case = desk.cases.change(case.id, missing=left)
        self._ask(desk, visit, case, following)

    def skipped(self, desk: Desk, visit: Visit, case: Case, item: str) -> None:
        """Ask for what comes after it; a press below an older question changes nothing."""
        if visit.state.step_item == item:
            self._ask(desk, visit, case, self._after(case, item))

    def stopped(self, desk: Desk, visit: Visit, case: Case) -> None:
        """Ask for nothing more."""
        if visit.state.step_ticket_id is not None:
            self._ask(desk, visit, case, None)

    def _ask(self, desk: Desk, visit: Visit, case: Case, item: str | None) -> None:
        """Ask for an item; None: say what is left, and end."""
        if item is None:
            desk.chats.change(visit.chat.address, step_ticket_id=None, step_item="")
            self.letters.write(
                desk, case, "steps_done", {"missing": self.notes.missing(desk, case)}, to=visit.chat.address
            )
            return
        items, language = self._items(case), self.letters.language(desk, case)
        desk.chats.change(visit.chat.address, step_ticket_id=case.id, step_item=item)
        left = len(items) - items.index(item) - 1
        self.letters.write(desk, case, "step", {
            "ask": self.document(case).requires[item].ask.said(language), "left": str(left) if left else None,
        }, rows=buttons.steps(case.number, item, language), to=visit.chat.address)  # fmt: skip

    def _after(self, case: Case, item: str) -> str | None:
        items = self._items(case)
        return next(iter(items[items.index(item) + 1 :]), None) if item in items else None

    def _items(self, case: Case) -> list[str]:
        known = self.document(case).requires
        return [key for key in case.missing or () if key in known]
