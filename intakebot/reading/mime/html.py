"""HTML bodies as readable text. One pass over the tags, no tree: depth and unclosed tags can't hurt it."""

import re
from html import unescape

from intakebot.reading.mime.page import MAX_QUOTES, Page

#: Characters of HTML that are looked at; the rest of a longer body is pictures and repetition.
MAX_LENGTH = 1024 * 1024

_NAME = r"<(/?)([a-zA-Z][^\s/><\"'=]{0,60}+)"
_TAG = re.compile(_NAME + r"((?>(?:[^>\"']++|(?<=[= ])\"[^\"]*+\"|(?<=[= ])'[^']*+'|[\"'])*))>")
_LOOSE_TAG = re.compile(_NAME + r"([^>]*+)>")
_ATTRIBUTE = re.compile(r"(?<![a-zA-Z:_-])([a-zA-Z:_-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"']++))")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?<![-\w])font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)",
    re.I,
)
_NO_MARGIN = re.compile(r"(?<![-\w])margin(?:-(?:top|bottom))?\s*:\s*0", re.I)

#: Not shown at all, up to their end tag.
_SKIPPED = frozenset(
    {"script", "style", "title", "template", "noframes", "svg", "math", "object", "audio", "video", "select"}
)
_END_TAGS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _SKIPPED}
#: Begin and end their own line.
_BLOCKS = frozenset(
    {"div", "tr", "table", "tbody", "thead", "tfoot", "li", "ul", "ol", "dl", "dt", "dd", "form", "fieldset", "center",
     "address", "section", "article", "header", "footer", "main", "nav", "aside", "figure", "figcaption", "caption", "hr",
     "body", "html", "head", "details", "summary", "legend", "option", "blockquote", "pre", "p"}
    | {f"h{level}" for level in range(1, 7)}
)  # fmt: skip
#: Have an empty line around them.
_SPACED = frozenset({"p", "pre", "blockquote", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6"})
_VOID = frozenset(
    {"br", "img", "hr", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"}
)


class _Renderer:
    """Walks over the tags of one document."""

    def __init__(self, html: str, *, hide: bool) -> None:
        self._html, self._hide = html, hide
        self._page = Page()
        self._tag = _TAG
        self._last_tag = html.rfind(">")
        self._unclosed: set[str] = set()
        self._tight = False  # Outlook's paragraphs are lines, without the empty line around
        self._hidden = ""  # name of the hidden element that we are in
        self._hidden_depth = 0

    def run(self) -> str | None:
        """The text; None when a hidden element is never closed, which then mustn't hide."""
        html, at = self._html, 0
        while 0 <= (start := html.find("<", at)) < self._last_tag:
            self._text(html[at:start])
            at = self._markup(start)
        self._text(html[at:])
        return None if self._hidden else self._page.finished()

    def _text(self, text: str) -> None:
        if text and not self._hidden:
            self._page.text(unescape(text) if "&" in text else text)

    def _markup(self, start: int) -> int:
        """Handles what begins with this "<"; gives the offset after it."""
        html = self._html
        follows = html[start + 1 : start + 2]
        if follows in ("!", "?"):
            mark = "-->" if html.startswith("<!--", start) else ">"
            end = html.find(mark, start + 2)
            return len(html) if end < 0 else end + len(mark)
        found = self._tag.match(html, start)
        if found is None and self._tag is _TAG and (follows.isalpha() or follows == "/"):
            self._tag = _LOOSE_TAG  # quotes don't match from here on
            found = _LOOSE_TAG.match(html, start)
        if found is None:
            if follows == "/":
                return html.find(">", start) + 1  # the standard's bogus comment
            self._text("<")
            return start + 1
        name = found[2].lower()
        if not found[1] and name in _SKIPPED:
            return self._after(name, found.end())
        self._element(name, found[3], closing=bool(found[1]))
        return found.end()

    def _after(self, name: str, at: int) -> int:
        """The offset after the end tag of an element whose content isn't text; `at` when it has none."""
        if name in self._unclosed:
            return at
        found = _END_TAGS[name].search(self._html, at)
        end = self._html.find(">", found.end()) if found else -1
        if end < 0:
            self._unclosed.add(name)
            return at
        return end + 1

    def _element(self, name: str, attributes: str, *, closing: bool) -> None:
        if self._hidden:
            if name == self._hidden:
                self._hidden_depth += -1 if closing else 1
                self._hidden = self._hidden if self._hidden_depth else ""
            return
        if not closing and attributes and self._hide and name not in _VOID and _is_hidden(attributes):
            if not attributes.endswith("/"):
                self._hidden, self._hidden_depth = name, 1
            return
        if name in _BLOCKS:
            self._block(name, attributes, closing=closing)
        else:
            self._inline(name, attributes, closing=closing)

    def _block(self, name: str, attributes: str, *, closing: bool) -> None:
        page = self._page
        if name == "p" and not closing:
            self._tight = bool(attributes) and ("MsoNormal" in attributes or _NO_MARGIN.search(attributes) is not None)
        within = len(page.lists) - closing
        if name in _SPACED and not (self._tight if name == "p" else name in ("ul", "ol") and within):
            page.paragraph()
        else:
            page.end_line()
        step = -1 if closing else 1
        if name == "blockquote":
            page.quotes = max(page.quotes + step, 0)
        elif name == "pre":
            page.preformatted = max(page.preformatted + step, 0)
            page.preformatted_begins = not closing
        elif name in ("ul", "ol"):
            self._list(name, closing=closing)
        elif name == "li" and not closing:
            page.marker()

    def _list(self, name: str, *, closing: bool) -> None:
        lists = self._page.lists
        if not closing and len(lists) < MAX_QUOTES:
            lists.append(1 if name == "ol" else 0)
        elif closing and lists:
            lists.pop()

    def _inline(self, name: str, attributes: str, *, closing: bool) -> None:
        if name == "br":
            self._page.line_break()
        elif name in ("td", "th"):
            self._page.space()
        elif name == "img" and not closing:
            alt = _attribute(attributes, "alt")
            if 0 < len(alt) <= 8 and not alt.isascii() and not alt.isalpha():  # an emoji drawn as a picture
                self._page.text(alt)


def _attribute(attributes: str, name: str) -> str:
    """Value of one attribute, "" when it isn't given."""
    for found in _ATTRIBUTE.finditer(attributes):
        if found[1].lower() == name:
            return unescape(found[2] or found[3] or found[4] or "")
    return ""


def _is_hidden(attributes: str) -> bool:
    lower = attributes.lower()
    if "style" in lower and _HIDING.search(_attribute(attributes, "style")):
        return True
    return (
        "hidden" in lower and re.search(r"(?:^|\s)hidden(?=[\s/=]|$)", _ATTRIBUTE.sub(_blank_value, lower)) is not None
    )


def _blank_value(found: re.Match[str]) -> str:
    return " hidden " if found[1] == "hidden" else " "


def rendered(html: str) -> str:
    """The text that a person would read; "" when there is none. Linear in the length of its input."""
    html = html[:MAX_LENGTH]
    text = _Renderer(html, hide=True).run()
    if text is None:
        text = _Renderer(html, hide=False).run() or ""
    return text
