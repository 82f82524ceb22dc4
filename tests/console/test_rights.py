"""Who may do what: every route of the console and of the API by every kind of caller, from the route tables themselves."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route
from structlog.testing import capture_logs

from intakebot.console import site
from intakebot.console.api.operation import Operation
from intakebot.console.api.table import OPERATIONS
from intakebot.console.call import Page
from intakebot.console.entrance import COOKIE
from intakebot.console.headers import HEADERS
from intakebot.domain.user import ROLES
from tests.console import api_fixtures
from tests.console.api_fixtures import Served

PAGES = site.PAGES
_RANK = {"anybody": 0, "agent": 1, "manager": 2, "operator": 3}
_ALL: tuple[Page | Operation, ...] = (*PAGES, *OPERATIONS)
_POSTS = [line for line in PAGES if line.method == "POST"]


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with api_fixtures.served(tmp_path_factory.mktemp("rights")) as found:
        yield found


@pytest.fixture(scope="module")
def strangers(console: Served) -> dict[str, dict[str, str]]:
    """Headers that let nobody into the API, each for another reason."""
    operator = console.user("operator")
    _user, session, token = console.disabled()
    expired = console.token(operator, lasts=-console.line.now.resolution)
    right = console.token(operator)
    return {
        "nobody": {}, "no token": {"Authorization": "Bearer"}, "not one of ours": _token("ibt_" + "0" * 52 + "_00000000"),
        "a wrong checksum": _token(right[:-1] + ("0" if right[-1] != "0" else "1")), "revoked": _token(console.revoked(operator)),
        "expired": _token(expired), "of a disabled user": _token(token), "a session": _token(session),
        "a session's cookie": {"Cookie": f"{COOKIE}={console.session(operator)}"},
        "another scheme": {"Authorization": f"Basic {right}"},
    }  # fmt: skip


@pytest.fixture(scope="module")
def tokens(console: Served) -> list[tuple[str, str]]:
    """Role and token: each user's own, and an operator's with lower roles."""
    operator = console.user("operator")
    console.user("agent", "victim")
    own = [(role, console.token(console.user(role))) for role in ROLES]
    return [*own, *((role, console.token(operator, role)) for role in ROLES)]


@pytest.fixture(scope="module")
def ended(console: Served) -> dict[str, str]:
    """Sessions that let nobody in."""
    operator = console.user("operator")
    signed_out = console.session(operator)
    console.line.store.write(lambda desk: desk.sessions.revoke_all(operator.id, console.line.now)).result()
    return {
        "nobody": "", "ended": signed_out, "of a disabled user": console.disabled()[1], "made up": "A" * 43,
        "a token": console.token(operator),
    }  # fmt: skip


def _name(line: Page | Operation) -> str:
    return f"{line.method} {line.path}"


def _path(line: Page | Operation, console: Served) -> str:
    """An address with something real in each place, so that a call that got through would do something."""
    record = console.line.evidence(console.line.numbers[0])
    real = {
        "number": record.number, "id": str(record.messages[0].deliveries[0].id), "act": "note", "terms": "centaur",
        "address": record.messages[0].sender, "name": "victim", "key": "acme",
    }  # fmt: skip
    if line.path.startswith("/mailboxes"):
        real["address"] = "support@desk.example"
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: real.get(found[1], "1"), line.path)


def _page(console: Served, line: Page, session: str = "", **headers: str) -> httpx.Response:
    cookies = {"Cookie": f"{COOKIE}={session}"} if session else {}
    send: Any = console.web.get if line.method == "GET" else partial(console.web.post, data=_FORM)
    answer: httpx.Response = send(_path(line, console), headers={**cookies, **headers})
    return answer


_FORM = {"words": "by whoever may", "level": "low", "reason": "so", "name": "nobody", "password": "wrong password"}


def _operation(console: Served, line: Operation, headers: dict[str, str]) -> httpx.Response:
    body: Any = _sample(line.takes.model_json_schema()) if line.takes else None
    return console.web.request(line.method, f"/api/v1{_path(line, console)}", json=body, headers=headers)


def _sample(schema: dict[str, Any]) -> dict[str, Any]:
    """The least that a body needs."""
    return {name: _word(schema["properties"][name]) for name in schema.get("required", ())}


def _word(schema: dict[str, Any]) -> Any:
    return schema["enum"][0] if "enum" in schema else {"string": "low", "integer": 1, "boolean": True}[schema["type"]]


def _token(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _served(routes: list[BaseRoute], prefix: str = "") -> Iterator[tuple[str, str]]:
    for route in routes:
        if isinstance(route, Mount):
            yield from _served(route.routes or [], prefix + route.path)
            if not route.routes:
                yield "mount", prefix + route.path
        else:
            assert isinstance(route, Route)
            yield from ((method, prefix + route.path) for method in (route.methods or set()) - {"HEAD"})


def test_nothing_is_served_that_the_tables_do_not_know(console: Served) -> None:
    found = list(_served(Starlette(routes=site.site(console.house)).routes))
    told: list[tuple[str, str]] = [(line.method, line.path) for line in PAGES]
    told += [(line.method, f"/api/v1{line.path}") for line in OPERATIONS]
    assert sorted(found) == sorted([*told, ("mount", "/static")])


@pytest.mark.parametrize("line", PAGES, ids=_name)
def test_pages_let_in_whom_the_table_names_and_nobody_else(console: Served, line: Page, ended: dict[str, str]) -> None:
    sessions = {role: console.session(console.user(role)) for role in ROLES}
    before = console.kept
    for who, session in ended.items() if line.needs != "anybody" else ():
        answer = _page(console, line, session)
        assert (answer.status_code, answer.headers["location"][:8]) == (303, "/sign-in"), who
    for role in [role for role in ROLES if _RANK[role] < _RANK[line.needs]]:
        assert _page(console, line, sessions[role]).status_code == 403, role
    assert console.kept == before
    for role in [role for role in ROLES if _RANK[role] >= _RANK[line.needs]]:
        with capture_logs() as logged:
            answer = _page(console, line, sessions[role])
        assert logged == [], role
        if line.needs == "anybody":
            assert answer.status_code in (200, 303, 401, 404)  # the last where no password was right
        else:
            assert answer.status_code != 403, role  # 401: the password is asked for again
            assert answer.status_code < 500
            assert not answer.headers.get("location", "").startswith("/sign-in"), role


@pytest.mark.parametrize("line", OPERATIONS, ids=_name)
def test_the_api_lets_in_whom_the_table_names_and_nobody_else(
    console: Served, line: Operation, strangers: dict[str, dict[str, str]], tokens: list[tuple[str, str]]
) -> None:
    before = console.kept
    for who, headers in strangers.items() if line.needs != "anybody" else ():
        answer = _operation(console, line, headers)
        assert answer.status_code == 401, who
        assert answer.headers["WWW-Authenticate"].startswith("Bearer"), who
    for role, token in tokens:
        if _RANK[role] < _RANK[line.needs]:
            assert _operation(console, line, _token(token)).status_code == 403, role
    assert console.kept == before
    for role, token in tokens:
        if _RANK[role] >= _RANK[line.needs]:
            assert _operation(console, line, _token(token)).status_code in (200, 404, 409, 422), role


_ELSEWHERE = (
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"},
    {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"},
)  # fmt: skip


@pytest.mark.parametrize("line", _POSTS, ids=_name)
def test_what_changes_something_is_only_taken_from_our_own_pages(console: Served, line: Page) -> None:
    session = console.session(console.user("operator"))
    before = console.kept
    for headers in _ELSEWHERE:
        assert _page(console, line, session, **headers).status_code == 403, headers
    assert console.kept == before


@pytest.mark.parametrize("line", [line for line in _ALL if line.method == "GET"], ids=_name)
def test_looking_changes_nothing(console: Served, line: Page | Operation) -> None:
    operator = console.user("operator")
    session, token = console.session(operator), console.token(operator)
    before = console.kept
    if isinstance(line, Page):
        _page(console, line, session)
    else:
        _operation(console, line, _token(token))
    assert console.kept == before


@pytest.mark.parametrize("line", [line for line in _ALL if line.method != "GET"], ids=_name)
def test_too_much_is_refused_before_anything_is_done(console: Served, line: Page | Operation) -> None:
    operator = console.user("operator")
    headers = {"Cookie": f"{COOKIE}={console.session(operator)}", **_token(console.token(operator))}
    before = console.kept
    prefix = "" if isinstance(line, Page) else "/api/v1"
    answer = console.web.request(
        line.method, f"{prefix}{_path(line, console)}", content=b"x" * (line.most + 1),
        headers={**headers, "Content-Type": "application/json"},
    )  # fmt: skip
    assert answer.status_code == 413
    assert console.kept == before


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/sign-in", 200), ("GET", "/", 303), ("GET", "/nothing", 404), ("PUT", "/triage", 405),
        ("POST", "/sign-in", 413), ("GET", "/static/console.css", 200), ("GET", "/static/nothing.js", 404),
        ("GET", "/static/../site.py", 404), ("POST", "/static/console.css", 405), ("GET", "/api/v1/openapi.json", 200),
        ("GET", "/api/v1/tickets", 401), ("GET", "/api/v1/nothing", 404), ("GET", "/api/nothing", 404),
        ("PATCH", "/api/v1/tickets", 405),
    ],
)  # fmt: skip
def test_every_answer_says_what_browsers_may_do_with_it(console: Served, method: str, path: str, status: int) -> None:
    content = b"x" * (300 * 1024) if status == 413 else b""
    answer = console.web.request(method, path, content=content)
    assert answer.status_code == status
    for name, value in HEADERS.items():
        assert answer.headers[name] == value or (name == "Cache-Control" and path.startswith("/static/"))
    if path.startswith("/api/") and status >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_files_of_strangers_have_a_stricter_policy_than_pages(console: Served) -> None:
    session = {"Cookie": f"{COOKIE}={console.session(console.user('agent'))}"}
    answer = console.web.get("/messages/1/body", headers=session)
    assert answer.status_code == 200
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_store_that_is_away_is_told_of_with_the_headers_too(console: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: object) -> None:
        raise RuntimeError("gone")

    session = {"Cookie": f"{COOKIE}={console.session(console.user('agent'))}"}
    monkeypatch.setattr(type(console.house.sessions), "user_of", away)
    with capture_logs() as logged:
        answer = console.web.get("/triage", headers=session)
    assert [one["event"] for one in logged] == ["console.crashed"]
    assert (answer.status_code, answer.headers["X-Content-Type-Options"]) == (500, "nosniff")
