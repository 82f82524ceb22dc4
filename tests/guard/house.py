"""A house with guarded doors: a store, a clock that tests move, and everybody who opens."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count

from intakebot.domain.by import By
from intakebot.domain.session import SignedIn
from intakebot.domain.user import User
from intakebot.guard import totp
from intakebot.guard.accounts import Accounts
from intakebot.guard.answers import CodeWanted, Denied, Entered
from intakebot.guard.bearers import Bearers
from intakebot.guard.factors import Factors
from intakebot.guard.passwords import Passwords
from intakebot.guard.sessions import Sessions
from intakebot.guard.signin import SignIn
from intakebot.store.audit import Entry
from intakebot.store.store import Store

PASSWORD = "seven quiet otters"
ROOT = By(name="root (command)")
_addresses = count(1)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, 0, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **span: float) -> None:
        self.now += timedelta(**span)


class Counting(Passwords):
    """Counts what it is asked, which is what takes time; cheap, so that tests are quick."""

    def __init__(self) -> None:
        super().__init__(passes=1, kibibytes=8)
        self.checked = 0

    def right(self, kept: str | None, password: str) -> bool:
        self.checked += 1
        return super().right(kept, password)


def new_address() -> str:
    """An address that nobody came from."""
    number = next(_addresses)
    return f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"


@dataclass(kw_only=True)
class House:
    store: Store
    clock: Clock = field(default_factory=Clock)
    passwords: Counting = field(default_factory=Counting)

    def __post_init__(self) -> None:
        self.sign_in = SignIn(store=self.store, clock=self.clock, passwords=self.passwords)
        self.sessions = Sessions(store=self.store, clock=self.clock)
        self.bearers = Bearers(store=self.store, clock=self.clock)
        self.accounts = Accounts(clock=self.clock)
        self.factors = Factors(clock=self.clock)

    def user(self, role: str = "agent", password: str = PASSWORD) -> User:
        """Somebody new."""
        name = "user" + secrets.token_hex(4)
        kept = self.passwords.hashed(password)
        return self.store.write(lambda desk: self.accounts.add(desk, name, kept, role, ROOT)).result()

    def come(
        self, user: User | str, password: str = PASSWORD, code: str = "", address: str = ""
    ) -> Entered | CodeWanted | Denied:
        """Try to sign in, from an address of its own unless told otherwise."""
        name = user if isinstance(user, str) else user.name
        return self.sign_in.attempt(name, password, code, address=address or new_address(), agent="Browser/1")

    def enter(self, user: User, code: str = "", address: str = "") -> Entered:
        came = self.come(user, code=code, address=address)
        assert isinstance(came, Entered), came
        return came

    def signed_in(self, user: User) -> SignedIn:
        who = self.sessions.user_of(self.enter(user).token)
        assert who is not None
        return who

    def enrol(self, user: User) -> tuple[bytes, tuple[str, ...]]:
        """Give a second factor; its secret, and the recovery codes."""
        self.store.write(partial(self.factors.begin, user=user)).result()
        held = self.store.read(lambda desk: desk.users.credentials_of(user.id))
        assert held is not None
        assert held.totp_pending is not None
        code = totp.code(held.totp_pending, totp.step(self.clock()))
        codes = self.store.write(lambda desk: self.factors.confirm(desk, user, code, ROOT)).result()
        assert codes is not None
        self.clock.move(seconds=30)  # that code is used
        return held.totp_pending, codes

    def code(self, secret: bytes) -> str:
        return totp.code(secret, totp.step(self.clock()))

    def audit(self, user: User) -> list[Entry]:
        """What was done by and to a user, in order."""
        found = self.store.read(lambda desk: desk.audit.last(200))
        return [entry for _, entry in reversed(found) if user.id == entry.user_id or user.name == entry.subject]

    def acts(self, user: User) -> list[str]:
        return [entry.act for entry in self.audit(user)]
