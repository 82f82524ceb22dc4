"""A report for people: plain text of 100 columns at most."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from textwrap import fill
from typing import TypeAlias
from unicodedata import category

from intakebot.reports.group import Figures
from intakebot.reports.report import Key, Line, Report

WIDTH = 100
_GAP = "  "
#: From this many keys on the first is a heading, so that the others leave room for figures.
_HEADED = 3
_NOTHING: dict[Key, str] = {"terms": "no terms", "plan": "no plan", "severity": "none confirmed", "month": ""}
_LEGEND = (
    "Notice and first contact are counted from receipt. 95 %: so many of a hundred took no longer (nearest rank; the"
    " median likewise). auto: tickets of automatic mail. merged: those that went on as another, which counts from the"
    " earlier receipt; neither are counted elsewhere, but for deadlines that those had missed by themselves. unsent: still to be sent, or held. open: not yet due. closed:"
    " closed before it was due, without a reaction. without: no deadline was promised. Deadlines are those that hold now."
)

_Show: TypeAlias = Callable[[Figures], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """One table: its title, and for each column two lines of header and what stands in it."""

    title: str
    columns: tuple[tuple[str, str, _Show], ...]
    #: It is left out where this is true of no line.
    tells: Callable[[Figures], object] = lambda _: True


def table(report: Report) -> str:
    """All of it."""
    *groups, total = report.lines()
    blocks = [_period(report)]
    headed = len(report.asked.by) >= _HEADED
    for heading, lines in groupby(groups, lambda line: line.key[0] if headed else None):
        if headed:
            blocks.append(f"== {_word(report.asked.by[0], heading)} ==")
        blocks += _parts(list(lines), report.asked.by, from_=int(headed))
    blocks += ["== total ==", *_parts([total], (), from_=0), fill(_LEGEND, WIDTH)]
    return "\n\n".join(blocks) + "\n"


def spoken(seconds: int | None) -> str:
    """12 s, 7 min 05 s, 1 h 05 min, 2 d 03 h; what is left over is dropped."""
    if seconds is None:
        return "–"
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if not minutes:
        return f"{seconds} s"
    if not hours:
        return f"{minutes} min {seconds % 60:02} s"
    return f"{days:,} d {hours % 24:02} h" if days else f"{hours} h {minutes % 60:02} min"


def _period(report: Report) -> str:
    asked = report.asked
    since = f" from {asked.since}" if asked.since else ""
    until = f" until {asked.until}" if asked.until else ""
    chosen = [f"{name} {value}" for name in ("terms", "plan", "severity") if (value := getattr(asked, name))]
    what = f" ({', '.join(chosen)})" if chosen else ""
    return f"Tickets received{since}{until}{what}, as of {asked.as_of:%Y-%m-%d %H:%M:%S} UTC"


def _parts(lines: Sequence[Line], by: Sequence[Key], *, from_: int) -> Iterator[str]:
    for part in _PARTS:
        if any(part.tells(line.figures) for line in lines):
            yield "\n".join([part.title, *_rows(part, lines, by, from_)])


def _rows(part: _Part, lines: Sequence[Line], by: Sequence[Key], from_: int) -> Iterator[str]:
    keys = [
        ["", name, *(_word(name, line.key[place]) for line in lines)] for place, name in enumerate(by) if place >= from_
    ]
    figures = [[above, below, *(show(line.figures) for line in lines)] for above, below, show in part.columns]
    taken = sum(len(_GAP) + max(map(len, column)) for column in figures)
    widths = _fitted([max(map(len, column)) for column in keys], WIDTH - taken)
    texts = [[_cut(cell, width) for cell in column] for column, width in zip(keys, widths, strict=True)]
    numbers = [[cell.rjust(max(map(len, column))) for cell in column] for column in figures]
    for row in zip(*texts, *numbers, strict=True):
        if written := _GAP.join(row).rstrip():
            yield written


def _fitted(widths: list[int], room: int) -> list[int]:
    """Widths that go into the room with their gaps: the widest give way, down to four letters."""
    widths = list(widths)
    while widths and sum(widths) + len(_GAP) * (len(widths) - 1) > room and max(widths) > 4:
        widths[widths.index(max(widths))] -= 1
    return widths


def _cut(cell: str, width: int) -> str:
    return cell.ljust(width) if len(cell) <= width else f"{cell[: width - 1]}…"


def _word(name: Key, value: str | None) -> str:
    if value is None:
        return _NOTHING[name]
    return printable(value)


def printable(text: str) -> str:
    """What strangers and operators wrote, without what moves a terminal's cursor, turns a line around or isn't for XML."""
    return "".join(letter if letter.isprintable() or category(letter) == "Zs" else "?" for letter in text)


def _count(name: str) -> _Show:
    return lambda figures: f"{getattr(figures, name):,}"


def _span(name: str) -> _Show:
    return lambda figures: spoken(getattr(figures, name))


def _reaction(figures: Figures) -> str:
    return (figures.reaction or "–").replace("_", " ")


_PARTS = (
    _Part(
        title="Tickets and notices",
        columns=(
            ("", "tickets", _count("tickets")),
            ("", "auto", _count("automatic")),
            ("", "merged", _count("merged")),
            ("", "noticed", _count("noticed")),
            ("", "suppressed", _count("suppressed")),
            ("", "failed", _count("failed")),
            ("", "bounced", _count("bounced")),
            ("", "unsent", _count("unsent")),
        ),
    ),
    _Part(
        title="Both clocks",
        columns=(
            ("notice", "median", _span("notice_median")),
            ("notice", "95 %", _span("notice_p95")),
            ("first", "contacts", _count("first_contacts")),
            ("contact", "median", _span("first_contact_median")),
            ("contact", "95 %", _span("first_contact_p95")),
        ),
    ),
    _Part(
        title="Reactions",
        columns=(
            ("reaction", "is", _reaction),
            ("", "due", _count("reaction_due")),
            ("", "kept", _count("reaction_kept")),
            ("", "breached", _count("reaction_breached")),
            ("", "open", _count("reaction_open")),
            ("", "closed", _count("reaction_closed")),
            ("", "without", _count("reaction_without")),
        ),
    ),
    *(
        _Part(
            title=f"{clock.capitalize()}s",
            columns=tuple(
                ("", what, _count(f"{clock}_{what}")) for what in ("due", "kept", "breached", "open", "without")
            ),
            tells=attrgetter(f"{clock}_due"),
        )
        for clock in ("workaround", "resolution")
    ),
)
