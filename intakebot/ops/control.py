"""The running process does what other commands ask of it: SQLite has one writer (design.md 5).

One JSON object a line each way, over a Unix socket beside the database that only its owner may open.
"""

import asyncio
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import structlog

from intakebot.domain.errors import Permanent

_log = structlog.get_logger()

#: A request and its answer are JSON objects.
Answer: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]

#: Of a request and of an answer, in bytes: a registry of 100,000 customers goes over at once.
_LIMIT = 2**26
_SECONDS = 60.0


class TooLarge(Permanent):
    """This is more than the running process takes at once."""


class Control:
    """Listens for requests of commands on the same host."""

    def __init__(self, path: Path, answer: Answer) -> None:
        self._path = path
        self._answer = answer
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen; a socket left by a dead process is replaced."""
        self._path.unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            self._server = await asyncio.start_unix_server(self._talk, self._path, limit=_LIMIT)
        finally:
            os.umask(before)

    async def stop(self) -> None:
        """Listen no more."""
        if self._server:
            self._server.close()
            self._path.unlink(missing_ok=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_SECONDS):
                answer = await asyncio.to_thread(self._answered, await reader.readline())
        except (ValueError, TimeoutError) as error:
            answer = _line({"error": f"not understood: {error}"})
        except Exception as error:
            _log.exception("control.failed")
            answer = _line({"error": str(error)})
        writer.write(answer)
        writer.close()

    def _answered(self, request: bytes) -> bytes:
        """Apart from the event loop, since requests may be large."""
        return _line(self._answer(json.loads(request)))


def _line(told: dict[str, Any]) -> bytes:
    return json.dumps(told).encode() + b"\n"


def ask(path: Path, request: dict[str, Any]) -> dict[str, Any]:
    """Ask the running process; OSError when none listens."""
    line_out = _line(request)
    if len(line_out) > _LIMIT:
        raise TooLarge(f"{len(line_out):,} bytes of {_LIMIT:,}")
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_SECONDS)
        line.connect(str(path))
        line.sendall(line_out)
        with line.makefile("rb") as reader:
            answer: dict[str, Any] = json.loads(reader.readline(_LIMIT))
            return answer
