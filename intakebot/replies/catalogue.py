"""Finds templates: the shipped ones, each replaced by the operator's file of the same relative path.

A reply has up to four files: `ru/registered.subject.liquid`, `ru/registered.liquid` (text), not necessarily
`ru/registered.html.liquid`, and `ru/registered.chat.liquid` for chats, where its text stands in otherwise. Its version is
the hash of their contents.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from liquid import BoundTemplate

from intakebot.replies.events import EVENTS, IN_CHAT_ONLY, VARIABLES
from intakebot.replies.frame import filled, marked, printed
from intakebot.replies.render import Fault, TemplateRefused, compiled, rendered

Kind: TypeAlias = Literal["subject", "text", "html", "chat"]
SHIPPED = Path(__file__).with_name("templates")
_ENDINGS: dict[Kind, str] = {
    "subject": ".subject.liquid",
    "html": ".html.liquid",
    "chat": ".chat.liquid",
    "text": ".liquid",
}
_LANGUAGE = re.compile(r"[a-z]{2}")
_BLANK_LINES = re.compile(r"\n{3,}")
#: Bytes of one file that are read at all.
_MOST = 200_000
#: Rendered replies kept for each, by all that isn't filled in afterwards: mostly by mailbox.
_FRAMES = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One template file."""

    event: str
    language: str
    kind: Kind
    text: str
    #: Where it lies; inside the package when it is a shipped one.
    path: Path
    shipped: bool

    @property
    def file(self) -> str:
        """Name that people know it by: "ru/registered.html.liquid"."""
        return f"{self.language}/{self.event}{_ENDINGS[self.kind]}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """What a letter says: a subject of one line, text with "\\n" line ends, HTML or "", and words of its own for a chat, or ""."""

    subject: str
    text: str
    html: str = ""
    chat: str = ""


@dataclass(frozen=True)
class Reply:
    """One reply in one language, compiled when first used."""

    event: str
    language: str
    sources: Mapping[Kind, Source]

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits of the hash of its files."""
        digest = hashlib.sha256()
        for kind in sorted(self.sources):
            digest.update(f"{kind}\0{self.sources[kind].text}\0".encode())
        return digest.hexdigest()[:12]

    @property
    def name(self) -> str:
        """Name and version, as letters keep it: "registered/ru@3f2a…"."""
        return f"{self.event}/{self.language}@{self.version}"

    @cached_property
    def templates(self) -> dict[Kind, BoundTemplate]:
        """Its files compiled; TemplateRefused when one can't be, or one that is needed is missing."""
        needed: tuple[Kind, ...] = ("chat",) if self.event in IN_CHAT_ONLY else ("subject", "text")
        for kind in needed:
            if kind not in self.sources:
                file = f"{self.language}/{self.event}{_ENDINGS[kind]}"
                raise TemplateRefused(Fault(file=file, reason="is missing"))
        return {kind: compiled(s.file, s.text, html=kind == "html") for kind, s in self.sources.items()}

    def render(self, variables: Mapping[str, str | None]) -> Content:
        """The letter's content; TemplateRefused when a template fails."""
        frame = self._frame(*marked(variables, self._printed).items())
        return Content(
            subject=filled(frame.subject, variables),
            text=filled(frame.text, variables),
            html=filled(frame.html, variables),
            chat=filled(frame.chat, variables),
        )

    @cached_property
    def _printed(self) -> frozenset[str]:
        return printed([source.text for source in self.sources.values()], VARIABLES[self.event])

    @cached_property
    def _frame(self) -> Callable[..., Content]:
        return lru_cache(_FRAMES)(self._rendered)

    def _rendered(self, *variables: tuple[str, str | None]) -> Content:
        given = dict(variables)
        made = {kind: rendered(self.sources[kind].file, t, given).strip() for kind, t in self.templates.items()}
        text = _tidy(made.get("text", ""))
        return Content(
            subject=made.get("subject", ""), text=f"{text}\n", html=made.get("html", ""),
            chat=_tidy(made.get("chat", "")),
        )  # fmt: skip


class Catalogue:
    """All replies, read once. Faulty files don't hinder reading: they are found by proof, and replies fall back."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: the operator's templates; TemplateRefused when it is given and isn't a folder."""
        if folder is not None and not folder.is_dir():
            raise TemplateRefused(Fault(file=str(folder), reason="no such folder"))
        self.folder = folder
        #: Files that can't be read or that nothing would use.
        self.faults: list[Fault] = []
        found: dict[tuple[str, str], dict[Kind, Source]] = {}
        for source in (*self._read(SHIPPED, shipped=True), *(self._read(folder, shipped=False) if folder else ())):
            found.setdefault((source.event, source.language), {})[source.kind] = source
        self._replies = {key: Reply(event=key[0], language=key[1], sources=kinds) for key, kinds in found.items()}

    @property
    def replies(self) -> tuple[Reply, ...]:
        """Every reply, by name."""
        return tuple(self._replies[key] for key in sorted(self._replies))

    def reply(self, event: str, language: str) -> Reply | None:
        """One reply, None when there is no template in this language."""
        return self._replies.get((event, language))

    def languages(self, event: str) -> tuple[str, ...]:
        """Languages that a reply exists in."""
        return tuple(sorted(language for known, language in self._replies if known == event))

    def _read(self, folder: Path, *, shipped: bool) -> Iterator[Source]:
        for path in sorted(folder.rglob("*.liquid")):
            language, event, kind = path.parent.name, *_event(path.name)
            file = str(path.relative_to(folder))
            if len(path.relative_to(folder).parts) != 2 or event not in EVENTS or not _LANGUAGE.fullmatch(language):
                self.faults.append(Fault(file=file, reason=f"no reply has this name; known: {', '.join(EVENTS)}"))
                continue
            try:
                text = path.read_bytes()[:_MOST].decode("utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                self.faults.append(Fault(file=file, reason=f"can't be read: {error}"))
                continue
            yield Source(event=event, language=language, kind=kind, text=text, path=path, shipped=shipped)


def _tidy(text: str) -> str:
    return _BLANK_LINES.sub("\n\n", "\n".join(map(str.rstrip, text.splitlines())))


def _event(name: str) -> tuple[str, Kind]:
    for kind, ending in _ENDINGS.items():
        if name.endswith(ending):
            return name.removesuffix(ending), kind
    return name, "text"
