"""Commands of a chat: "/status", "/tickets", "/language" and the like. What they show is the writer's own alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from intakebot.casework import buttons
from intakebot.casework.work import CaseWork
from intakebot.conversation.asides import Asides
from intakebot.conversation.linking import Linking
from intakebot.conversation.notes import Notes
from intakebot.conversation.visit import Visit
from intakebot.domain.case import Case
from intakebot.domain.customer import BY_MAIL
from intakebot.domain.number import find
from intakebot.store.desk import Desk

#: Requests in one list.
_MOST = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Commands(CaseWork):
    """Obeys."""

    notes: Notes
    asides: Asides
    linking: Linking

    def obey(self, desk: Desk, visit: Visit) -> None:
        """Do what a command says; one that nobody knows is answered with help."""
        obeyed: Mapping[str, Callable[[Desk, Visit], None]] = {
            "start": self._start, "new": self._new, "status": self._status, "tickets": self.tickets,
            "language": self._language, "link": self.linking.ask, "notices": self._notices,
        }  # fmt: skip
        obeyed.get(visit.chat.command, self._help)(desk, visit)

    def chosen(self, desk: Desk, visit: Visit, language: str) -> None:
        """A language was chosen for this chat, by a button or behind the command."""
        if language not in self.letters.languages:
            self.asides.say(desk, visit, "language", rows=buttons.languages(self.letters.languages))
            return
        desk.chats.change(visit.chat.address, language=language)
        self.asides.say(desk, visit, "language_set", language=language)

    def preferred(self, desk: Desk, visit: Visit, way: str) -> None:
        """Where the writer wants to be written to was chosen, by a button or behind the command: last, mail or chat."""
        ways: Mapping[str, str | None] = {"last": None, "mail": BY_MAIL, "chat": visit.chat.address}
        if not visit.chat.private:
            self.asides.say(desk, visit, "group")
        elif way not in ways:
            self.asides.say(desk, visit, "notices", rows=buttons.ways(visit.language))
        elif desk.customers.prefer(visit.contact_id, ways[way]):
            self.asides.say(desk, visit, "notices_set", {"way": way})
        else:
            self.asides.say(desk, visit, "link")

    def tickets(self, desk: Desk, visit: Visit) -> None:
        """The writer's open requests."""
        lines = [self._line(desk, case) for case in visit.requests(desk, _MOST)]
        self.asides.say(desk, visit, "tickets", {"list": "\n".join(lines) or None})

    def _start(self, desk: Desk, visit: Visit) -> None:
        self.asides.say(desk, visit, "start")

    def _help(self, desk: Desk, visit: Visit) -> None:
        self.asides.say(desk, visit, "help")

    def _new(self, desk: Desk, visit: Visit) -> None:
        desk.chats.change(visit.chat.address, fresh_for=visit.sender, step_ticket_id=None, step_item="")
        self.asides.say(desk, visit, "new")

    def _status(self, desk: Desk, visit: Visit) -> None:
        """Of the request that is named, else of the latest."""
        if visit.chat.argument:
            case = visit.own(desk, *find(f"[{visit.chat.argument.strip(' []').upper()}]"))
        else:
            case = next(iter(visit.requests(desk, 1) or visit.requests(desk, 1, closed=True)), None)
        if case is None and not visit.chat.argument:
            self.tickets(desk, visit)  # none
            return
        if case is None:
            self.asides.say(desk, visit, "nothing")
            return
        into = desk.cases.of(desk.matters.surviving(case.id))
        case = into if into.contact_id == visit.contact_id and not visit.there else case
        visit.heard(desk, case)
        self.notes.status(desk, case, to=visit.chat.address)

    def _language(self, desk: Desk, visit: Visit) -> None:
        self.chosen(desk, visit, visit.chat.argument.strip().lower()[:2])

    def _notices(self, desk: Desk, visit: Visit) -> None:
        self.preferred(desk, visit, visit.chat.argument.strip().lower())

    def _line(self, desk: Desk, case: Case) -> str:
        document = self.terms.find(case.terms)
        language = self.letters.language(desk, case)
        level = document.level_said(case.severity, language) if document and case.severity else ""
        return " – ".join(filter(None, (case.number, self.letters.moment(desk, case, case.received_at), level)))
