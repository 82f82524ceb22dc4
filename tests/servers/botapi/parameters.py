"""A request's parameters: query string, urlencoded form, JSON or multipart ("Making requests" in the documentation)."""

import json
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from tests.servers.botapi.errors import bad


class Parameters(dict[str, Any]):
    """By name. Of a form all values are strings, compound ones JSON within."""

    def text(self, name: str) -> str:
        return str(self.get(name) or "")

    def number(self, name: str, default: int | None = None) -> int:
        """An integer; 400 when it is missing or none."""
        value: Any = self.get(name, default)
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad(f"{name} is invalid" if name in self else f"{name} is empty") from None

    def truth(self, name: str) -> bool:
        return str(self.get(name)).lower() in ("true", "1")

    def compound(self, name: str, kind: type) -> Any:
        """An object or array; None when missing, 400 when it is something else."""
        value = self.get(name)
        if isinstance(value, str):
            try:
                value = json.loads(value) if value else None
            except ValueError:
                raise bad(f"can't parse {name} JSON object") from None
        if value is not None and not isinstance(value, kind):
            raise bad(f"object expected as {name}" if kind is dict else f"array expected as {name}")
        return value


def parsed(query: str, content_type: str, body: bytes) -> Parameters:
    """The parameters of one request; those of the body win."""
    found = Parameters(parse_qsl(query, keep_blank_values=True))
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json" and body:
        given = json.loads(body)
        if not isinstance(given, dict):
            raise bad("object expected")
        found.update(given)
    elif kind == "application/x-www-form-urlencoded":
        found.update(parse_qsl(body.decode(), keep_blank_values=True))
    elif kind == "multipart/form-data":
        found.update(_parts(content_type, body))
    return found


def _parts(content_type: str, body: bytes) -> dict[str, Any]:
    whole = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    found: dict[str, Any] = {}
    for part in whole.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content: Any = part.get_payload(decode=True)
        found[name] = content if part.get_filename() else content.decode()
    return found
