"""Long-lived worker processes, killed and replaced when they overrun their time or die (design.md 3)."""

import pickle
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue

import structlog

from intakebot.domain.errors import Overrun, Permanent, Unreadable
from intakebot.domain.understanding import Question, Understood

_log = structlog.get_logger()

#: Bytes that are read at a time: a batch of answers in one go.
_BUFFER = 2**18
#: Seconds until the reserve helps: several times as long as an ordinary batch takes.
_PATIENCE = 0.05
#: For loading; a worker that takes longer is replaced, and requests wait for the new one as for one that died.
_LOAD_SECONDS = 60.0


class Died(Unreadable):
    """The message can't be read: the reader died of it."""


class Workers:
    """A fixed number of processes; asking blocks until one is free and has answered."""

    def __init__(self, count: int, *, read_seconds: float, classify_seconds: float, model: Path | None = None) -> None:
        """With a `model`'s folder they say of each message how bad the matter is."""
        self._read_seconds = read_seconds
        self._classify_seconds = classify_seconds
        self._all = [_Worker(model) for _ in range(count)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._reserve: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._all:
            (self._reserve if count > 1 and worker is self._all[-1] else self._idle).put(worker)

    @property
    def taught(self) -> bool:
        """Whether they have a model."""
        return any(worker.model for worker in self._all)

    def learn(self, model: Path) -> None:
        """From now on they have this model; each loads it before its next request."""
        for worker in self._all:
            worker.model = model

    def ready(self) -> None:
        """Wait until they have loaded what they need, so that the first request waits for nothing; a slow one isn't waited for
        for ever.
        """
        for worker in self._all:
            with suppress(Died, Overrun):
                worker.ask([], _LOAD_SECONDS, classify=False)

    def understand(self, questions: Sequence[Question]) -> list[Understood | Permanent]:
        """Read messages, together where they wait together; each is understood, or has its own error.

        A message whose classification fails or overruns is understood without an impression (design.md 3).
        """
        worker, home = self._free()
        try:
            if len(questions) > 1:
                try:
                    return worker.ask(questions, self._read_seconds, classify=True)
                except (Died, Overrun):  # one of them is at fault: which one, each alone will show
                    pass
            return [self._alone(worker, question) for question in questions]
        finally:
            home.put(worker)

    def _free(self) -> "tuple[_Worker, SimpleQueue[_Worker]]":
        """An idle one, and where it belongs. The last of several is a reserve: it works only while the others keep somebody
        waiting, as they do over a hostile mail. On two cores one process reads faster than two (acknowledged .54 of the
        floor against .45, in turns).
        """
        if len(self._all) == 1:
            return self._idle.get(), self._idle
        while True:
            with suppress(Empty):
                return self._idle.get(timeout=_PATIENCE), self._idle
            with suppress(Empty):
                return self._reserve.get_nowait(), self._reserve

    def _alone(self, worker: "_Worker", question: Question) -> Understood | Permanent:
        try:
            return worker.ask([question], self._read_seconds + self._classify_seconds, classify=True)[0]
        except (Died, Overrun) as error:
            _log.warning("understanding.failed", error=str(error))
        try:
            return worker.ask([question], self._read_seconds, classify=False)[0]
        except (Died, Overrun) as error:
            return error

    def close(self) -> None:
        """End the processes."""
        for worker in self._all:
            worker.kill()


class _Worker:
    """One process and our end of the socket to it; a process that fails is replaced."""

    def __init__(self, model: Path | None) -> None:
        #: What it has to load; it may be changed by other threads.
        self.model = model
        self._start()

    def ask(self, questions: Sequence[Question], seconds: float, *, classify: bool) -> list[Understood | Permanent]:
        """Their answers in order; Died or Overrun for all of them."""
        request = pickle.dumps((list(questions), classify), pickle.HIGHEST_PROTOCOL)
        if self._process.poll() is not None:  # it died while it was idle: these questions are innocent
            self._replace()
        if self._loaded != self.model:
            self._replace()
            self.ask([], _LOAD_SECONDS, classify=False)
        try:
            self._socket.settimeout(seconds)
            self._socket.sendall(request)
            answers: list[Understood | Permanent] = pickle.load(self._answers)  # noqa: S301 -- from our own process
        except TimeoutError:
            self._replace()
            raise Overrun(f"{seconds:g} s") from None
        except (OSError, EOFError, pickle.UnpicklingError):
            self._replace()
            raise Died from None
        return answers

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
        self._loaded = self.model
        command += [str(self._loaded)] if self._loaded else []
        self._process = subprocess.Popen(command, pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL)  # noqa: S603 -- our own module
        theirs.close()
        self._answers = self._socket.makefile("rb", _BUFFER)
