"""Codes that change every 30 seconds (RFC 6238): HMAC-SHA-1, six digits, a step of grace on either side."""

import base64
import hmac
import re
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

_SECONDS, _DIGITS, _GRACE = 30, 6, 1
_CODE = re.compile(r"[0-9]{6}")
#: 160 bits, as RFC 4226 §4 recommends.
_SECRET_BYTES = 20


def new_secret() -> bytes:
    """A secret that an authenticator and we share."""
    return secrets.token_bytes(_SECRET_BYTES)


def step(at: datetime) -> int:
    """The time step of a moment (RFC 6238 §4.2)."""
    return int(at.timestamp()) // _SECONDS


def code(secret: bytes, counter: int) -> str:
    """The code of a time step (RFC 4226 §5.3)."""
    mac = hmac.digest(secret, counter.to_bytes(8, "big"), "sha1")
    at = mac[-1] & 15
    number = int.from_bytes(mac[at : at + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}}"


def matching(secret: bytes, typed: str, at: datetime) -> int | None:
    """The latest time step around a moment whose code was typed; blanks and hyphens in it don't count."""
    digits = re.sub(r"[\s-]", "", typed[:50])
    if not _CODE.fullmatch(digits):
        return None
    around = range(step(at) - _GRACE, step(at) + _GRACE + 1)
    hits = [counter for counter in around if hmac.compare_digest(code(secret, counter), digits)]
    return max(hits, default=None)


def shown(secret: bytes) -> str:
    """The secret as people type it: Base32."""
    return base64.b32encode(secret).decode().rstrip("=")


def uri(secret: bytes, name: str, issuer: str) -> str:
    """What authenticators read from a QR code (the Key URI Format)."""
    asked = {"secret": shown(secret), "issuer": issuer, "algorithm": "SHA1", "digits": _DIGITS, "period": _SECONDS}
    return f"otpauth://totp/{quote(f'{issuer}:{name}', safe=':')}?{urlencode(asked, quote_via=quote)}"
