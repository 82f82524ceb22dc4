"""Health for machines: /healthz says that the process answers, /readyz that it can do its work, naming what fails."""

import asyncio
from collections.abc import Callable
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

#: What is not as it should be, by the name of the part; empty when all is well. May block.
Ailments: TypeAlias = Callable[[], dict[str, str]]


def health(ailments: Ailments) -> list[Route]:
    """Both pages."""

    async def alive(_request: Request) -> JSONResponse:
        return JSONResponse({"alive": True})

    async def ready(_request: Request) -> JSONResponse:
        found = await asyncio.to_thread(ailments)
        return JSONResponse({"ready": not found, "failing": found}, status_code=503 if found else 200)

    return [Route("/healthz", alive), Route("/readyz", ready)]
