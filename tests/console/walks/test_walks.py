"""Every act of the console is done at a real browser in each language; each state is accessible, and the browser complains of nothing."""

import re
from collections.abc import Collection, Iterator, Mapping

import pytest
from playwright.sync_api import Browser

from intakebot.console import decisions, terms_versions, versions
from intakebot.console.site import PAGES
from tests.console.conftest import CUSTOMERS, Desk, a_console, seat
from tests.console.walks import customers, letters, mailboxes, people, rooms, terms, tickets
from tests.console.walks.walker import Walker
from tests.days import test_martinsoft as martinsoft

_ELSEWHERE = """
[[handover]]
name = "developers"
mail = "dev@elsewhere.example"
[outbox]
ambiguous = "hold"
"""
#: Acts that stand in an address, by the page that does them.
_ACTS: Mapping[str, Collection[str]] = {
    "/tickets/{number}/{act}": decisions.ACTS, "/templates/versions/{id}/{act}": versions.ACTS,
    "/terms/{id}/versions/{version}/{act}": terms_versions.ACTS,
}  # fmt: skip
#: What is looked at elsewhere: signing in with somebody else's server, files that customers sent or that only some reports offer, addresses that only lead on.
_LEFT_TO_OTHERS = (
    "/", "/sign-in/oidc", "/sign-in/oidc/back", "/attachments/{id}", "/messages/{id}/raw", "/messages/{id}/body",
    "/me/{rest:path}", "/users/{id}/{rest:path}", "/reactions/breaches.csv", "/reactions/agreement.csv",
)  # fmt: skip
#: Forms that are never refused: why.
_NEVER_REFUSED = {
    "/sign-out": "who is signed out already stays so", "/me/sessions": "ends what there is", "/users/{id}/sessions": "ends what there is",
    **dict.fromkeys(("/templates/versions/{id}/rollback", "/terms/{id}/versions/{version}/rollback"), "brings the words back once more"),
    **dict.fromkeys(("/templates/{event}/{language}/check", "/terms/{id}/edit/check"), "tells of faults while somebody writes"),
    "/templates/{event}/{language}/begin": "begins what lacks, and nothing where nothing does",
    "/set-aside/{id}/replay": "what was read again in vain is set aside again at once, and can be read once more",
}  # fmt: skip
_WALKS = (
    tickets.decides, tickets.comes_second, tickets.answers, tickets.tells_the_course, tickets.breaks_conditions,
    tickets.puts_off, tickets.sends_again, tickets.begins_with_a_ready_answer, rooms.tends, rooms.finds_filed, rooms.maintains,
    rooms.counts, rooms.reads, customers.keeps, customers.imports, mailboxes.sets, mailboxes.imports, letters.owns_the_words, people.looks_after,
    terms.amends_the_terms,
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    contacts = f"{CUSTOMERS}{martinsoft.CONTACTS}"
    with a_console(tmp_path_factory.mktemp("walks"), contacts=contacts, more=_ELSEWHERE) as made:
        yield made


@pytest.mark.timeout(480)
@pytest.mark.parametrize("language", ["en", "ru", "pl"])
def test_everything_is_done(desk: Desk, chromium: Browser, language: str, subtests: pytest.Subtests) -> None:
    desk.hires(f"chef-{language}", "operator", language)
    with seat(chromium, desk, language=language) as sitting:
        walker = Walker(sitting, desk, language)
        sitting.signs_in(f"chef-{language}")
        for walk in _WALKS:
            with subtests.test(walk.__name__):
                walk(walker)
                assert sitting.complaints == []
    assert _left_out("POST", walker.posted) == []
    assert _left_out("GET", walker.opened) == []
    assert sorted(_left_out("POST", walker.refused)) == sorted(_NEVER_REFUSED)


def _left_out(method: str, asked: Collection[str]) -> list[str]:
    """Forms of the route table that weren't sent, or pages that nobody opened."""
    pages = [page.path for page in PAGES if page.method == method and page.path not in _LEFT_TO_OTHERS]
    forms = [path.replace("{act}", act) for path in pages for act in (_ACTS[path] if "{act}" in path else [""])]
    return [form for form in forms if not any(re.fullmatch(re.sub(r"\{[\w:]+\}", "[^/]+", form), one) for one in asked)]
