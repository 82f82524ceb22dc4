"""Forms with files in them (RFC 7578)."""

from collections import defaultdict
from email.message import Message
from email.parser import BytesParser


def fields(kind: str, body: bytes, most: int) -> dict[str, tuple[str, ...]]:
    """Fields by name, a file's as its text, in which bytes that aren't UTF-8 stand as surrogates; ValueError for what is no form.

    `kind`: the media type with its boundary.
    """
    form = BytesParser().parsebytes(b"Content-Type: " + kind.encode("ascii", "replace") + b"\r\n\r\n" + body)
    found = defaultdict[str, list[str]](list)
    for part in form.get_payload() if form.is_multipart() else ():
        name, content = _field(part)
        found[name].append(content)
        if len(found) > most:
            raise ValueError(f"more than {most} fields")
    return {name: tuple(values) for name, values in found.items()}


def _field(part: object) -> tuple[str, str]:
    match part:
        case Message():
            match part.get_param("name", header="content-disposition"), part.get_payload(decode=True):
                case str() as name, bytes() as content:
                    return name, content.decode("utf-8", "surrogateescape")
    raise ValueError("a part of it is no field")
