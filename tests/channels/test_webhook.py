"""News for an operator's own system, over real HTTP."""

import asyncio
import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from intakebot.channels import webhook
from intakebot.channels.webhook import Webhook, WebhookChannel
from intakebot.domain.errors import Deferred, Permanent, Refused

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NEWS = {"kind": "breached", "number": "CEN-1234-5674", "severity": "критический"}


@dataclass
class Receiver:
    """What an operator's system got, and what it answers."""

    status: int = 200
    words: bytes = b"thanks"
    location: str = ""
    url: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    silent: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            told.got.append(({key.lower(): value for key, value in self.headers.items()}, body))
            if told.status == 0:
                told.silent.wait(5)
                return
            self.send_response(told.status)
            if told.location:
                self.send_header("location", told.location)
            self.send_header("content-length", str(len(told.words)))
            self.end_headers()
            self.wfile.write(told.words)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        told.url = f"http://127.0.0.1:{server.server_address[1]}/news"
        yield told
        told.silent.set()
        server.shutdown()


def _post(receiver: Receiver, secret: str | None = None, name: str = "pager", url: str = "") -> str:
    async def post() -> str:
        hook = Webhook(name="pager", url=url or receiver.url, secret=(lambda: secret) if secret else None)
        channel = WebhookChannel({"pager": hook})
        try:
            return await channel.post(name, 7, NEWS, NOW)
        finally:
            await channel.close()

    return asyncio.run(post())


@pytest.mark.parametrize("secret", ["plain words", "whsec_" + base64.b64encode(b"twenty-four random bytes").decode()])
def test_news_are_posted_and_signed(receiver: Receiver, secret: str) -> None:
    assert _post(receiver, secret) == "200 thanks"
    [(headers, body)] = receiver.got
    assert json.loads(body) == NEWS
    assert headers["content-type"] == "application/json"
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("call_7", str(int(NOW.timestamp())))
    key = b"twenty-four random bytes" if secret.startswith("whsec_") else secret.encode()
    signed = hmac.digest(key, b"call_7." + headers["webhook-timestamp"].encode() + b"." + body, hashlib.sha256)
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(signed).decode()}"


def test_without_a_secret_nothing_is_signed(receiver: Receiver) -> None:
    _post(receiver)
    assert "webhook-signature" not in receiver.got[0][0]


@pytest.mark.parametrize(("status", "error"), [(500, Deferred), (404, Deferred), (429, Deferred), (410, Refused)])
def test_what_isnt_taken_is_tried_again_unless_the_receiver_is_gone(
    receiver: Receiver, status: int, error: type[Exception]
) -> None:
    receiver.status = status
    with pytest.raises(error, match=f"{status} thanks"):
        _post(receiver)


def test_redirects_arent_followed(receiver: Receiver) -> None:
    receiver.status, receiver.location = 302, receiver.url + "/elsewhere"
    with pytest.raises(Deferred, match="302"):
        _post(receiver)
    assert len(receiver.got) == 1


def test_a_long_answer_is_cut(receiver: Receiver) -> None:
    receiver.words = b"x" * 10_000_000
    assert len(_post(receiver)) == 504


def test_nobody_there_or_no_answer_is_tried_again(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Deferred):
        _post(receiver, url="http://127.0.0.1:9/")
    monkeypatch.setattr(webhook, "_SECONDS", 0.2)
    receiver.status = 0
    with pytest.raises(Deferred, match=r"\S"):
        _post(receiver)


def test_a_webhook_that_was_taken_out_of_the_configuration(receiver: Receiver) -> None:
    with pytest.raises(Refused, match="no webhook 'old'"):
        _post(receiver, name="old")


def _unreadable() -> str:
    raise Permanent("secret file pager: No such file or directory")


@pytest.mark.parametrize("secret", [lambda: "whsec_abc", lambda: "whsec_ключ", _unreadable])
def test_a_secret_that_cannot_be_used_is_the_operators_to_mend(receiver: Receiver, secret: Callable[[], str]) -> None:
    async def post() -> None:
        channel = WebhookChannel({"pager": Webhook(name="pager", url=receiver.url, secret=secret)})
        try:
            await channel.post("pager", 7, NEWS, NOW)
        finally:
            await channel.close()

    with pytest.raises(Deferred, match="the secret can't be used"):
        asyncio.run(post())
    assert receiver.got == []


def test_an_answer_can_be_kept_in_every_database(receiver: Receiver) -> None:
    receiver.words = b"o\0k"
    assert _post(receiver) == "200 ok"
