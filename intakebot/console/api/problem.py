"""Errors as RFC 9457 has them: what kind, and in a sentence what to do."""

import json
import math
from collections.abc import Mapping, Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from pydantic import ValidationError
from starlette.responses import Response

from intakebot.contacts.entry import Fault

MEDIA_TYPE = "application/problem+json"
#: Faults that are told of one request.
_MOST = 50


class Problem(Exception):
    """The call isn't done; the answer says why."""

    def __init__(
        self, status: int, detail: str, *, errors: Sequence[Mapping[str, Any]] = (), headers: Mapping[str, str] | None = None
    ) -> None:  # fmt: skip
        super().__init__(detail)
        self._status, self._detail, self._errors, self._headers = status, detail, errors, headers

    def answer(self) -> Response:
        """As a response."""
        told: dict[str, Any] = {
            "title": HTTPStatus(self._status).phrase,
            "status": self._status,
            "detail": self._detail,
        }
        if self._errors:
            told["errors"] = list(self._errors[:_MOST])
        headers = dict(self._headers or {})
        return Response(json.dumps(told, ensure_ascii=False), self._status, headers, MEDIA_TYPE)


def too_often(wait: timedelta) -> Problem:
    """Who calls has to wait so long."""
    seconds = math.ceil(wait.total_seconds())
    return Problem(429, f"Too many calls; wait {seconds} s.", headers={"Retry-After": str(seconds)})


def faulty(faults: Sequence[Fault]) -> Problem:
    """What was sent has faults, and nothing was written."""
    told = [{"field": fault.field, "key": fault.key, "line": fault.line, "reason": fault.reason} for fault in faults]
    return Problem(422, f"{len(faults):,} faults, nothing was written; the first: {faults[0].reason}", errors=told)


def misshapen(where: str, error: ValidationError) -> Problem:
    """What a body or a query lacks of its shape. Nothing of what was sent is repeated."""
    faults = error.errors(include_input=False, include_url=False, include_context=False)
    if any(fault["type"] == "json_invalid" for fault in faults):
        return Problem(400, f"the {where} is no JSON in UTF-8: {faults[0]['msg']}")
    told = [{"field": ".".join(map(str, fault["loc"])), "reason": fault["msg"]} for fault in faults]
    first = f"{told[0]['field']}: " if told[0]["field"] else ""
    return Problem(422, f"the {where} isn't as it should be: {first}{told[0]['reason']}", errors=told)
