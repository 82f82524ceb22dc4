"""What the structure of an HTML body tells about quotes, carried over to the lines of the plain text.

The HTML is read once in document order; each word is quoted or not by the elements around it (`_NODES`) or before it
(`_FROM_HERE`). Then its words are laid along the words of the text, and a line belongs to what most of its words are.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from intakebot.reading.quotes import attributions, blocks
from intakebot.reading.quotes.lines import bare
from intakebot.reading.quotes.wordlists import words

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # has no types

#: What a word is: the author's, a quote's, or the author's within a blockquote that he made himself.
_Kind: TypeAlias = Literal["own", "quoted", "indented"]

#: Characters of HTML looked at, and how far apart the two word streams may drift before the next common word.
_LENGTH = 2_000_000
_DRIFT = 12

_HINT = re.compile(
    r"<blockquote|_quote|yahoo_quoted|yahoo-quoted|divRplyFwdMsg|appendonsend|border-top:\s?solid #|OLK_SRC_BODY|reference-message"
    r"|moz-cite-prefix|moz-forward|zmail_extra|messageReplySection|zwchr|__QUOTED_TEXT__|stopSpelling|mail-quote|quoted_output"
    r"|_signature|moz-signature|messageSignatureSection|isReplyContent|-quote|sh-quoted",
    re.IGNORECASE,
)
#: Classes, ids, names and data-markers of elements that hold a quote.
_NODES = words(
    "gmail_quote gmail_quote_container gmail_attr yahoo_quoted protonmail_quote zmail_extra moz-cite-prefix moz-forward-container "
    "mail-quote-collapse mail-app-auto-quote mailru-blockquote messagereplysection olk_src_body_section __quoted_text__ "
    "mail-editor-reference-message-container superhuman_quote sh-quoted-content front-blockquote missive_quote tutanota_quote "
    "quoted_output_body isreplycontent ntes-mailmaster-quote alimail-quote hs_reply wordsection_quote hey-quoted clean_bq "
    "x_gmail_quote x_yahoo_quoted gmail_quote_attribution"
)
#: The same of elements after which everything is quoted.
_FROM_HERE = words(
    "divrplyfwdmsg x_divrplyfwdmsg appendonsend x_appendonsend zwchr stopspelling yahoo-quoted-begin quoted_header"
)
#: The same of elements that hold the author's signature and nothing else.
_SIGNATURES = words("gmail_signature moz-signature protonmail_signature_block messagesignaturesection")
_BORDER = re.compile(
    r"border-top:\s?solid\s+#(?:E1E1E1|B5C4DF)|border-top:\s?#(?:E1E1E1|B5C4DF)\s.{0,12}solid", re.IGNORECASE
)
_EDGED = re.compile(r"border-left:[^;]{0,40}(?:solid|px|pt)", re.IGNORECASE)
#: How Gmail, Apple Mail and Outlook indent what their user writes.
_UNEDGED = re.compile(r"(?<![\w-])border:\s*(?:none|0)", re.IGNORECASE)
_SILENT = frozenset({"head", "style", "script", "title", "template"})
_WORD = re.compile(r"\w+")


def has_structure(html: str) -> bool:
    """Whether the HTML has any element that may show a quote; cheap, so that lxml is loaded only then."""
    return bool(html) and _HINT.search(html, 0, _LENGTH) is not None


class Shown(NamedTuple):
    """Numbers of the lines of a text that the HTML shows as quoted or signed, and as indented by the author."""

    quoted: frozenset[int] = frozenset()
    indented: frozenset[int] = frozenset()


def shown(html: str, lines: list[str], *, answers: bool) -> Shown:
    """What the HTML shows the lines of the text as; nothing when it can't be read, or when it shows all as quoted.

    A mail that `answers` none has no quotes of its own program below a line of the author's that ends in a colon.
    """
    said = list(_words(html[:_LENGTH], answers=answers))
    if not any(kind != "own" for _, kind in said) or all(kind == "quoted" for _, kind in said):
        return Shown()
    return _laid_along(said, lines)


def _words(html: str, *, answers: bool) -> Iterator[tuple[str, _Kind]]:
    """Every word of the body with what it is, in document order."""
    # lxml costs 30 ms, and most mail needs none of it.
    from lxml import etree  # has no types
    from lxml import html as parser

    try:
        root = parser.document_fromstring(html.encode("utf-8", "replace"), parser=parser.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError):
        return
    yield from _Walk(answers=answers).over(etree.iterwalk(root, events=("start", "end", "comment")))


class _Walk:
    """State of one walk over the elements: how many quoting ones are open, and whether all is quoted from here."""

    def __init__(self, *, answers: bool) -> None:
        self._answers = answers
        self._open = 0
        self._indents = 0
        self._silent = 0
        self._rest = False
        self._before = ""

    def over(self, events: Iterator[tuple[str, "HtmlElement"]]) -> Iterator[tuple[str, _Kind]]:
        """The words of the elements that these events open and close."""
        quoting: list[bool] = []
        for event, element in events:
            if event == "start":
                quoting.append(self._enter(element))
                yield from self._said(element.text)
            elif event == "end":
                quotes = quoting.pop()
                self._open -= quotes
                self._indents -= element.tag == "blockquote" and not quotes
                self._silent -= element.tag in _SILENT
                yield from self._said(element.tail)
            else:
                yield from self._said(element.tail)

    def _enter(self, element: "HtmlElement") -> bool:
        self._silent += element.tag in _SILENT
        names = _names(element)
        if names & _FROM_HERE or _is_header_of_outlook(element):
            self._rest = True
        if element.tag == "blockquote":
            quotes = self._is_quote(element, named=bool(names & _NODES))
            self._indents += not quotes
        else:
            quotes = bool(names & (_NODES | _SIGNATURES))
        self._open += quotes
        return quotes

    def _is_quote(self, element: "HtmlElement", *, named: bool) -> bool:
        """A blockquote that a mail program made: it says so, has a line at its left, or stands below an attribution."""
        above = [line for raw in self._before.split("\n") if (line := bare(raw))]
        announced = not self._answers and bool(above) and above[-1][-1] in ":："
        if not announced and (_is_cited(element) or (named and not _UNEDGED.search(_style(element)))):
            return True
        return bool(above) and attributions.ending_at(above, len(above) - 1, 0)[1] > attributions.Strength.NONE

    def _said(self, text: str | None) -> Iterator[tuple[str, _Kind]]:
        if not text or self._silent:
            return
        if not text.isspace():
            self._before = f"{self._before[-300:]} {' '.join(text[-400:].split())}"
        kind: _Kind = "quoted" if self._rest or self._open > 0 else "indented" if self._indents > 0 else "own"
        yield from ((word.casefold(), kind) for word in _WORD.findall(text))


def _style(element: "HtmlElement") -> str:
    style: str = element.get("style", "")
    return style[:1000]


def _is_cited(element: "HtmlElement") -> bool:
    """It says that it is a quotation, or has a line at its left."""
    if element.get("type", "").lower() == "cite" or element.get("cite"):
        return True
    return _EDGED.search(_style(element)) is not None


def _names(element: "HtmlElement") -> set[str]:
    """Classes, id, name and data-marker, lower-cased."""
    said = " ".join(element.get(key, "")[:300] for key in ("class", "id", "name", "data-marker"))
    return set(said.lower().split())


def _is_header_of_outlook(element: "HtmlElement") -> bool:
    """Outlook's line above "From: ... Sent: ...", which it draws for nothing else but a reader could."""
    if element.tag != "div" or not _BORDER.search(_style(element)):
        return False
    text = "".join(piece for _, piece in zip(range(20), element.itertext(), strict=False)).strip()
    return blocks.role(text) in ("from", "date")


def _laid_along(said: list[tuple[str, _Kind]], lines: list[str]) -> Shown:
    """Lay the words of the HTML along those of the text; links that only one of them shows are stepped over."""
    found: dict[_Kind, set[int]] = {"own": set(), "quoted": set(), "indented": set()}
    place = 0
    for number, line in enumerate(lines):
        votes: Counter[_Kind] = Counter()
        for word in _WORD.findall(line.casefold()):
            at = next((at for at in range(place, min(place + _DRIFT, len(said))) if said[at][0] == word), None)
            if at is None:
                continue
            votes[said[at][1]] += 1
            place = at + 1
        if votes:
            found[_won(votes)].add(number)
    return Shown(frozenset(found["quoted"]), frozenset(found["indented"]))


def _won(votes: Counter[_Kind]) -> _Kind:
    """Most of the words are quoted, or else the author's, mostly indented or not."""
    if 2 * votes["quoted"] > votes.total():
        return "quoted"
    return "indented" if votes["indented"] > votes["own"] else "own"
