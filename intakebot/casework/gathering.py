"""A request that is told in a chat in several messages: its writer is let finish, then told what it was taken for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from intakebot.casework import buttons
from intakebot.casework.work import CaseWork
from intakebot.domain.case import Case, Duty
from intakebot.domain.chat import Rows
from intakebot.store.chats import ChatState
from intakebot.store.desk import Desk
from intakebot.terms.document import Document

KIND = "gathered"


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathering(CaseWork):
    """Waits for silence."""

    #: Silence that ends a request, and the longest that one may take.
    quiet: timedelta
    longest: timedelta

    def begun(self, desk: Desk, case: Case, chat: str, at: datetime) -> None:
        """A request was opened in a chat by a message of this time."""
        desk.chats.change(
            chat, ticket_id=case.id, gather_until=at + self.quiet, gather_by=at + self.longest, fresh_for=""
        )
        self._wait(desk, case, chat, at + self.quiet)

    def more(self, desk: Desk, case: Case, chat: ChatState, at: datetime) -> None:
        """It was gone on about."""
        until = min(at + self.quiet, chat.gather_by or at)
        desk.chats.change(chat.address, gather_until=until)
        self._wait(desk, case, chat.address, until)

    def ended(self, desk: Desk, case: Case, duty: Duty) -> None:
        """Silence: say what it was taken for and what is missing, once; nothing where there is nothing to ask."""
        desk.chats.change(duty.evidence["chat"], gather_until=None)
        document = self.terms.find(case.terms)
        if document is None or desk.post.latest(case.id, "understood"):
            return
        language = self.letters.language(desk, case)
        choose = self._to_choose(desk, case)
        missing = document.asked_said(case.missing or (), language)
        if not choose and not missing:
            return
        awaits = bool(missing) and document.duties.waiting is not None
        self.letters.write(desk, case, "understood", {
            "proposed": document.level_said(case.severity or "", language) or None if choose else None,
            "levels": document.levels_said(language) if choose else None, "missing": missing,
        }, awaits=awaits, rows=self._rows(document, case, language, choose=choose, missing=bool(missing)))  # fmt: skip

    def _to_choose(self, desk: Desk, case: Case) -> bool:
        """Whether its writer may say how severe it is: nobody has, and it is a fault."""
        return case.severity_by in (None, "proposed") and desk.cases.proposed_kind(case.id) in ("incident", "")

    def _rows(self, document: Document, case: Case, language: str, *, choose: bool, missing: bool) -> Rows:
        return (
            *(buttons.levels(document, case.number, language) if choose else ()),
            *(buttons.details(case.number, language) if missing else ()),
        )

    def _wait(self, desk: Desk, case: Case, chat: str, until: datetime) -> None:
        desk.timers.set(case.id, KIND, "", until, self.clock(), evidence={"chat": chat})
