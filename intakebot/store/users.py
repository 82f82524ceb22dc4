"""Users of the console and what they prove themselves with."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from intakebot.domain.user import User
from intakebot.store.tables import account, recovery


@dataclass(frozen=True, kw_only=True, slots=True)
class Credentials:
    """A user with what is known of their password and second factor; it shows itself to nobody."""

    user: User
    #: As argon2id writes it.
    password: str = field(repr=False)
    #: None without a second factor.
    totp_secret: bytes | None = field(repr=False)
    #: A second factor that no code has proved yet.
    totp_pending: bytes | None = field(repr=False)
    #: Time step of the last code that was used.
    totp_step: int


class Users:
    """The verbs of users, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(
        self, name: str, password: str, at: datetime, *, display: str, role: str, language: str, zone: str
    ) -> User | None:
        """A new user, with their password's hash; None when there is one of this name already."""
        if self.named(name) is not None:
            return None
        values = {
            "name": name, "password": password, "display": display, "role": role, "language": language, "zone": zone,
            "active": True, "totp_step": 0, "created_at": at,
        }  # fmt: skip
        self._connection.execute(sa.insert(account).values(values))
        return self.named(name)

    def all(self) -> list[User]:
        """Everybody, by name."""
        return [_user(row) for row in self._connection.execute(sa.select(account).order_by(account.c.name))]

    def nobody(self) -> bool:
        """Whether there is no user yet."""
        return self._connection.execute(sa.select(account.c.id).limit(1)).first() is None

    def named(self, name: str) -> User | None:
        """The user of this name, as `user_name` makes it."""
        found = self.credentials(name)
        return found.user if found else None

    def load(self, user_id: int) -> User | None:
        """A user by their id."""
        found = self.credentials_of(user_id)
        return found.user if found else None

    def credentials(self, name: str) -> Credentials | None:
        """What the user of this name proves themselves with."""
        return self._found(account.c.name == name)

    def credentials_of(self, user_id: int) -> Credentials | None:
        """The same, by the user's id."""
        return self._found(account.c.id == user_id)

    def hold(self, user_id: int) -> Credentials | None:
        """The same; nobody changes them until the transaction ends."""
        self._connection.execute(sa.select(account.c.id).where(account.c.id == user_id).with_for_update()).close()
        return self.credentials_of(user_id)

    def change(self, user_id: int, **columns: Any) -> None:
        """Set columns, by their names."""
        self._connection.execute(sa.update(account).where(account.c.id == user_id).values(**columns))

    def operators(self) -> int:
        """How many operators may sign in; they are held until the transaction ends, so that the last one stays."""
        query = sa.select(account.c.id).where(account.c.role == "operator", account.c.active)
        return len(self._connection.execute(query.with_for_update()).all())

    def use_step(self, user_id: int, step: int) -> bool:
        """A code of this time step is used; False when it, or a later one, was used before, whoever else tries just now."""
        unused = (account.c.id == user_id) & (account.c.totp_step < step)
        return bool(self._connection.execute(sa.update(account).where(unused).values(totp_step=step)).rowcount)

    def keep_recovery(self, user_id: int, digests: Iterable[bytes]) -> None:
        """Codes that stand in for the second factor, in place of all former ones."""
        self._connection.execute(sa.delete(recovery).where(recovery.c.user_id == user_id))
        rows = [{"user_id": user_id, "digest": digest} for digest in digests]
        if rows:
            self._connection.execute(sa.insert(recovery), rows)

    def use_recovery(self, user_id: int, digest: bytes, at: datetime) -> bool:
        """Such a code is used; False when there is none, or it was used before."""
        unused = (recovery.c.user_id == user_id) & (recovery.c.digest == digest) & recovery.c.used_at.is_(None)
        return bool(self._connection.execute(sa.update(recovery).where(unused).values(used_at=at)).rowcount)

    def recovery_left(self, user_id: int) -> int:
        """How many such codes are unused."""
        query = sa.select(sa.func.count()).where(recovery.c.user_id == user_id, recovery.c.used_at.is_(None))
        return int(self._connection.execute(query).scalar_one())

    def _found(self, which: sa.ColumnElement[bool]) -> Credentials | None:
        row = self._connection.execute(sa.select(account).where(which)).first()
        return Credentials(user=_user(row), **{name: getattr(row, name) for name in _KEPT}) if row else None


def _user(row: sa.Row[Any]) -> User:
    known = {name: row._mapping[name] for name in User.__dataclass_fields__ if name != "totp"}
    return User(totp=row.totp_secret is not None, **known)


_KEPT = ("password", "totp_secret", "totp_pending", "totp_step")
