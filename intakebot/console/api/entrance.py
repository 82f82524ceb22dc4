"""Every call comes in here: by which token, how often, with what right, how much, in what shape. Only then is anything done."""

from typing import Any

import structlog
from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from intakebot.console.api.operation import ApiCall, Bytes, Operation
from intakebot.console.api.pace import Pace
from intakebot.console.api.problem import Problem, misshapen, too_often
from intakebot.console.api.shapes import Shape
from intakebot.console.call import Form, Missing, Unwell
from intakebot.console.house import House
from intakebot.domain.errors import IntakebotError, Refusal
from intakebot.domain.session import Bearer

_log = structlog.get_logger()
_LONGEST_PATH = 600


def route(line: Operation, house: House, pace: Pace) -> Route:
    """A line of the table as Starlette wants it."""
    gives: TypeAdapter[Any] | None = None if line.gives is Bytes else TypeAdapter(line.gives)

    async def answer(request: Request) -> Response:
        try:
            bearer = await run_in_threadpool(_let_in, request, line, house, pace)
            body = _shaped(line, request, await _body(request, line))
            return await run_in_threadpool(_done, _call(request, line, house, bearer, body), line, house, gives)
        except Problem as problem:
            return problem.answer()
        except IntakebotError as error:
            _log.warning("api.failed", operation=line.name, error=str(error))
            return Problem(503, "It can't be done just now; please try again.").answer()

    return Route(line.path, answer, methods=[line.method], name=line.name)


def _let_in(request: Request, line: Operation, house: House, pace: Pace) -> Bearer | None:
    if line.needs == "anybody":
        return None
    scheme, _space, token = request.headers.get("authorization", "").partition(" ")
    bearer = house.bearers.user_of(token.strip()) if scheme.lower() == "bearer" else None
    if bearer is None:
        raise Problem(401, "A token is needed that still lets in: Authorization: Bearer ibt_…", headers=_ASKING)
    if wait := pace.wait(bearer.token_id):
        raise too_often(wait)
    if not bearer.user.may(line.needs):
        raise Problem(403, f"This token may do what {_a(bearer.user.role)} may; {_a(line.needs)} may do this.")
    return bearer


async def _body(request: Request, line: Operation) -> bytes:
    """What was sent; 413 as soon as it is too much."""
    if line.method == "GET":
        return b""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > line.most:
                raise Problem(413, f"A body of this call has {line.most:,} bytes at most.", headers=_NO_MORE)
    except ClientDisconnect:
        raise Problem(400, "The body ended too early.") from None
    return bytes(body)


def _shaped(line: Operation, request: Request, body: bytes) -> Shape:
    if line.takes is None:
        if body:
            raise Problem(422, "This call takes no body.")
        return Shape()
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Problem(415, "The body has to be application/json.")
    try:
        return line.takes.model_validate_json(body)
    except ValidationError as error:
        raise misshapen("body", error) from None


def _call(request: Request, line: Operation, house: House, bearer: Bearer | None, body: Shape) -> ApiCall:
    if not all(value.isprintable() and len(value) <= _LONGEST_PATH for value in request.path_params.values()):
        raise Problem(404, _NOTHING)
    try:
        wanted = line.wants.model_validate(dict(request.query_params))
    except ValidationError as error:
        raise misshapen("query", error) from None
    return ApiCall(
        who=None, bearer=bearer, path=request.path_params, query=dict(request.query_params), form=_form(body), body=body,
        wanted=wanted, site="", language="en", zone=house.zone, now=house.clock(),
        address=request.client.host if request.client else "", agent=request.headers.get("user-agent", "")[:200],
    )  # fmt: skip


def _form(body: Shape) -> Form:
    """As a page's form would have it."""
    fields = body.model_dump(exclude_none=True)
    return {
        name: tuple(map(str, value)) if isinstance(value, tuple) else (str(value),) for name, value in fields.items()
    }


def _done(call: ApiCall, line: Operation, house: House, gives: TypeAdapter[Any] | None) -> Response:
    try:
        found = line.does(call, house)
    except Missing:
        raise Problem(404, _NOTHING) from None
    except Refusal as refused:
        raise Problem(409, refused.detail) from None
    except Unwell as refused:
        raise Problem(422, str(refused)) from None
    if gives is None:
        return found if isinstance(found, Response) else Response(found)
    return Response(gives.dump_json(found), media_type="application/json")


def _a(role: str) -> str:
    return f"an {role}" if role[0] in "ao" else f"a {role}"


_NOTHING = "There is nothing at this address."
_ASKING = {"WWW-Authenticate": 'Bearer realm="intakebot"'}
#: What else was sent isn't read.
_NO_MORE = {"Connection": "close"}
