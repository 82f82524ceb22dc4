"""Links by which somebody sets a password of their own: the first one, or one in place of a forgotten one.

An operator who adds a user never learns their password, and none is sent: the link is signed, works for two days, for this
user, and until the password is another, so once. It doesn't sign in: a second factor is asked for as ever.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from intakebot.domain.by import By
from intakebot.domain.user import User
from intakebot.guard.accounts import Accounts
from intakebot.guard.pending import holds, pending, whose
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.store.users import Credentials

LIVES = timedelta(days=2)
_KIND = "invitation"


def nobodys_password() -> str:
    """Random, for a user who is to be invited: nobody is told it."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitations:
    """Makes them and takes them, within the caller's transaction."""

    store: Store
    accounts: Accounts

    def make(self, desk: Desk, user: User, by: By) -> str:
        """What the link ends with, told once."""
        known, now = desk.users.credentials_of(user.id), self.accounts.clock()
        if known is None:
            raise AssertionError(f"there is no user {user.id}")
        desk.audit.did(by, "invited", now, to=user.name)
        return pending(self.store.secret, known, now, kind=_KIND, lives=LIVES)

    def guest(self, desk: Desk, given: str) -> User | None:
        """Whom a link is for; None for one that is wrong, used or old, and for a disabled user."""
        key = whose(given)
        return self._invited(desk.users.credentials_of(key) if key is not None else None, given)

    def accept(self, desk: Desk, given: str, password: str, *, address: str) -> User | None:
        """Set the password, by its hash; other sessions end. None as `guest` says it."""
        key = whose(given)
        user = self._invited(desk.users.hold(key) if key is not None else None, given)
        if user:
            self.accounts.set_password(desk, user, password, By(name=user.name, user_id=user.id, address=address))
        return user

    def _invited(self, known: Credentials | None, given: str) -> User | None:
        if known is None or not known.user.active:
            return None
        return known.user if holds(self.store.secret, given, known, self.accounts.clock(), kind=_KIND) else None
