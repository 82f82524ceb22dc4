"""An operator's own system that takes news by webhook and believes only what is signed (Standard Webhooks)."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_KEY = b"a key that both of us know"
_SECRET = f"whsec_{base64.b64encode(_KEY).decode()}"


@dataclass
class Pager:
    """What came, oldest first; `refused`: how many posts weren't signed by us."""

    #: For the configuration of the bot.
    config: str = ""
    news: list[dict[str, Any]] = field(default_factory=list)
    refused: int = 0

    def of(self, number: str) -> list[str]:
        """Kinds of news about one ticket."""
        return [one["kind"] for one in self.news if one["number"] == number]


@contextmanager
def pager(folder: Path) -> Iterator[Pager]:
    """Run one on loopback."""
    told = Pager()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            is_ours = hmac.compare_digest(self.headers["webhook-signature"], _signature(self.headers, body))
            if is_ours:
                told.news.append(json.loads(body))
            else:
                told.refused += 1
            self.send_response(204 if is_ours else 401)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    (folder / "pager-secret").write_text(f"{_SECRET}\n")
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/news"
        told.config = f'[[webhook]]\nname = "pager"\nurl = "{url}"\nsecret_file = "{folder}/pager-secret"\n'
        try:
            yield told
        finally:
            server.shutdown()
            thread.join()


def _signature(head: Any, body: bytes) -> str:
    signed = f"{head['webhook-id']}.{head['webhook-timestamp']}.".encode() + body
    return f"v1,{base64.b64encode(hmac.digest(_KEY, signed, hashlib.sha256)).decode()}"
