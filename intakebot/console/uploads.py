"""Forms with files in them (RFC 7578), read in one pass: whoever sends them may be anybody, and nothing nests in them."""

import re
from collections import defaultdict

_BOUNDARY = re.compile(r'boundary="?([^\s";,]{1,70})')
_NAME = re.compile(rb'^content-disposition: *form-data;(?:[^\r\n]*;)? *name="([^"\r\n]*)"', re.I | re.M)
#: Bytes of what is told of one field.
_TOLD = 2_000


def fields(kind: str, body: bytes, most: int) -> dict[str, tuple[str, ...]]:
    """Fields by name; in one called "file" bytes that aren't UTF-8 stand as surrogates. ValueError for what is no form.

    `kind`: the media type with its boundary.
    """
    named = _BOUNDARY.search(kind)
    if named is None:
        raise ValueError("no boundary of a form")
    _before, *parts = (b"\r\n" + body).split(b"\r\n--" + named[1].encode("ascii", "replace"), most + 1)
    if not parts or not parts.pop().startswith(b"--"):
        raise ValueError(f"no end of a form, or more than {most} fields")
    found = defaultdict[str, list[str]](list)
    for part in parts:
        name, content = _field(part)
        found[name].append(content)
    return {name: tuple(values) for name, values in found.items()}


def _field(part: bytes) -> tuple[str, str]:
    told, blank, content = part.partition(b"\r\n\r\n")
    named = _NAME.search(told[:_TOLD])
    if not blank or named is None:
        raise ValueError("a part of it is no field")
    odd = "surrogateescape" if named[1] == b"file" else "replace"
    return named[1].decode("utf-8", "replace"), content.decode("utf-8", odd)
