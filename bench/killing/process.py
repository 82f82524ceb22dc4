"""One intakebot that is killed and started again: on the same port, with the same configuration."""

import asyncio
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

#: Seconds for a start or an end: on a machine with eight times the work that it can do, a start took 30.
_PATIENCE = 60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Kill:
    """A kill -9. Times are monotonic seconds."""

    at: float
    #: The process that was killed; its workers are left to themselves.
    pid: int
    #: Where it was to strike.
    moment: str


@dataclass(kw_only=True, slots=True)
class Slot:
    """A place where one intakebot at a time runs."""

    name: str
    port: int
    config: Path
    #: Who announced itself to the relay under which name (EHLO): a new one with each start.
    pids: dict[str, int]
    #: Seconds from each start to the greeting.
    starts: list[float] = field(default_factory=list)
    #: Longest time in seconds that a worker process outlived a kill.
    orphaned_seconds: float = 0.0
    is_ready: bool = False
    _process: "subprocess.Popen[bytes] | None" = None
    _workers: list[int] = field(default_factory=list)
    _started_at: float = 0.0
    _greeting: "asyncio.Task[None] | None" = None

    @property
    def pid(self) -> int:
        """Of the process that runs now."""
        return self._running.pid

    @property
    def log(self) -> Path:
        """What it wrote to stderr, over all starts."""
        return self.config.parent / f"{self.name}.log"

    def start(self) -> None:
        """Start it; `ready` waits until it serves."""
        ehlo = f"{self.name}-{len(self.starts)}.desk.example"
        more = {"INTAKEBOT_SMTP__LISTEN": f"127.0.0.1:{self.port}", "INTAKEBOT_RELAY__HOSTNAME": ehlo}
        command = [sys.executable, "-m", "intakebot.cli", "run", "--config", str(self.config)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, env={**os.environ, **more}, stderr=log, cwd=self.config.parent)
        self._started_at = time.monotonic()
        self.pids[ehlo] = self._process.pid
        self._greeting = asyncio.create_task(self._greeted())

    async def ready(self) -> None:
        """Wait for its greeting."""
        if self._greeting:
            await self._greeting

    async def _greeted(self) -> None:
        deadline = self._started_at + _PATIENCE
        while not await greets(self.port):
            if self._running.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} didn't start; its last words:\n{self.last_words()}")
            await asyncio.sleep(0.02)
        self.starts.append(time.monotonic() - self._started_at)
        self._workers = [os.pidfd_open(pid) for pid in _children(self.pid)]
        self.is_ready = True

    def kill(self, moment: str) -> Kill:
        """Kill it at once; `bury` must follow."""
        self.is_ready = False
        if self._greeting:
            self._greeting.cancel()
        kill = Kill(at=time.monotonic(), pid=self.pid, moment=moment)
        os.kill(kill.pid, signal.SIGKILL)
        return kill

    async def bury(self) -> None:
        """Wait until nothing is left of it, its workers too."""
        await asyncio.to_thread(self._running.wait, _PATIENCE)
        died_at = time.monotonic()
        for worker in self._workers:
            await asyncio.to_thread(_ended, worker, _PATIENCE)
            os.close(worker)
        if self._workers:
            self.orphaned_seconds = max(self.orphaned_seconds, time.monotonic() - died_at)
        self._workers = []

    async def stop(self) -> int:
        """Ask it to end; its exit code."""
        self.is_ready = False
        self._running.terminate()
        code = await asyncio.to_thread(self._running.wait, _PATIENCE)
        await self.bury()
        return code

    def remove(self) -> None:
        """Leave nothing running, whatever happened."""
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        for worker in self._workers:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(worker, signal.SIGKILL)
            os.close(worker)
        self._workers = []

    def last_words(self) -> str:
        """The end of its log."""
        return self.log.read_text("utf-8", "replace")[-2000:]

    @property
    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            raise RuntimeError(f"{self.name} was never started")
        return self._process


async def greets(port: int) -> bool:
    """Whether an SMTP server answers there."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    try:
        return (await reader.readline()).startswith(b"220")
    except OSError:
        return False
    finally:
        writer.close()


def _children(pid: int) -> list[int]:
    """Of all its threads (proc(5))."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def _ended(pidfd: int, seconds: float) -> None:
    """Wait for the end of a process that needn't be our child."""
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    if not poll.poll(seconds * 1000):
        raise TimeoutError(f"an orphaned worker still runs after {seconds:g} s")
