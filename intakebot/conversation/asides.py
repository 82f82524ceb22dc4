"""What is said in a chat that belongs to no request: help, lists, refusals."""

from collections.abc import Mapping
from dataclasses import dataclass

from intakebot.casework.work import CaseWork
from intakebot.conversation.visit import Visit
from intakebot.domain.chat import Rows
from intakebot.store.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class Asides(CaseWork):
    """Says it."""

    def say(
        self, desk: Desk, visit: Visit, event: str, variables: Mapping[str, str | None] | None = None, *,
        rows: Rows = (), language: str = "", to: str = "",
    ) -> None:  # fmt: skip
        """In the chat, in its language, unless told otherwise; in a group as an answer to whoever spoke."""
        self.letters.note(
            desk, to or visit.chat.address, event, language or visit.language, visit.key, variables or {},
            mailbox=visit.mailbox, rows=rows, answers=visit.chat.message if visit.there else "",
        )  # fmt: skip
