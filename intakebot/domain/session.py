"""A person who is signed in, at one browser."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from intakebot.domain.user import User

#: Somebody who does nothing for a working day signs in again, and whoever works on and on does so weekly: a stolen cookie
#: that is kept alive is worth a week at most.
IDLE = timedelta(hours=8)
LONGEST = timedelta(days=7)
#: Acts within so long aren't noted one by one.
NOTED_EVERY = timedelta(minutes=5)
#: For so long the places are known that somebody signed in from.
REMEMBERED = timedelta(days=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """One sign-in. Of its token nothing but a digest is kept."""

    id: int
    user_id: int
    created_at: datetime
    #: When its person last did something, give or take NOTED_EVERY.
    seen_at: datetime
    #: The end, however busy it is.
    expires_at: datetime
    address: str
    #: What the browser calls itself.
    agent: str
    revoked_at: datetime | None

    def lives(self, at: datetime) -> bool:
        """Whether it still lets in."""
        return self.revoked_at is None and at < self.expires_at and at < self.seen_at + IDLE


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedIn:
    """Who asks for a page."""

    user: User
    session: Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Bearer:
    """Who calls the API; the user's role is no higher than the token's."""

    user: User
    token_id: int
    token_name: str
