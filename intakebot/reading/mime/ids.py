"""Message identifiers (RFC 5322 §3.6.4), without their angle brackets."""

import re

#: A thread this long is cut at its older end; the newest identifiers are at the end.
MAX_IDS = 1_000
#: Characters; real ones have up to 300, and databases index no more than about 2,700 bytes.
MAX_LENGTH = 600
_BRACKETED = re.compile(r"<([^<>]+)>")


def one(value: str) -> str:
    """The identifier of Message-ID; "" when there is none."""
    if found := _BRACKETED.search(value):
        return _plain(found[1])
    words = _without_comment(value).split()
    return _plain(next((word for word in words if "@" in word), words[0] if words else ""))


def several(value: str) -> tuple[str, ...]:
    """The identifiers of References and In-Reply-To, each once, in their order; prose around them is left out.

    Without brackets only a field that holds nothing else has some: "Message from vera@web.example of Monday" has none.
    """
    found = _BRACKETED.findall(value)
    if not found:
        words = re.split(r"[\s,;]+", _without_comment(value).strip(" \t,;"))
        found = words if len(words) == 1 or all("@" in word for word in words) else []
    ids = dict.fromkeys(plain for word in found[-MAX_IDS:] if (plain := _plain(word)))
    return tuple(ids)


def _without_comment(value: str) -> str:
    return value.partition("(")[0] if not value.startswith("(") else value


def _plain(word: str) -> str:
    """Without brackets, quotes around and the blanks that folding left inside."""
    return "".join(word.split()).strip("<>\"'(),;")[:MAX_LENGTH]
