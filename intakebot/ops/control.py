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

_log = structlog.get_logger()

#: A request and its answer are JSON objects.
Answer: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]

_LIMIT = 2**20
_SECONDS = 30.0


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
                request = json.loads(await reader.readline())
                answer = await asyncio.to_thread(self._answer, request)
        except (ValueError, TimeoutError) as error:
            answer = {"error": f"not understood: {error}"}
        except Exception as error:
            _log.exception("control.failed")
            answer = {"error": str(error)}
        writer.write(json.dumps(answer).encode() + b"\n")
        writer.close()


def ask(path: Path, request: dict[str, Any]) -> dict[str, Any]:
    """Ask the running process; OSError when none listens."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_SECONDS)
        line.connect(str(path))
        line.sendall(json.dumps(request).encode() + b"\n")
        with line.makefile("rb") as reader:
            answer: dict[str, Any] = json.loads(reader.readline(_LIMIT))
            return answer
