"""What is decided about a message within one transaction: a copy, a bounce, a follow-up, or a new ticket."""

from datetime import datetime, timedelta
from typing import Any

import structlog

from intakebot.casework.queued import queue_notice
from intakebot.classify.manners import manner
from intakebot.domain.address import normal
from intakebot.domain.errors import Temporary
from intakebot.domain.letter import Letter
from intakebot.domain.sentence import Sentence
from intakebot.domain.ticket import Ticket
from intakebot.domain.times import Clock
from intakebot.intake.caps import Caps
from intakebot.intake.chats import Chats, Doors, Verbs
from intakebot.intake.draft import Draft
from intakebot.intake.filing import told_of_filing
from intakebot.intake.history import event
from intakebot.intake.notice import Notices
from intakebot.intake.opening import opened, opening
from intakebot.intake.threads import Thread, thread_of
from intakebot.office import Office
from intakebot.store.desk import Desk
from intakebot.store.post import Posted

_log = structlog.get_logger()


class OutOfTurn(Temporary):
    """An earlier message of this chat is still to be taken in."""


class Settlement:
    """Settles drafts on the desk; what it writes is delivered at once."""

    def __init__(
        self, *, notices: Notices, caps: Caps, clock: Clock, reopen_within: timedelta, office: Office, doors: Doors
    ) -> None:  # fmt: skip
        verbs = Verbs(
            register=self._register, follow_up=self._follow_up, append=self._appended, too_late=self._too_late
        )
        self._chats = Chats(office, doors, verbs)
        self._office = office
        self._notices = notices
        self._caps = caps
        self._clock = clock
        self._reopen_within = reopen_within

    def notice(self, draft: Draft, continues: str | None = None) -> Letter:
        """The registration notice for a draft."""
        return self._notices.draft(
            draft.number, draft.message, draft.language, draft.reader, draft.mailbox,
            draft.envelope.received_at, self._clock(), continues, draft.told, draft.maintenance,
            draft.spoken if draft.message.chat else None,
        )  # fmt: skip

    def settle(self, desk: Desk, draft: Draft) -> None:
        """Copy, bounce, follow-up or new ticket; all of it or nothing."""
        now = self._clock()
        desk.jobs.finish(draft.job)
        if known := desk.inbox.message_of(draft.identity):
            desk.inbox.copy(draft.job.subject, known[0])
            if desk.tickets.received_earlier(known[1], draft.envelope.received_at):
                desk.attempt(lambda: self._office.clocks.received_earlier(desk, known[1]))
            return
        if draft.message.chat:
            if desk.inbox.follows(draft.job.subject, draft.envelope.mail_from):
                raise OutOfTurn
            self._chats.settle(desk, draft, draft.message.chat, now)
            return
        if draft.message.auto in ("bounce", "loop"):
            self._machine(desk, draft, now)
            return
        contact_id = desk.tickets.contact(draft.message.sender, now)
        thread = thread_of(desk, draft.message, draft.token, contact_id)
        if thread.ticket and not self._too_late(thread.ticket, draft, now):
            self._follow_up(desk, draft, thread.ticket, thread.by, contact_id, now)
            return
        self._register(desk, draft, thread, contact_id, now)

    def _too_late(self, ticket: Ticket, draft: Draft, now: datetime) -> bool:
        """Whether a person's answer comes so long after closing that it opens a linked ticket."""
        return (
            ticket.closed_at is not None and draft.message.auto is None and now - ticket.closed_at > self._reopen_within
        )

    def _register(self, desk: Desk, draft: Draft, thread: Thread, contact_id: int, now: datetime) -> None:
        continues = thread.ticket
        ticket = desk.tickets.register(
            draft.number, draft.mailbox.address, draft.message, draft.read_in, draft.entitlement, contact_id,
            draft.envelope.received_at, now, continues.id if continues else None, opening(draft.case),
        )  # fmt: skip
        message_id = self._append(desk, draft, ticket, contact_id)
        evidence = {
            "received": draft.job.subject, "message": message_id, "channel": draft.envelope.channel,
            "language": draft.language, "auto": draft.message.auto, "claims": thread.claims,
            "continues": continues.number if continues else "", "sender": draft.message.authentication.reason,
            "defects": list(draft.message.defects),
        }  # fmt: skip
        desk.tickets.happened(ticket.id, event("registered", now, evidence, actor="customer"))
        if draft.case:
            opened(desk, self._office, draft.case, ticket, message_id, now)
        silence = draft.silence or self._caps.spend(desk, draft.message.answer_to, now)
        if silence or draft.notice is None:
            desk.tickets.happened(ticket.id, event("notice_suppressed", now, {"reason": silence}))
            desk.post.task("notify_another_way", silence, now, ticket_id=ticket.id)
            return
        letter = self._continuing(draft, draft.notice, continues) if continues else draft.notice
        awaits = draft.told is not None and draft.told.awaits(in_chat=draft.message.chat is not None)
        queue_notice(desk, ticket.id, letter, now, awaits=awaits)

    def _continuing(self, draft: Draft, notice: Letter, closed: Ticket) -> Letter:
        """The notice that names a closed ticket; composed within the transaction, since only here its number is known."""
        try:
            return self.notice(draft, closed.number)
        except Exception as error:
            _log.warning("notice.failed", job=draft.job.id, error=str(error))
            return notice

    def _follow_up(self, desk: Desk, draft: Draft, ticket: Ticket, by: str, contact_id: int, now: datetime) -> None:
        message_id = self._appended(desk, draft, ticket, contact_id)
        evidence = {"received": draft.job.subject, "message": message_id, "by": by, "auto": draft.message.auto}
        desk.tickets.happened(ticket.id, event("followed_up", now, evidence, actor="customer"))
        if draft.message.auto is not None:
            return
        if draft.message.chat is None and contact_id == ticket.contact_id:
            desk.cases.heard_in(ticket.id, None)
        if ticket.state == "closed" and manner(draft.message.reply) in ("thanks", "greets"):
            return  # thanks for what was done open nothing again
        if ticket.state == "closed":
            desk.tickets.reopen(ticket)
            desk.tickets.happened(ticket.id, event("reopened", now, {"message": message_id}))
            self._office.clocks.watch_again(desk, desk.cases.held(ticket.id))
        token, at = draft.token, draft.envelope.received_at
        answers = _ordinal(token.ordinal, own=token.number == ticket.number) if token else None
        if chat := draft.message.chat:
            ours = desk.chats.answered(chat.address, chat.answers)
            answers = _ordinal(ours.ordinal, own=ours.ticket_id == ticket.id) if ours and ours.ticket_id else None
        error = desk.attempt(
            lambda: self._office.conversation.heard(desk, ticket.id, draft.message, message_id, at, answers)
        )
        if error:  # whatever goes wrong there, the message stands in its ticket (design.md 4.8)
            _log.error("follow_up.failed", ticket=ticket.number, exc_info=error)
            reason = Sentence(
                "nobody but an agent can tell what this message means: {why}", why=f"{type(error).__name__}: {error}"
            )
            desk.post.remind("not_understood", reason, now, ticket.id)

    def _machine(self, desk: Desk, draft: Draft, now: datetime) -> None:
        """A bounce of one of our letters goes to its ticket; other bounces, and our own mail, are no requests."""
        letter = self._bounced_letter(desk, draft)
        if letter is None or letter.ticket_id is None:
            reason = Sentence("{kind} that belongs to no letter of ours", kind=str(draft.message.auto))
            desk.inbox.file(draft.job.subject, reason)
            desk.filed.keep(draft.job.subject, draft.message.sender, draft.message.subject, reason)
            desk.post.task("filed", reason, now, received_id=draft.job.subject)
            return
        ticket = desk.tickets.of(letter.ticket_id)
        self._append(desk, draft, ticket, desk.tickets.contact(draft.message.sender, now))
        report = draft.message.report
        action = report.action if report else "failed"
        evidence = {
            "received": draft.job.subject, "letter": letter.id, "action": action,
            "status": report.status if report else "", "diagnostic": report.diagnostic if report else "",
        }  # fmt: skip
        if action != "failed":
            desk.tickets.happened(ticket.id, event("delivery_report", now, evidence))
            return
        desk.post.bounced(letter.id, now)
        if letter.kind != "acknowledgement":
            desk.tickets.happened(ticket.id, event("letter_bounced", now, evidence))
            reason = Sentence("a letter ({kind}) bounced: {why}", kind=letter.kind, why=evidence["diagnostic"])
            desk.post.task("letter_bounced", reason, now, ticket_id=ticket.id, letter_id=letter.id)
            if letter.kind != "alert":  # an agent's mailbox says nothing of the customer's
                self._office.duties.taken_back(desk, ticket.id, letter.id)
            return
        if desk.tickets.times(ticket.id, "notified"):  # by an agent, whom no bounce contradicts
            desk.tickets.happened(ticket.id, event("letter_bounced", now, evidence))
            return
        self._unnoticed(desk, draft, ticket.id, evidence, now)
        into = desk.matters.surviving(ticket.id)
        if into != ticket.id and not desk.tickets.times(into, "notified"):
            self._unnoticed(desk, draft, into, evidence, now)
        if desk.tickets.of(into).notice_at is None:
            reason = Sentence("the notice bounced: {why}", why=evidence["diagnostic"])
            desk.post.task("notify_another_way", reason, now, ticket_id=into, letter_id=letter.id)
        self._office.duties.taken_back(desk, ticket.id, letter.id)

    def _unnoticed(self, desk: Desk, draft: Draft, ticket_id: int, evidence: dict[str, Any], now: datetime) -> None:
        """The notice time is taken back: it is that of another notice, where one of a ticket that went into this stands."""
        clause = draft.entitlement.reaction_clause if draft.entitlement.reaction == "notice" else ""
        desk.tickets.unnoticed(ticket_id, desk.matters.noticed_at(ticket_id))
        desk.tickets.happened(ticket_id, event("notice_taken_back", now, evidence, clause=clause))

    def _bounced_letter(self, desk: Desk, draft: Draft) -> Posted | None:
        token = draft.return_path
        if draft.message.auto != "bounce" or token is None or draft.envelope.mail_from:
            return None
        ticket = desk.tickets.numbered(token.number)
        letter = desk.post.find(ticket.id, token.ordinal) if ticket else None
        answered = letter and normal(draft.message.sender.address) == normal(letter.letter.rcpt_to)
        return None if answered else letter

    def _appended(self, desk: Desk, draft: Draft, ticket: Ticket, contact_id: int) -> int:
        """A later message; one that a person wrote is looked at, whatever its ticket was put off for."""
        message_id = self._append(desk, draft, ticket, contact_id)
        if draft.message.auto is None:
            self._office.duties.putting_off.end(desk, desk.cases.of(ticket.id), {"message": message_id})
        return message_id

    def _append(self, desk: Desk, draft: Draft, ticket: Ticket, contact_id: int) -> int:
        received_at = draft.envelope.received_at
        message_id = desk.tickets.append(ticket, draft.identity, draft.message, draft.language, contact_id, received_at)
        desk.inbox.taken_in(draft.job.subject, message_id)
        if draft.wanted:
            told_of_filing(desk, ticket.id, draft.job.subject)
        if draft.message.chat and contact_id == ticket.contact_id:
            desk.cases.heard_in(ticket.id, draft.message.chat.address)
        return message_id


def _ordinal(ordinal: int, *, own: bool) -> int:
    """Of the letter that is answered; one of a ticket that was merged into this is older than any of its own."""
    return ordinal if own else 0
