"""The HTTP side: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import re
import time
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from tests.servers.botapi.errors import ApiError
from tests.servers.botapi.methods import Methods
from tests.servers.botapi.parameters import Parameters, parsed
from tests.servers.botapi.polling import METHODS, Delivery
from tests.servers.botapi.world import Break, Call, World


class Protocol(H11Protocol):
    """Tells the application of its connection, so that it can be cut."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.app_state = {**self.app_state, "transport": transport}
        super().connection_made(transport)


class Web:
    """Answers bots."""

    def __init__(self, world: World, delivery: Delivery) -> None:
        self._world = world
        self._methods = Methods(world)
        self._delivery = delivery
        self.pages = Starlette(
            routes=[
                Route("/bot{token}/{method}", self._called, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path:path}", self._download),
            ]
        )

    async def _called(self, request: Request) -> Response:
        method, came = request.path_params["method"], time.monotonic()
        given = Parameters()
        fault: Break | None = None
        try:
            self._admit(request)
            given = parsed(request.url.query, request.headers.get("content-type", ""), await request.body())
            with self._world.lock:
                fault = self._world.next_break(method)
            answer = await self._answer(method, given, fault)
        except ApiError as error:
            answer = JSONResponse(error.written(), status_code=error.code)
        except ClientDisconnect:
            return Response()
        if fault and fault.how == "slow":
            await self._delivery.rest(fault.seconds)
        cut = bool(fault and fault.how in ("drop", "refuse"))
        with self._world.lock:
            self._world.calls.append(
                Call(method=method, parameters=dict(given), at=came, status=0 if cut else answer.status_code)
            )
            self._world.told()
        if self._delivery.closing:
            answer.headers["connection"] = "close"
        return await _cut(request) if cut else answer

    async def _answer(self, method: str, given: Parameters, fault: Break | None) -> Response:
        if fault and isinstance(fault.how, int):
            return _failing(fault.how, int(fault.seconds))
        if fault and fault.how == "refuse":
            return Response()
        return JSONResponse({"ok": True, "result": await self._result(method, given)})

    async def _result(self, method: str, given: Parameters) -> Any:
        if method.lower() in METHODS:
            return await self._delivery.call(method.lower(), given)
        with self._world.lock:
            return self._methods.call(method, given)

    def _admit(self, request: Request) -> None:
        token = request.path_params["token"]
        if token == self._world.token:
            return
        if re.fullmatch(r"\d+:[\w-]+", token):
            raise ApiError(401, "Unauthorized")
        raise ApiError(404, "Not Found")

    async def _download(self, request: Request) -> Response:
        with self._world.lock:
            files = {file.path: file for file in self._world.files.values()}
            file = files.get(request.path_params["path"])
            fault = self._world.next_break("file")
        try:
            self._admit(request)
        except ApiError as error:
            return JSONResponse(error.written(), status_code=error.code)
        if fault and isinstance(fault.how, int):
            return _failing(fault.how, int(fault.seconds))
        if fault and fault.how == "slow":
            await self._delivery.rest(fault.seconds)
        elif fault:
            return await _cut(request)
        if file is None:
            return JSONResponse(ApiError(404, "Not Found").written(), status_code=404)
        return Response(file.content, media_type="application/octet-stream")


def _failing(status: int, seconds: int) -> Response:
    """A failure of Telegram's own: its gateway answers with a page, everything else with JSON."""
    if status == 429:
        error = ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        return JSONResponse(error.written(), status_code=429)
    if status >= 500:
        return HTMLResponse(f"<html><body><h1>{status} Bad Gateway</h1></body></html>", status_code=status)
    words = {401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}.get(status, "Bad Request")
    return JSONResponse(ApiError(status, words).written(), status_code=status)


async def _cut(request: Request) -> Response:
    """Close the connection, with no answer."""
    request.scope["state"]["transport"].abort()
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return Response()
