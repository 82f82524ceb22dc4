"""What a browser carries while it is at the provider: signed, for ten minutes, so that an answer counts only where it was asked for."""

import base64
import hmac
import json
import secrets
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

LIVES = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Journey:
    """One attempt."""

    state: str
    #: Binds the provider's token to this attempt (Core 3.1.2.1).
    nonce: str
    #: Of PKCE (RFC 7636): only who began can use the code.
    verifier: str = field(repr=False)
    #: Where they wanted to go.
    back: str
    until: int

    @classmethod
    def begun(cls, back: str, at: datetime) -> "Journey":
        """A new one."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(state=state, nonce=nonce, verifier=verifier, back=back, until=int((at + LIVES).timestamp()))

    def sealed(self, secret: bytes) -> str:
        """As a cookie."""
        text = base64.urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode()
        return f"{text}.{_signature(secret, text)}"


def unsealed(secret: bytes, given: str, at: datetime) -> Journey | None:
    """What a cookie holds; None for one that isn't ours or is too old."""
    text, _dot, signature = given.partition(".")
    if not hmac.compare_digest(_signature(secret, text).encode(), signature.encode()):
        return None
    journey = Journey(**json.loads(base64.urlsafe_b64decode(text)))
    return journey if at.timestamp() < journey.until else None


def _signature(secret: bytes, text: str) -> str:
    return hmac.new(secret, f"oidc\0{text}".encode(), "sha256").hexdigest()
