"""Machines learn whether we live and whether we can work."""

import asyncio
import json
import socket
import urllib.error
import urllib.request

import pytest
from starlette.applications import Starlette

from intakebot.ops.health import health
from intakebot.ops.http import HttpServer


def _get(port: int, page: str) -> tuple[int, dict[str, object]]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}", timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


async def _asked(ailments: dict[str, str]) -> list[tuple[int, dict[str, object]]]:
    server = HttpServer("127.0.0.1:0", Starlette(routes=health(lambda: ailments)))
    await server.start()
    try:
        return [await asyncio.to_thread(_get, server.port, page) for page in ("healthz", "readyz")]
    finally:
        await server.stop()


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
        server = HttpServer(f"127.0.0.1:{taken.getsockname()[1]}", Starlette())
        with pytest.raises(OSError, match="in use"):
            asyncio.run(server.start())
