"""Every act of the console is done at a real browser in each language; each state is accessible, and the browser complains of nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.console.conftest import CUSTOMERS, Desk, a_console, seat
from tests.console.walks import customers, letters, people, rooms, tickets
from tests.console.walks.walker import Walker
from tests.days import test_martinsoft as martinsoft

_ELSEWHERE = """
[[handover]]
name = "developers"
mail = "dev@elsewhere.example"
"""
WALKS = (tickets.decides, tickets.answers, tickets.tells_the_course, tickets.breaks_conditions, rooms.tends, rooms.maintains, rooms.reads, customers.keeps, customers.imports, letters.owns_the_words, people.looks_after)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    customers = f"{CUSTOMERS}{martinsoft.CONTACTS}"
    with a_console(tmp_path_factory.mktemp("walks"), contacts=customers, more=_ELSEWHERE) as made:
        yield made


@pytest.mark.parametrize("language", ["en", "ru", "pl"])
def test_everything_is_done(desk: Desk, chromium: Browser, language: str, subtests: pytest.Subtests) -> None:
    desk.hires(f"chef-{language}", "operator", language)
    with seat(chromium, desk) as sitting:
        walker = Walker(sitting, desk, language)
        sitting.signs_in(f"chef-{language}")
        for walk in WALKS:
            with subtests.test(walk.__name__):
                walk(walker)
                assert sitting.complaints == []
