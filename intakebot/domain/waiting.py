"""Waiting in an event loop for what another thread ends: at a third of the cost of asyncio.wrap_future."""

import asyncio
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Work(Protocol[T_co]):
    """An Outcome, or a Future of concurrent.futures."""

    def done(self) -> bool:
        """Whether it has ended."""

    def result(self, timeout: float | None = None) -> T_co:
        """Its result, or its error."""

    def add_done_callback(self, fn: Callable[[Any], object], /) -> None:
        """Call this once it has ended, in any thread."""


async def ended(work: Work[Any], seconds: float | None = None) -> bool:
    """Wait until it has ended, at most so long; whether it has. It isn't cancelled when nobody waits any longer."""
    loop = asyncio.get_running_loop()
    over = loop.create_future()
    work.add_done_callback(lambda _: loop.is_closed() or loop.call_soon_threadsafe(_end, over))
    overrun = loop.call_later(seconds, _end, over) if seconds is not None else None
    try:
        await over
    finally:
        if overrun:
            overrun.cancel()
    return work.done()


async def result(work: Work[T_co]) -> T_co:
    """Its result, or its error."""
    await ended(work)
    return work.result()


def _end(over: "asyncio.Future[None]") -> None:
    if not over.done():
        over.set_result(None)
