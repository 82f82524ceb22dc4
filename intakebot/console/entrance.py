"""Everybody comes in here: who asks, from which site, with what right, and how much.

Requests that change something are taken only from our own pages (Sec-Fetch-Site, else Origin), and sessions only from a
cookie that no script can read. A page never sees a request that has no right to it. What answers say to browsers: headers.py.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, quote, urlsplit

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from intakebot.console import uploads
from intakebot.console.call import Busy, Call, Missing, Page, Unwell
from intakebot.console.coming_back import STAYS, brought_back
from intakebot.console.house import House
from intakebot.console.render import page
from intakebot.console.telling import sentence
from intakebot.console.words import words
from intakebot.domain.errors import IntakebotError, Refusal
from intakebot.domain.session import SignedIn
from intakebot.domain.user import LANGUAGES

_log = structlog.get_logger()

COOKIE = "intakebot_session"
#: Only while somebody signs in by a provider.
JOURNEY = "intakebot_journey"
_RANK = {"anybody": 0, "agent": 1, "manager": 2, "operator": 3}
#: Fields of one form.
_FIELDS = 200
#: What is answered to a form that can't be taken as it was filled in.
_REFUSED = {400, 401, 409, 422, 429}
#: What only browsers say, and our script in them.
_OF_BROWSERS = ("sec-fetch-mode", "hx-request")


def route(line: Page, house: House, pages: Sequence[Page]) -> Route:
    """A line of the route table as Starlette wants it; what can't be done there comes back on one of these pages."""

    async def answer(request: Request) -> Response:
        return await _answered(request, line, house, pages)

    return Route(line.path, answer, methods=[line.method])


async def _answered(request: Request, line: Page, house: House, pages: Sequence[Page]) -> Response:
    if line.method != "GET" and not ours(request.headers, request.headers.get("host", "")):
        return Response("This request didn't come from the console's own pages.", 403)
    if line.method == "POST" and line.needs != "anybody" and not await run_in_threadpool(_who, request, house):
        return RedirectResponse("/sign-in?back=", 303)  # before anything of a stranger's form is read
    try:
        form = await _form(request, line.most) if line.method == "POST" else {}
    except (ValueError, ClientDisconnect) as error:
        return Response(f"This form can't be read: {error}", 413)
    return _shown(request, await run_in_threadpool(_done, request, line, house, form, pages))


def _shown(request: Request, answer: Response) -> Response:
    """To a browser a form that was refused is a page like others; programs are told by the status.

    Browsers take other statuses for trouble with the page, and complain of them in their consoles.
    """
    refused = answer.status_code in _REFUSED or STAYS in answer.headers
    if refused and any(name in request.headers for name in _OF_BROWSERS):
        answer.status_code = 200
    return answer


def _done(
    request: Request, line: Page, house: House, form: Mapping[str, tuple[str, ...]], pages: Sequence[Page]
) -> Response:
    who = _who(request, house)
    user = who.user if who else None
    call = _call(request, house, form, who)
    if line.needs != "anybody" and user is None:
        back = "" if line.method == "POST" else quote(f"{request.url.path}?{request.url.query}".rstrip("?"), safe="")
        return RedirectResponse(f"/sign-in?back={back}", 303)
    if user is not None and _RANK[user.role] < _RANK[line.needs]:
        return page(call, "refused.html", {"why": "rights"}, status=403)
    if who is not None:
        house.sessions.renew(who)
    if not all(value.isprintable() for value in request.path_params.values()):
        return page(call, "refused.html", {"why": "missing"}, status=404)
    try:
        return line.does(call, house)
    except Missing:
        why = words(call.language).gettext("What this is about isn't there any more: somebody may have been quicker.")
        again = brought_back(request, call, house, pages, why, 404) if line.method == "POST" else None
        return again or page(call, "refused.html", {"why": "missing"}, status=404)
    except (Unwell, Refusal) as refused:
        why = str(refused) if isinstance(refused, Unwell) else sentence(refused.detail, call.language, call.zone)
        elsewhere = line.method == "POST" or not isinstance(refused, Busy)
        again = brought_back(request, call, house, pages, why, 409) if elsewhere else None
        return again or page(call, "refused.html", {"why": why}, status=409)
    except IntakebotError as error:
        _log.warning("console.failed", page=line.path, error=str(error))
        return page(call, "refused.html", {"why": "trouble"}, status=503)
    except Exception:
        _log.exception("console.crashed", page=line.path)
        return page(call, "refused.html", {"why": "trouble"}, status=500)


def nowhere(request: Request, house: House, status: int) -> Response:
    """The page for an address that no page has, or that knows no such method."""
    return page(_call(request, house, {}, _who(request, house)), "refused.html", {"why": "missing"}, status=status)


def trouble(request: Request, house: House) -> Response:
    """The page for what broke; it asks nobody who they are, since the store may be what broke."""
    return page(_call(request, house, {}, None), "refused.html", {"why": "trouble"}, status=500)


def _who(request: Request, house: House) -> SignedIn | None:
    return house.sessions.user_of(request.cookies.get(COOKIE, ""))


def _call(request: Request, house: House, form: Mapping[str, tuple[str, ...]], who: SignedIn | None) -> Call:
    user = who.user if who else None
    return Call(
        who=who, path=request.path_params, query=dict(request.query_params), form=form,
        language=user.language if user else _preferred(request), zone=(user and user.zone) or house.zone, now=house.clock(),
        address=request.client.host if request.client else "", agent=request.headers.get("user-agent", "")[:200],
        site=f"{request.url.scheme}://{request.url.netloc}", journey=request.cookies.get(JOURNEY, ""),
    )  # fmt: skip


def _preferred(request: Request) -> str:
    """What the browser asks for first of what we speak."""
    said = request.headers.get("accept-language", "")[:200].lower()
    wanted = (one.strip()[:2] for one in said.split(","))
    return next((one for one in wanted if one in LANGUAGES), "en")


def ours(headers: Mapping[str, str], host: str) -> bool:
    """Whether a request comes from a page of our own; without either header (no browser) it bears no cookie of a victim's."""
    if site := headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    if origin := headers.get("origin"):
        return urlsplit(origin).netloc == host
    return True


async def _form(request: Request, most: int) -> dict[str, tuple[str, ...]]:
    """Fields of a form, taken apart beside the loop; ValueError for what is too large or none."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise ValueError(f"more than {most:,} bytes")
    return await run_in_threadpool(_fields, request.headers.get("content-type", ""), bytes(body))


def _fields(kind: str, body: bytes) -> dict[str, tuple[str, ...]]:
    if kind.startswith("multipart/"):
        return uploads.fields(kind, body, _FIELDS)
    found = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_FIELDS)
    return {name: tuple(values) for name, values in found.items()}
