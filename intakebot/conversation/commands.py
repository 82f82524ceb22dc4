"""Commands of a chat: "/status", "/tickets", "/language" and the like. What they show is the writer's own alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from intakebot.casework import buttons
from intakebot.casework.work import CaseWork
from intakebot.conversation.linking import Linking
from intakebot.conversation.notes import Notes
from intakebot.conversation.visit import Visit
from intakebot.domain.case import Case
from intakebot.domain.chat import Rows
from intakebot.domain.number import find
from intakebot.store.desk import Desk

#: Requests in one list.
_MOST = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Commands(CaseWork):
    """Obeys."""

    notes: Notes
    linking: Linking

    def obey(self, desk: Desk, visit: Visit) -> None:
        """Do what a command says; one that nobody knows is answered with help."""
        obeyed: Mapping[str, Callable[[Desk, Visit], None]] = {
            "start": self._start, "new": self._new, "status": self._status, "tickets": self._tickets,
            "language": self._language, "link": self.linking.ask,
        }  # fmt: skip
        obeyed.get(visit.chat.command, self._help)(desk, visit)

    def chosen(self, desk: Desk, visit: Visit, language: str) -> None:
        """A language was chosen for this chat, by a button or behind the command."""
        if language not in self.letters.languages:
            self.note(desk, visit, "language", rows=buttons.languages(self.letters.languages))
            return
        desk.chats.change(visit.chat.address, language=language)
        self.letters.note(desk, visit.chat.address, "language_set", language, visit.key, {}, mailbox=visit.mailbox)

    def tickets(self, desk: Desk, visit: Visit) -> None:
        """The writer's open requests."""
        there = "" if visit.chat.private else visit.chat.address
        lines = [self._line(desk, case) for case in desk.chats.requests(visit.contact_id, _MOST, there=there)]
        self.note(desk, visit, "tickets", {"list": "\n".join(lines) or None})

    def note(
        self, desk: Desk, visit: Visit, event: str, variables: Mapping[str, str | None] | None = None, rows: Rows = ()
    ) -> None:
        """Say something in the chat that belongs to no request."""
        answers = "" if visit.chat.private else visit.chat.message
        self.letters.note(
            desk, visit.chat.address, event, visit.language, visit.key, variables or {}, mailbox=visit.mailbox,
            rows=rows, answers=answers,
        )  # fmt: skip

    def _start(self, desk: Desk, visit: Visit) -> None:
        self.note(desk, visit, "start")

    def _help(self, desk: Desk, visit: Visit) -> None:
        self.note(desk, visit, "help")

    def _new(self, desk: Desk, visit: Visit) -> None:
        by = "" if visit.chat.private else visit.message.sender.address  # whose next message it is, in a group
        desk.chats.change(visit.chat.address, fresh=True, step_ticket_id=None, step_item=by)
        self.note(desk, visit, "new")

    def _tickets(self, desk: Desk, visit: Visit) -> None:
        self.tickets(desk, visit)

    def _status(self, desk: Desk, visit: Visit) -> None:
        """Of the request that is named, else of the latest."""
        wanted = find(f"[{visit.chat.argument.strip(' []').upper()}]")
        if visit.chat.argument and not wanted:
            self.note(desk, visit, "nothing")
            return
        there = "" if visit.chat.private else visit.chat.address
        latest = desk.chats.requests(visit.contact_id, 1, there=there) or desk.chats.requests(
            visit.contact_id, 1, closed=True, there=there
        )
        case = self._own(desk, visit, wanted[0]) if wanted else next(iter(latest), None)
        if case is None:
            self.note(desk, visit, "nothing" if wanted else "tickets", {} if wanted else {"list": None})
            return
        desk.cases.heard_in(case.id, visit.chat.address)
        self.notes.status(desk, case)

    def _own(self, desk: Desk, visit: Visit, number: str) -> Case | None:
        ticket = desk.tickets.numbered(number)
        if ticket is None or not desk.tickets.takes_part(ticket.id, visit.contact_id):
            return None
        if not visit.chat.private and not desk.chats.told_there(ticket.id, visit.chat.address):
            return None
        return desk.cases.of(ticket.id)

    def _language(self, desk: Desk, visit: Visit) -> None:
        self.chosen(desk, visit, visit.chat.argument.strip().lower()[:2])

    def _line(self, desk: Desk, case: Case) -> str:
        document = self.terms.find(case.terms)
        language = self.letters.language(desk, case)
        level = document.level_said(case.severity, language) if document and case.severity else ""
        return " – ".join(filter(None, (case.number, self.letters.moment(desk, case, case.received_at), level)))
