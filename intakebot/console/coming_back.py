"""A form that can't be taken comes back on the page that it was sent from: why not beside it, what was typed kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import compile_path

from intakebot.console.call import Call, Missing, Page, Refused, Unwell, inside
from intakebot.console.house import House
from intakebot.domain.errors import Refusal

#: Script in browsers goes on from this address, which has a page of its own.
STAYS = "HX-Replace-Url"
#: What a page tells of an act before.
_TOLD = ("done", "what")


def brought_back(
    request: Request, call: Call, house: House, pages: Sequence[Page], why: str, status: int
) -> Response | None:
    """The page, with a status that programs understand; None where it can't be shown again."""
    form = call.form or {name: (value,) for name, value in call.query.items()}
    refused = Refused(to=request.url.path, why=why, form=form, scripted="hx-request" in request.headers)
    again = replace(call, form={}, refused=refused)
    for path, query in _places(request, call):
        if answer := _page(again, house, pages, path, query):
            answer.status_code = status
            answer.headers[STAYS] = "?".join(filter(None, (quote(path), urlencode(query))))
            return answer
    return None


def _places(request: Request, call: Call) -> Iterator[tuple[str, dict[str, str]]]:
    """Where the form may have been sent from: as the browser says, as the form itself says, the pages above its address."""
    for said in (request.headers.get("referer", "").removeprefix(call.site), call.said("back")):
        place = urlsplit(inside(said, ""))
        told = {name: value for name, value in parse_qsl(place.query) if name not in _TOLD}
        if place.path == "/triage" and "number" in call.path:
            told.setdefault("ticket", call.path["number"])  # it was the first of the queue, and may not be any more
        yield unquote(place.path), told
    path, query = request.url.path, dict(call.query) if request.method == "POST" else {}
    while path := path.rpartition("/")[0]:
        yield path, query


def _page(call: Call, house: House, pages: Sequence[Page], path: str, query: Mapping[str, str]) -> HTMLResponse | None:
    for line in pages:
        found = compile_path(line.path)[0].match(path) if line.method == "GET" else None
        if found and path.isprintable() and (line.needs == "anybody" or (call.user and call.user.may(line.needs))):
            try:
                answer = line.does(replace(call, path=found.groupdict(), query=query), house)
            except (Missing, Unwell, Refusal):
                return None
            return answer if isinstance(answer, HTMLResponse) and answer.status_code == 200 else None
    return None
