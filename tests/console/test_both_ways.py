"""What people do at the console, programs can do by the API: each page that changes something has its operation, or a reason."""

import re
from collections.abc import Mapping

import pytest

from intakebot.console import terms_versions, versions
from intakebot.console.api.table import OPERATIONS
from intakebot.console.call import Page
from intakebot.console.site import PAGES

_PASSWORD = "asks for the password, which programs don't have"
#: Pages without an operation, by their addresses: why.
_AT_THE_CONSOLE_ALONE = {
    "/sign-in": "a token needs no session", "/sign-out": "a token needs no session",
    "/welcome/{slip}": "somebody chooses a password", "/me/password": _PASSWORD, "/me/factor": _PASSWORD,
    "/me/factor/code": _PASSWORD, "/me/factor/recovery": _PASSWORD, "/me/factor/off": _PASSWORD, "/me/tokens": _PASSWORD,
    "/me/sessions/{id}": "a program that finds a stranger's session ends them all", "/users": _PASSWORD,
    "/users/{id}/role": _PASSWORD, "/users/{id}/enable": _PASSWORD, "/users/{id}/factor": _PASSWORD,
    "/users/{id}/link": _PASSWORD,
}  # fmt: skip
#: Where the operation has another address than the page.
_ELSEWHERE = {
    "/triage": "GET /tickets/{number}/ready-answers/{id}", "/tickets/{number}": "GET /tickets/{number}/ready-answers/{id}",
    "/tickets/{number}/{act}": "POST /tickets/{number}/note", "/templates/versions/{id}/{act}": "POST /templates/versions/{id}/publish",
    "/contacts/organisation/edit": "PUT /organisations/{key}", "/contacts/organisation/remove": "DELETE /organisations/{key}",
    "/contacts/person/edit": "PUT /contacts/{address}", "/contacts/person/remove": "DELETE /contacts/{address}",
    "/mailbox": "PUT /mailboxes/{address}", "/mailbox/import": "POST /mailboxes-import",
    "/contacts/import": "POST /contacts-import", "/contacts/import/apply": "POST /contacts-import", "/me": "PUT /me",
    "/terms/{id}/edit": "POST /terms/{terms}/versions", "/terms/{id}/edit/check": "POST /terms/{terms}/check",
    "/terms/{id}/versions/{version}/{act}": "POST /terms/{terms}/versions/{version}/publish", "/terms/{id}/withdraw": "POST /terms/{terms}/withdraw",
    "/me/sessions": "POST /me/sign-out", "/me/tokens/{id}": "DELETE /me/tokens/{id}",
    "/users/{id}/disable": "POST /users/{name}/disable", "/users/{id}/sessions": "POST /users/{name}/sign-out",
}  # fmt: skip
_OPERATIONS = {f"{line.method} {line.path}": line for line in OPERATIONS}
_POSTS = [line for line in PAGES if line.method == "POST"]


@pytest.mark.parametrize("line", _POSTS, ids=lambda line: line.path)
def test_what_a_page_changes_an_operation_changes_too_by_the_same_role(line: Page) -> None:
    if line.path not in _AT_THE_CONSOLE_ALONE:
        operation = _OPERATIONS[_ELSEWHERE.get(line.path, f"POST {line.path}")]
        assert operation.needs == line.needs


def test_nothing_is_excused_that_is_no_page_or_has_its_operation() -> None:
    paths = {line.path for line in _POSTS}
    assert {*_AT_THE_CONSOLE_ALONE, *_ELSEWHERE} <= paths
    assert not _AT_THE_CONSOLE_ALONE.keys() & _ELSEWHERE.keys()
    same = {path for path in paths if f"POST {path}" in _OPERATIONS}
    assert not same & {*_AT_THE_CONSOLE_ALONE, *_ELSEWHERE}


@pytest.mark.parametrize(
    ("acts", "place"),
    [(versions.ACTS, r"/templates/versions/\{id\}"), (terms_versions.ACTS, r"/terms/\{terms\}/versions/\{version\}")],
)
def test_every_act_upon_a_version_has_its_operation(acts: Mapping[str, object], place: str) -> None:
    found = {match[1] for name in _OPERATIONS if (match := re.fullmatch(rf"POST {place}/(\w+)", name))}
    assert found == acts.keys()
