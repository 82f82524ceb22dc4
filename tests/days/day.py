"""A running intakebot whose clock a test sets: mail comes in by SMTP, letters leave to a relay, agents use the commands."""

import asyncio
import email
import email.policy
import json
import smtplib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from typer.testing import CliRunner

from intakebot import app
from intakebot.cli import cli
from intakebot.config import load
from intakebot.domain import number
from intakebot.store.tables import job
from tests import mails
from tests.looking import rows
from tests.servers.ports import wait_until
from tests.servers.scripted import Scripted, scripted

#: Who is told of warnings and breaches.
AGENTS = "agents@desk.example"
_CONFIG = """
[store]
url = "sqlite:///{folder}/bot.db"
[smtp]
listen = "127.0.0.1:0"
trusted_peers = ["127.0.0.1/32"]
[relay]
host = "127.0.0.1"
port = {relay}
tls = "none"
[limits]
per_sender = 0
per_domain = 0
total = 0
[reading]
workers = 1
[console]
listen = "{console}"
[alerts]
mail = ["agents@desk.example"]
{more}
[[mailbox]]
address = "support@desk.example"
prefix = "DAY"
terms = "{terms}"
from_name = "Desk"
authserv_id = "mx.desk.example"
"""


class Day:
    """One simulated day, or several."""

    def __init__(self, folder: Path, relay: Scripted, terms: str, begins: str, more: str, console: str = "") -> None:
        self.now = datetime.fromisoformat(begins)
        self.relay = relay
        self.config = folder / "config.toml"
        self.config.write_text(_CONFIG.format(folder=folder, relay=relay.port, terms=terms, more=more, console=console))
        self.url = f"sqlite:///{folder}/bot.db"
        self._sent = 0

    def clock(self) -> datetime:
        return self.now

    def start(self) -> None:
        self._app: app.App | None = None
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._serve, name="day")
        self._thread.start()
        control = self.config.with_name("bot.sock")
        wait_until(lambda: self._app and self.port and control.exists(), "the bot to listen", 30)

    @property
    def port(self) -> int:
        assert self._app is not None
        return self._app.ports[0]

    @property
    def console(self) -> int:
        assert self._app is not None
        (port,) = self._app.consoles
        return port

    def end(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(30)

    def restart(self) -> None:
        """Another process on the same store, as far as anybody can tell."""
        self.end()
        self.start()
        self.settle()

    def back(self, moment: str) -> None:
        """Somebody sets the clock back."""
        earlier = datetime.fromisoformat(moment)
        assert earlier < self.now
        self.now = earlier
        self.settle()

    def _serve(self) -> None:
        async def serve() -> None:
            self._app = app.App(load(self.config), self.clock)
            await self._app.run(self._stop)

        try:
            self._loop.run_until_complete(serve())
        finally:
            self._loop.close()

    # What customers do.

    def write(
        self, sender: str, subject: str, text: str, *, proven: bool = True, answer_to: EmailMessage | None = None,
        attached: dict[str, bytes] | None = None, headers: dict[str, str] | None = None,
    ) -> str:  # fmt: skip
        """Send a mail now; the number of the ticket that it is in."""
        mail = self._mail(sender, subject, text, proven=proven, answer_to=answer_to, attached=attached, headers=headers)
        return self.send(mail)

    def send(self, mail: EmailMessage) -> str:
        """Send a mail as it is; the number of the ticket that it is in."""
        with smtplib.SMTP("127.0.0.1", self.port, timeout=20) as client:
            client.send_message(mail, mail["From"].addresses[0].addr_spec, ["support@desk.example"])
        return self._ticket_of(mail)

    def write_all(self, sender: str, said: list[tuple[str, str]]) -> list[str]:
        """Send many mails at once (subject and text); the numbers of their tickets."""
        written = [self._mail(sender, subject, text) for subject, text in said]
        with smtplib.SMTP("127.0.0.1", self.port, timeout=20) as client:
            for mail in written:
                client.send_message(mail, mail["From"].addresses[0].addr_spec, ["support@desk.example"])
        return [self._ticket_of(mail) for mail in written]

    def fetch(
        self, received: str, sender: str, subject: str, text: str, *, answer_to: EmailMessage | None = None
    ) -> str:  # fmt: skip
        """A mail that came into the mailbox earlier is fetched only now; the number of the ticket that it is in."""
        assert self._app is not None
        mail = self._mail(sender, subject, text, answer_to=answer_to)
        at = datetime.fromisoformat(received)
        facts = {"channel": "imap", "mail_from": None, "peer": "", "received_at": at, "trusted": True}
        self._app.intake.accept(mails.received(mail.as_bytes(), **facts)).result(20)
        return self._ticket_of(mail)

    def _mail(
        self, sender: str, subject: str, text: str, *, proven: bool = True, answer_to: EmailMessage | None = None,
        attached: dict[str, bytes] | None = None, headers: dict[str, str] | None = None,
    ) -> EmailMessage:  # fmt: skip
        mail = EmailMessage(policy=email.policy.SMTP)
        if proven:
            domain = sender.rpartition("@")[2].rstrip(">")
            mail["Authentication-Results"] = f"mx.desk.example; dmarc=pass header.from={domain}"
        mail["From"], mail["To"], mail["Subject"] = sender, "support@desk.example", subject
        mail["Date"] = self.now
        self._sent += 1
        mail["Message-ID"] = f"<{self._sent}.{self.now.timestamp():.0f}@customer.example>"
        if answer_to is not None:
            mail["In-Reply-To"] = answer_to["Message-ID"]
        for name, value in (headers or {}).items():
            mail[name] = value
        mail.set_content(text)
        for name, content in (attached or {}).items():
            mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        return mail

    def _ticket_of(self, mail: EmailMessage) -> str:
        self.settle()
        (found,) = [row["number"] for row in self._rows(_WITH, {"id": str(mail["Message-ID"]).strip("<>")})]
        return str(found)

    # What time does.

    def at(self, moment: str) -> None:
        """Let time pass until then (ISO 8601 with offset); whatever is due on the way happens then, not on the way."""
        later = datetime.fromisoformat(moment)
        assert later > self.now
        self.now = later
        self.settle()

    def settle(self) -> None:
        """Wait until everything that is due has been done; what is held waits for a person."""
        to_do = sa.or_(job.c.due_at <= self.now, job.c.state.in_(("claimed", "sending")))
        due = sa.select(job.c.id).where(to_do, job.c.state != "held")
        wait_until(lambda: not self._rows(due), "what is due to be done", 30)

    # What agents do.

    def agent(self, *words: str) -> Any:
        """A decision of the agent Anna, by a command; its answer."""
        return self.command("ticket", *words, "--by", "Anna")[0]

    def command(self, *words: str, code: int = 0) -> list[Any]:
        ran = CliRunner().invoke(cli, [*words, "--config", str(self.config)], catch_exceptions=False)
        assert ran.exit_code == code, ran.output
        self.settle()
        return [
            json.loads(line) for line in ran.stdout.splitlines() if line[:1] in ("{", "[")
        ]  # the bot's log stands there too

    # What can be seen.

    def letters(self, to: str, kind: str = "") -> list[EmailMessage]:
        """Letters that the relay took for an address, oldest first; `kind`: words of the subject."""
        taken = [
            email.message_from_bytes(t.content, policy=email.policy.default)
            for t in self.relay.taken
            if t.rcpt_to == to
        ]
        return [letter for letter in taken if kind in letter["Subject"]]

    def evidence(self, ticket_number: str) -> dict[str, Any]:
        (found,) = self.command("report", "--evidence", ticket_number)
        assert isinstance(found, dict)
        return found

    def happened(self, ticket_number: str, kind: str) -> list[dict[str, Any]]:
        """Events of one kind."""
        return [event for event in self.evidence(ticket_number)["events"] if event["kind"] == kind]

    def kinds(self, ticket_number: str) -> list[str]:
        return [event["kind"] for event in self.evidence(ticket_number)["events"]]

    def tasks(self, ticket_number: str) -> list[str]:
        """Kinds of the ticket's open tasks."""
        return [task["kind"] for task in self.command("tasks") if task["number"] == ticket_number]

    def report(self, terms: str, as_of: str = "") -> dict[str, Any]:
        """The total of the report on these terms, as things stand now or at a moment."""
        moment = as_of or self.now.isoformat()
        *_, total = self.command("report", "--terms", terms, "--format", "json", "--as-of", moment)
        assert total["row"] == "total"
        return dict(total)

    def _rows(self, query: sa.Executable, values: dict[str, Any] | None = None) -> Sequence[sa.RowMapping]:
        return rows(self.url, query, values)


_WITH = sa.text(
    "SELECT number FROM ticket JOIN message ON message.ticket_id = ticket.id WHERE message.message_id = :id"
)


@contextmanager
def a_day(
    folder: Path, terms: str, begins: str, *, contacts: str = "", more: str = "", console: str = ""
) -> Iterator[Day]:
    """A bot that runs from a moment on, with these customers (TOML) and further configuration."""
    with scripted() as relay:
        day = Day(folder, relay, terms, begins, more, console)
        day.start()
        try:
            if contacts:
                (folder / "contacts.toml").write_text(contacts)
                day.command("contacts", "import", str(folder / "contacts.toml"))
            yield day
        finally:
            day.end()


def text_of(letter: EmailMessage) -> str:
    """The plain text of a letter."""
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def number_in(letter: EmailMessage) -> str:
    (found,) = number.find(letter["Subject"])
    return found
