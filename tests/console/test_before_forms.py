"""Of a stranger's form nothing is read, however large it may be."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from intakebot.console.site import PAGES, site
from tests.console.registry_fixtures import a_console

FORMS = [line for line in PAGES if line.method == "POST" and line.needs != "anybody"]


def test_a_stranger_is_sent_to_sign_in_first(tmp_path: Path) -> None:
    with a_console(tmp_path) as console:
        app = Starlette(routes=site(console.house))
        for line in FORMS:
            answer = asyncio.run(_posted(app, line.path.replace("{", "").replace("}", "")))
            assert (answer["status"], dict(answer["headers"])[b"location"]) == (303, b"/sign-in?back="), line.path


async def _posted(app: Starlette, path: str) -> dict[str, Any]:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        pytest.fail("the form was read")

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b"", "headers": [],
        "http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 9), "root_path": "",
    }  # fmt: skip
    await app(scope, receive, send)
    return sent[0]
