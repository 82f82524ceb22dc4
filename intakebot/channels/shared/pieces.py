"""A long text in pieces that a chat takes, counted in UTF-16 units as Telegram does (sendMessage: 1–4096)."""

LONGEST = 4096
#: Ends of a paragraph, a line, a word: where a piece may end, the best first.
_ENDS = ("\n\n", "\n", " ")


def pieces(text: str, longest: int = LONGEST) -> tuple[str, ...]:
    """At least one piece; each without blanks at its ends, as chats show it."""
    rest, found = _whole(text).strip(), []
    while _units(rest) > longest:
        head = _cut(rest, longest)
        found.append(head.rstrip())
        rest = rest[len(head) :].lstrip()
    return (*found, rest)


def _cut(text: str, longest: int) -> str:
    """The first piece: up to the last good end in its second half, or as much as there is room for."""
    window = text[:longest].encode("utf-16-le")[: longest * 2].decode("utf-16-le", "ignore")
    for end in _ENDS:
        at = window.rfind(end, len(window) // 2)
        if at > 0:
            return window[:at]
    return window


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _whole(text: str) -> str:
    """Halves of characters, which can't be sent, replaced."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
