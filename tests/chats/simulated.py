"""Days on a simulated clock, with mail as in tests.days and people in chats beside it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from typer.testing import CliRunner

from intakebot import app
from intakebot.cli import cli
from intakebot.domain import number
from tests.days.day import Day, a_day, text_of
from tests.servers.botapi import BotApi, Heard, Person
from tests.servers.ports import wait_until

#: Ids of people whom no other test of the session knows.
_IDS = count(500_000)
_SECONDS = 30.0
_TELEGRAM = """
[telegram]
token = "{token}"
base_url = "{url}"
{more}
[chats]
quiet_seconds = 5
gather_seconds = 30
"""
CODE = re.compile(r"(?<!\d)\d{8}(?!\d)")


class Talks:
    """A day on which people write mails, and in chats."""

    def __init__(self, day: Day, api: BotApi, folder: Path) -> None:
        self.day = day
        self.api = api
        self._folder = folder

    def person(self, name: str = "Анна", language: str = "ru") -> Person:
        """Somebody new with a chat of his own."""
        return self.api.person(next(_IDS), name, language)

    def says(self, who: Person, text: str, reply_to: int | None = None) -> list[Heard]:
        """Write in the chat; what the bot says in return, once all is done."""
        before = len(who.hears())
        who.says(text, reply_to)
        return self._answers(who, before)

    def presses(self, who: Person, below: int, *data: str) -> list[Heard]:
        """Press buttons below a message of that chat, one right after the other; what the bot says in return."""
        before = len(who.hears())
        presses = [who.presses(below, each) for each in data]
        answers = self._answers(who, before)
        wait_until(lambda: None not in map(who.answers, presses), "the presses to be answered", _SECONDS)
        return answers

    def heard(self, who: Person, kind: str = "") -> Heard:
        """The latest message in a chat with these words."""
        return next(said for said in reversed(who.hears()) if kind in said.text)

    def opens(self, who: Person, text: str) -> str:
        """Write about something new; the number of its ticket."""
        *_, notice = [said for said in self.says(who, text) if number.find(said.text)]
        (found,) = number.find(notice.text)
        return found

    def after(self, **span: float) -> None:
        """Let so much time pass (as timedelta's arguments)."""
        self.day.at((self.day.now + timedelta(**span)).isoformat())

    def next_hour(self) -> None:
        """Whatever is counted by the clock hour begins anew."""
        self.day.at((self.day.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)).isoformat())

    def settle(self) -> None:
        """Wait until all that came has been dealt with."""
        wait_until(lambda: self.api.pending == 0, "the bot to take its updates", _SECONDS)
        self.day.settle()

    def knows(self, contacts: str, *options: str) -> None:
        """Import these customers (TOML)."""
        file = self._folder / "known.toml"
        file.write_text(contacts)
        self.day.command("contacts", "import", str(file), *options)

    def exported(self, form: str) -> Path:
        """A file with all customers, as `contacts export` writes it: "toml" or "csv"."""
        file = self._folder / f"exported.{form}"
        ran = CliRunner().invoke(cli, ["contacts", "export", "--format", form, "--config", str(self.day.config)])
        assert ran.exit_code == 0, ran.output
        file.write_bytes(ran.stdout_bytes)
        return file

    def code(self, who: Person, address: str) -> str:
        """Ask for a code in the chat, and read it in the letter."""
        before = len(self.day.letters(address))
        self.says(who, f"/link {address}")
        (letter,) = self.day.letters(address)[before:]
        (code,) = CODE.findall(text_of(letter))
        return str(code)

    def links(self, who: Person, address: str) -> None:
        """Prove whose the chat is."""
        self.says(who, self.code(who, address))
        assert self.owner(who) == address

    def owner(self, who: Person) -> str:
        """Address of the contact whose chat this is, "" when nobody knows."""
        (found,) = self.day.command("contacts", "find", who.address)
        return str((found.get("contact") or {}).get("address", ""))

    def _answers(self, who: Person, before: int) -> list[Heard]:
        self.settle()
        return who.hears()[before:]


@contextmanager
def talks(
    folder: Path, terms: str, begins: str, *, contacts: str = "", more: str = "", telegram: str = ""
) -> Iterator[Talks]:
    """As tests.days.day.a_day, with a bot; `telegram`: further lines of that section."""
    days: list[Day] = []
    with pytest.MonkeyPatch.context() as patch, BotApi(clock=lambda: days[0].now) as api:
        patch.setattr(app, "_TEND_SECONDS", 0.03)
        section = _TELEGRAM.format(token=api.token, url=api.url, more=telegram)
        with a_day(folder, terms, begins, contacts=contacts, more=section + more) as day:
            days.append(day)
            yield Talks(day, api, folder)
