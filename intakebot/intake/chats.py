"""What is decided about a message from a chat within one transaction. Read `settle` first.

A chat is not a mail: what comes may be a command, a press, a code, a correction, or one thought of several.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from intakebot.casework.buttons import Press
from intakebot.casework.work import NotDone
from intakebot.classify.manners import manner
from intakebot.conversation.places import Place
from intakebot.conversation.visit import Visit
from intakebot.domain.case import Case
from intakebot.domain.chat import Chat
from intakebot.domain.ticket import Ticket
from intakebot.intake.draft import Draft
from intakebot.intake.gathered import reassess
from intakebot.intake.threads import Thread
from intakebot.office import Office
from intakebot.store.desk import Desk
from intakebot.store.tickets import Happened

#: How often a group is told within a clock hour that the bot doesn't work there.
_MOST_REFUSALS = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Doors:
    """Who may write to us in chats."""

    #: Groups in which the bot takes requests, and where agents hear of news; by address.
    groups: frozenset[str] = frozenset()
    agents_chats: frozenset[str] = frozenset()
    #: Names of agents by the address of their own account.
    agents: tuple[tuple[str, str], ...] = ()


NOBODY = Doors()


@dataclass(frozen=True, kw_only=True, slots=True)
class Verbs:
    """What the rest of settling does."""

    register: Callable[[Desk, Draft, Thread, int, datetime], None]
    follow_up: Callable[[Desk, Draft, Ticket, str, int, datetime], None]
    append: Callable[[Desk, Draft, Ticket, int], int]
    too_late: Callable[[Ticket, Draft, datetime], bool]


class Chats:
    """Settles what came from a chat."""

    def __init__(self, office: Office, doors: Doors, verbs: Verbs) -> None:
        self._office = office
        self._doors = doors
        self._agents = dict(doors.agents)
        self._verbs = verbs

    def settle(self, desk: Desk, draft: Draft, chat: Chat, now: datetime) -> None:
        """All of it or nothing."""
        visit = self._visit(desk, draft, chat, now)
        if reason := self._aside(desk, draft, visit):
            desk.inbox.file(draft.job.subject, reason)
        else:
            self._said(desk, draft, visit, now)

    def _aside(self, desk: Desk, draft: Draft, visit: Visit) -> str:
        """What isn't said about a request is dealt with here: what it was; "" for the rest."""
        chat = visit.chat
        if chat.act == "left":
            desk.chats.change(chat.address, left_at=self._office.clocks.clock())
            return "the bot was blocked, or sent away"
        if draft.message.auto:
            return f"automatic: {draft.message.auto}"
        if chat.address in self._doors.agents_chats:
            return self._of_agents(desk, visit)
        if not chat.private and chat.address not in self._doors.groups:
            return self._turned_away(desk, visit)
        if chat.act == "pressed":
            self._office.presses.pressed(desk, visit)
            return f"pressed: {chat.pressed}"
        return self._obeyed(desk, visit)

    def _obeyed(self, desk: Desk, visit: Visit) -> str:
        """A command, or a code that the chat waits for."""
        chat = visit.chat
        if chat.command and chat.act == "said" and not (chat.command == "new" and chat.argument):
            self._office.commands.obey(desk, visit)
            return f"command: {chat.command}"
        return "a code" if self._office.commands.linking.hears(desk, visit) else ""

    def _said(self, desk: Desk, draft: Draft, visit: Visit, now: datetime) -> None:
        """Words or files: a request, or something about one."""
        if visit.chat.act == "edited" and (edited := self._edited(desk, draft, visit, now)):
            if edited == "filed":
                self._filed(desk, draft, "rewritten; it belongs to no request")
            return
        if not visit.chat.private and not (self._to_us(visit) or self._goes_on(visit)):
            self._filed(desk, draft, "said in a group, not to us")
            return
        place = self._office.places.of(desk, visit)
        if place.nowhere:
            if visit.message.reply and not visit.chat.wordless:
                self._of_nothing(desk, visit)
            self._filed(desk, draft, "about no request")
            return
        if place.case is None:
            self._opened(desk, draft, visit, Thread(), now)
            return
        ticket = desk.tickets.of(place.case.id)
        if self._verbs.too_late(ticket, draft, now):
            self._opened(desk, draft, visit, Thread(ticket=ticket, by=place.by), now)
            return
        self._about(desk, draft, visit, place, place.case, now)

    def _opened(self, desk: Desk, draft: Draft, visit: Visit, thread: Thread, now: datetime) -> None:
        self._verbs.register(desk, draft, thread, visit.contact_id, now)
        ticket = desk.tickets.numbered(draft.number)
        if ticket is not None:
            case = desk.cases.of(ticket.id)
            self._office.duties.gathering.begun(desk, case, visit.chat.address, visit.received_at)

    def _about(self, desk: Desk, draft: Draft, visit: Visit, place: Place, case: Case, now: datetime) -> None:
        """One more thought of a request, the next step, or an answer to it."""
        ticket = desk.tickets.of(case.id)
        if place.by == "gathering":
            message_id = self._verbs.append(desk, draft, ticket, visit.contact_id)
            evidence = {"received": visit.received_id, "message": message_id, "by": place.by}
            desk.tickets.happened(case.id, Happened(
                kind="followed_up", at=now, actor="customer", evidence=evidence, versions={}
            ))  # fmt: skip
            if draft.case:
                reassess(desk, self._office, desk.cases.held(case.id), draft.case, message_id, now)
            gathering = self._office.duties.gathering
            if visit.state.gather_until:
                gathering.more(desk, case, visit.state, visit.received_at)
            else:
                gathering.begun(desk, case, visit.chat.address, visit.received_at)
            return
        if place.by == "step":
            self._verbs.append(desk, draft, ticket, visit.contact_id)
            self._office.steps.answered(desk, visit, desk.cases.held(case.id))
            return
        self._verbs.follow_up(desk, draft, ticket, place.by, visit.contact_id, now)

    def _edited(self, desk: Desk, draft: Draft, visit: Visit, now: datetime) -> Literal["kept", "filed"] | None:
        """A message was rewritten: both versions stand in its ticket. None: what it says now is said for the first time."""
        ticket = desk.tickets.with_message((draft.message.message_id,))
        if ticket is None:
            return "filed" if visit.chat.command or manner(visit.message.reply) else None
        if not desk.tickets.takes_part(ticket.id, visit.contact_id):
            return "filed"
        message_id = self._verbs.append(desk, draft, ticket, visit.contact_id)
        evidence = {"received": visit.received_id, "message": message_id}
        desk.tickets.happened(ticket.id, Happened(
            kind="edited", at=now, actor="customer", evidence=evidence, versions={}
        ))  # fmt: skip
        if draft.case and draft.told_before and visit.state.ticket_id == ticket.id:
            reassess(desk, self._office, desk.cases.held(ticket.id), draft.case, message_id, now)
        return "kept"

    def _to_us(self, visit: Visit) -> bool:
        """In a group: a command, an answer to somebody, or the bot's name in it."""
        return bool(visit.chat.command or visit.chat.answers or visit.chat.addressed)

    def _goes_on(self, visit: Visit) -> bool:
        """In a group: whoever wrote "/new" alone says what it is about."""
        return visit.state.fresh and visit.state.step_item == visit.message.sender.address

    def _of_nothing(self, desk: Desk, visit: Visit) -> None:
        """Asked for news where there is no request: say so. Thanks need no answer."""
        if manner(visit.message.reply) in ("news", "insists"):
            self._office.commands.tickets(desk, visit)

    def _of_agents(self, desk: Desk, visit: Visit) -> str:
        """An agent's press counts by the account that pressed, whoever is in the group; nothing else does anything."""
        name = self._agents.get(visit.message.sender.address)
        press = Press.of(visit.chat.pressed)
        if visit.chat.act != "pressed" or press.verb != "confirm":
            return "said among agents"
        what, reason = "vain", f"pressed by {visit.message.sender.address}, who is no agent"
        if name is not None:
            try:
                what = self._office.triage.confirm(desk, press.number, by=name, level=press.argument, reason="")
                reason = f"pressed: {visit.chat.pressed}"
            except NotDone as refused:
                reason = f"pressed in vain: {refused}"
        decided = {"number": press.number, "what": what, "severity": press.argument, "by": name}
        self._office.commands.note(desk, visit, "decided", decided)
        return reason

    def _turned_away(self, desk: Desk, visit: Visit) -> str:
        """In groups we take no requests; told once in a while, and only who speaks to us."""
        if self._to_us(visit) and self._office.commands.letters.may(
            desk, f"group:{visit.chat.address}", _MOST_REFUSALS
        ):
            self._office.commands.note(desk, visit, "group")
        return "in a group where we take no requests"

    def _visit(self, desk: Desk, draft: Draft, chat: Chat, now: datetime) -> Visit:
        return Visit(
            message=draft.message, chat=chat, mailbox=draft.mailbox.address, state=desk.chats.met(chat.address, now),
            contact_id=desk.tickets.contact(draft.message.sender, now), language=draft.spoken,
            received_at=draft.envelope.received_at, received_id=draft.job.subject,
        )  # fmt: skip

    def _filed(self, desk: Desk, draft: Draft, reason: str) -> None:
        """It is no request."""
        desk.inbox.file(draft.job.subject, reason)
