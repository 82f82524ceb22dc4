"""Which parts of a mail are its text, and which a person would call attachments."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from intakebot.domain.message import Attachment
from intakebot.reading.mail import Part
from intakebot.reading.mime import tnef
from intakebot.reading.mime.findings import Findings
from intakebot.reading.mime.flowed import unflowed
from intakebot.reading.mime.html import rendered
from intakebot.reading.mime.leaves import MAX_TEXT, Branch, Opened, filename, name_of_message
from intakebot.reading.mime.transfer import uuencoded

#: A plain part no longer than this may be a mere excuse for not being HTML.
_EXCUSE_LENGTH = 400
_EXCUSE = re.compile(
    r"support|display|view|enable|reader|client|browser|version|поддерж|просмотр|клиент|верси|программ|браузер|"
    r"obsług|obslug|klient|program|przegląd|wersj|wyświetl|anzeig|unterstütz|affich|format",
    re.IGNORECASE,
)
_CID = re.compile(r"cid:([^\s\"'<>)]{1,250})", re.IGNORECASE)
_ENRICHED = re.compile(r"<(?!<)[^<>]{0,80}>")
_WORDS = re.compile(r"\w+")
#: Words looked at to see whether an HTML part says the same as the plain one before it.
_SAME_SAMPLE = 20_000
_BODY_TYPES = frozenset({"text/plain", "text/html", "text/enriched", "text/richtext"})
#: Texts that are files even by themselves.
_FILES = frozenset({"text/calendar", "text/rtf", "text/vcard", "text/x-vcard", "text/directory"})
#: Other forms of a text that stands beside them in multipart/alternative, not files.
_FORMS = frozenset({"text/watch-html", "text/x-amp-html", "text/x-watch-html", "text/enriched", "text/richtext"})


class Body(NamedTuple):
    """What stands in the body of a mail."""

    text: str
    html: str
    attachments: tuple[Attachment, ...]


def leaves(opened: Opened) -> Iterator[Part]:
    """All parts, in their order; multiparts that turned out empty are none."""
    if isinstance(opened, Branch):
        for child in opened.children:
            yield from leaves(child)
    elif not opened.content_type.startswith("multipart/") or opened.text.strip():
        yield opened


def body_of(root: Opened, findings: Findings) -> Body:
    """Text, HTML and attachments."""
    parts = tuple(leaves(root))
    bodies = list(_bodies(root)) or [part for part in parts[:1] if _may_be_body(part, alone=len(parts) == 1)]
    selection = _Selection(bodies, findings)
    text = selection.text(root)
    shown = {id(part) for part in bodies}
    rest = [part for part in parts if id(part) not in shown and not _is_form(part)]
    html = "\n".join(part.text for part in bodies if part.content_type == "text/html")
    return _opened_tnef(_Found(text, html, rest, selection.files), findings)


def _is_body(part: Part) -> bool:
    """Text that stands in the mail itself: no file, and not called an attachment."""
    if part.disposition == "attachment" or (part.filename and part.within[-1:] != ("multipart/alternative",)):
        return False
    return part.content_type in _BODY_TYPES or part.content_type.startswith("multipart/")


def _may_be_body(part: Part, *, alone: bool) -> bool:
    """When nothing else is text: a text with a name at the beginning, or a text of any other kind by itself."""
    if part.disposition == "attachment" or not part.content_type.startswith("text/"):
        return False
    return part.content_type in _BODY_TYPES or (alone and part.content_type not in _FILES and not part.filename)


def _is_form(part: Part) -> bool:
    """Another form of the text, for watches and the like."""
    return part.content_type in _FORMS and not part.filename and "multipart/alternative" in part.within


def _bodies(opened: Opened, *, resource: bool = False) -> Iterator[Part]:
    """The leaves that are text of the mail; texts with a Content-ID beside the root of a multipart/related aren't."""
    if isinstance(opened, Part):
        if _is_body(opened) and not (resource and opened.content_id) and not _is_empty_multipart(opened):
            yield opened
        return
    for index, child in enumerate(opened.children):
        yield from _bodies(child, resource=index > 0 and opened.content_type == "multipart/related")


def _is_empty_multipart(part: Part) -> bool:
    return part.content_type.startswith("multipart/") and not part.text.strip()


