"""A form that was refused: programs are told by the status, a browser is shown a page that it doesn't complain of."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.console.people_fixtures import Open, Visitor, alert, opened

_OURS = {"Sec-Fetch-Site": "same-origin"}
#: What browsers say of a request of somebody who looks at pages: without script, by our script, by the editor's.
_BROWSERS = [{"Sec-Fetch-Mode": "navigate"}, {"HX-Request": "true"}, {"Sec-Fetch-Mode": "cors"}]


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    with opened(tmp_path) as console:
        yield _signed_in(console)


def _signed_in(console: Open) -> Visitor:
    return console.come(console.user("agent"))


def _refused(visitor: Visitor, path: str, said: dict[str, str]) -> httpx.Response:
    return visitor.client.post(path, data={"display": "", "language": "en", "zone": "UTC"}, headers=_OURS | said)


def test_programs_are_told_by_the_status(visitor: Visitor) -> None:
    assert _refused(visitor, "/me", {}).status_code == httpx.codes.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize("said", _BROWSERS)
def test_a_browser_is_shown_a_page_that_says_why(visitor: Visitor, said: dict[str, str]) -> None:
    answer = _refused(visitor, "/me", said)
    assert answer.status_code == httpx.codes.OK
    assert alert(answer) == "What colleagues read has 1 to 100 printable characters."


@pytest.mark.parametrize("said", _BROWSERS)
def test_what_is_gone_is_told_on_the_page_above_and_what_isnt_theirs_stays_so(
    visitor: Visitor, said: dict[str, str]
) -> None:
    answer = _refused(visitor, "/me/tokens/1", said)
    assert answer.status_code == httpx.codes.OK
    assert alert(answer) == "What this is about isn't there any more: somebody may have been quicker."
    assert _refused(visitor, "/me/tokens/1", {}).status_code == httpx.codes.NOT_FOUND
    assert _refused(visitor, "/tickets/NOPE/close", said).status_code == httpx.codes.NOT_FOUND
    assert _refused(visitor, "/users", said).status_code == httpx.codes.FORBIDDEN
