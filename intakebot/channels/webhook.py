"""Posts news to an operator's own system, signed as Standard Webhooks describes (v1, HMAC-SHA256).

The addresses are the operator's; none ever comes from a message. Redirects aren't followed.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from intakebot.domain.errors import Deferred, Permanent, Refused

_SECONDS = 10.0
_LONGEST_ANSWER = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Webhook:
    """One address that takes news."""

    name: str
    url: str
    #: Gives the shared secret, "whsec_…" (base64) or any text; None signs nothing.
    secret: Callable[[], str] | None = None


class WebhookChannel:
    """Posts to the configured addresses over kept connections."""

    def __init__(self, webhooks: Mapping[str, Webhook]) -> None:
        self._webhooks = webhooks
        self._client = httpx.AsyncClient(timeout=_SECONDS, follow_redirects=False, trust_env=False)

    async def post(self, name: str, call_id: int, body: Mapping[str, Any], at: datetime) -> str:
        """What the receiver answered; Refused when it never will take it, Deferred when it may later."""
        webhook = self._webhooks.get(name)
        if webhook is None:
            raise Refused(f"there is no webhook {name!r} any more")
        data = json.dumps(body, ensure_ascii=False).encode()
        try:
            headers = {"content-type": "application/json", **_signed(webhook, f"call_{call_id}", data, at)}
        except (ValueError, Permanent) as error:  # the operator can mend the file, and the news is still wanted
            raise Deferred(f"the secret can't be used: {error}") from error
        try:
            async with self._client.stream("POST", webhook.url, content=data, headers=headers) as answer:
                status = answer.status_code
                async for chunk in answer.aiter_bytes(_LONGEST_ANSWER):
                    return _judged(status, chunk[:_LONGEST_ANSWER])
                return _judged(status, b"")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Deferred(str(error) or type(error).__name__) from error

    async def close(self) -> None:
        """Let connections go."""
        await self._client.aclose()


def _judged(status: int, words: bytes) -> str:
    said = f"{status} {words.decode('utf-8', 'replace')}".replace("\0", "").strip()  # PostgreSQL keeps no NUL
    if 200 <= status < 300:
        return said
    if status == 410:  # the receiver is gone for good (Standard Webhooks)
        raise Refused(said)
    raise Deferred(said)


def _signed(webhook: Webhook, id_: str, data: bytes, at: datetime) -> dict[str, str]:
    head = {"webhook-id": id_, "webhook-timestamp": str(int(at.timestamp()))}
    if webhook.secret is None:
        return head
    key = key_of(webhook.secret())
    signed = b".".join([id_.encode(), head["webhook-timestamp"].encode(), data])
    signature = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    return {**head, "webhook-signature": f"v1,{signature}"}


def key_of(secret: str) -> bytes:
    """The key that a secret stands for, whichever way it is written; ValueError when it is no base64 after "whsec_"."""
    if not secret.startswith("whsec_"):
        return secret.encode()
    return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
