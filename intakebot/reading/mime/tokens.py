"""Address headers cut into words, quoted strings, comments and specials (RFC 5322 §3.2)."""

import re
from typing import NamedTuple

#: Comments may nest; deeper ones are left as they are.
_MAX_NESTING = 20
_TOKEN = re.compile(r'"(?>(?:[^"\\]++|\\.)*)"|\s++|\[[^\[\]<>,;"]*+\]|[^\s"(),:;<>]++|.', re.DOTALL)
#: Python's own mail library encodes the comma between two addresses so (3.11 to 3.13).
_ENCODED_COMMA = "=?utf-8?q?=2c?="


class Token(NamedTuple):
    """One piece, as written."""

    kind: str  # "word", "quoted", "comment", "blank", or the special character itself
    text: str


def tokens(value: str) -> list[Token]:
    """The value cut into words, quoted strings, comments, blanks and specials."""
    found: list[Token] = []
    at = 0
    while at < len(value):
        if value[at] == "(" and (end := _comment_end(value, at)) > 0:
            found.append(Token("comment", value[at + 1 : end]))
            at = end + 1
            continue
        match = _TOKEN.match(value, at)
        text = match[0] if match else value[at]
        found.append(Token(_kind(text), text))
        at += len(text)
    return found


def _kind(text: str) -> str:
    if text[0] == '"' and len(text) > 1:
        return "quoted"
    if text.isspace():
        return "blank"
    if text.lower() == _ENCODED_COMMA:
        return ","
    return text if text in '<>,;:"()' else "word"


def _comment_end(value: str, start: int) -> int:
    """Where the comment opened at `start` is closed; -1 when it isn't within reason."""
    depth = 0
    for at in range(start, min(len(value), start + 2_000)):
        char = value[at]
        if char == "(" and value[at - 1] != "\\":
            depth += 1
        elif char == ")" and value[at - 1] != "\\":
            depth -= 1
        if depth == 0:
            return at
        if depth > _MAX_NESTING:
            return -1
    return -1


def is_address(token: Token) -> bool:
    """Whether it may be an address by itself."""
    return "@" in token.text and token.kind == "word"


def trimmed(tokens: list[Token]) -> list[Token]:
    """Without blanks at either end."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].kind == "blank":
        start += 1
    while end > start and tokens[end - 1].kind == "blank":
        end -= 1
    return tokens[start:end]
