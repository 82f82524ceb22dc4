"""What the tests of the Telegram channel share: a desk that takes updates, and accounts of the tests' own server."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from typing import Any

from intakebot.channels.telegram import Account
from intakebot.domain.chat import Button, Note
from intakebot.domain.errors import Temporary
from intakebot.domain.letter import Letter
from intakebot.domain.received import Received
from tests.servers.botapi import BotApi

MAILBOX = "support@example.test"


class Desk:
    """Commits what is handed over, in a thread of its own, as a store does; or fails to, as it is told."""

    def __init__(self) -> None:
        self.committed: list[Received] = []
        self.offered: list[Received] = []
        #: Whether the n-th offer (from 1) fails; asked in the event loop.
        self.fails: Callable[[int], bool] = lambda _number: False
        #: Set: offers stay open, neither committed nor failed.
        self.holds = threading.Event()

    def accept(self, received: Received) -> "Future[None]":
        self.offered.append(received)
        future: Future[None] = Future()
        fails = self.fails(len(self.offered))
        if not self.holds.is_set():
            threading.Thread(target=self._end, args=(received, future, fails)).start()
        return future

    def _end(self, received: Received, future: "Future[None]", fails: bool) -> None:
        if fails:
            future.set_exception(Temporary("the disk is full"))
            return
        self.committed.append(received)
        future.set_result(None)

    @property
    def texts(self) -> list[str]:
        """What people wrote, as committed."""
        return [text(received) for received in self.committed]


def update(received: Received) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(received.raw)
    return found


def text(received: Received) -> str:
    """What a message says, "" for everything else."""
    return str(update(received).get("message", {}).get("text", ""))


def account(api: BotApi, **settings: Any) -> Account:
    """Quick to try again."""
    given = {
        "token": lambda: api.token, "base_url": api.url, "mailbox": MAILBOX, "answer_seconds": 2.0,
        "retry_first": timedelta(milliseconds=20), "retry_longest": timedelta(milliseconds=200),
    }  # fmt: skip
    return Account(**{**given, **settings})


def letter(chat: int | str, text: str = "ваш запрос принят", *rows: tuple[Button, ...], answers: str = "") -> Letter:
    """A note as the outbox has it."""
    address = chat if isinstance(chat, str) else f"telegram:{chat}"
    content = Note(text=text, rows=rows, answers=answers).written()
    return Letter(
        message_id="id@example.test", mail_from="", rcpt_to=address, content=content, language="ru",
        template="registered/ru@1",
    )  # fmt: skip
