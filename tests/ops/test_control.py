"""Commands and the running process talk over a socket: one JSON object each way, however long."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from intakebot.ops import control
from intakebot.ops.control import Control, TooLarge, ask


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """Where a process listens that gives back what it is asked."""
    ready, stop = threading.Event(), threading.Event()

    async def serve() -> None:
        listener = Control(tmp_path / "x.sock", _answered)
        await listener.start()
        ready.set()
        await asyncio.to_thread(stop.wait)
        await listener.stop()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(10)
    yield tmp_path / "x.sock"
    stop.set()
    thread.join()


def _answered(request: dict[str, Any]) -> dict[str, Any]:
    if "fails" in request:
        raise OSError("no luck")
    return {"got": request}


def test_megabytes_both_ways(path: Path) -> None:
    request = {"text": "ż" * 2**21}
    assert ask(path, request) == {"got": request}


def test_a_failure_is_told(path: Path) -> None:
    assert ask(path, {"fails": True}) == {"error": "no luck"}


def test_what_is_too_large_is_not_sent(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control, "_LIMIT", 100)
    with pytest.raises(TooLarge, match="bytes of 100"):
        ask(path, {"text": "x" * 100})
    assert ask(path, {"a": 1}) == {"got": {"a": 1}}
