"""Finds templates: the shipped ones, each replaced by the operator's file of the same relative path, and before both what
managers published: for the ticket's terms, else for all.

A reply has up to four files: `ru/registered.subject.liquid`, `ru/registered.liquid` (text), not necessarily
`ru/registered.html.liquid`, and `ru/registered.chat.liquid` for chats, where its text stands in otherwise. Its version is
the hash of their contents.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from liquid import BoundTemplate

from intakebot.domain.sentence import Sentence
from intakebot.domain.template import KINDS, Draft, Kind, Place, Version
from intakebot.replies.events import EVENTS, IN_CHAT_ONLY, is_ready, variables_of
from intakebot.replies.frame import filled, marked, printed
from intakebot.replies.render import Fault, TemplateRefused, compiled, rendered

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
    """One part of a letter, as written."""

    event: str
    language: str
    kind: Kind
    text: str
    #: The file where it lies; inside the package when it is a shipped one. None for what managers wrote.
    path: Path | None = None
    shipped: bool = False
    #: Terms whose customers get it; "": all.
    terms: str = ""

    @property
    def file(self) -> str:
        """Name that people know it by: "ru/registered.html.liquid", with "centaur/" before it where it is for these terms."""
        folder = f"{self.terms}/" if self.terms else ""
        return f"{folder}{self.language}/{self.event}{_ENDINGS[self.kind]}"


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
    #: Terms whose customers get it; "": all.
    terms: str = ""
    #: Id of the manager's version; None for one that is made of files.
    published: int | None = None

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
                lacking = Source(event=self.event, language=self.language, kind=kind, text="", terms=self.terms)
                raise TemplateRefused(Fault(file=lacking.file, reason=Sentence("is missing")))
        return {kind: compiled(s.file, s.text, html=kind == "html") for kind, s in self.sources.items()}

    def check(self) -> None:
        """TemplateRefused when it can't be compiled, or lacks a part that is needed."""
        _ = self.templates

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
        return printed([source.text for source in self.sources.values()], variables_of(self.event))

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
            raise TemplateRefused(Fault(file=str(folder), reason=Sentence("no such folder")))
        self.folder = folder
        #: Files that can't be read or that nothing would use.
        self.faults: list[Fault] = []
        ours = tuple(self._read(SHIPPED, shipped=True))
        self._shipped = _replies(ours)
        self._replies = _replies((*ours, *self._read(folder, shipped=False))) if folder else self._shipped
        #: Replaced as a whole, since other threads read it.
        self._published: dict[Place, Reply] = {}

    @property
    def replies(self) -> tuple[Reply, ...]:
        """Every reply that is made of files, by name."""
        return tuple(self._replies[key] for key in sorted(self._replies))

    @property
    def published(self) -> tuple[Reply, ...]:
        """What managers published, by name and terms."""
        found = self._published.values()
        return tuple(sorted(found, key=lambda reply: (reply.event, reply.language, reply.terms)))

    def publish(self, versions: Iterable[Version]) -> None:
        """From now on these, and no others, are what managers published."""
        old = {reply.published: reply for reply in self._published.values()}
        self._published = {
            version.draft.place: old.get(version.id) or reply_of(version.draft, version.id) for version in versions
        }

    def reply(self, event: str, language: str, terms: str | None = None) -> Reply | None:
        """One reply for customers under these terms, None when there is no template in this language."""
        return next(iter(self.replies_for(event, language, terms)), None)

    def replies_for(self, event: str, language: str, terms: str | None = None) -> tuple[Reply, ...]:
        """The same, then those that stand in when it fails: for all terms, then files."""
        published, places = self._published, dict.fromkeys((terms or "", ""))
        first = [published.get(Place(event=event, language=language, terms=each)) for each in places]
        return tuple(reply for reply in (*first, self._replies.get((event, language))) if reply)

    def of_files(self, event: str, language: str) -> Reply | None:
        """What stands in files, whatever managers published."""
        return self._replies.get((event, language))

    def shipped(self, event: str, language: str) -> Reply | None:
        """What this product came with."""
        return self._shipped.get((event, language))

    def ready(self, language: str, terms: str | None) -> tuple[Reply, ...]:
        """Of each answer that managers keep ready what there is for customers under these terms, if only what files suggest."""
        kept = {place.event for place in self._published if is_ready(place.event)}
        found = (self.reply(event, language, terms) for event in sorted(kept))
        return tuple(reply for reply in found if reply)

    def languages(self, event: str) -> tuple[str, ...]:
        """Languages that a reply exists in; of an answer that is kept ready, those that answers are written in."""
        event = "answer" if is_ready(event) else event
        return tuple(sorted(language for known, language in self._replies if known == event))

    def _read(self, folder: Path, *, shipped: bool) -> Iterator[Source]:
        for path in sorted(folder.rglob("*.liquid")):
            language, event, kind = path.parent.name, *_event(path.name)
            file, known = str(path.relative_to(folder)), event in EVENTS or is_ready(event)
            if len(path.relative_to(folder).parts) != 2 or not known or not _LANGUAGE.fullmatch(language):
                reason = Sentence("no reply has this name; known: {known}", known=tuple(EVENTS))
                self.faults.append(Fault(file=file, reason=reason))
                continue
            try:
                text = path.read_bytes()[:_MOST].decode("utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                self.faults.append(Fault(file=file, reason=Sentence("can't be read: {why}", why=str(error))))
                continue
            yield Source(event=event, language=language, kind=kind, text=text, path=path, shipped=shipped)


def reply_of(draft: Draft, version_id: int | None = None) -> Reply:
    """The reply that a manager's draft makes."""
    place = draft.place
    sources: dict[Kind, Source] = {
        kind: Source(
            event=place.event, language=place.language, kind=kind, text=draft.parts[kind], terms=place.terms
        )
        for kind in KINDS if draft.parts.get(kind)
    }  # fmt: skip
    return Reply(event=place.event, language=place.language, sources=sources, terms=place.terms, published=version_id)


def kind_of(name: str) -> Kind:
    """Which part of a letter a file is, by its name."""
    return _event(name)[1]


def _replies(sources: Iterable[Source]) -> dict[tuple[str, str], Reply]:
    """Of several sources of one part the last."""
    found: dict[tuple[str, str], dict[Kind, Source]] = {}
    for source in sources:
        found.setdefault((source.event, source.language), {})[source.kind] = source
    return {key: Reply(event=key[0], language=key[1], sources=kinds) for key, kinds in found.items()}


def _tidy(text: str) -> str:
    return _BLANK_LINES.sub("\n\n", "\n".join(map(str.rstrip, text.splitlines())))


def _event(name: str) -> tuple[str, Kind]:
    for kind, ending in _ENDINGS.items():
        if name.endswith(ending):
            return name.removesuffix(ending), kind
    return name, "text"
