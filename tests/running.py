"""intakebot as its users see it: the command in a folder of its own, mail going in, letters and answers coming out."""

import email
import email.policy
import json
import os
import re
import shutil
import signal
import smtplib
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import localtime, make_msgid
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from typer.testing import CliRunner

from intakebot.cli import cli
from intakebot.domain import number
from intakebot.store.tables import job, message, ticket
from tests.looking import rows
from tests.servers.ports import wait_until

INTAKEBOT = Path(sys.executable).with_name("intakebot")
RUSSIAN = "Добрый день! С самого утра не работает касса номер три, покупатели ждут. Помогите, пожалуйста."
POLISH = "Dzień dobry, od rana nie możemy się zalogować do systemu księgowego, proszę o pilną pomoc."
ENGLISH = "Good morning, since nine o'clock nobody here can print an invoice, please help us soon."
_CONSOLE = "INTAKEBOT_CONSOLE__LISTEN"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[Any]:
        """Its answers: one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(kw_only=True)
class Bot:
    """One installation: a folder, its config.toml unless that is empty, and its process while it runs."""

    config: str = ""
    #: Further variables of the environment ("INTAKEBOT_SMTP__LISTEN").
    environment: dict[str, str] = field(default_factory=dict)
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="bot")))
    #: Of the store, when it isn't the SQLite file in the folder.
    store_url: str = ""
    #: Listening ports of the running process, SMTP before LMTP.
    ports: list[int] = field(default_factory=list)
    _process: "subprocess.Popen[bytes] | None" = None
    _begun: int = 0

    def start(self, **changes: str) -> "Bot":
        """Start `intakebot run` and wait until it says that it is running; `changes` of the environment stay."""
        self.environment |= changes
        log = self.folder / "log"
        self._begun = log.stat().st_size if log.exists() else 0
        with log.open("ab") as stderr:
            self._process = subprocess.Popen(
                [INTAKEBOT, "run", *self._options], cwd=self.folder, env=self._env, stdin=subprocess.DEVNULL,
                stdout=stderr, stderr=stderr, start_new_session=True,
            )  # fmt: skip
        wait_until(lambda: self.exited or self.said("running"), "the bot to run", 60)
        assert self.said("running"), f"it ended:\n{log.read_text()}"
        self.ports = self.said("running")[0]["smtp"]
        return self

    @property
    def port(self) -> int:
        return self.ports[0]

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def exited(self) -> bool:
        """Whether its process has ended."""
        return self._process is not None and self._process.poll() is not None

    def stop(self) -> int:
        """Ask it to end, as systemd does; its exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Kill it as a crash does; its workers have to notice by themselves."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> int:
        assert self._process is not None
        self._process.send_signal(how)
        os.killpg(self._process.pid, signal.SIGCONT)  # in case that a test has stopped its workers
        code = self._process.wait(30)
        wait_until(partial(_ended, self._process.pid), "its workers to end")
        self._process = None
        return code

    def remove(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
        shutil.rmtree(self.folder)

    def said(self, event: str) -> list[dict[str, Any]]:
        """Lines of this run's log about an event."""
        with (self.folder / "log").open("rb") as log:
            log.seek(self._begun)
            lines = [json.loads(line) for line in log.read().splitlines() if line.startswith(b"{")]
        return [line for line in lines if line.get("event") == event]

    # Mail going in.

    def send(self, mail: EmailMessage | bytes, *to: str, mail_from: str | None = None, port: int = 0) -> None:
        """Send by SMTP: to the addresses of To, from the address of From, unless told otherwise."""
        raw, sender, recipients = (mail, "", []) if isinstance(mail, bytes) else _envelope(mail)
        with smtplib.SMTP("127.0.0.1", port or self.port, timeout=20) as client:
            client.sendmail(sender if mail_from is None else mail_from, list(to) or recipients, raw)

    # What comes of it.

    @property
    def letters(self) -> list[EmailMessage]:
        """The Maildir's letters, oldest first."""
        found = (self.folder / "var" / "mail" / "new").glob("*")
        files = sorted(found, key=lambda file: file.stat().st_mtime_ns)
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]

    def letters_to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"].addresses[0].addr_spec == address]

    def notice_to(self, address: str) -> EmailMessage:
        """The first letter to this address; waits for it."""
        wait_until(lambda: self.letters_to(address), f"a letter to {address}")
        return self.letters_to(address)[0]

    def settled(self) -> None:
        """Wait until nothing that was accepted waits for anything."""
        wait_until(
            lambda: not self.rows(sa.select(job.c.id).where(job.c.kind != "duty")),
            "everything that was accepted to be done",
        )

    def rows(self, query: sa.Select[Any]) -> Sequence[sa.RowMapping]:
        """Look into the store."""
        return rows(self.url, query)

    @property
    def url(self) -> str:
        return self.store_url or f"sqlite:///{self.folder}/var/intakebot.db"

    def numbers(self, message_id: str) -> list[str]:
        """Numbers of the tickets that hold a message with this Message-ID."""
        query = sa.select(ticket.c.number).join(message).order_by(message.c.id)
        return [row["number"] for row in self.rows(query.where(message.c.message_id == message_id.strip("<>")))]

    def number(self, mail: EmailMessage) -> str:
        """The number of the one ticket that a mail is in; waits for it."""
        wait_until(lambda: self.numbers(mail["Message-ID"]), "the ticket")
        (found,) = self.numbers(mail["Message-ID"])
        return found

    def evidence(self, number: str) -> Any:
        """What `intakebot report --evidence` shows."""
        (found,) = self.look("report", "--evidence", number)
        return found

    def tasks(self, number: str | None = None) -> list[Any]:
        """What `intakebot tasks` shows, of all tickets or one."""
        return [task for task in self.look("tasks") if number in (None, task["number"])]

    def look(self, *words: str) -> list[Any]:
        """The answers of a command that only looks; within this process, as that is quicker."""
        env = self.environment | {"INTAKEBOT_STORE__URL": self.url}
        ran = CliRunner(env=env).invoke(cli, [*words, *self._options], catch_exceptions=False)
        assert ran.exit_code == 0, ran.output
        return [json.loads(line) for line in ran.stdout.splitlines()]

    def command(self, *words: str, stdin: bytes = b"") -> Ran:
        """Run a command in the folder, as a person would."""
        return run(*words, cwd=self.folder, env=self._env, stdin=stdin)

    def configured(self, *words: str, stdin: bytes = b"") -> Ran:
        """Run a command with --config."""
        return self.command(*words, *self._options, stdin=stdin)

    @property
    def _options(self) -> list[str]:
        if not self.config:
            return []
        file = self.folder / "config.toml"
        file.write_text(self.config)
        return ["--config", str(file)]

    @property
    def _env(self) -> dict[str, str]:
        return os.environ | {_CONSOLE: ""} | self.environment


