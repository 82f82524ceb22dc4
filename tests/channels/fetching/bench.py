"""What the tests of the IMAP channel share: the desk behind `accept`, marks in memory, accounts on a test server."""

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Any

from imapclient import IMAPClient

from intakebot.channels.imap import Account, Alarm, ImapChannel
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.received import Received
from intakebot.domain.times import utc_now
from tests.servers.dovecot import PASSWORD, Dovecot

MAILBOX = Mailbox(address="help@example.org", prefix="HLP", from_name="Help")

Watch = Callable[[Account], ImapChannel]


class Desk:
    """Takes what the channel hands over; keeps marks and alarms; its clock can be set."""

    def __init__(self) -> None:
        self.taken: list[Received] = []
        #: Asked before each commit: the error to refuse with, or None.
        self.refuse: Callable[[Received], Exception | None] = lambda _received: None
        #: While a list, commits wait in it for the test to end them.
        self.held: list[Future[None]] | None = None
        self.marks: dict[str, tuple[int, int]] = {}
        self.alarms: list[Alarm] = []
        self.later = timedelta()

    def accept(self, received: Received) -> "Future[None]":
        future: Future[None] = Future()
        if error := self.refuse(received):
            future.set_exception(error)
            return future
        self.taken.append(received)
        if self.held is None:
            future.set_result(None)
        else:
            self.held.append(future)
        return future

    def last(self, place: str) -> tuple[int, int] | None:
        return self.marks.get(place)

    def advance(self, place: str, uidvalidity: int, uid: int) -> None:
        self.marks[place] = (uidvalidity, uid)

    def clock(self) -> datetime:
        return utc_now() + self.later

    def channel(self, account: Account) -> ImapChannel:
        return ImapChannel(account, self.accept, self, self.clock, self.alarms.append)

    @property
    def bodies(self) -> list[bytes]:
        return [received.raw for received in self.taken]

    @property
    def sources(self) -> list[str | None]:
        return [received.envelope.source for received in self.taken]

    def told(self, kind: str) -> list[Alarm]:
        return [alarm for alarm in self.alarms if alarm.kind == kind]


def account(server: Dovecot | int, user: str, **changes: Any) -> Account:
    """An account that never polls by itself, and tries again within milliseconds."""
    settings: dict[str, Any] = {
        "mailbox": MAILBOX,
        "host": "127.0.0.1",
        "port": server if isinstance(server, int) else server.port,
        "tls": "none",
        "user": user,
        "password": lambda: PASSWORD,
        "poll_every": timedelta(minutes=28),
        "connect_timeout": timedelta(seconds=5),
        "read_timeout": timedelta(seconds=5),
        "retry_first": timedelta(milliseconds=20),
        "retry_longest": timedelta(milliseconds=100),
        "retry_refused": timedelta(milliseconds=50),
    }
    if "token_command" in changes:
        del settings["password"]
    return Account(**settings | changes)


@contextlib.contextmanager
def signed_in(server: Dovecot, user: str, folder: str = "INBOX") -> Iterator[Any]:
    """Another client of the same mailbox, with a folder open."""
    with IMAPClient("127.0.0.1", port=server.port, ssl=False, timeout=10) as client:
        client.normalise_times = False
        client.login(user, PASSWORD)
        if not client.folder_exists(folder):
            client.create_folder(folder)
        client.select_folder(folder)
        yield client


def mail(number: int = 1, text: bytes = b"It is broken.") -> bytes:
    return b"From: anna@example.net\r\nSubject: Request %d\r\nMessage-ID: <%d@example.net>\r\n\r\n%s\r\n" % (
        number,
        number,
        text,
    )


def deliver(server: Dovecot, user: str, *raws: bytes, folder: str = "INBOX", flags: tuple[bytes, ...] = ()) -> None:
    with signed_in(server, user, folder) as client:
        for raw in raws:
            client.append(folder, raw, flags)


def flags_of(server: Dovecot, user: str, folder: str = "INBOX") -> dict[int, set[bytes]]:
    """Flags of every message by UID, \\Recent aside."""
    with signed_in(server, user, folder) as client:
        found = client.get_flags(client.search("ALL"))
        return {uid: set(flags) - {rb"\Recent"} for uid, flags in found.items()}


def resting(channel: ImapChannel) -> bool:
    """Whether the channel is in IDLE, so that what comes now is told by the server."""
    running = channel._running
    return bool(running and running[0].session and running[0].session.resting)
