"""What stands in for a password: whose it is, for what, until when, signed; worth nothing once the password is another."""

import hmac
import re
from datetime import datetime, timedelta

from intakebot.store.users import Credentials

_SIGN_IN = "sign-in"
_LIVES = timedelta(minutes=5)
_FORM = re.compile(r"([0-9]{1,18})\.([0-9]{1,12})\.([0-9a-f]{64})")


def pending(secret: bytes, who: Credentials, at: datetime, *, kind: str = _SIGN_IN, lives: timedelta = _LIVES) -> str:
    """For this user, with the password that they have now; while the code is typed unless told otherwise."""
    until = int((at + lives).timestamp())
    return f"{who.user.id}.{until}.{_signature(secret, who, until, kind)}"


def whose(given: str) -> int | None:
    """The user that it claims to be of; None for what isn't one."""
    found = _FORM.fullmatch(given)
    return int(found[1]) if found else None


def holds(secret: bytes, given: str, who: Credentials, at: datetime, *, kind: str = _SIGN_IN) -> bool:
    """Whether we made it for this user and this, not too long ago, and the password is still the same."""
    found = _FORM.fullmatch(given)
    if not found or at.timestamp() >= int(found[2]):
        return False
    return hmac.compare_digest(_signature(secret, who, int(found[2]), kind), found[3])


def _signature(secret: bytes, who: Credentials, until: int, kind: str) -> str:
    signed = f"{kind}\0{who.user.id}\0{until}\0{who.password}"
    return hmac.new(secret, signed.encode(), "sha256").hexdigest()
