"""Health for machines: /healthz says that the process answers, /readyz that it can do its work, naming what fails."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

#: What is not as it should be, by the name of the part; empty when all is well. May block.
Ailments: TypeAlias = Callable[[], dict[str, str]]


class Health:
    """Serves both pages on one address."""

    def __init__(self, listen: str, ailments: Ailments) -> None:
        host, _, port = listen.rpartition(":")
        self._address = host.strip("[]"), int(port)
        pages = Starlette(routes=[Route("/healthz", _alive), Route("/readyz", _ready)])
        pages.state.ailments = ailments
        self._server = _Server(
            uvicorn.Config(
                pages, log_config=None, access_log=False, lifespan="off", server_header=False, limit_concurrency=50,
                timeout_keep_alive=5, timeout_graceful_shutdown=1,
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


async def _alive(_request: Request) -> JSONResponse:
    return JSONResponse({"alive": True})


async def _ready(request: Request) -> JSONResponse:
    found = await asyncio.to_thread(request.app.state.ailments)
    return JSONResponse({"ready": not found, "failing": found}, status_code=503 if found else 200)
