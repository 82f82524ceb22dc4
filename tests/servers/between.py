"""What stands between a client and a homeserver: it may cut an answer off, or answer in its stead."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

#: What becomes of a request: passed on; passed on, but its answer never arrives; or answered with these bytes.
Fate: TypeAlias = Literal["passed", "cut"] | bytes


@dataclass
class Between:
    """One listener before a server on loopback; each connection carries one request."""

    upstream: int
    port: int = 0
    #: Asked for each request, by its method and path.
    fate: Callable[[str, str], Fate] = lambda _method, _path: "passed"
    seen: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            size = next(
                (int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0
            )
            body = await reader.readexactly(size)
            method, path = head.split(b" ", 2)[:2]
            self.seen.append(f"{method.decode()} {path.decode()}")
            fate = self.fate(method.decode(), path.decode())
            answer = fate if isinstance(fate, bytes) else await self._passed_on(head, body)
            if fate != "cut":
                writer.write(answer)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _passed_on(self, head: bytes, body: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream)
        try:
            lines = [line for line in head[:-4].split(b"\r\n") if not line.lower().startswith(b"connection:")]
            writer.write(b"\r\n".join([*lines, b"Connection: close", b"", b""]) + body)
            return await reader.read()
        finally:
            writer.close()


@asynccontextmanager
async def between(upstream: int) -> AsyncIterator[Between]:
    made = Between(upstream)
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()


def refusal(status: int, code: str, **more: object) -> bytes:
    """An error as homeservers tell it."""
    return answer({"errcode": code, "error": "no", **more}, status)


def answer(said: object, status: int = 200) -> bytes:
    """An answer in the server's stead."""
    body = json.dumps(said).encode()
    kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return f"HTTP/1.1 {status} So\r\n{kind}".encode() + body
