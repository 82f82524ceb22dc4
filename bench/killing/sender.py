"""The customers: several SMTP connections at once, who try again what wasn't answered, and note what was."""

import asyncio
import random
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Literal, TypeAlias

from bench.killing import mails

_PATIENCE = 20.0
_PER_CONNECTION = 25
#: Share of mails that are handed in twice at the same time, and of those left alone after a doubtful try.
_TWINS, _FORSAKEN = 0.05, 0.25

#: The end of the mail was written and the answer hasn't come · 250 was read.
SenderStep: TypeAlias = Literal["written", "accepted"]


@dataclass(kw_only=True, slots=True)
class Submission:
    """One mail and what was heard of it."""

    message_id: str
    sender: str
    raw: bytes
    #: 250 was answered so many times.
    accepted: int = 0
    #: The connection was lost between the end of the mail and its answer, so many times.
    doubtful: int = 0
    #: Last answer that refused it for good.
    refusal: str = ""


class Sender:
    """Hands in `rate` new mails a second until told to stop, then what is still unanswered."""

    def __init__(self, ports: list[int], *, rate: float, connections: int, run: str, dice: random.Random) -> None:
        self.submissions: dict[str, Submission] = {}
        #: Told of each step of each submission, with the port.
        self.watch: Callable[[Submission, SenderStep, int], None] = lambda _submission, _step, _port: None
        self.stopping = False
        self._ports = ports
        self._pause = 1 / rate
        self._connections = connections
        self._run = run
        self._dice = dice
        self._numbers = count(1)
        self._again: deque[Submission] = deque()
        self._next_at = 0.0
        self._under_way = 0

    async def run(self) -> None:
        """Until stopped and everything was answered."""
        self._next_at = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for _ in range(self._connections):
                group.create_task(self._connect_again_and_again())

    async def _connect_again_and_again(self) -> None:
        while not (self.stopping and not self._again and not self._under_way):
            try:
                async with asyncio.timeout(_PATIENCE):
                    await self._connection(self._dice.choice(self._ports))
            except (OSError, EOFError, TimeoutError):
                await asyncio.sleep(0.02)

    async def _connection(self, port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            await _answer(reader)
            writer.write(b"EHLO customers.example\r\n")
            await _answer(reader)
            for _ in range(_PER_CONNECTION):
                if (submission := await self._take()) is None:
                    break
                await self._guarded(submission, port, reader, writer)
            writer.write(b"QUIT\r\n")
        finally:
            writer.close()

    async def _take(self) -> Submission | None:
        """The next mail: one that must be tried again, or a new one when its time has come."""
        if self._again:
            return self._again.popleft()
        if self.stopping:
            return None
        due, self._next_at = self._next_at, max(self._next_at, time.monotonic() - 1) + self._pause
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        message_id, sender, raw = mails.make(next(self._numbers), self._run, self._dice)
        submission = self.submissions[message_id] = Submission(message_id=message_id, sender=sender, raw=raw)
        if self._dice.random() < _TWINS:
            self._again.append(submission)
        return submission

    async def _guarded(
        self, submission: Submission, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Hand it in; if that fails it is tried again, save for some of those that may have been taken."""
        self._under_way += 1
        doubtful = submission.doubtful
        try:
            await self._hand_in(submission, port, reader, writer)
        except (OSError, EOFError, TimeoutError, asyncio.CancelledError):
            forsaken = submission.doubtful > doubtful and self._dice.random() < _FORSAKEN
            if not forsaken:
                self._again.append(submission)
            raise
        finally:
            self._under_way -= 1

    async def _hand_in(
        self, submission: Submission, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writer.write(f"MAIL FROM:<{submission.sender}>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\n".encode())
        answers = [await _answer(reader) for _ in range(3)]
        if not answers[2].startswith("354"):
            self._refused(submission, answers)
            return
        writer.write(submission.raw.replace(b"\r\n.", b"\r\n..") + b"\r\n.\r\n")
        self.watch(submission, "written", port)
        try:
            answer = await _answer(reader)
        except (OSError, EOFError, TimeoutError, asyncio.CancelledError):
            submission.doubtful += 1
            raise
        if not answer.startswith("250"):
            self._refused(submission, [answer])
            return
        submission.accepted += 1
        self.watch(submission, "accepted", port)

    def _refused(self, submission: Submission, answers: list[str]) -> None:
        """A 4xx is tried again on another connection; anything else is kept as a fault."""
        answer = next(answer for answer in answers if not answer.startswith(("250", "354")))
        if answer.startswith("4"):
            raise ConnectionAbortedError(answer)
        submission.refusal = answer


async def _answer(reader: asyncio.StreamReader) -> str:
    """The last line of the next answer; EOFError when there is none any more."""
    while True:
        line = (await reader.readuntil(b"\n")).decode("utf-8", "replace")
        if line[3:4] != "-":
            return line
