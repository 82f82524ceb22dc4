"""The console over real HTTP on a store of its own, and people who visit it with a browser's cookies."""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import httpx

from intakebot import pages, parts
from intakebot.config import Config
from intakebot.console.entrance import COOKIE
from intakebot.console.house import House
from intakebot.console.oidc.provider import Provider
from intakebot.console.site import site
from intakebot.domain.user import User
from intakebot.drafting.editing import Editing
from intakebot.guard import totp
from intakebot.guard.answers import Entered
from intakebot.guard.passwords import Passwords
from intakebot.guard.signin import SignIn
from intakebot.store.audit import Entry
from intakebot.store.store import Store
from tests.console.serving import served
from tests.guard.house import PASSWORD, ROOT, Clock

_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"
_numbers = count(1)


@dataclass(kw_only=True)
class Visitor:
    """A browser without script."""

    url: str
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.url, follow_redirects=True, headers={"User-Agent": _AGENT})

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path)

    def post(self, path: str, **fields: str) -> httpx.Response:
        return self.client.post(path, data=fields, headers={"Sec-Fetch-Site": "same-origin"})

    def sign_in(self, name: str, password: str = PASSWORD, code: str = "") -> "Visitor":
        came = self.post("/sign-in", name=name, password=password, back="/me")
        if code:
            (slip,) = re.findall(r'name="pending" value="([^"]+)"', came.text)
            came = self.post("/sign-in", pending=slip, code=code, back="/me")
        return self

    @property
    def inside(self) -> bool:
        return self.get("/me").url.path == "/me"


@dataclass(kw_only=True)
class Open:
    """The console that is open, and what stands behind it."""

    house: House
    clock: Clock
    url: str
    _came: list[Visitor] = field(default_factory=list)

    def user(self, role: str = "agent", name: str = "", **more: str) -> User:
        name = name or f"user{next(_numbers)}"
        kept = self.house.passwords.hashed(PASSWORD)
        return self.house.store.write(
            lambda desk: self.house.accounts.add(desk, name, kept, role, ROOT, **more)
        ).result()

    def visitor(self) -> Visitor:
        visitor = Visitor(url=self.url)
        self._came.append(visitor)
        return visitor

    def leave(self) -> None:
        """Everybody closes their browser."""
        for visitor in self._came:
            visitor.client.close()

    def come(self, user: User, code: str = "") -> Visitor:
        """Somebody who has signed in, with a browser of their own."""
        came = self.house.sign_in.attempt(user.name, PASSWORD, code, address="127.0.0.1", agent=_AGENT)
        assert isinstance(came, Entered)
        visitor = self.visitor()
        visitor.client.cookies.set(COOKIE, came.token)
        return visitor

    def load(self, user: User) -> User:
        found = self.house.store.read(lambda desk: desk.users.load(user.id))
        assert found is not None
        return found

    def enrol(self, user: User) -> bytes:
        """Give a second factor behind the pages; its secret."""
        store, factors = self.house.store, self.house.factors
        store.write(lambda desk: factors.begin(desk, user)).result()
        held = store.read(lambda desk: desk.users.credentials_of(user.id))
        assert held is not None
        assert held.totp_pending is not None
        code = self.code(held.totp_pending)
        assert store.write(lambda desk: factors.confirm(desk, user, code, ROOT)).result()
        self.clock.move(seconds=30)
        return held.totp_pending

    def code(self, secret: bytes) -> str:
        """The code of this moment; it works once."""
        return totp.code(secret, totp.step(self.clock()))

    def fresh_code(self, secret: bytes) -> str:
        """The code of the next moment."""
        self.clock.move(seconds=30)
        return self.code(secret)

    def record(self, user: User, act: str) -> list[Entry]:
        """What was done by or to a user, the oldest first."""
        found = self.house.store.read(lambda desk: desk.audit.last(1_000))
        return [entry for _, entry in reversed(found) if entry.act == act and user.name in (entry.subject, entry.name)]


@contextmanager
def opened(folder: Path, oidc: Callable[[Clock], Provider] | None = None) -> Iterator[Open]:
    """Serve the console until the block ends."""
    clock = Clock()
    store = Store(f"sqlite:///{folder}/bot.db", clock)
    passwords = Passwords(passes=1, kibibytes=8)  # cheap, so that tests are quick
    config = Config()
    rooms = parts.rooms(config, store.secret, clock)
    editing = Editing.opened(store, rooms.terms, rooms.catalogue, rooms.mailboxes, clock)
    house = replace(
        pages.house(config.console, store, rooms, clock, editing, parts.binding(rooms, store, clock)), passwords=passwords,
        sign_in=SignIn(store=store, clock=clock, passwords=passwords), oidc=oidc(clock) if oidc else None,
    )  # fmt: skip
    with served(site(house)) as port:
        running = Open(house=house, clock=clock, url=f"http://127.0.0.1:{port}")
        try:
            yield running
        finally:
            running.leave()
    store.close()


def alert(answer: httpx.Response) -> str:
    """What the page says is wrong."""
    found = re.findall(r'(?:role="alert" class="alert"|class="alert" role="alert"[^>]*)>([^<]+)<', answer.text)
    return html.unescape(found[0]) if found else ""
