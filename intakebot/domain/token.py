"""Signed tokens: how an answer or a bounce proves which of our letters it belongs to.

A token names a letter (ticket number, purpose, ordinal) and is signed with the installation's secret. It stands in
our Message-ID, in the reply address and in the return path, so it survives lower-casing and fits a local part (64).
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Self, TypeAlias

#: r: reply address · m: Message-ID · b: return path (bounces).
Purpose: TypeAlias = Literal["r", "m", "b"]
_PURPOSE: dict[str, Purpose] = {"r": "r", "m": "m", "b": "b"}
#: That a token has.
_HYPHENS = 4
_TOKEN = re.compile(r"(?<![a-z0-9])([a-z]{2,6})-(\d{4})-(\d{4})-([rmb])(\d{1,6})-([0-9a-f]{20})(?![a-z0-9])", re.ASCII)


@lru_cache(maxsize=8)
def _keyed(secret: bytes) -> hmac.HMAC:
    """The signature's beginning. hmac.digest would let go of the interpreter's lock each time, and wait for it again."""
    return hmac.new(secret, digestmod=hashlib.sha256)


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A letter that we sent or will send: the ticket's number, the letter's ordinal in it, and what the token is for."""

    number: str
    purpose: Purpose
    ordinal: int = 0

    @property
    def _payload(self) -> str:
        return f"{self.number.lower()}-{self.purpose}{self.ordinal}"

    def signed(self, secret: bytes) -> str:
        """The token as text, lower-case letters, digits and hyphens."""
        payload = self._payload
        mac = _keyed(secret).copy()
        mac.update(payload.encode())
        return f"{payload}-{mac.hexdigest()[:20]}"

    @classmethod
    def find(cls, text: str, secret: bytes) -> Self | None:
        """The first token in a text whose signature is ours; None when there is none."""
        if text.count("-") < _HYPHENS:  # most texts have none: cheaper than looking closely
            return None
        for match in _TOKEN.finditer(text.lower()):
            token = cls(
                number=f"{match[1].upper()}-{match[2]}-{match[3]}", purpose=_PURPOSE[match[4]], ordinal=int(match[5])
            )
            if hmac.compare_digest(token.signed(secret), match[0]):
                return token
        return None