def run(*words: str, cwd: Path, env: dict[str, str] | None = None, stdin: bytes = b"") -> Ran:
    """Run `intakebot` with these words."""
    ran = subprocess.run(
        [INTAKEBOT, *words], cwd=cwd, env=env, input=stdin, check=False, capture_output=True, timeout=60
    )
    return Ran(code=ran.returncode, out=ran.stdout.decode(), err=ran.stderr.decode())


@contextmanager
def running(config: str = "", store_url: str = "", **environment: str) -> Iterator[Bot]:
    """A running bot, removed afterwards. Without a configuration it listens on any free port all the same."""
    bot = Bot(config=config, environment={"INTAKEBOT_SMTP__LISTEN": "127.0.0.1:0"} | environment, store_url=store_url)
    if store_url:
        bot.environment["INTAKEBOT_STORE__URL"] = store_url
    try:
        yield bot.start()
    finally:
        bot.remove()


def written(
    sender: str, to: str = "support@desk.example", text: str = "The printer on floor three has stopped.",
    subject: str = "Printer", **headers: str,
) -> EmailMessage:  # fmt: skip
    """A mail that a person wrote; a header's name is given with underscores (In_Reply_To)."""
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"] = localtime()
    mail["Message-ID"] = headers.pop("Message_ID", None) or make_msgid(domain="customer.example")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def number_in(letter: EmailMessage) -> str:
    """The ticket's number, which stands in brackets in the subject."""
    (found,) = number.find(letter["Subject"])
    assert f"[{found}]" in letter["Subject"]
    return found


def body(letter: EmailMessage, kind: str) -> str:
    """The text of a letter, "plain" or "html"."""
    part = letter.get_body((kind,))
    assert part is not None
    text: str = part.get_content()
    return text


def language(text: str) -> str:
    """Which of our three languages a text is in, by its letters."""
    if len(re.findall("[а-яё]", text.lower())) > len(re.findall("[a-z]", text.lower())):
        return "ru"
    return "pl" if re.search("[ąćęłńóśźż]", text.lower()) else "en"


def kinds(evidence: dict[str, Any]) -> list[str]:
    """What happened to a ticket, in order."""
    return [event["kind"] for event in evidence["events"]]


def event(evidence: dict[str, Any], kind: str) -> Any:
    """The one event of this kind."""
    (found,) = (event for event in evidence["events"] if event["kind"] == kind)
    return found


def _envelope(mail: EmailMessage) -> tuple[bytes, str, list[str]]:
    (sender,) = mail["From"].addresses
    return mail.as_bytes(), sender.addr_spec, [who.addr_spec for who in mail["To"].addresses]


def _ended(group: int) -> bool:
    """Whether no process of this group does anything any more; dead ones may lie about until they are asked for."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state not in "ZX":
                return False
    return True
