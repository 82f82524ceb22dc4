"""A running bot with its console, and people at real browsers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, TypeAlias

import httpx
import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, sync_playwright
from typer.testing import CliRunner

from intakebot.cli import cli
from intakebot.guard.passwords import Passwords
from tests.days.day import Day, a_day
from tests.days.test_centaur import CONTACTS
from tests.days.test_veeam import WARSAW

PASSWORD = "nine wet umbrellas"
CUSTOMERS = f"{CONTACTS}{WARSAW}"
WIDE, NARROW = ViewportSize(width=1280, height=800), ViewportSize(width=400, height=800)
Scheme: TypeAlias = Literal["light", "dark"]
#: What passed isn't told: that takes longer than finding it out. Frames are cages that no script gets into, axe's neither:
#: its knocking would stand among the browser's complaints.
ALL: Mapping[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"],
    "iframes": False,
}  # fmt: skip
#: Rules that see colours, which are all that schemes change (test_style.py).
COLOURS = {**ALL, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
#: axe as a function that browsers compile when it is called.
_AXE = f"window.bringsAxe = () => {{ {AXE_SCRIPT} }};"
_RUN = """(rules) => {
  if (!window.axe) window.bringsAxe();
  return axe.run(document, rules);
}"""


class Desk:
    """The bot's console: who works there, and where it is."""

    def __init__(self, day: Day) -> None:
        self.day = day

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.day.console}"

    def hires(self, name: str, role: str = "agent", language: str = "en") -> None:
        """Somebody who may sign in with PASSWORD."""
        told = ["--role", role, "--language", language, "--zone", "UTC"]
        words = ["user", "add", name, *told, "--config", str(self.day.config)]
        ran = CliRunner().invoke(cli, words, input=f"{PASSWORD}\n", catch_exceptions=False)
        assert ran.exit_code == 0, ran.output


class Seat:
    """Somebody at a browser; what the browser complains of is kept."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.complaints: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        self.complaints.append(f"{message.type}: {message.text}")

    def signs_in(self, name: str, password: str = PASSWORD) -> None:
        self.page.goto(f"{self.url}/triage")
        self.page.locator("[name=name]").fill(name)
        self.page.locator("[name=password]").fill(password)
        self.page.locator("main button").click()
        self.page.wait_for_url("**/triage*")

    def goes(self, path: str) -> None:
        self.page.goto(f"{self.url}{path}")

    def presses(self, key: str) -> None:
        """Press a key that opens another page, and wait for it."""
        with self.page.expect_response(lambda answer: answer.request.resource_type in ("fetch", "document")):
            self.page.keyboard.press(key)
        self.rests()

    def rests(self) -> None:
        """Wait until nothing is under way."""
        self.page.wait_for_function("() => !document.querySelector('.htmx-request')")
        self.page.wait_for_load_state("networkidle")

    @property
    def focused(self) -> str:
        """What has the keyboard: name of the element, in small letters."""
        return str(self.page.evaluate("document.activeElement.tagName.toLowerCase()"))

    def is_accessible(self, *, everywhere: bool = True) -> None:
        """axe finds nothing, light and dark, wide and narrow (or only light and wide, dark and narrow); nothing has to be
        scrolled sideways.
        """
        self.looks_right(ALL, "light", WIDE)
        self.looks_right(ALL, "dark", NARROW)
        if everywhere:
            self.looks_right(COLOURS, "light", NARROW)
            self.looks_right(COLOURS, "dark", WIDE)
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(WIDE)

    def looks_right(self, rules: Mapping[str, Any], scheme: Scheme, size: ViewportSize) -> None:
        """axe finds nothing by these rules, and nothing has to be scrolled sideways."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.set_viewport_size(size)
        self.suits_axe(rules)
        self.is_narrow_enough()

    def suits_axe(self, rules: Mapping[str, Any]) -> None:
        """axe finds nothing on the page by these rules."""
        found = AxeResults(self.page.evaluate(_RUN, rules))
        assert found.violations_count == 0, f"{self.page.url} {self._looks}: {found.generate_report()}"

    @property
    def _looks(self) -> str:
        dark = self.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        return f"{'dark' if dark else 'light'}, {self.page.viewport_size}"

    def is_narrow_enough(self) -> None:
        """Nothing has to be scrolled sideways."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide at {self.page.viewport_size}"


@contextmanager
def a_console(
    folder: Path, *, terms: str = "centaur", begins: str = "2026-11-24T10:00:00+01:00", contacts: str = CUSTOMERS,
    more: str = "",
) -> Iterator[Desk]:  # fmt: skip
    """A day that is worked on at the console."""
    with a_day(folder, terms, begins, contacts=contacts, more=more, console="127.0.0.1:0") as day:
        yield Desk(day)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@contextmanager
def seat(chromium: Browser, desk: Desk, *, script: bool = True, language: str = "en") -> Iterator[Seat]:
    """A browser of somebody's own, that heard of nothing before, and has nothing to complain of in the end."""
    context = chromium.new_context(viewport=WIDE, java_script_enabled=script, locale=language)
    context.set_default_timeout(10_000)
    context.add_init_script(_AXE)
    sitting = Seat(context.new_page(), desk.url)
    try:
        yield sitting
    finally:
        context.close()
    assert sitting.complaints == []


@contextmanager
def signed_in(desk: Desk, name: str, password: str = PASSWORD, *, follows: bool = False) -> Iterator[httpx.Client]:
    """Somebody at the console, without a browser; `follows` where pages send him on."""
    with httpx.Client(base_url=desk.url, timeout=30) as client:
        answer = client.post("/sign-in", data={"name": name, "password": password})
        assert answer.status_code == httpx.codes.SEE_OTHER
        client.follow_redirects = follows
        yield client


@pytest.fixture(scope="module")
def maria(desk: Desk) -> Iterator[httpx.Client]:
    """Who works at the `desk` of the module, where it has hired her."""
    with signed_in(desk, "maria") as client:
        yield client


@pytest.fixture
def sitting(chromium: Browser, desk: Desk) -> Iterator[Seat]:
    """Likewise at a browser of hers."""
    with seat(chromium, desk) as found:
        found.signs_in("maria")
        yield found


@pytest.fixture(scope="module", autouse=True)
def _passwords_are_hashed_lightly() -> Iterator[None]:
    """How much work that is otherwise stands in tests/guard."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Passwords.__init__, "__kwdefaults__", {"passes": 1, "kibibytes": 8})
        yield
