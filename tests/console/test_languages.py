"""The console in each of its languages: every page is whole, accessible, and says nothing in another one."""

from collections.abc import Iterator
from typing import Literal

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, ViewportSize

from intakebot.console.site import PAGES
from tests.console.conftest import NARROW, WIDE, Desk, a_console, seat
from tests.console.speech import speaks

_ANNA = "Анна <anna@vector.example>"
_LINES = [page.path for page in PAGES if page.method == "GET" and "{" not in page.path and "." not in page.path]
#: Pages of their own kind: signing in, and what is only reached from another page.
_ELSEWHERE = {"/", "/sign-in", "/sign-in/oidc", "/sign-in/oidc/back", "/contacts/export"}
#: How each is looked at; triage and the like are looked at in every way elsewhere.
_LOOKS: dict[str, tuple[Literal["light", "dark"], ViewportSize]] = {"ru": ("light", WIDE), "pl": ("dark", NARROW)}
#: What a page is asked for.
_ABOUT = {"/contacts/organisation": "?key=vector", "/contacts/person": "?address=anna@vector.example"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with a_console(tmp_path_factory.mktemp("languages")) as made:
        for language in ("ru", "pl"):
            made.hires(f"chef-{language}", role="operator", language=language)
        made.day.write(_ANNA, "Связь", "Критичность: критический. Никто не может позвонить.")
        yield made


@pytest.mark.parametrize("language", ["ru", "pl"])
def test_every_page_speaks_it(desk: Desk, chromium: Browser, language: str) -> None:
    (number,) = [line["number"] for line in desk.day._rows(_NUMBERS)][:1]
    with seat(chromium, desk) as chef:
        chef.signs_in(f"chef-{language}")
        asked = [path + _about(path) for path in _LINES if path not in _ELSEWHERE]
        for path in [*asked, f"/tickets/{number}", "/letters/1", "/terms/centaur", "/templates/registered/ru"]:
            chef.goes(path)
            assert chef.page.locator("h1").count() == 1, path
            chef.looks_right(*_LOOKS[language])
            speaks(chef.page, language)
        assert chef.complaints == []


def _about(path: str) -> str:
    return next((said for begins, said in _ABOUT.items() if path.startswith(begins)), "")


_NUMBERS = sa.text("SELECT number FROM ticket ORDER BY id LIMIT 1")
