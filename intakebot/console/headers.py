"""What every answer says to the browser, whoever made it: pages, files, the API, and answers to what isn't there.

The policy lets nothing run that isn't ours and nothing be framed; strangers' files get stricter ones of their own.
"""

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from intakebot.console.api.problem import Problem
from intakebot.console.entrance import nowhere, trouble
from intakebot.console.house import House

_log = structlog.get_logger()

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
#: Scripts and styles may be kept, and are asked for again.
_KEPT = {"Cache-Control": "no-cache"}


class Sealed:
    """Puts the headers on all answers below, and answers what nobody answered."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app, self._house = app, house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        begun = False

        async def sealed(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in {**HEADERS, **(_KEPT if scope["path"].startswith("/static/") else {})}.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._answered(scope, receive, sealed)
        except Exception:
            _log.exception("console.crashed", path=scope["path"])
            if begun:
                raise
            answer = _problem(500, {}) if _of_api(scope) else trouble(Request(scope), self._house)
            await answer(scope, receive, sealed)

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except HTTPException as refused:
            status, headers = refused.status_code, dict(refused.headers or {})
            if _of_api(scope):
                answer = _problem(status, headers)
            else:
                answer = await run_in_threadpool(nowhere, Request(scope), self._house, status)
                answer.headers.update(headers)
            await answer(scope, receive, send)


def _of_api(scope: Scope) -> bool:
    return str(scope["path"]).startswith("/api/")


def _problem(status: int, headers: dict[str, str]) -> Response:
    return Problem(status, _WHY.get(status, "It can't be done."), headers=headers).answer()


_WHY = {
    404: "There is nothing at this address.",
    405: "There is no such method at this address; Allow says which there are.",
    500: "It can't be done just now; please try again.",
}
