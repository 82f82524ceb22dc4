"""Values with parameters, as Content-Type and Content-Disposition have them (RFC 2045 §5.1, RFC 2231)."""

import re
from urllib.parse import unquote_to_bytes

from intakebot.reading.mime.charsets import decode
from intakebot.reading.mime.findings import Findings
from intakebot.reading.mime.words import decode_words, one_line

#: Real parts have up to a dozen parameters; long names in RFC 2231 pieces up to some dozens more.
MAX_PARAMETERS = 200
#: Characters of the whole value that are looked at.
MAX_LENGTH = 32_768

_TOKEN = re.compile(r';|[^;"]++|"(?>(?:[^"\\]++|\\.)*)"|"', re.DOTALL)
_QUOTED = re.compile(r'"((?>(?:[^"\\]++|\\.)*))"', re.DOTALL)
_NAME = re.compile(r"\s*+([^\s=\"]++)\s*+=\s*+(.*)", re.DOTALL)
_SHAPE = re.compile(r"([^*]+)(?:\*(\d{1,4}))?(\*)?")
_EXTENDED = re.compile(r"([\w.:+-]*+)'([^']*+)'(.*)", re.DOTALL)
_UNMARKED = re.compile(r"[\w.+-]{2,30}'[\w-]{0,10}'(?=.*%[0-9A-Fa-f]{2})", re.DOTALL)
_ESCAPED = re.compile(r"\\([\"\\])")
#: Parameters whose unquoted values may hold blanks when mailers forget the quotes.
_NAMES = frozenset({"name", "filename"})


def parse(value: str, findings: Findings) -> tuple[str, dict[str, str]]:
    """The main value, lower-cased, and the parameters, names lower-cased, values decoded; the first of a name wins."""
    if len(value) > MAX_LENGTH:
        findings.add("parameters-too-long")
        value = value[:MAX_LENGTH]
    main, _, rest = value.partition(";")
    kind, _, more = main.strip().partition(" ")
    if "=" in more:  # a forgotten semicolon: "text/plain charset=utf-8"
        findings.add("parameter-broken")
        rest = f"{more};{rest}"
    if "=" in kind:  # the main value is missing: "filename=a.txt"
        kind, rest = "", f"{kind};{rest}"
    kind = kind.strip(" \t\"',").lower()
    return (kind, _gathered(_pieces(rest), findings)) if rest else (kind, {})


def _pieces(rest: str) -> list[str]:
    """Split at the semicolons outside quotes; a quote that is never closed ends at its semicolon."""
    if '"' not in rest:
        return rest.split(";")
    pieces: list[str] = []
    begun = at = 0
    while found := _TOKEN.match(rest, at):
        at = found.end()
        if found[0] == '"':  # never closed, and so is none after it
            return pieces + rest[begun:].split(";")
        if found[0] == ";":
            pieces.append(rest[begun : at - 1])
            begun = at
    return [*pieces, rest[begun:]]


def _gathered(pieces: list[str], findings: Findings) -> dict[str, str]:
    plain: dict[str, str] = {}
    split: dict[str, dict[int, tuple[str, bool]]] = {}
    if len(pieces) > MAX_PARAMETERS:
        findings.add("parameters-too-many")
    for piece in pieces[:MAX_PARAMETERS]:
        if not (found := _NAME.match(piece)):
            continue
        name = found[1].lower()
        value = _unquoted(found[2].strip(), name.partition("*")[0], findings)
        shape = _SHAPE.fullmatch(name)
        if shape is None or (shape[2] is None and shape[3] is None):
            plain.setdefault(name, value)
        else:
            split.setdefault(shape[1], {}).setdefault(int(shape[2] or 0), (value, bool(shape[3])))
    decoded = {name: _plain(value, findings) for name, value in plain.items()}
    return decoded | {name: _joined(parts, findings) for name, parts in split.items()}


def _unquoted(value: str, name: str, findings: Findings) -> str:
    """The value without its quotes; unquoted ones end at the first blank unless they are names of files."""
    if value.startswith('"'):
        closed = _QUOTED.match(value)
        if closed is None:
            findings.add("parameter-broken")
        inner = closed[1] if closed else value[1:]
        return _ESCAPED.sub(r"\1", inner) if "\\" in inner else inner
    if name in _NAMES:
        return value.strip("'") if value.startswith("'") and value.endswith("'") and len(value) > 1 else value
    word = value.split(None, 1)[0] if value else ""
    return word.strip("'") if name == "charset" else word


def _plain(value: str, findings: Findings) -> str:
    """A value without RFC 2231 marks: some mailers use encoded words, or forget the asterisk."""
    if "=?" in value:
        return one_line(decode_words(value, findings))
    if "%" in value and _UNMARKED.match(value):
        return _joined({0: (value, True)}, findings)
    return value


def _joined(parts: dict[int, tuple[str, bool]], findings: Findings) -> str:
    """The pieces of one parameter in their order, decoded together (RFC 2231 §3 and §4); gaps are closed."""
    order = sorted(parts)
    if order != list(range(len(order))):
        findings.add("parameter-broken")
    charset = ""
    data = bytearray()
    for index in order:
        value, extended = parts[index]
        if extended and index == order[0] and (found := _EXTENDED.fullmatch(value)):
            charset, value = found[1], found[3]
        data += unquote_to_bytes(value) if extended else value.encode("utf-8", "replace")
    text = decode(bytes(data), charset, findings)
    return one_line(decode_words(text, findings))
