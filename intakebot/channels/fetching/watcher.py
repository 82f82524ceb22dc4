"""The thread that watches one folder: look, hand over, wait for the commit, flag or move, move the mark, rest.

A message is offered again until it is known to be done: a crash between commit and flag offers it twice under the same
`Envelope.source`, which is unique in the store. (Over 250 lines: the order of these steps is the guarantee, so they
are read in one place; what can be told without it, sessions, ledger and health, has files of its own.)
"""

import time
from collections.abc import Collection, Iterator
from concurrent.futures import Future, wait
from threading import Event

import structlog
from imapclient.exceptions import IMAPClientError

from intakebot.channels.fetching.account import Account
from intakebot.channels.fetching.health import Health, Kind
from intakebot.channels.fetching.ledger import Ledger, Marks
from intakebot.channels.fetching.session import Fetched, FolderMissing, Session, connect, lost
from intakebot.channels.fetching.signin import SignInRefused
from intakebot.channels.shared.backoff import Backoff
from intakebot.domain import watched
from intakebot.domain.received import Accept, Envelope, Received
from intakebot.domain.times import Clock, aware

_log = structlog.get_logger()


class Watcher:
    """Watches until `stopping` is set. Errors never end it: it says so and tries again."""

    def __init__(self, account: Account, accept: Accept, marks: Marks, clock: Clock, health: Health) -> None:
        self.stopping = Event()
        self.session: Session | None = None
        self._account = account
        self._accept = accept
        self._marks = marks
        self._clock = clock
        self._health = health
        self._backoff = Backoff(first=account.retry_first, longest=account.retry_longest)
        self._failures = 0
        self._uidvalidity = 0
        self._ledger = Ledger(0, self._backoff)
        #: The mark as the store knows it; None while the folder is looked at for the first time.
        self._kept: int | None = None
        #: What went wrong in the look that is going on, "" when nothing.
        self._problem = ""

    def run(self) -> None:
        """Watch; the body of the thread."""
        self._health.begun()
        while not self.stopping.is_set():
            try:
                self._watch()
            except Exception as error:
                if self.stopping.is_set():
                    break
                self._failed(error)
        self._health.disconnected()

    def _watch(self) -> None:
        """One connection, from signing in to its end."""
        with connect(self._account, self.stopping.is_set) as session:
            self.session = session
            told, vain = False, 0
            while not self.stopping.is_set():
                found = self._look(session)
                # a server that tells of new mail each time IDLE begins must not drive us in circles
                vain = vain + 1 if told and not found else 0
                if vain:
                    self.stopping.wait(min(0.1 * 2.0 ** min(vain, 32), self._pause()))
                told = not self.stopping.is_set() and session.rest(self._pause(), self.stopping)

    def _failed(self, error: Exception) -> None:
        """Say so and wait, longer each time."""
        self._failures += 1
        seconds = self._backoff.seconds(self._failures)
        kind: Kind | None = None
        if isinstance(error, SignInRefused):
            kind, seconds = "refused", max(seconds, self._account.retry_refused.total_seconds())
        elif isinstance(error, FolderMissing):
            kind = "folder"
        _log.warning("imap_failed", place=self._account.place, error=str(error), retry_in=seconds)
        self._health.disconnected()
        self._health.failed(str(error) or type(error).__name__, kind)
        self._health.check_silence()
        self.stopping.wait(seconds)

    def _begin(self, session: Session) -> None:
        """Find out how far this folder is done.

        After another UIDVALIDITY (RFC 3501 §2.3.1.1) unseen mail is offered anew; what people have seen may be years
        old, and its writers would all get a notice. Only `first = "all"` offers everything.
        """
        place, validity = self._account.place, session.uidvalidity
        last = self._marks.last(place)
        if last and last[0] != validity:
            everything = self._account.first == "all"
            text = watched.rebuilt(validity, last[0], everything=everything)
            self._health.tell("uidvalidity", f"{place}/{validity}", text)
            last = (validity, 0) if everything else None
            if last:
                self._marks.advance(place, *last)
        elif last is None and self._account.first != "unseen":
            last = (validity, session.uidnext - 1 if self._account.first == "new" else 0)
            self._marks.advance(place, *last)
        self._kept = last[1] if last else None
        self._uidvalidity, self._ledger = validity, Ledger(last[1] if last else 0, self._backoff)

    def _look(self, session: Session) -> bool:
        """Take in all that is new or owed, until the server has nothing more to tell; whether there was anything."""
        self._problem = ""
        session.open()
        self._health.connected()
        if session.uidvalidity != self._uidvalidity:
            self._begin(session)
        found, again = False, True
        while again and not self.stopping.is_set():
            session.news()  # what was told until here is within the search
            self._ledger.list(session.unseen() if self._kept is None else session.above(self._ledger.mark))
            self._file(session, self._ledger.unfiled(time.monotonic()))
            for batch in self._batches(session):
                found = True
                worth = not self.stopping.is_set() and self._take(session, batch)
                self._keep_mark(session)
                if not worth:
                    break
            self._keep_mark(session)
            again = session.news() and not self._problem
        self._conclude()
        return found

    def _conclude(self) -> None:
        """Say how the look went; it isn't well as long as something is owed from earlier ones."""
        self._health.check_silence()
        if self._problem:
            self._health.failed(self._problem)
            return
        self._failures = 0
        if self._ledger.next_due is None and not self.stopping.is_set():
            self._health.well()

    def _pause(self) -> float:
        """Seconds to rest: until the next poll, or sooner when something is owed."""
        seconds, due = self._account.poll_every.total_seconds(), self._ledger.next_due
        return seconds if due is None else min(seconds, max(0.0, due - time.monotonic()))

    def _batches(self, session: Session) -> Iterator[tuple[int, ...]]:
        """What is due, in batches that fit into memory; what is too large is pointed out to people instead."""
        due = self._ledger.due(time.monotonic())
        sizes = session.sizes(due)
        self._postpone(set(due) - set(sizes), "the server doesn't tell the size of a message")
        for uid in [uid for uid, size in sizes.items() if size > self._account.max_size]:
            self._leave(session, uid, sizes.pop(uid))
        return self._ledger.batches(sizes, self._account.batch_bytes)

    def _take(self, session: Session, batch: tuple[int, ...]) -> bool:
        """Hand over one batch and file what was committed; whether it is worth going on."""
        messages = self._fetch(session, batch)
        offers = {message.uid: self._offer(message) for message in messages}
        self._wait(offers.values())
        done = [uid for uid, offer in offers.items() if _outcome(offer) is None]
        refused = {uid: str(_outcome(offer)) for uid, offer in offers.items() if uid not in done}
        self._ledger.commit(done)
        if done:
            self._health.mail()
        if refused and not self.stopping.is_set():
            self._postpone(refused, f"{len(refused)} message(s) not accepted: {next(iter(refused.values()))}")
        self._file(session, done)
        return bool(done) or not refused

    def _fetch(self, session: Session, batch: tuple[int, ...]) -> list[Fetched]:
        """The messages of a batch. If that fails one of them may be why: each comes by itself the next time."""
        try:
            messages = session.fetch(batch)
        except (OSError, IMAPClientError) as error:
            self._postpone(batch, str(error), alone=True)
            if lost(error):
                raise
            return []
        missing = set(batch) - {message.uid for message in messages}
        self._postpone(missing, f"the server doesn't give {len(missing)} message(s)", alone=True)
        return messages

    def _offer(self, message: Fetched) -> "Future[None]":
        """Hand one message over; what `accept` raises at once is found in the future as well."""
        try:
            return self._accept(Received(envelope=self._envelope(message), raw=message.raw))
        except Exception as error:
            refused: Future[None] = Future()
            refused.set_exception(error)
            return refused

    def _envelope(self, message: Fetched) -> Envelope:
        account, now = self._account, self._clock()
        return Envelope(
            channel="imap",
            mailbox=account.mailbox.address,
            mail_from=None,
            peer=f"{account.host}/{account.folder}",
            # nothing was received in the future, whatever the server's clock says
            received_at=min(aware(message.internal_date), now) if message.internal_date else now,
            source=self._source(message.uid),
            trusted=True,
        )

    def _source(self, uid: int) -> str:
        return f"{self._account.place}/{self._uidvalidity}/{uid}"

    def _wait(self, offers: Collection["Future[None]"]) -> None:
        """Until all are committed or refused, the time limit is over, or we are stopping."""
        pending, deadline = set(offers), time.monotonic() + self._account.accept_timeout.total_seconds()
        while pending and time.monotonic() < deadline and not self.stopping.is_set():
            pending = wait(pending, timeout=0.2).not_done

    def _leave(self, session: Session, uid: int, size: int) -> None:
        """Tell people of a message that is too large, once, and leave it where it is."""
        text = watched.too_large(size, self._account.max_size)
        if self._health.tell("too-large", self._source(uid), text):
            self._ledger.file([uid])
            session.point_out(uid)
        else:
            self._postpone([uid], "people couldn't be told of a message that is too large")

    def _file(self, session: Session, uids: Collection[int]) -> None:
        """Flag or move what is committed. A server that refuses that doesn't hold up the rest."""
        if not uids:
            return
        try:
            session.file(uids)
        except IMAPClientError as error:
            if lost(error):
                raise
            self._postpone(uids, f"{len(uids)} message(s) taken in, but not flagged or moved: {error}")
        else:
            self._ledger.file(uids)

    def _postpone(self, uids: Collection[int], problem: str, *, alone: bool = False) -> None:
        if uids:
            self._problem = problem
            self._ledger.postpone(uids, time.monotonic(), alone=alone)

    def _keep_mark(self, session: Session) -> None:
        """Tell the store how far we are: the first time only when all is done, for then all that was read before is skipped."""
        mark = self._ledger.mark
        if self._kept is None:
            if not self._ledger.clear:
                return
            mark = session.uidnext - 1
            self._ledger.skip(mark)
        if mark != self._kept:
            self._marks.advance(self._account.place, self._uidvalidity, mark)
            self._kept = mark


def _outcome(offer: "Future[None]") -> BaseException | None:
    """Why a message isn't committed, None when it is."""
    if not offer.done() or offer.cancelled():
        return TimeoutError("no commit within the time limit")
    return offer.exception()
