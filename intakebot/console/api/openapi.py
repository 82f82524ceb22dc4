"""The description of the API in OpenAPI 3.1, made from its table."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from intakebot import __version__
from intakebot.console.api.operation import Bytes, Operation
from intakebot.console.api.problem import MEDIA_TYPE

_NUMBER = {"type": "integer", "format": "int64", "minimum": 0}
_WORD = {"type": "string", "maxLength": 600}
#: What stands in addresses.
_PATH = {
    "id": (_NUMBER, "Of the row."), "number": (_WORD, "Of the ticket."), "address": (_WORD, "A mail address."),
    "key": (_WORD, "The organisation's key."), "terms": (_WORD, "Id of the support document."),
    "name": (_WORD, "The user's name."), "event": (_WORD, "Which letter it is."),
    "language": (_WORD, "The language of its words, ISO 639-1."),
    "version": (_NUMBER, "Id of the version."),
}  # fmt: skip
_PROBLEM = {
    "type": "object",
    "description": "RFC 9457.",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string"}, "status": {"type": "integer"},
        "detail": {"type": "string", "description": "In a sentence: what is wrong and what to do."},
        "errors": {
            "type": "array", "description": "Each fault with its field.",
            "items": {"type": "object", "required": ["field", "reason"], "properties": {
                "field": {"type": "string"}, "key": {"type": "string"}, "line": {"type": ["integer", "null"]},
                "reason": {"type": "string"},
            }},
        },
    },
}  # fmt: skip
_REFUSALS = {
    400: "No JSON in UTF-8.", 401: "No token, or one that doesn't let in any more.",
    403: "The token's role may not do this.", 404: "There is nothing at this address.",
    409: "It can't be done as things stand; `detail` says why.", 413: "The body is too large.",
    415: "The body isn't application/json.", 422: "Body or query aren't as they should be.",
    429: "Too many calls; `Retry-After` says how long to wait.", 503: "It can't be done just now; try again.",
}  # fmt: skip


def description(operations: Iterable[Operation]) -> dict[str, Any]:
    """The whole document."""
    table = tuple(operations)
    schemas, kept = _schemas(table)
    paths: dict[str, Any] = {}
    for line in table:
        paths.setdefault(f"/api/v1{line.path}", {})[line.method.lower()] = _operation(line, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "intakebot", "version": __version__,
            "description": "What the console does, for programs. Times are UTC unless a field says otherwise.",
        },
        "paths": paths,
        "components": {
            "schemas": {**kept, "Problem": _PROBLEM},
            "securitySchemes": {"token": {
                "type": "http", "scheme": "bearer", "description": "`intakebot user token NAME` makes one: ibt_…",
            }},
        },
        "security": [{"token": []}],
    }  # fmt: skip


def _schemas(table: Sequence[Operation]) -> tuple[dict[tuple[str, str], Any], dict[str, Any]]:
    """Schemas by operation and use, and those that they refer to."""
    wanted: list[tuple[str, JsonSchemaMode, TypeAdapter[Any]]] = []
    for line in table:
        wanted.append((f"{line.name} wants", "validation", TypeAdapter(line.wants)))
        if line.takes:
            wanted.append((f"{line.name} takes", "validation", TypeAdapter(line.takes)))
        if line.gives is not Bytes:
            wanted.append((f"{line.name} gives", "serialization", TypeAdapter(line.gives)))
    found, rest = TypeAdapter.json_schemas(wanted, ref_template="#/components/schemas/{model}")
    return {(str(key), mode): schema for (key, mode), schema in found.items()}, rest["$defs"]


def _operation(line: Operation, schemas: dict[tuple[str, str], Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": line.name,
        "summary": line.summary,
        "description": "Anybody may call it." if line.needs == "anybody" else f"Needs the role {line.needs}.",
        "parameters": [*_in_path(line), *_in_query(line)],
        "responses": {"200": _answer(line, schemas), **_refusals(line)},
    }
    if line.needs == "anybody":
        told["security"] = []
    if line.takes:
        schema = schemas[f"{line.name} takes", "validation"]
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return told


def _in_path(line: Operation) -> list[dict[str, Any]]:
    names = re.findall(r"\{(\w+)\}", line.path)
    return [
        {"name": name, "in": "path", "required": True, "schema": _PATH[name][0], "description": _PATH[name][1]}
        for name in names
    ]


def _in_query(line: Operation) -> list[dict[str, Any]]:
    shape = line.wants.model_json_schema(ref_template="#/components/schemas/{model}")
    needed = shape.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in needed, "schema": schema}
        for name, schema in shape.get("properties", {}).items()
    ]


def _answer(line: Operation, schemas: dict[tuple[str, str], Any]) -> dict[str, Any]:
    if line.gives is Bytes:
        return {"description": "The file.", "content": {"application/octet-stream": {}}}
    schema = schemas[f"{line.name} gives", "serialization"]
    return {"description": "Done.", "content": {"application/json": {"schema": schema}}}


def _refusals(line: Operation) -> dict[str, Any]:
    codes = {503, *(() if line.needs == "anybody" else (401, 403, 429)), *((404,) if "{" in line.path else ())}
    codes |= {409, 413} if line.method != "GET" else set()
    codes |= {400, 415} if line.takes else set()
    codes |= {422} if line.takes or line.wants.model_fields or line.method != "GET" else set()
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {str(code): {"description": _REFUSALS[code], "content": content} for code in sorted(codes)}
