"""The composition root: builds the rooms from the configuration, runs them, stops them in order."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from starlette.applications import Starlette

from intakebot import conditions, pages, parts
from intakebot.acts import act
from intakebot.amending import wire as amending_wire
from intakebot.belt import Belt
from intakebot.binding import wire as binding_wire
from intakebot.bots import bots, doors
from intakebot.caller import Caller
from intakebot.casework.work import NotDone
from intakebot.channels.imap import Alarm, ImapChannel
from intakebot.channels.smtp import SmtpChannel
from intakebot.channels.ways import Ways
from intakebot.classify import manners
from intakebot.classify.impact.model import shipped
from intakebot.commands import control_socket
from intakebot.config import Config
from intakebot.console.condition import Condition
from intakebot.console.site import site
from intakebot.domain.errors import IntakebotError, Temporary
from intakebot.domain.kept import kept
from intakebot.domain.sentence import Sentence
from intakebot.domain.times import Clock, utc_now
from intakebot.domain.user import Unfit
from intakebot.drafting import wire
from intakebot.drafting.editing import Editing
from intakebot.fetcher import Fetcher
from intakebot.intake import Intake, Waiting
from intakebot.intake.caps import Caps
from intakebot.intake.notice import Notices
from intakebot.ops.control import Control
from intakebot.ops.health import health
from intakebot.ops.http import HttpServer
from intakebot.outbox import Outbox, Policy
from intakebot.replies.acknowledgement import Replies
from intakebot.replies.proof import prove
from intakebot.store.store import Store
from intakebot.upkeep import Upkeep
from intakebot.workers import Workers

_log = structlog.get_logger()

#: Raw bytes of accepted messages that may wait in memory; what goes beyond waits in the store.
_BELT_BYTES = 64 * 2**20
#: Messages that are read in one go when they wait together: fewer hands-over between processes.
_BATCH = 16
_TEND_SECONDS = 1.0
#: For the store, when somebody asks whether we are ready.
_PATIENCE_SECONDS = 5.0
#: Letters in hand for each connection: while one is being sent, others wait for a commit of theirs.
_HANDS = 4
#: For the letters in hand when we are told to stop; one that is cut off counts as in doubt.
_DRAIN_SECONDS = 30.0
#: For webhooks that don't answer when we are told to stop; what was posted to them then may be posted again.
_HANG_UP_SECONDS = 3.0


class CannotListen(Temporary):
    """It can't listen where the configuration says."""


