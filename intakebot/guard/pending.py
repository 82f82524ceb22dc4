"""What stands in for a right password while the code is typed: whose it was, until when, signed."""

import hmac
import re
from datetime import datetime, timedelta

from intakebot.store.users import Credentials

_LIVES = timedelta(minutes=5)
_FORM = re.compile(r"([0-9]{1,18})\.([0-9]{1,12})\.([0-9a-f]{64})")


def pending(secret: bytes, who: Credentials, at: datetime) -> str:
    """For this user, with the password that they have now."""
    until = int((at + _LIVES).timestamp())
    return f"{who.user.id}.{until}.{_signature(secret, who, until)}"


def whose(given: str) -> int | None:
    """The user that it claims to be of; None for what isn't one."""
    found = _FORM.fullmatch(given)
    return int(found[1]) if found else None


def holds(secret: bytes, given: str, who: Credentials, at: datetime) -> bool:
    """Whether we made it for this user, not too long ago, and the password is still the same."""
    found = _FORM.fullmatch(given)
    if not found or at.timestamp() >= int(found[2]):
        return False
    return hmac.compare_digest(_signature(secret, who, int(found[2])), found[3])


def _signature(secret: bytes, who: Credentials, until: int) -> str:
    signed = f"sign-in\0{who.user.id}\0{until}\0{who.password}"
    return hmac.new(secret, signed.encode(), "sha256").hexdigest()