class _Selection:
    """The texts to show, chosen among alternatives and joined."""

    def __init__(self, bodies: list[Part], findings: Findings) -> None:
        self._ids = {id(part) for part in bodies}
        self._findings = findings
        self.files: list[Attachment] = []

    def text(self, root: Opened) -> str:
        """All texts in their order, each ending its line."""
        texts: list[str] = []
        plain = ""
        for part in self._chosen(root):
            text = self._readable(part)
            if part.content_type == "text/html" and _says_the_same(text, plain):
                continue
            plain = "" if part.content_type == "text/html" else text
            if text.strip() or (text and not texts):
                texts = [text] if len(texts) == 1 and not texts[0].strip() else [*texts, text]
        joined = "\n".join(text.removesuffix("\n") for text in texts[:-1]) + ("\n" if len(texts) > 1 else "")
        whole = joined + (texts[-1] if texts else "")
        if len(whole) > MAX_TEXT:
            self._findings.add("text-too-long")
        return whole[:MAX_TEXT]

    def _chosen(self, opened: Opened) -> list[Part]:
        if isinstance(opened, Part):
            return [opened] if id(opened) in self._ids else []
        options = [chosen for child in opened.children if (chosen := self._chosen(child))]
        if opened.content_type != "multipart/alternative":
            return [part for option in options for part in option]
        return _best(options)

    def _readable(self, part: Part) -> str:
        """The text of one part as a person reads it."""
        if part.content_type == "text/html":
            return rendered(part.text)
        if part.content_type in ("text/enriched", "text/richtext"):
            return _ENRICHED.sub("", part.text).replace("<<", "<")
        text = part.text
        if "begin" in text and ("\nbegin" in text or text.startswith("begin")):
            text = self._without_files(text)
        if part.parameters.get("format", "").lower() == "flowed":
            return unflowed(text, delete_space=part.parameters.get("delsp", "").lower() == "yes")
        return text

    def _without_files(self, text: str) -> str:
        """The text without its uuencoded blocks, which become attachments."""
        rest, files = uuencoded(text.encode("utf-8", "replace"))
        for file in files:
            name = filename(file.filename.decode("utf-8", "replace"))
            self.files.append(Attachment(filename=name, content_type="application/octet-stream", content=file.content))
        return rest.decode("utf-8") if files else text


def _best(options: list[list[Part]]) -> list[Part]:
    """Of alternatives the plain one, unless it is empty or an excuse and there is HTML."""
    plain = [option for option in options if all(part.content_type != "text/html" for part in option)]
    rich = [option for option in options if any(part.content_type == "text/html" for part in option)]
    proper = [option for option in plain if all(part.content_type == "text/plain" for part in option)]
    text = "".join(part.text for part in (proper or plain or [[]])[0])
    if rich and (not text.strip() or _is_excuse(text)):
        return rich[-1]
    return (proper or plain or rich or [[]])[0]


def _is_excuse(text: str) -> bool:
    """Whether it only says that the reader's program can't show HTML."""
    return (
        len(text) <= _EXCUSE_LENGTH and "html" in text.lower() and _EXCUSE.search(text) is not None and "@" not in text
    )


def _says_the_same(text: str, plain: str) -> bool:
    """Whether an HTML part repeats the plain part right before it (a multipart/alternative mislabelled as mixed)."""
    words = {word.lower() for word in _WORDS.findall(text[:_SAME_SAMPLE])}
    if not plain.strip() or not words:
        return False
    before = {word.lower() for word in _WORDS.findall(plain[:_SAME_SAMPLE])}
    return len(words & before) * 2 >= len(words)


class _Found(NamedTuple):
    text: str
    html: str
    rest: list[Part]
    files: list[Attachment]


def _opened_tnef(found: _Found, findings: Findings) -> Body:
    """Outlook's winmail.dat gives way to what is in it."""
    text, html = found.text, found.html
    cids = {unquote(cid) for cid in _CID.findall(html)}
    attachments: list[Attachment] = []
    for part in found.rest:
        inside = tnef.opened(part.content, findings) if tnef.is_tnef(part.content_type, part.filename) else None
        if inside is None:
            attachments.append(_attachment(part, cids))
            continue
        attachments += inside.attachments
        if not text.strip():
            text, html = inside.text or (rendered(inside.html) if inside.html else ""), html or inside.html
    return Body(text, html, (*attachments, *found.files))


def _attachment(part: Part, cids: set[str]) -> Attachment:
    name = part.filename
    if not name and part.content_type == "message/rfc822":
        name = name_of_message(part)
    elif not name and part.content_type == "text/calendar":
        name = "invite.ics"
    return Attachment(
        filename=name, content_type=part.content_type, content=part.content, inline=_is_inline(part, cids)
    )


def _is_inline(part: Part, cids: set[str]) -> bool:
    """Shown within the text: the HTML refers to it, the sender says so (RFC 2183 §2.1), or it belongs to the HTML."""
    if part.content_id and part.content_id in cids:
        return True
    if part.disposition:
        return part.disposition == "inline"
    return (
        bool(part.content_id) and part.within[-1:] == ("multipart/related",) and part.content_type.startswith("image/")
    )
