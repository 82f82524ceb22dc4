"""The Authentication-Results field, read strictly (RFC 8601 §2.2): what isn't understood in full isn't believed."""

import re
from dataclasses import dataclass

_LONGEST = 8_000
_MOST = 100
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,60})"
_METHOD = re.compile(rf"({_NAME})(?:/\d{{1,4}})?=({_NAME})$")
_PROPERTY = re.compile(rf"({_NAME})\.({_NAME})$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """One method's outcome and what it was about: dkim, pass, {"header.d": "example.org"}."""

    method: str
    outcome: str
    properties: dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Results:
    """One field: who checked ("" when the field doesn't say), and what came out; no results for "none"."""

    authserv_id: str
    results: tuple[Result, ...]


def _after_comment(text: str, start: int) -> int:
    """Where the comment that begins here ends (RFC 5322 §3.2.2: they nest); ValueError when it doesn't."""
    depth, at = 0, start
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] in "()":
            depth += 1 if text[at] == "(" else -1
            if depth == 0:
                return at + 1
        at += 1
    raise ValueError("a comment doesn't end")


def _quoted(text: str, start: int) -> tuple[str, int]:
    """The content of the quoted string that begins here, and where it ends; ValueError when it doesn't."""
    content: list[str] = []
    at = start + 1
    while at < len(text):
        if text[at] == '"':
            return "".join(content), at + 1
        at += text[at] == "\\"
        content.append(text[at : at + 1])
        at += 1
    raise ValueError("a quoted string doesn't end")


def _words(text: str) -> list[list[tuple[str, str]]]:
    """Statements between semicolons, each a list of words (as bare text, with its quoted content apart).

    A word is (syntax, text): in `syntax` quoted characters are replaced by "q", so that nobody can write "=" in them.
    """
    statements: list[list[tuple[str, str]]] = [[]]
    syntax, value, at = "", "", 0
    while at <= len(text):
        char = text[at : at + 1]
        if char == '"':
            content, at = _quoted(text, at)
            syntax, value = syntax + "q" * max(1, len(content)), value + (content or " ")
            continue
        if char in ("", ";", "(") or char.isspace():
            if syntax:
                statements[-1].append((syntax, value))
            syntax, value = "", ""
            if char == ";":
                statements.append([])
        else:
            syntax, value = syntax + char, value + char
        at = _after_comment(text, at) if char == "(" else at + 1
    return statements


def _joined(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same with "a = b", "a =b" and "a= b" made one word: blanks and comments may stand around "="."""
    joined: list[tuple[str, str]] = []
    for syntax, value in words:
        before = joined[-1] if joined else ("", "")
        if (syntax.startswith("=") and before[0] and "=" not in before[0]) or before[0].endswith("="):
            joined[-1] = (before[0] + syntax, before[1] + value)
        else:
            joined.append((syntax, value))
    return joined


def _result(words: list[tuple[str, str]]) -> Result:
    """One statement; ValueError when it isn't "method=outcome [reason=...] [type.property=value ...]"."""
    head = _METHOD.match(words[0][0])
    if head is None:
        raise ValueError("a result without method")
    properties: dict[str, str] = {}
    for syntax, value in words[1:]:
        equals = syntax.find("=")
        key = _PROPERTY.match(syntax[:equals]) if equals > 0 else None
        if key is None:
            continue
        name = key[0].lower()
        if name in properties:
            raise ValueError("a property twice")
        properties[name] = value[equals + 1 :]
    return Result(method=head[1].lower(), outcome=head[2].lower(), properties=properties)


def read(value: str) -> Results:
    """One Authentication-Results field; ValueError, with the reason, when it isn't well-formed."""
    if len(value) > _LONGEST:
        raise ValueError("too long")
    statements = _words(value)
    if len(statements) > _MOST:
        raise ValueError("too many results")
    first = _joined(statements[0])
    anonymous = bool(first) and "=" in first[0][0]
    rest = [_joined(words) for words in (statements if anonymous else statements[1:])]
    results = tuple(_result(words) for words in rest if words and [word[0].lower() for word in words] != ["none"])
    if not anonymous and not first:
        raise ValueError("nobody says who checked")
    return Results(authserv_id="" if anonymous else first[0][1], results=results)
