"""Machines learn whether we live and whether we can work."""

import asyncio
import json
import socket
import urllib.error
import urllib.request

import pytest

from intakebot.ops.health import Health


def _get(port: int, page: str) -> tuple[int, dict[str, object]]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}", timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


async def _asked(ailments: dict[str, str]) -> list[tuple[int, dict[str, object]]]:
    health = Health("127.0.0.1:0", lambda: ailments)
    await health.start()
    try:
        return [await asyncio.to_thread(_get, health.port, page) for page in ("healthz", "readyz")]
    finally:
        await health.stop()


def test_all_is_well() -> None:
    alive, ready = asyncio.run(_asked({}))
    assert alive == (200, {"alive": True})
    assert ready == (200, {"ready": True, "failing": {}})


def test_what_fails_is_named_and_we_still_live() -> None:
    alive, ready = asyncio.run(_asked({"store": "disk full"}))
    assert alive[0] == 200
    assert ready == (503, {"ready": False, "failing": {"store": "disk full"}})


def test_a_taken_address_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        health = Health(f"127.0.0.1:{taken.getsockname()[1]}", dict)
        with pytest.raises(OSError, match="in use"):
            asyncio.run(health.start())
