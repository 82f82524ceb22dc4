"""IMAP: mail is fetched from a mailbox that another server keeps (RFC 3501), told of by IDLE or found by polling."""

from collections.abc import Callable
from threading import Lock, Thread

from intakebot.channels.fetching.account import Account
from intakebot.channels.fetching.health import Alarm, Health, State
from intakebot.channels.fetching.ledger import Marks
from intakebot.channels.fetching.watcher import Watcher
from intakebot.domain.received import Accept
from intakebot.domain.times import Clock

__all__ = ["Account", "Alarm", "ImapChannel", "Marks", "State"]

#: Seconds that what is under way may take to end by itself, and then to end once its connection is cut.
_GRACE = 0.8


class ImapChannel:
    """One watched folder. Only one watcher may run for it among all hosts; `start` and `stop` cost little.

    `accept`, `marks` and `alarm` are called in the watcher's thread. `accept` is called in the order of UIDs, several
    times before the first of its futures has ended.
    """

    def __init__(
        self, account: Account, accept: Accept, marks: Marks, clock: Clock, alarm: Callable[[Alarm], None]
    ) -> None:
        self._account = account
        self._accept = accept
        self._marks = marks
        self._clock = clock
        self._health = Health(account, clock, alarm)
        self._lock = Lock()
        self._running: tuple[Watcher, Thread] | None = None

    @property
    def state(self) -> State:
        """How it is doing just now."""
        return self._health.state

    def start(self) -> None:
        """Watch in a thread of its own; nothing happens when it runs already."""
        with self._lock:
            if self._running is None:
                watcher = Watcher(self._account, self._accept, self._marks, self._clock, self._health)
                thread = Thread(target=watcher.run, name=f"imap {self._account.mailbox.address}", daemon=True)
                self._running = watcher, thread
                thread.start()

    def stop(self) -> None:
        """End watching within two seconds. What was handed over and not yet flagged is offered again at the next start."""
        with self._lock:
            if self._running is None:
                return
            watcher, thread = self._running
            self._running = None
            watcher.stopping.set()
            session = watcher.session
            if session and session.resting:
                session.interrupt()
            thread.join(_GRACE)
            if thread.is_alive() and session:
                session.interrupt()
                thread.join(_GRACE)
