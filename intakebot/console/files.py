"""What strangers sent, handed out so that it can do nothing: files to be saved, mail as plain bytes, HTML in a sandbox."""

import re
import unicodedata
from urllib.parse import quote

import nh3
from starlette.responses import Response

from intakebot.console.call import Call, Missing
from intakebot.console.house import House
from intakebot.console.render import page
from intakebot.console.whence import message_at, whence
from intakebot.reading.mail import Mail
from intakebot.reading.mime.parsing import parse

#: What a message may still show: words, lists, tables. No images, no links to follow, no styles.
_TAGS = {
    "a", "b", "blockquote", "br", "caption", "center", "code", "col", "colgroup", "dd", "del", "div", "dl", "dt", "em",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "li", "ol", "p", "pre", "q", "s", "small", "span", "strike",
    "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "*": {"dir", "lang"}}
#: Characters of a message.
_MOST_SHOWN = 2**20
#: Nothing runs, nothing is fetched, nothing leads out, even if something got past the sanitiser.
_CAGE = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'self'; form-action 'none'; base-uri 'none'",
    "X-Frame-Options": "SAMEORIGIN",
}
_AWAY = "default-src 'none'; sandbox"
_RISKY = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


def attachment(call: Call, house: House) -> Response:
    """A file, only ever to be saved."""
    found = house.store.read(lambda desk: desk.attachments.content(call.id()))
    if found is None:
        raise Missing
    return saved(found.filename, found.content)


def raw(call: Call, house: House) -> Response:
    """A message as it came."""
    found = house.store.read(lambda desk: desk.inbox.raw(call.id()))
    if found is None:
        raise Missing
    return saved(f"message-{call.id()}.eml", found)


def original(call: Call, house: House) -> Response:
    """The page around a message's own HTML, or its whole text."""
    said, ticket = _read(call, house), call.asked("ticket", 20)
    facts = {
        "id": call.id(),
        "html": bool(said.html),
        "text": said.text[:_MOST_SHOWN],
        "ticket": ticket,
        "back": whence(call) or (message_at(ticket) if ticket else ""),
    }
    return page(call, "original.html", facts)


def body(call: Call, house: House) -> Response:
    """A message's own HTML, for a frame that may do nothing."""
    return Response(tamed(_read(call, house).html[:_MOST_SHOWN]), headers=_CAGE, media_type="text/html")


def tamed(html: str) -> str:
    """A page of HTML's words, lists and tables alone; still only for a frame that may do nothing."""
    said = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set(), link_rel=None,
        clean_content_tags={"script", "style", "title", "noscript", "template", "iframe", "object", "svg", "math"},
    )  # fmt: skip
    return f'<!doctype html><meta charset="utf-8"><title>–</title><body>{said}'


def _read(call: Call, house: House) -> Mail:
    """A message that has been read before, within the reader's limits; Missing."""
    found = house.store.read(lambda desk: desk.inbox.raw(call.id(), read=True))
    if found is None:
        raise Missing
    return parse(found)


def saved(name: str, content: bytes) -> Response:
    """Only ever to be saved, by this name or a harmless one."""
    return Response(
        content, media_type="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(harmless(name), safe='')}", "Content-Security-Policy": _AWAY},
    )  # fmt: skip


def harmless(name: str) -> str:
    """A name for a file that is no path, hides no ending, and isn't empty."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) not in ("Cf", "Cc", "Cs")
    )
    return _RISKY.sub("_", plain).strip(". ")[-120:] or "file"
