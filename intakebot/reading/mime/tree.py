"""The MIME tree of a mail (RFC 2046 §5): where its parts begin and end. Nothing is decoded or copied here."""

import re
from dataclasses import dataclass

from intakebot.reading.mime import parameters
from intakebot.reading.mime.findings import Findings
from intakebot.reading.mime.headers import Characters, Field, first, split

#: Leaves kept. Nobody attaches more, and each costs us a row.
MAX_PARTS = 1_000
#: Multiparts within multiparts; real mails reach about 8.
MAX_DEPTH = 50
#: Multiparts within one that wrongly use its boundary.
_MAX_NAMESAKES = 20
#: Longest boundary looked for; RFC 2046 §5.1.1 allows 70 characters.
_MAX_BOUNDARY = 300

_TYPE = re.compile(r"[^\s/;\"\x00-\x1f\x7f]+/[^\s/;\"\x00-\x1f\x7f]+")
_AFTER = re.compile(rb"(--)?[ \t]*\r*(?:\n|\Z)")
#: When no delimiter is as it should be, those with rubbish after them count.
_AFTER_LOOSELY = re.compile(rb"(--)?[^\n]*+(?:\n|\Z)")
_LIKELY = re.compile(rb"^--([^\r\n]{1,200}?)[ \t]*\r?\n(?:content-|\r?\n)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """One entity: its fields, where its body lies within the mail's bytes, and its children when it is a multipart."""

    fields: list[Field]
    content_type: str
    parameters: dict[str, str]
    start: int
    end: int
    #: Content types of the multiparts around it, outermost first.
    within: tuple[str, ...]
    children: tuple["Node", ...] = ()

    @property
    def is_multipart(self) -> bool:
        """Whether it is a multipart that could be split."""
        return bool(self.children)


class Splitter:
    """Splits one mail; holds what all its parts share."""

    def __init__(self, raw: bytes, characters: Characters, findings: Findings) -> None:
        self._raw, self._characters, self._findings = raw, characters, findings
        self._leaves = 0

    def node(
        self, fields: list[Field], start: int, end: int, within: tuple[str, ...] = (), default: str = "text/plain"
    ) -> Node:
        """The entity with these fields whose body lies between the offsets."""
        kind, found = self._content_type(fields, default)
        children: tuple[Node, ...] | None = None
        if kind.startswith("multipart/"):
            children = self._children(kind, found.get("boundary", ""), start, end, within)
            if children is None:
                self._findings.add("boundary-not-found")
            elif not children:
                start = end
        if not children:
            self._leaves += 1
        return Node(
            fields=fields,
            content_type=kind,
            parameters=found,
            start=start,
            end=end,
            within=within,
            children=children or (),
        )

    def _content_type(self, fields: list[Field], default: str) -> tuple[str, dict[str, str]]:
        """Type and parameters; text/plain for what is no type (RFC 2045 §5.2)."""
        raw = first(fields, "content-type")
        if raw is None:
            return default, {}
        kind, found = parameters.parse(self._characters.unfolded(raw), self._findings)
        if not _TYPE.fullmatch(kind):
            self._findings.add("content-type-broken")
            kind = {"text": "text/plain", "html": "text/html", "multipart": "multipart/mixed"}.get(
                kind.strip("/"), "text/plain"
            )
        return kind, found

    def _children(
        self, kind: str, boundary: str, start: int, end: int, within: tuple[str, ...]
    ) -> tuple[Node, ...] | None:
        """The parts; None when there is no delimiter, none when nothing stands between them or it is too deep."""
        if len(within) >= MAX_DEPTH:
            self._findings.add("too-deep")
            return ()
        default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        ranges = self._ranges(boundary, start, end)
        if ranges is None:
            return None
        children = []
        for part_start, part_end in ranges:
            if self._leaves >= MAX_PARTS:
                self._findings.add("parts-too-many")
                break
            fields, body = split(self._raw, part_start, part_end, self._findings)
            children.append(self.node(fields, body, part_end, (*within, kind), default))
        return tuple(children)

    def _ranges(self, boundary: str, start: int, end: int) -> list[tuple[int, int]] | None:
        """Offsets of the parts between the delimiters; None when no delimiter can be found."""
        mark = boundary.encode("utf-8", "replace")[:_MAX_BOUNDARY].rstrip()
        if mark:
            for after in (_AFTER, _AFTER_LOOSELY):
                if (ranges := self._between(mark, start, end, after)) is not None:
                    return ranges
        else:
            self._findings.add("boundary-missing")
        likely = _LIKELY.search(self._raw, start, min(end, start + 65_536))
        if likely is None or likely[1] == mark:
            return None
        self._findings.add("boundary-missing")
        return self._between(likely[1], start, end, _AFTER)

    def _between(self, mark: bytes, start: int, end: int, after: re.Pattern[bytes]) -> list[tuple[int, int]] | None:
        ranges: list[tuple[int, int]] = []
        opened = -1
        delimiters = self._delimiters(b"--" + mark, start, end, after)
        for line, content, closing in delimiters:
            if opened >= 0:
                ranges.append((opened, max(opened, line)))
            opened = -1 if closing else content
            if len(ranges) > MAX_PARTS:
                break
        if opened >= 0:
            self._findings.add("boundary-unclosed")
            ranges.append((opened, end))
        return ranges if delimiters else None

    def _delimiters(self, mark: bytes, start: int, end: int, after: re.Pattern[bytes]) -> list[tuple[int, int, bool]]:
        """Each delimiter: where the line end before it begins, where its part begins, whether it closes."""
        raw, found, closed = self._raw, [], 0
        at = start if raw.startswith(mark, start) else _next(raw, mark, start, end)
        while 0 <= at < end:
            if not self._findings.afford("delimiter"):
                self._findings.add("parts-too-many")
                break
            line = after.match(raw, at + len(mark), end)
            if line:
                found.append((_line_end(raw, at, start), line.end(), line[1] is not None))
                closed += line[1] is not None
                if len(found) > MAX_PARTS + 1 or (line[1] and closed > self._namesakes(mark[2:], start, at)):
                    break
            at = _next(raw, mark, at + len(mark), end)
        return found

    def _namesakes(self, boundary: bytes, start: int, end: int) -> int:
        """How many multiparts in here wrongly use the same boundary; each has a closing delimiter of its own."""
        shapes = (b'boundary="%s"', b"boundary=%s\r", b"boundary=%s\n")
        return min(sum(self._raw.count(shape % boundary, start, end) for shape in shapes), _MAX_NAMESAKES)


def _next(raw: bytes, mark: bytes, at: int, end: int) -> int:
    """Where the mark stands next at the beginning of a line; -1 when nowhere."""
    found = raw.find(b"\n" + mark, max(at - 1, 0), end)
    return found + 1 if found >= 0 else -1


def _line_end(raw: bytes, at: int, start: int) -> int:
    """The line end before a delimiter belongs to it (RFC 2046 §5.1.1)."""
    if at > start and raw[at - 1 : at] == b"\n":
        at -= 1
        if at > start and raw[at - 1 : at] == b"\r":
            at -= 1
    return at