class App:
    """One running intakebot. Construct it and run it within one event loop."""

    def __init__(self, config: Config, clock: Clock = utc_now) -> None:
        self._config = config
        self._clock = clock
        manners.load()
        self.store = Store(config.store.url, clock)
        rooms = parts.rooms(config, self.store.secret, clock)
        prove(rooms.catalogue)
        self._rooms = rooms
        self.mailboxes = rooms.mailboxes
        self.binding = parts.binding(rooms, self.store, clock)
        self.replies = Replies(rooms.catalogue, lambda fault: _log.error("template.failed", fault=str(fault)))
        self._belt: Belt[Waiting] = Belt(_BELT_BYTES)
        self._chat_belt: Belt[Waiting] = Belt(_BELT_BYTES)
        self._workers = Workers(
            config.reading.workers,
            read_seconds=config.reading.read_seconds,
            classify_seconds=config.reading.classify_seconds,
            model=self._model(),
        )
        self._bots = bots(config, clock)
        self._carrier = Ways(parts.carrier(config.relay, clock), {bot.name: bot.carrier for bot in self._bots})
        self.outbox = self._outbox()
        self.intake = self._intake()
        self.editing = Editing.opened(self.store, rooms.terms, rooms.catalogue, self.mailboxes, clock)
        self._upkeep = Upkeep(
            store=self.store, outbox=self.outbox, intake=self.intake, clock=clock, duties=rooms.office.duties,
            publications=self.editing.publications, settings=self.binding.settings,
        )  # fmt: skip
        self._webhooks = parts.webhooks(config)
        give_up = config.outbox.give_up_after
        self._caller = Caller(store=self.store, poster=self._webhooks, clock=clock, give_up_after=give_up)
        self._fetcher = Fetcher(store=self.store, sources={bot.name: bot.files for bot in self._bots}, clock=clock)
        self._chats = tuple((bot.role, bot.channel(self.intake.accept)) for bot in self._bots)
        self._takers = (
            *(self._taker(f"taker {n}", self._belt, _BATCH) for n in range(config.reading.workers)),
            self._taker("taker of chats", self._chat_belt, 1),
        )
        self._listeners = tuple(self._listening())
        self._watchers = tuple(self._watching())
        self._servers = tuple(self._pages())

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set; then channels end first, and what is under way is finished."""
        for taker in self._takers:
            taker.start()
        hands = asyncio.create_task(self.outbox.run(self._config.relay.connections * _HANDS))
        calls = asyncio.create_task(self._call(stop))
        fetches = asyncio.create_task(self._fetch(stop))
        try:
            await self._serve(stop)
        finally:
            stop.set()
            await _within(_HANG_UP_SECONDS, asyncio.gather(calls, fetches))
            self._belt.stop()
            self._chat_belt.stop()
            for taker in self._takers:
                await asyncio.to_thread(taker.join)
            self.outbox.stop()
            await _within(_DRAIN_SECONDS, asyncio.shield(hands))
            hands.cancel()
            await asyncio.gather(hands, return_exceptions=True)
            await self._carrier.close()
            for bot in self._bots:
                await bot.files.close()
            await self._webhooks.close()
            await asyncio.to_thread(self._close)

    async def _serve(self, stop: asyncio.Event) -> None:
        await asyncio.to_thread(self._workers.ready)
        await self._tend()
        async with _open((*self._listeners, *self._control(), *self._servers)):
            _log.info("running", mailboxes=[box.address for box in self.mailboxes], **self._addresses())
            try:
                while not stop.is_set():
                    await _within(_TEND_SECONDS, stop.wait())
                    await self._tend()
            finally:
                for _, watcher in self._watchers:
                    await asyncio.to_thread(watcher.stop)
                for _, chat in self._chats:
                    await chat.stop()

    async def _tend(self) -> None:
        """One round of upkeep. When the store is away, the next round tries again."""
        try:
            await asyncio.to_thread(self._upkeep.tend)
            await asyncio.to_thread(self._learn)
            for role, watcher in self._watchers:
                if await asyncio.to_thread(self.store.presence.may_run, role):
                    watcher.start()
                else:
                    await asyncio.to_thread(watcher.stop)
            for role, chat in self._chats:
                if await asyncio.to_thread(self.store.presence.may_run, role):
                    chat.start()
                else:
                    await chat.stop()
        except IntakebotError as error:
            _log.warning("upkeep.failed", error=str(error))

    async def _call(self, stop: asyncio.Event) -> None:
        """Post news to webhooks; apart from upkeep, which no slow receiver may hold up."""
        while (self._config.webhook or self._config.handover) and not stop.is_set():
            try:
                await self._caller.call()
            except Exception as error:
                _log.warning("webhooks.failed", error=str(error) or type(error).__name__)
            await _within(_TEND_SECONDS, stop.wait())

    async def _fetch(self, stop: asyncio.Event) -> None:
        """Fetch what customers attached in chats; apart from upkeep, which no slow download may hold up."""
        while self._bots and not stop.is_set():
            try:
                await self._fetcher.fetch()
            except Exception as error:
                _log.warning("fetches.failed", error=str(error) or type(error).__name__)
            await _within(_TEND_SECONDS, stop.wait())

    def _model(self) -> Path | None:
        """Folder of the model that severities are proposed by; None where nobody has terms to propose them under."""
        wanted = self._config.severity
        known = self.store.read(lambda desk: desk.customers.organisations())
        has_terms = any(box.terms for box in self.mailboxes) or any(firm.terms for firm in known)
        return (wanted.model or shipped()) if wanted.propose and has_terms else None

    def _learn(self) -> None:
        """Where a mailbox has got terms since the start, severities are proposed from then on."""
        idle = self._config.severity.propose and not self._workers.taught
        if idle and any(box.terms for box in self.mailboxes) and (model := self._model()):
            self._workers.learn(model)

    def _taker(self, name: str, belt: Belt[Waiting], most: int) -> threading.Thread:
        return threading.Thread(target=self._take_in, args=(belt, most), name=name)

    def _take_in(self, belt: Belt[Waiting], most: int) -> None:
        """Take in what lies on a belt; one by one where each must have ended before the next begins."""
        while batch := belt.get_all(most):
            try:
                ends = self.intake.take_in_all(batch)
                if most == 1:
                    ends[0].result()
            except Exception:
                _log.exception("take_in.crashed", jobs=[waiting.job.id for waiting in batch])

    def _outbox(self) -> Outbox:
        section = self._config.outbox
        return Outbox(
            store=self.store,
            carrier=self._carrier,
            clock=self._clock,
            policy=Policy(ambiguous=section.ambiguous, give_up_after=section.give_up_after),
            handed_over=self._rooms.office.duties.handed_over,
        )

    def _intake(self) -> Intake:
        config = self._config
        limits = config.limits
        return Intake(
            store=self.store,
            understand=self._workers.understand,
            terms=self._rooms.terms,
            office=self._rooms.office,
            notices=Notices(self.replies, self.store.secret, verp=config.outbox.return_path == "verp"),
            caps=Caps(per_sender=limits.per_sender, per_domain=limits.per_domain, total=limits.total),
            mailboxes=self.mailboxes,
            clock=self._clock,
            reopen_within=timedelta(days=config.threads.reopen_within_days),
            belt=self._belt,
            chat_belt=self._chat_belt,
            doors=doors(config),
            deliver=self.outbox.hand_over,
        )

    def _listening(self) -> Iterable[SmtpChannel]:
        listeners = [parts.listener("smtp", self._config.smtp)] if self._config.smtp.listen else []
        if self._config.lmtp.listen:
            listeners.append(parts.listener("lmtp", self._config.lmtp))
        for listener in listeners:
            yield SmtpChannel(listener, self.mailboxes.configured, self.intake.accept, self._clock)

    def _watching(self) -> Iterable[tuple[str, ImapChannel]]:
        for box in self._config.mailbox:
            if box.imap:
                account = parts.account(box, box.imap)
                marks = _Marks(self.store)
                yield account.place, ImapChannel(account, self.intake.accept, marks, self._clock, self._alarm)

    def _control(self) -> Iterable[Control]:
        if path := control_socket(self._config):
            yield Control(path, self._asked)

    def _pages(self) -> Iterable[HttpServer]:
        section = self._config.console
        if section.listen:
            behind = pages.house(
                section,
                self.store,
                self._rooms,
                self._clock,
                self.editing,
                self.binding,
                conditions=self._conditions,
            )
            yield HttpServer(section.listen, Starlette(routes=[*health(self._ailments), *site(behind)]))

    def _conditions(self) -> tuple[Condition, ...]:
        """How all channels are doing, for the console."""
        return (
            *(conditions.of_listener(listener) for listener in self._listeners),
            *(conditions.of_watcher(role, watcher) for role, watcher in self._watchers),
            *(conditions.of_chat(role, chat) for role, chat in self._chats),
        )

    def _ailments(self) -> dict[str, str]:
        """What keeps us from doing our work just now."""
        found = {}
        try:
            self.store.write(lambda _desk: None).result(_PATIENCE_SECONDS)
        except (IntakebotError, TimeoutError) as error:
            found["store"] = str(error) or "it doesn't answer"
        if dead := [taker.name for taker in self._takers if not taker.is_alive()]:
            found["intake"] = f"not running: {', '.join(dead)}"
        for role, watcher in self._watchers:
            if watcher.state.failing_since:
                found[role] = f"failing since {watcher.state.failing_since.isoformat()}: {watcher.state.last_error}"
        found |= {role: chat.state.failing for role, chat in self._chats if chat.state.failing}
        return found

    def _asked(self, request: dict[str, Any]) -> dict[str, Any]:
        """What other commands on this host ask of the running process."""
        try:
            if request.get("verb") == wire.VERB:
                return wire.asked(self.editing, request)
            if request.get("verb") == binding_wire.VERB:
                return binding_wire.asked(self.binding, request)
            if request.get("verb") == amending_wire.VERB:
                return amending_wire.asked(self.editing, request)
            return self.store.write(lambda desk: act(desk, request, self._clock(), self._rooms.office.triage)).result()
        except (NotDone, Unfit) as refused:
            return {"refused": kept(refused.detail)}

    def _alarm(self, alarm: Alarm) -> None:
        """Tell people about a mailbox: in the log, and as a task while it lasts. In the watcher's thread; it may fail."""
        _log.warning("imap.alarm", kind=alarm.kind, mailbox=alarm.mailbox, text=alarm.text, over=alarm.over)
        kind, about = f"imap_{alarm.kind}", alarm.subject
        if alarm.over:
            self.store.write(lambda desk: desk.post.tasks_done(kind, about, alarm.at)).result()
        else:
            reason = Sentence("{place}: {what}", place=about, what=alarm.text)
            self.store.write(lambda desk: desk.post.task(kind, reason, alarm.at, about=about)).result()

    @property
    def ports(self) -> list[int]:
        """Where it listens for mail, SMTP before LMTP."""
        return [listener.port for listener in self._listeners]

    @property
    def consoles(self) -> list[int]:
        """Where it serves pages, if it does."""
        return [server.port for server in self._servers]

    def _addresses(self) -> dict[str, object]:
        return {"smtp": self.ports, "relay": self._config.relay.host or "maildir", "console": self.consoles}

    def _close(self) -> None:
        self._workers.close()
        self.store.close()


class _Marks:
    """High-water marks of IMAP folders, kept in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def last(self, place: str) -> tuple[int, int] | None:
        return self._store.read(lambda desk: desk.marks.last(place))

    def advance(self, place: str, uidvalidity: int, uid: int) -> None:
        self._store.write(lambda desk: desk.marks.advance(place, uidvalidity, uid)).result()


@asynccontextmanager
async def _open(listeners: Iterable[SmtpChannel | Control | HttpServer]) -> AsyncIterator[None]:
    started: list[SmtpChannel | Control | HttpServer] = []
    try:
        for listener in listeners:
            try:
                await listener.start()
            except OSError as error:
                raise CannotListen(error.strerror or str(error)) from error
            started.append(listener)
        yield
    finally:
        for listener in started:
            await listener.stop()


async def _within(seconds: float, what: Awaitable[object]) -> None:
    """Wait for something, but no longer than this."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await what
