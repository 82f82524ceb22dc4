"""The console served over real HTTP, with a ticket in its store, and callers of every kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

from intakebot import pages, parts
from intakebot.config import ConsoleConfig
from intakebot.console import site
from intakebot.console.house import House
from intakebot.domain.user import ROLES, Role, User
from intakebot.drafting.editing import Editing
from intakebot.guard import opaque
from intakebot.guard.passwords import Passwords
from intakebot.guard.signin import SignIn
from intakebot.parts import Rooms
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.store.tables import metadata
from intakebot.terms.library import Library
from intakebot.triage import OtherDesk
from tests import mails
from tests.console import serving
from tests.intake.desk import Line

#: What a look may change: who is here, when somebody was last seen, and how often they ask for what is work.
_FLEETING = {"visitor": None, "throttle": None, "session": "seen_at", "token": "used_at"}


@dataclass
class Served:
    """What a test holds in its hands."""

    line: Line
    house: House
    url: str = ""

    def user(self, role: str, name: str = "") -> User:
        """The user of this role, or another of that name."""
        name = name or f"{role}.one"

        def work(desk: Desk) -> Any:
            if found := desk.users.named(name):
                desk.users.change(found.id, active=True, role=role)  # whatever a test did to them
                return desk.users.load(found.id)
            return desk.users.add(name, "no hash", self.line.now, display=name, role=role, language="en", zone="UTC")

        user: User = self.line.store.write(work).result()
        return user

    def session(self, user: User) -> str:
        """A new one; its token."""
        token = opaque.session_token()

        def work(desk: Desk) -> None:
            desk.sessions.open(user.id, opaque.digest(token), self.line.now, address="127.0.0.1", agent="test")

        self.line.store.write(work).result()
        return token

    def token(self, user: User, role: Role | None = None, *, lasts: timedelta = timedelta(days=1)) -> str:
        """A new token for the API."""
        token, now = opaque.api_token(), self.line.now
        given = role or user.role

        def work(desk: Desk) -> None:
            desk.tokens.add(user.id, opaque.digest(token), now, name="test", role=given, expires_at=now + lasts)

        self.line.store.write(work).result()
        return token

    def revoked(self, user: User) -> str:
        """A token that was ended."""
        token = self.token(user)

        def work(desk: Desk) -> None:
            made = desk.tokens.find(opaque.digest(token))
            assert made is not None
            desk.tokens.revoke(user.id, made.id, self.line.now)

        self.line.store.write(work).result()
        return token

    def disabled(self) -> tuple[User, str, str]:
        """An operator who was disabled, with a session and a token that nobody ended."""
        user = self.user("operator", "gone")
        session, token = self.session(user), self.token(user)
        self.line.store.write(lambda desk: desk.users.change(user.id, active=False)).result()
        return user, session, token

    @cached_property
    def web(self) -> httpx.Client:
        """A client that keeps nothing of its own; with each request a second passes."""

        def tick(_request: httpx.Request) -> None:
            self.line.now += timedelta(seconds=1)

        return httpx.Client(base_url=self.url, timeout=20, event_hooks={"request": [tick]}, trust_env=False)

    @property
    def kept(self) -> dict[str, Any]:
        """All that the store (SQLite) holds, but for what a look may change."""
        self.line.store.write(lambda _desk: None).result()
        return self.line.store.read(lambda desk: {table.name: _rows(desk, table) for table in metadata.sorted_tables})


def _rows(desk: Any, table: sa.Table) -> list[Any]:
    passing = _FLEETING.get(table.name, "")
    if passing is None:
        return []
    kept = sa.select(*(column for column in table.columns if column.name != passing))
    return sorted(map(repr, desk._connection.execute(kept)))


@contextmanager
def served(folder: Path, url: str = "") -> Iterator[Served]:
    """Serve the whole console on a port of its own, on SQLite unless another store is given."""
    (folder / "static").mkdir()
    (folder / "static" / "console.css").write_text("body { margin: 0 }")
    store = Store(url or f"sqlite:///{folder}/bot.db", lambda: mails.NOON)
    line = Line(store)
    line.post(mails.mail("The server is down.\n\nSeverity: medium"))
    found = Served(line, _house(line))
    for role in ROLES:
        found.user(role)
    before, site.STATIC = site.STATIC, folder / "static"
    try:
        with serving.served(site.site(found.house)) as port:
            found.url = f"http://127.0.0.1:{port}"
            yield found
            found.web.close()
    finally:
        site.STATIC = before
        store.close()


def _house(line: Line) -> House:
    passwords, terms = Passwords(passes=1, kibibytes=8), Library()
    rooms = Rooms(terms=terms, catalogue=line.catalogue, mailboxes=line.mailboxes, office=line.office)
    editing = Editing.opened(line.store, terms, line.catalogue, line.mailboxes, line.clock)
    binding = parts.binding(rooms, line.store, line.clock)
    house = pages.house(ConsoleConfig(zone="UTC"), line.store, rooms, line.clock, editing, binding)
    other = OtherDesk(name="second line", mail="second@other.example")
    return replace(
        house, triage=replace(house.triage, others=(other,)), passwords=passwords,
        sign_in=SignIn(store=line.store, clock=line.clock, passwords=passwords),
    )  # fmt: skip
