"""What comes of an attempt to sign in."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from intakebot.domain.session import Session
from intakebot.domain.user import User


@dataclass(frozen=True, kw_only=True, slots=True)
class Entered:
    """They are in. The token is told once, here."""

    user: User
    session: Session
    token: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeWanted:
    """The password was right; `pending` stands in for it for five minutes while the code is typed."""

    pending: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Denied:
    """They aren't in. wrong: name, password or code, nobody says which · slow: too many tries, `wait` so long · expired: the
    password is to be typed again.
    """

    reason: Literal["wrong", "slow", "expired"]
    wait: timedelta = timedelta()


WRONG = Denied(reason="wrong")
EXPIRED = Denied(reason="expired")
