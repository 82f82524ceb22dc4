"""Long-lived worker processes, killed and replaced when they overrun their time or die (design.md 3)."""

import pickle
import socket
import subprocess
import sys
from queue import SimpleQueue
from typing import Any

import structlog

from intakebot.domain.errors import Overrun, Permanent, Unreadable
from intakebot.domain.proposal import Impression
from intakebot.domain.understanding import Question, Understood

_log = structlog.get_logger()


class Died(Unreadable):
    """The message can't be read: the reader died of it."""


class Workers:
    """A fixed number of processes; asking blocks until one is free and has answered."""

    def __init__(self, count: int, *, read_seconds: float, classify_seconds: float) -> None:
        self._read_seconds = read_seconds
        self._classify_seconds = classify_seconds
        self._all = [_Worker() for _ in range(count)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._all:
            self._idle.put(worker)

    def understand(self, question: Question) -> Understood:
        """Read a message. Unreadable and Overrun (both Permanent) when that can't be done."""
        worker = self._idle.get()
        try:
            try:
                message = worker.ask(question, self._read_seconds)
            except Died:  # killed by the system, or by this very message: once more tells
                message = worker.ask(question, self._read_seconds)
            if isinstance(message, Unreadable):
                raise message
            return Understood(message=message, impression=self._impression(worker))
        finally:
            self._idle.put(worker)

    def _impression(self, worker: "_Worker") -> Impression | None:
        try:
            impression: Impression | None = worker.answer(self._classify_seconds)
        except Permanent as error:
            _log.warning("classify.failed", error=str(error))
            return None
        return impression

    def close(self) -> None:
        """End the processes."""
        for worker in self._all:
            worker.kill()


class _Worker:
    """One process and our end of the socket to it; a process that fails is replaced."""

    def __init__(self) -> None:
        self._start()

    def ask(self, question: Question, seconds: float) -> Any:
        try:
            self._socket.settimeout(seconds)
            self._socket.sendall(pickle.dumps(question, pickle.HIGHEST_PROTOCOL))
        except OSError:  # it died while it was idle: whatever killed it, this question is innocent
            self._replace()
            self._socket.sendall(pickle.dumps(question, pickle.HIGHEST_PROTOCOL))
        return self.answer(seconds)

    def answer(self, seconds: float) -> Any:
        try:
            self._socket.settimeout(seconds)
            return pickle.load(self._answers)  # noqa: S301 -- from our own process
        except TimeoutError:
            self._replace()
            raise Overrun(f"{seconds:g} s") from None
        except (OSError, EOFError, pickle.UnpicklingError):
            self._replace()
            raise Died from None

    def kill(self) -> None:
        self._answers.close()
        self._socket.close()
        self._process.kill()
        self._process.wait()

    def _replace(self) -> None:
        self.kill()
        self._start()

    def _start(self) -> None:
        self._socket, theirs = socket.socketpair()
        command = [sys.executable, "-m", "intakebot.understanding", str(theirs.fileno())]
        self._process = subprocess.Popen(command, pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL)  # noqa: S603 -- our own module
        theirs.close()
        self._answers = self._socket.makefile("rb")
