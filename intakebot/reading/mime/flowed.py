"""Text that was wrapped for sending, put together again (RFC 3676)."""

import re

_QUOTES = re.compile(r">*+")


def unflowed(text: str, *, delete_space: bool) -> str:
    """Paragraphs on one line each; quoted ones keep their marks, of which each line has one."""
    lines: list[str] = []
    depth_open: int | None = None  # quote depth of the paragraph that is still flowing
    pieces: list[str] = []
    for line in text.split("\n"):
        depth = len(_QUOTES.match(line)[0]) if line.startswith(">") else 0  # type: ignore[index]
        content = line[depth:].removeprefix(" ")
        if pieces and (depth != depth_open or content == "-- "):
            lines.append("".join(pieces))
            pieces = []
        if not pieces:
            pieces.append(">" * depth + (" " if depth and content else ""))
        flows = content.endswith(" ") and content != "-- "
        pieces.append(content[:-1] if flows and delete_space else content)
        depth_open = depth
        if not flows:
            lines.append("".join(pieces))
            pieces = []
    if pieces:
        lines.append("".join(pieces))
    return "\n".join(lines)
