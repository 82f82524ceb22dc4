"""What is decided about a message from a chat within one transaction. Read `settle` first.

A chat is not a mail: what comes may be a command, a press, a code, a correction, or one thought of several.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from intakebot.casework.buttons import Press
from intakebot.casework.work import NotDone
from intakebot.conversation.visit import Visit
from intakebot.domain.chat import Chat
from intakebot.domain.sentence import Sentence
from intakebot.domain.ticket import Ticket
from intakebot.domain.user import folded_name
from intakebot.intake.draft import Draft
from intakebot.intake.history import event
from intakebot.intake.opening import told_on
from intakebot.intake.threads import Thread
from intakebot.office import Office
from intakebot.store.desk import Desk

#: How often a group is told within a clock hour that the bot doesn't work there.
_MOST_REFUSALS = 1
#: Characters of a message that stand for its subject.
_MOST_SUBJECT = 100


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
        self._gathering = office.duties.gathering
        self._doors = doors
        self._agents = dict(doors.agents)
        self._verbs = verbs

    def settle(self, desk: Desk, draft: Draft, chat: Chat, now: datetime) -> None:
        """All of it or nothing."""
        visit = self._visit(desk, draft, chat, now)
        if draft.wanted:  # a person saw that it is a request; what is being told there now is another one
            self._verbs.register(desk, draft, Thread(claims=self._claimed(desk, visit)), visit.contact_id, now)
            return
        if chat.act == "edited" and self._rewritten(desk, draft, visit, now):
            return
        reason = self._aside(desk, draft, visit, now)
        place = None if reason else self._office.places.of(desk, visit)
        if place is None:
            desk.inbox.file(draft.job.subject, reason)
            return
        if place.nowhere:
            self._about_nothing(desk, draft, visit)
            return
        ticket = desk.tickets.of(desk.matters.surviving(place.case.id)) if place.case else None
        if ticket is None:
            self._opened(desk, draft, visit, Thread(claims=self._claimed(desk, visit)), now)
        elif self._verbs.too_late(ticket, draft, now):
            self._opened(desk, draft, visit, Thread(ticket=ticket, by=place.by), now)
        elif place.by == "gathering":
            self._gathered(desk, draft, visit, ticket, now)
        elif place.by == "step":
            self._verbs.append(desk, draft, ticket, visit.contact_id)
            self._office.steps.answered(desk, visit, desk.cases.held(ticket.id))
        else:
            self._verbs.follow_up(desk, draft, ticket, place.by, visit.contact_id, now)

    def _aside(self, desk: Desk, draft: Draft, visit: Visit, now: datetime) -> str:
        """What isn't said about a request is dealt with here: what it was; "" for the rest."""
        chat = visit.chat
        if chat.act == "left":
            desk.chats.change(chat.address, left_at=now)
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
        if not chat.private and not (self._to_us(visit) or visit.fresh):
            return "said in a group, not to us"
        if chat.act == "edited":
            return "rewritten; it belongs to no request" if chat.command or visit.said else ""
        return self._obeyed(desk, visit)

    def _obeyed(self, desk: Desk, visit: Visit) -> str:
        """A command, or a code that the chat waits for."""
        chat, commands = visit.chat, self._office.commands
        if chat.command and not (chat.command == "new" and chat.argument):
            commands.obey(desk, visit)
            return f"command: {chat.command}"
        return "a code" if commands.linking.hears(desk, visit) else ""

    def _about_nothing(self, desk: Desk, draft: Draft, visit: Visit) -> None:
        """Whoever asks for news where there is no request is told so; thanks and stickers need no answer. A person may see
        that it is a request after all.
        """
        if visit.said in ("news", "insists"):
            self._office.commands.tickets(desk, visit)
        reason = Sentence("it seemed to be about no request")
        desk.inbox.file(draft.job.subject, reason)
        desk.filed.keep(draft.job.subject, draft.message.sender, _first_line(draft.message.reply), reason)

    def _claimed(self, desk: Desk, visit: Visit) -> str:
        """Number of a ticket that it names without a right to it (design.md 4.7)."""
        return next((number for number in visit.message.ticket_refs if desk.tickets.numbered(number)), "")

    def _opened(self, desk: Desk, draft: Draft, visit: Visit, thread: Thread, now: datetime) -> None:
        self._verbs.register(desk, draft, thread, visit.contact_id, now)
        if ticket := desk.tickets.numbered(draft.number):
            self._gathering.begun(desk, desk.cases.of(ticket.id), visit.chat.address, visit.received_at)

    def _gathered(self, desk: Desk, draft: Draft, visit: Visit, ticket: Ticket, now: datetime) -> None:
        """One more thought of a request."""
        message_id = self._added(desk, draft, visit, ticket, "followed_up", now, by="gathering")
        case = desk.cases.held(ticket.id)
        if draft.case:
            told_on(desk, self._office, case, draft.case, message_id, now)
        if visit.state.gather_until:
            self._gathering.more(desk, case, visit.state, visit.received_at)
        else:
            self._gathering.begun(desk, case, visit.chat.address, visit.received_at)

    def _rewritten(self, desk: Desk, draft: Draft, visit: Visit, now: datetime) -> bool:
        """A message of a ticket was rewritten: both versions stand there. False: it stands in none of the writer's."""
        ticket = desk.tickets.with_message((draft.message.message_id,))
        if ticket is None or not desk.tickets.takes_part(ticket.id, visit.contact_id):
            return False
        ticket = desk.tickets.of(desk.matters.surviving(ticket.id))
        message_id = self._added(desk, draft, visit, ticket, "edited", now)
        if draft.case and draft.told_before and visit.state.ticket_id == ticket.id:
            told_on(desk, self._office, desk.cases.held(ticket.id), draft.case, message_id, now)
        return True

    def _added(
        self, desk: Desk, draft: Draft, visit: Visit, ticket: Ticket, kind: str, now: datetime, **more: str
    ) -> int:
        message_id = self._verbs.append(desk, draft, ticket, visit.contact_id)
        evidence = {"received": visit.received_id, "message": message_id, **more}
        desk.tickets.happened(ticket.id, event(kind, now, evidence, actor="customer"))
        return message_id

    def _to_us(self, visit: Visit) -> bool:
        """In a group: a command, an answer to somebody, or the bot's name in it."""
        return bool(visit.chat.command or visit.chat.answers or visit.chat.addressed)

    def _of_agents(self, desk: Desk, visit: Visit) -> str:
        """An agent's press counts by the account that pressed, whoever is in the group; nothing else does anything."""
        press = Press.of(visit.chat.pressed)
        if visit.chat.act != "pressed" or press.verb != "confirm":
            return "said among agents"
        name = self._agent(desk, visit.sender)
        what, reason = "vain", f"pressed by {visit.sender}, who is no agent"
        if name is not None:
            try:
                with desk.acting(visit.sender):
                    what = self._office.triage.confirm(desk, press.number, by=name, level=press.argument, reason="")
                reason = f"pressed: {visit.chat.pressed}"
            except NotDone as refused:
                reason = f"pressed in vain: {refused}"
        decided = {"number": press.number, "what": what, "severity": press.argument, "by": name}
        self._office.commands.asides.say(desk, visit, "decided", decided)
        return reason

    def _agent(self, desk: Desk, sender: str) -> str | None:
        """The name of the agent whose account this is; None for anybody else, and for one who is disabled at the console."""
        name = self._agents.get(sender)
        user = desk.users.named(folded_name(name)) if name else None
        return None if user and not user.active else name

    def _turned_away(self, desk: Desk, visit: Visit) -> str:
        """In groups we take no requests; told once in a while, and only who speaks to us."""
        asides = self._office.commands.asides
        if self._to_us(visit) and asides.letters.may(desk, f"group:{visit.chat.address}", _MOST_REFUSALS):
            asides.say(desk, visit, "group")
        return "in a group where we take no requests"

    def _visit(self, desk: Desk, draft: Draft, chat: Chat, now: datetime) -> Visit:
        return Visit(
            message=draft.message, chat=chat, mailbox=draft.mailbox.address, state=desk.chats.met(chat.address, now),
            contact_id=desk.tickets.contact(draft.message.sender, now), language=draft.spoken,
            received_at=draft.envelope.received_at, received_id=draft.job.subject,
        )  # fmt: skip


def _first_line(words: str) -> str:
    """What stands for a subject."""
    return next(iter(words.splitlines()), "")[:_MOST_SUBJECT]
