"""`make screenshots`: the pages of a small store in Debian's Chromium, light and dark, wide and narrow, as PNGs."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from intakebot.console.site import PAGES
from tests.console.conftest import NARROW, PASSWORD, WIDE, Desk, a_console
from tests.console.quarter import OLGA, SUE, a_quarter, examples

_FOLDER = Path("var/screenshots")
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_SPAN = "from=2026-06-01&until="
_WAITING = "Production is down: nobody of all users can log in since 9:00, nothing works, no workaround."


def main() -> int:
    """Write them; 2 where a page couldn't be opened."""
    os.environ["INTAKEBOT_SEVERITY__PROPOSE"] = "true"
    _FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="screenshots-") as name, a_console(Path(name), begins=_BEGINS) as desk:
        desk.hires("maria", role="operator")
        answered = a_quarter(desk, 8)[1]
        open_ = _written(desk)
        return max(_taken(desk, dict(_pages(answered, open_))))


_BEGINS = "2026-09-07T09:30:00+02:00"


def _written(desk: Desk) -> str:
    """A queue of requests that wait; the number of one that is urgent."""
    desk.day.write_all(SUE, examples("pl1", 0, 5))
    desk.day.write_all(OLGA, examples("en2", 0, 7))
    return desk.day.write(OLGA, "Nobody can log in", _WAITING, attached={"login.log": b"refused\n" * 40})


def _pages(answered: str, still_open: str) -> Iterator[tuple[str, str]]:
    yield "triage", f"/triage?ticket={still_open}"
    yield "queue", "/triage"
    yield "ticket", f"/tickets/{answered}"
    yield "ticket-open", f"/tickets/{still_open}"
    if any(line.path == "/templates" for line in PAGES):
        yield "templates", "/templates"
    yield "reactions", f"/reactions?{_SPAN}"
    yield "reactions-centaur", f"/reactions?{_SPAN}&terms=centaur&by=terms,plan,severity,month"
    yield "missed-deadlines", f"/reactions/breaches?{_SPAN}"
    yield "proposals", f"/reactions/agreement?{_SPAN}"
    yield "tasks", "/tasks"


def _taken(desk: Desk, pages: dict[str, str]) -> Iterator[int]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for scheme in _SCHEMES:
            for size in (WIDE, NARROW):
                yield from _as_seen(browser, desk, pages, scheme, size)
        browser.close()


def _as_seen(
    browser: Browser, desk: Desk, pages: dict[str, str], scheme: Literal["light", "dark"], size: ViewportSize
) -> Iterator[int]:  # fmt: skip
    context = browser.new_context(viewport=size, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{desk.url}/triage")
    page.locator("[name=name]").fill("maria")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button").click()
    page.wait_for_url("**/triage*")
    for name, address in pages.items():
        answer = page.goto(f"{desk.url}{address}")
        found = answer is not None and answer.ok
        print(f"{name} {scheme} {size['width']}: {answer.status if answer else 'no answer'}")
        if found:
            page.screenshot(
                path=_FOLDER / f"{name}-{scheme}-{size['width']}.png",
                full_page=name not in ("triage", "queue") or size is NARROW,
            )
        yield 0 if found else 2
    context.close()


if __name__ == "__main__":
    sys.exit(main())
