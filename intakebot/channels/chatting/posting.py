"""Updates are posted to us (setWebhook): a small listener behind the operator's proxy, which has the TLS."""

import asyncio
import hmac
import json
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from intakebot.channels.chatting.account import Webhook
from intakebot.channels.chatting.errands import Errands
from intakebot.channels.chatting.line import Line, is_update
from intakebot.channels.chatting.receiving import Receiving
from intakebot.channels.chatting.taking import KINDS, Taker, press_of
from intakebot.domain.errors import Permanent, Temporary

_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
#: Bytes: a text of 4,096 characters with all its entities has some 500 kB.
_LARGEST = 1_000_000
#: One post at a time keeps the order of what people wrote; a commit takes milliseconds.
_CONNECTIONS = 1


class Posts(Receiving):
    """Listens for what Telegram posts."""

    port = 0

    async def _receive(self, line: Line, taker: Taker, errands: Errands) -> None:
        if (webhook := self._account.webhook) is None:
            raise Permanent("no webhook is configured")
        secret = webhook.secret().strip()
        if not _SECRET.fullmatch(secret):
            raise Permanent("the webhook's secret must be 1 to 256 characters of A-Z, a-z, 0-9, _ and -")
        post = _Post(webhook.seconds, secret, lambda update: self._take(update, line, taker, errands))
        async with _listening(webhook, post) as (self.port, serving):
            await line.bot.set_webhook(
                webhook.url, secret_token=secret, allowed_updates=KINDS, max_connections=_CONNECTIONS
            )
            self._came(errands)
            await asyncio.wait({serving})  # which isn't cancelled with us: it has to take its leave
            raise Temporary("the webhook's listener has ended")

    async def _take(self, update: dict[str, Any], line: Line, taker: Taker, errands: Errands) -> None:
        try:
            await taker.committed(taker.offer(update))
        except Exception as error:
            self._health.failed(line.words(error))
            raise
        self._health.message()
        self._came(errands)
        if press := press_of(update):
            errands.answer(press)


class _Post:
    """Answers one post: 200 after the commit, and nothing else that begins with a 2."""

    def __init__(self, seconds: float, secret: str, take: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        self._seconds = seconds
        self._secret = secret.encode()
        self._take = take
        self._limits: set[asyncio.Timeout] = set()

    async def __call__(self, request: Request) -> Response:
        limit = asyncio.timeout(self._seconds)
        self._limits.add(limit)
        try:
            async with limit:
                return await self._answer(request)
        except Exception:  # the commit failed or takes too long: Telegram posts it again
            return PlainTextResponse("try again", 503)
        finally:
            self._limits.discard(limit)

    def end(self) -> None:
        """Answer what is under way at once."""
        for limit in self._limits:
            limit.reschedule(0)

    async def _answer(self, request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(_HEADER, "").encode(), self._secret):
            return PlainTextResponse("wrong secret", 403)
        body = await _body(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        update = _parsed(body)
        if update is None:
            return PlainTextResponse("no update", 400)
        await self._take(update)
        return PlainTextResponse("taken")


async def _body(request: Request) -> bytes | None:
    """All of it; None when it is too large. Most of that is read and dropped, else the answer might not be heard."""
    body, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= _LARGEST:
            body += chunk
        elif size > 10 * _LARGEST:
            break
    return bytes(body) if size <= _LARGEST else None


def _parsed(body: bytes) -> dict[str, Any] | None:
    try:
        said: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said if is_update(said) else None


@asynccontextmanager
async def _listening(webhook: Webhook, post: _Post) -> AsyncIterator[tuple[int, "asyncio.Task[None]"]]:
    """Serve at the webhook's address: its port, and the task that serves. OSError when it can't be had."""

    async def posted(request: Request) -> Response:
        return await post(request)

    pages = Starlette(routes=[Route(webhook.path, posted, methods=["POST"])])
    server = _Server(
        uvicorn.Config(
            pages, log_config=None, access_log=False, lifespan="off", server_header=False, limit_concurrency=50,
            timeout_keep_alive=30, timeout_graceful_shutdown=1,
        )
    )  # fmt: skip
    family = socket.AF_INET6 if ":" in webhook.host else socket.AF_INET
    bound = socket.create_server((webhook.host, webhook.port), family=family)
    serving = asyncio.create_task(server.serve(sockets=[bound]))
    try:
        yield bound.getsockname()[1], serving
    finally:
        server.should_exit = True
        post.end()
        await asyncio.gather(serving, return_exceptions=True)
        server.cut()
        bound.close()


class _Server(uvicorn.Server):
    """Leaves signals to us."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def cut(self) -> None:
        """Let go of those who came while it ended."""
        for connection in self.server_state.connections.copy():
            connection.transport.abort()
