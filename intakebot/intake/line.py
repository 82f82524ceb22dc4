"""The straight line from a channel to the desk. A newcomer reads `take_in` first."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from intakebot.belt import Belt
from intakebot.conversation.places import new_matter
from intakebot.domain import number
from intakebot.domain.address import normal
from intakebot.domain.chat import CHATS
from intakebot.domain.customer import STRANGER
from intakebot.domain.entitlement import Entitlement
from intakebot.domain.errors import Permanent, Temporary, Unreadable
from intakebot.domain.impact import Impact
from intakebot.domain.job import Job
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.mailboxes import Mailboxes
from intakebot.domain.message import Message
from intakebot.domain.outcome import Outcome
from intakebot.domain.received import Received
from intakebot.domain.sentence import Sentence
from intakebot.domain.times import Clock
from intakebot.domain.token import Token
from intakebot.domain.understanding import Question, Understood
from intakebot.intake.assess import Assessment, assess
from intakebot.intake.caps import Caps
from intakebot.intake.chats import NOBODY, Doors
from intakebot.intake.draft import Draft
from intakebot.intake.known import Known, Told, chats_of, known_of
from intakebot.intake.notice import Notices, silence
from intakebot.intake.settle import Settlement
from intakebot.intake.threads import return_path_of, token_of
from intakebot.intake.writer import diverted, language_of, meant, proven
from intakebot.office import Office
from intakebot.replies.acknowledgement import language_for
from intakebot.store.desk import Desk
from intakebot.store.post import Posted
from intakebot.store.store import Store
from intakebot.store.tickets import NumberTaken
from intakebot.terms.library import Library

_log = structlog.get_logger()

#: Until a taking in that failed for the moment is tried again.
_AGAIN = timedelta(seconds=2)

#: A message that was taken in so often, and for so long, without an end may be what kills us: it is set aside. Often alone
#: proves nothing: each kill counts for all that waited, tried or not.
_MOST_ATTEMPTS = 10
_LONG = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """An accepted message, and our claim on taking it in."""

    job: Job
    received: Received


def _of_another_matter(
    questions: Sequence[Question], read: Sequence[Understood | Permanent], chats: Mapping[str, Told]
) -> set[str]:
    """Chats whose writers begin another request: what they told before has no part in it."""
    found = set()
    for question, said in zip(questions, read, strict=True):
        envelope = question.received.envelope
        told = chats.get(envelope.mail_from or "")
        if told and told.words and told.heard_at and isinstance(said, Understood):
            begun = said.message.chat is not None and said.message.chat.command == "new"
            if begun or new_matter(told.words, said.message.reply, envelope.received_at - told.heard_at):
                found.add(told.state.address)
    return found


class Intake:
    """Takes messages from channels and makes tickets of them."""

    def __init__(
        self, *, store: Store, understand: Callable[[Sequence[Question]], list[Understood | Permanent]], terms: Library,
        notices: Notices, caps: Caps, mailboxes: Mailboxes, clock: Clock, reopen_within: timedelta,
        belt: Belt[Waiting], chat_belt: Belt[Waiting], deliver: Callable[[Job, Posted], None], office: Office,
        doors: Doors = NOBODY,
    ) -> None:  # fmt: skip
        """`chat_belt` is for messages of chats, which are taken in one after the other: each may go on about the one before."""
        self._store = store
        self._understand = understand
        self._terms = terms
        self._notices = notices
        self._mailboxes = mailboxes
        self._clock = clock
        self._belt = belt
        self._chat_belt = chat_belt
        self._deliver = deliver
        self._settlement = Settlement(
            notices=notices, caps=caps, clock=clock, reopen_within=reopen_within, office=office, doors=doors
        )

    def accept(self, received: Received) -> Future[None]:
        """Commit a raw message; the future ends after the commit, and fails with Temporary when the store can't."""
        claimed_by = self._store.presence.name if self._belt_of(received).has_room else None
        accepted: Future[None] = Future()

        def unit(desk: Desk) -> Job | None:
            source = received.envelope.source
            if source and desk.inbox.known_source(source):
                return None
            now = self._clock()
            return desk.jobs.add("take_in", desk.inbox.accept(received, now), now, claimed_by=claimed_by)

        def committed(kept: Outcome[Job | None]) -> None:
            if error := kept.exception():
                accepted.set_exception(error)
                return
            accepted.set_result(None)
            job = kept.result()
            if job and claimed_by:
                self._store.claims.take(job)
                self.put(Waiting(job=job, received=received))

        self._store.write(unit).add_done_callback(committed)
        return accepted

    def put(self, waiting: Waiting) -> None:
        """Have an accepted message, on which we hold the claim, taken in soon."""
        self._belt_of(waiting.received).put(waiting, len(waiting.received.raw))

    @property
    def has_room(self) -> bool:
        """Whether more may be put, from whichever channel it is."""
        return self._belt.has_room and self._chat_belt.has_room

    def _belt_of(self, received: Received) -> Belt[Waiting]:
        return self._chat_belt if received.envelope.channel in CHATS else self._belt

    def take_in_all(self, batch: Sequence[Waiting]) -> list[Outcome[None]]:
        """Take in messages that wait together: they are read in one go, and registered one by one."""
        try:
            chats = chats_of(self._store, [waiting.received.envelope for waiting in batch])
            questions = [self._question(waiting, chats) for waiting in batch]
            read = self._understand(questions)
            if others := _of_another_matter(questions, read, chats):
                chats = {key: replace(told, words="") if key in others else told for key, told in chats.items()}
                read = self._understand([self._question(waiting, chats) for waiting in batch])
        except Exception:
            for waiting in batch:
                self._store.claims.drop(waiting.job)  # upkeep finds it
            raise
        known = known_of(self._store, read, chats, self._clock())
        return [self.take_in(waiting, said, known) for waiting, said in zip(batch, read, strict=True)]

    def take_in(self, waiting: Waiting, understood: Understood | Permanent, known: Known) -> Outcome[None]:
        """Register one accepted message and queue its acknowledgement, both or neither.

        The future ends when the store has it; whatever fails before leaves the message accepted, or set aside.
        """
        try:
            self._check_endless(waiting)
            draft = self._draft(waiting, understood, known)
        except Permanent as error:
            return self._set_aside(waiting.job, str(error))
        except Exception as error:  # a fault of ours
            return self._set_aside(waiting.job, f"{type(error).__name__}: {error}")
        done: Outcome[None] = Outcome()

        def unit(desk: Desk) -> list[tuple[Job, Posted]]:
            with desk.sending(draft.job.owner) as outgoing:
                self._settlement.settle(desk, draft)
            return outgoing

        def settled(outcome: Outcome[list[tuple[Job, Posted]]]) -> None:
            if error := outcome.exception():
                self._failed(waiting, error)
                done.set_result(None)
                return
            self._store.claims.drop(waiting.job)
            for letter in outcome.result():
                self._deliver(*letter)
            done.set_result(None)

        self._store.write(unit).add_done_callback(settled)
        return done

    def _check_endless(self, waiting: Waiting) -> None:
        age = self._clock() - waiting.received.envelope.received_at
        if waiting.job.attempt > _MOST_ATTEMPTS and age > _LONG:
            raise Unreadable(f"{_MOST_ATTEMPTS} attempts came to no end")

    def _question(self, waiting: Waiting, chats: Mapping[str, Told]) -> Question:
        envelope = waiting.received.envelope
        box = self._mailbox(envelope.mailbox)
        languages = self._terms.spoken(box)
        chat = chats.get(envelope.mail_from or "")
        return Question(
            received=waiting.received,
            authserv_id=box.authserv_id,
            languages=languages,
            before=chat.words if chat and not waiting.received.wanted_by else "",
        )

    def _draft(self, waiting: Waiting, understood: Understood | Permanent, known: Known) -> Draft:
        """All that can be worked out before the transaction: whose it is, its language, its notice."""
        if isinstance(understood, Permanent):
            raise understood
        envelope = waiting.received.envelope
        box = self._mailbox(envelope.mailbox)
        customer = known.customers.get(normal(understood.message.sender.address), STRANGER)
        said = understood.message if waiting.received.wanted_by else self._seen_as_own(understood.message)
        message = proven(meant(said), customer)
        chat = known.chats.get(envelope.mail_from or "")
        words = "" if waiting.received.wanted_by else self._words_before(message, chat)
        whole = replace(message, reply=f"{words}\n{message.reply}") if words else message
        entitlement = self._terms.entitlement(box, customer, envelope.received_at)
        impact = understood.impression.impact if understood.impression else None
        case = None if message.auto else self._assessed(entitlement, whole, waiting, impact)
        reader, told = entitlement, case
        if diverted(message, customer):
            customer, reader = STRANGER, self._terms.entitlement(box, STRANGER, envelope.received_at)
            told = self._assessed(reader, whole, waiting, impact) if case else None
        language = language_of(understood, customer)
        draft = Draft(
            job=waiting.job, envelope=envelope, message=message, language=language, entitlement=entitlement,
            reader=reader, told=told, case=case,
            mailbox=box, number=number.draw(box.prefix), silence=self._silence(message, envelope.mail_from),
            wanted=bool(waiting.received.wanted_by),
            token=token_of(message, envelope, self._notices.secret), notice=None,
            return_path=return_path_of(message, envelope, self._notices.secret),
            maintenance=known.told(reader.terms), spoken=self._spoken(message, language, chat, entitlement),
            told_before=bool(chat and chat.words),
        )  # fmt: skip
        return draft if draft.silence else self._with_notice(draft)

    def _words_before(self, message: Message, chat: Told | None) -> str:
        """What was said before of the same request; of a message that is rewritten nothing."""
        if chat is None or not chat.words or message.chat is None or message.chat.act != "edited":
            return chat.words if chat else ""
        ticket_id = chat.state.ticket_id or 0
        return self._store.read(lambda desk: desk.chats.told(ticket_id, message.message_id))

    def _spoken(self, message: Message, written: str, chat: Told | None, entitlement: Entitlement) -> str:
        """The language that we write in a chat: the chosen one, else as in a notice; of who told nothing yet, his client's."""
        if chat and chat.state.language:
            return chat.state.language
        told = written
        if message.chat and (written == "und" or message.chat.command):  # a command is in no language
            latest = chat.language if chat else "und"
            told = latest if latest != "und" else message.chat.language
        available = self._notices.languages
        return language_for(told, entitlement.languages or available, available)

    def _assessed(
        self, entitlement: Entitlement, message: Message, waiting: Waiting, impact: Impact | None
    ) -> Assessment | None:
        """What the terms say; whatever goes wrong there, the request is registered (design.md 4.8)."""
        try:
            return assess(self._terms, entitlement, message, waiting.received.envelope.received_at, impact)
        except Exception as error:
            _log.warning("assess.failed", job=waiting.job.id, error=f"{type(error).__name__}: {error}")
            return None

    def _mailbox(self, address: str) -> Mailbox:
        box = self._mailboxes.of(address)
        if box.address != address:
            _log.warning("mailbox.unknown", address=address, instead=box.address)
        return box

    def _with_notice(self, draft: Draft) -> Draft:
        """A notice that can't be written is a task for a person, never a reason not to register (design.md 4.8)."""
        try:
            return replace(draft, notice=self._settlement.notice(draft))
        except Exception as error:
            _log.warning("notice.failed", job=draft.job.id, error=str(error))
            return replace(draft, silence=Sentence("no notice can be written: {why}", why=str(error)))

    def _silence(self, message: Message, mail_from: str | None) -> str:
        """Why it isn't answered: beside what every mail may have, our own address, which a person took for a customer's."""
        own = any(box.is_own(message.answer_to.address) for box in self._mailboxes)
        return silence(message, mail_from) or (Sentence("it would be answered to our own address") if own else "")

    def _seen_as_own(self, message: Message) -> Message:
        """Our own mail coming back is a loop, however human it looks."""
        own = Token.find(message.message_id, self._notices.secret) or any(
            box.is_own(message.sender.address) for box in self._mailboxes
        )
        return replace(message, auto="loop") if own else message

    def _failed(self, waiting: Waiting, error: BaseException) -> None:
        """Draw another number, try again what may succeed later; a fault of ours is set aside, for replay."""
        if isinstance(error, NumberTaken):
            self.put(waiting)
            return
        self._store.claims.drop(waiting.job)
        if isinstance(error, Temporary):
            _log.warning("take_in.failed", job=waiting.job.id, attempt=waiting.job.attempt, error=str(error))
            due = self._clock() + _AGAIN * waiting.job.attempt
            self._store.write(lambda desk: desk.jobs.retry(waiting.job, due, str(error)))
        else:
            self._set_aside(waiting.job, f"{type(error).__name__}: {error}")

    def _set_aside(self, job: Job, reason: str) -> Outcome[None]:
        """Keep the raw message for replay, where people see it."""
        self._store.claims.drop(job)
        _log.warning("take_in.set_aside", received=job.subject, reason=reason)
        now = self._clock()

        def unit(desk: Desk) -> None:
            desk.jobs.finish(job)
            desk.inbox.set_aside(job.subject, reason)
            desk.post.task("set_aside", reason, now, received_id=job.subject)

        return self._store.write(unit)
