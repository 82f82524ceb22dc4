"""The console's pages over real HTTP, on a store of their own, with one user of each role and a clock that a test sets."""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import httpx

from intakebot import pages, parts
from intakebot.config import load
from intakebot.console.condition import Condition
from intakebot.console.site import site
from intakebot.contacts.reading import File, read
from intakebot.domain.by import By
from intakebot.drafting.editing import Editing
from intakebot.guard.accounts import Accounts
from intakebot.guard.passwords import Passwords
from intakebot.registry import import_contacts
from intakebot.store.audit import Entry
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from tests.console.serving import served

T = TypeVar("T")

PASSWORD = "correct-horse-kobyla-9"
_CONFIG = """
[terms]
folder = "{folder}/terms"
[[mailbox]]
address = "support@desk.example"
prefix = "SUP"
terms = "veeam"
from_name = "Desk"
"""


class Console:
    """A served console. What channels say of themselves is handed in, as the running app does."""

    def __init__(self, folder: Path, overlay: str = "") -> None:
        self.now = datetime.fromisoformat("2026-11-20T12:00:00+00:00")
        (folder / "terms").mkdir()
        if overlay:
            (folder / "terms" / "eurolinux.toml").write_text(overlay)
        (folder / "config.toml").write_text(_CONFIG.format(folder=folder))
        config = load(folder / "config.toml")
        self.store = Store(f"sqlite:///{folder}/console.db", self.clock)
        self.conditions: tuple[Condition, ...] = ()
        rooms = parts.rooms(config, self.store.secret, self.clock)
        editing = Editing.opened(self.store, rooms.terms, rooms.catalogue, rooms.mailboxes, self.clock)
        self.house = pages.house(
            config.console, self.store, rooms, self.clock, editing, parts.binding(rooms, self.store, self.clock), conditions=lambda: self.conditions,
        )  # fmt: skip
        self.users: dict[str, httpx.Client] = {}

    def open(self, port: int) -> None:
        """It is served there: one user of each role comes."""
        self.users = {role: self._user(role, f"http://127.0.0.1:{port}") for role in ("agent", "manager", "operator")}

    def clock(self) -> datetime:
        return self.now

    def _user(self, role: str, url: str) -> httpx.Client:
        hashed = Passwords().fit(PASSWORD, role)
        self.write(lambda desk: Accounts(clock=self.clock).add(desk, f"{role} one", hashed, role, By(name="test")))
        client = httpx.Client(base_url=url, follow_redirects=True)
        signed_in = client.post("/sign-in", data={"name": f"{role} one", "password": PASSWORD, "back": "/terms"})
        assert signed_in.url.path == "/terms"
        return client

    def write(self, work: Callable[[Desk], T]) -> T:
        return self.store.write(work).result()

    def customers(self, text: str) -> None:
        """Whom the store knows from now on: these, and nobody else."""
        said = read([File(name="known.toml", content=text.encode())])
        assert not said.faults
        self.write(lambda desk: import_contacts(desk, said.registry, self.now, remove_missing=True))

    def audited(self) -> Entry:
        """What was done last."""
        [(_, entry)] = self.store.read(lambda desk: desk.audit.last(1))
        return entry

    def leave(self) -> None:
        """Everybody closes their browser."""
        for client in self.users.values():
            client.close()


@contextmanager
def a_console(folder: Path, overlay: str = "") -> Iterator[Console]:
    console = Console(folder, overlay)
    with served(site(console.house)) as port:
        try:
            console.open(port)
            yield console
        finally:
            console.leave()
    console.store.close()


def seen(answer: httpx.Response) -> str:
    """What a person reads of a page, blanks folded."""
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", f"<main{main}")).split())


def fields(answer: httpx.Response) -> dict[str, str | list[str]]:
    """What a browser would send of a page's form without anything being typed."""
    form = answer.text.partition('method="post" action="/contacts')[2].partition("</form>")[0]
    found: dict[str, str | list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        told = {name: html.unescape(value) for name, value in re.findall(r'([a-z-]+)="([^"]*)"', tag)}
        if told.get("type") not in ("checkbox", "radio"):
            found[told["name"]] = told["value"]
        elif tag.endswith("checked>"):
            found[told["name"]] = [*found.get(told["name"], []), told["value"]]
    for name, text in re.findall(r'<textarea name="([a-z]+)"[^>]*>([^<]*)</textarea>', form):
        found[name] = html.unescape(text)
    for name, options in re.findall(r'<select name="([a-z]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = html.unescape(chosen[1]) if chosen else ""
    return found
