"""Pages served over real HTTP, on a port of this machine."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from intakebot.ops.http import HttpServer


@contextmanager
def served(routes: Sequence[BaseRoute]) -> Iterator[int]:
    """These routes, until the block ends; the port."""
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    server = HttpServer("127.0.0.1:0", Starlette(routes=routes))

    async def serve() -> None:
        await server.start()
        ready.set()
        await stop.wait()
        await server.stop()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), name="console")
    thread.start()
    assert ready.wait(20)
    try:
        yield server.port
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)
        loop.close()
