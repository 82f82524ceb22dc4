"""Choices of a form, one option a line: which one is marked.

"[x] 2. Serious impact", "2. Serious impact +", "→ 2) …", or the one option that is left where the others were deleted.
"""

import re
from dataclasses import dataclass

#: Options of one choice.
_MOST = 12
_MARKED = r"\[\s?[xх+v*✓✔✗✘☑]\s?\]|\(\s?[xх+v*•✓✔]\s?\)|[☑☒✓✔✅🗹◉●⦿■]|(?:-|=){1,2}>|[→➔►▶]|[xхv+](?=\s)"
_EMPTY = r"\[\s{0,3}\]|\(\s{0,3}\)|[☐○◯□⬜]"
_OPTION = re.compile(
    rf"(?:[ \t•·*]|[–—-](?![->])){{0,8}}(?:(?P<marked>{_MARKED})|(?P<empty>{_EMPTY}))?[ \t*_]{{0,4}}(?:(?P<number>\d)(?:\s?[.)\]:]|\s[–—-]\s|(?=\s|$)))?[ \t]*(?P<words>[^\n]*)"
)
_MARKED_AFTER = re.compile(
    r"(?:\[\s?[xх+v*✓✔]\s?\]|\(\s?[xх+v✓✔]\s?\)|[✓✔✅☑]|\s[+vxх]|\s\++|<[-=]{1,2}|[←⬅◄]|[\s(:–—-](?:да|yes|tak|выбрано|выбираю|wybieram|selected|chosen)\)?)\s*[*_.]{0,2}\s*$"
)

#: A numbered line that is the form's next field.
_NEXT_FIELD = re.compile(r"[^:\n]{1,60}:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a choice; offsets into the text."""

    start: int
    end: int
    #: "" where it has none.
    number: str
    #: What is said of it, without mark and number.
    words: str
    marked: bool
    #: It has an empty box, so that being the only one means nothing.
    boxed: bool


def options(text: str, start: int) -> list[Option]:
    """The lines from here on that have a number or a box, blank ones between them aside."""
    listed: list[Option] = []
    for line in re.finditer(r"[^\n]+", text[start : start + 4000]):
        if not line[0].strip():
            continue
        match = _OPTION.fullmatch(line[0])
        if not match or not (match["number"] or match["marked"] or match["empty"]) or len(listed) == _MOST:
            break
        if _NEXT_FIELD.match(match["words"]):
            break
        marked = bool(match["marked"] or _MARKED_AFTER.search(match["words"][-40:]))
        listed.append(
            Option(
                start=start + line.start() + len(line[0]) - len(line[0].lstrip()),
                end=start + line.start() + len(line[0].rstrip()),
                number=match["number"] or "",
                words=match["words"],
                marked=marked,
                boxed=bool(match["empty"]),
            )
        )
    return listed


def chosen(listed: list[Option]) -> Option | None:
    """The one that is marked, or the only one left; None for none or several."""
    marked = [option for option in listed if option.marked]
    if len(marked) == 1:
        return marked[0]
    return listed[0] if len(listed) == 1 and not listed[0].boxed else None
