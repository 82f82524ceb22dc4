"""One address that pages are served on."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

#: Requests at a time; more are answered with 503.
_MOST = 200


class HttpServer:
    """Serves an application in the background."""

    def __init__(self, listen: str, pages: ASGIApp) -> None:
        host, _, port = listen.rpartition(":")
        self._address = host.strip("[]"), int(port)
        self._server = _Server(
            uvicorn.Config(
                pages, log_config=None, access_log=False, lifespan="off", server_header=False, limit_concurrency=_MOST,
                timeout_keep_alive=5, timeout_graceful_shutdown=1, proxy_headers=False,
            )
        )  # fmt: skip
        self._serving: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port that is bound."""
        port: int = self._socket.getsockname()[1]
        return port

    async def start(self) -> None:
        """Serve in the background; OSError when the address can't be had."""
        self._socket = socket.create_server(
            self._address, family=socket.AF_INET6 if ":" in self._address[0] else socket.AF_INET
        )
        # asyncio does it only for sockets that say IPPROTO_TCP themselves; without it each answer waits 40 ms for an ACK.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._socket]))

    async def stop(self) -> None:
        """Serve no more."""
        self._server.should_exit = True
        if self._serving:
            await self._serving
            self._socket.close()


class _Server(uvicorn.Server):
    """Leaves signals to us."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
