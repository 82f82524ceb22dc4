"""Whether text and HTML of one letter say the same, as far as that can be counted: a customer reads only one of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from intakebot.domain.sentence import Sentence
from intakebot.domain.template import Kind
from intakebot.replies.promises import MARKUP

_PRINTED = re.compile(r"\{\{-?\s*(\w{1,60})")
_LIQUID = re.compile(r"\{%[^%]{0,2000}%\}|\{\{[^{}]{0,2000}\}\}")
_LINK = re.compile(r"https?://[^\s\"'<>]{1,2000}", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_ALONE: Mapping[Kind, Sentence] = {
    "text": Sentence("the text was changed, but not the HTML"),
    "html": Sentence("the HTML was changed, but not the text"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Apart:
    """What sets text and HTML apart."""

    #: The part that was changed though the other wasn't; None where both were, or neither.
    alone: Kind | None
    #: Variables, links and numbers that stand in one of them only.
    only_text: tuple[str, ...]
    only_html: tuple[str, ...]

    @property
    def said(self) -> Sentence:
        """In one sentence."""
        return Sentence("text and HTML differ: {how}", how=self.how)

    @property
    def how(self) -> tuple[Sentence, ...]:
        """Thing by thing."""
        return tuple(self._things())

    def _things(self) -> Iterator[Sentence]:
        if self.alone:
            yield _ALONE[self.alone]
        if self.only_text:
            yield Sentence("only in the text: {what}", what=self.only_text)
        if self.only_html:
            yield Sentence("only in the HTML: {what}", what=self.only_html)


def apart(new: Mapping[Kind, str], old: Mapping[Kind, str]) -> Apart | None:
    """What sets them apart, compared with what customers get now; None where nothing does, or one of the two isn't there."""
    text, html = new.get("text", ""), new.get("html", "")
    if not text.strip() or not html.strip():
        return None
    of_text, of_html = dict.fromkeys(_counted(text)), dict.fromkeys(_counted(html))
    found = Apart(
        alone=_alone(new, old),
        only_text=tuple(one for one in of_text if one not in of_html),
        only_html=tuple(one for one in of_html if one not in of_text),
    )
    return found if found.alone or found.only_text or found.only_html else None


def _alone(new: Mapping[Kind, str], old: Mapping[Kind, str]) -> Kind | None:
    parts: tuple[Kind, ...] = ("text", "html")
    changed = [kind for kind in parts if new.get(kind, "").strip() != old.get(kind, "").strip()]
    return changed[0] if len(changed) == 1 else None


def _counted(written: str) -> Iterator[str]:
    """Variables, links and numbers, the latter two outside of Liquid and markup; links of markup as well."""
    yield from (f"{{{{ {name} }}}}" for name in _PRINTED.findall(written))
    plain = _LIQUID.sub(" ", written)
    yield from (unescape(link).rstrip(".,;:!?)/") for link in _LINK.findall(plain))
    yield from _NUMBER.findall(_LINK.sub(" ", unescape(MARKUP.sub(" ", plain))))
