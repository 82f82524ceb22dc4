"""Address lists (RFC 5322 §3.4, obsolete forms of §4.4 included) and what people and mailers write in their place."""

import re

from intakebot.domain.address import Address
from intakebot.reading.mime.findings import Findings
from intakebot.reading.mime.tokens import Token, is_address, tokens, trimmed
from intakebot.reading.mime.words import decode_words, one_line

#: Mailboxes kept of one header; no person writes to more.
MAX_ADDRESSES = 2_000
#: Longer names are cut.
_MAX_NAME = 500

_SIMPLE = re.compile(
    r'\s*+(?:"([^"\\]*+)"|([^"(),:;<>@\[\]\\]*+))\s*+<([^\s<>()\[\],;:"@\\]++@[^\s<>()\[\],;:"@\\]++)>\s*+'
)
_BARE = re.compile(r'\s*+((?!\')[^\s<>()\[\],;:"@\\]++@[^\s<>()\[\],;:"@\\]++)\s*+')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_TIGHT = re.compile(r"\s*+([@.])\s*+")


def parse_list(value: str, findings: Findings) -> tuple[Address, ...]:
    """The mailboxes of a header value (unfolded, its encoded words untouched), groups resolved; never fails."""
    if not value.isprintable():
        value = one_line(value)
    if simple := _SIMPLE.fullmatch(value):
        return (Address(name=_name(simple[1] or simple[2] or "", findings), address=simple[3]),)
    if "=?" not in value and (bare := _BARE.fullmatch(value)):
        return (Address(address=bare[1]),)
    parser = _Parser(findings)
    found = tuple(parser.run(tokens(value)))
    if "=?" in value and all("=?" in address.address or not address.address for address in found):
        decoded = one_line(decode_words(value, findings))
        if "@" in decoded and "=?" not in decoded:
            findings.add("address-broken")
            return tuple(_Parser(findings).run(tokens(decoded)))
    return found


def _name(text: str, findings: Findings) -> str:
    """A display name for people: decoded, its blanks collapsed."""
    return " ".join(one_line(decode_words(text, findings)).split())[:_MAX_NAME]


class _Parser:
    """Mailboxes out of tokens; one mailbox is being gathered at a time."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._found: list[Address] = []
        self._carried: list[Token] = []  # "Ivanov," before "Ivan <ivan@example.org>"
        self._aside: list[str] = []  # the comments that stood beside it
        self._clear()

    def _clear(self) -> None:
        self._phrase: list[Token] = []
        self._comments: list[str] = []
        self._angle: list[Token] | None = None
        self._open = False

    def run(self, found: list[Token]) -> list[Address]:
        """All mailboxes, up to the cap."""
        for token in found:
            if len(self._found) >= MAX_ADDRESSES:
                self._findings.add("addresses-too-many")
                return self._found
            self._take(token)
        self._finish(",")
        self._give_up_carried()
        return self._found

    def _take(self, token: Token) -> None:
        if token.kind == "comment":
            self._comments.append(token.text)
        elif self._open:
            self._within(token)
        elif token.kind == "<":
            if self._angle is not None:
                self._finish("")
            self._angle, self._open = [], True
        elif token.kind in (",", ";"):
            self._finish(token.kind)
        elif token.kind == ":":
            self._group()
        elif token.kind not in (">", ")"):
            self._word(token)

    def _within(self, token: Token) -> None:
        """Between angle brackets; a route (RFC 5322 §4.4) ends with its colon."""
        angle = self._angle if self._angle is not None else []
        if token.kind == ">":
            self._open = False
        elif token.kind == ":":
            self._angle = [] if any(part.text.startswith("@") for part in angle) else angle
            if angle and angle[-1].text.lower() == "mailto":
                self._angle = []
        elif token.kind in (",", ";") and not (angle and angle[0].text.startswith("@")):
            self._findings.add("address-broken")  # the closing bracket is missing
            self._open = False
            self._finish(token.kind)
        elif token.kind not in ("<", '"', "(", ")"):
            angle.append(token)

    def _group(self) -> None:
        """A colon ends a group's name (RFC 5322 §3.4), or "mailto", which means nothing."""
        words = [token for token in self._phrase if token.kind != "blank"]
        if any("@" in token.text for token in words):
            self._phrase.append(Token("word", ":"))
            return
        self._give_up_carried()
        self._clear()

    def _word(self, token: Token) -> None:
        """A word; where an address stood before it without brackets, another one begins."""
        if "@" in token.text and token.kind == "word" and self._angle is None and len(token.text) > 1:
            before = [part for part in self._phrase if part.kind != "blank"]
            loose = self._phrase and self._phrase[-1].kind == "blank"
            if loose and before and all(is_address(part) for part in before):
                self._finish("")
        self._phrase.append(token)

    def _finish(self, separator: str) -> None:
        phrase, angle = trimmed(self._phrase), self._angle
        if angle is not None:
            self._add(self._carried_name() + phrase, _TIGHT.sub(r"\1", "".join(t.text for t in angle)))
        elif phrase and any("@" in token.text for token in phrase):
            self._give_up_carried()
            self._loose(phrase)
        elif phrase:
            self._give_up_carried()
            self._carried = [*phrase, Token("word", separator), Token("blank", " ")]
            self._aside = self._comments
        elif self._comments and separator:
            self._comments.clear()
        self._clear()

    def _carried_name(self) -> list[Token]:
        """The part of a name that an unquoted comma cut off."""
        if self._carried:
            self._findings.add("address-broken")
        carried, self._carried = self._carried, []
        return carried

    def _give_up_carried(self) -> None:
        """A carried word was no name after all: a local user, or a name without any address."""
        phrase, self._carried = trimmed(self._carried[:-2]), []
        if not phrase:
            return
        text = "".join(token.text for token in phrase)
        self._findings.add("address-broken")
        plain = len(phrase) == 1 and phrase[0].kind == "word" and "=?" not in text
        comments, self._comments = self._comments, self._aside
        self._append(("" if plain else self._text(phrase)), text if plain else "")
        self._comments = comments

    def _loose(self, phrase: list[Token]) -> None:
        """An address without brackets, perhaps with a name before or after it."""
        if len(phrase) == 1 or all(token.kind != "blank" for token in phrase):
            self._append("", "".join(token.text for token in phrase))
            return
        joined = _TIGHT.sub(r"\1", "".join(token.text for token in phrase))
        if " " not in joined:
            self._append("", joined)
            return
        self._findings.add("address-broken")
        at = max(index for index, token in enumerate(phrase) if "@" in token.text)
        start = next((index + 1 for index in range(at - 1, -1, -1) if phrase[index].kind == "blank"), 0)
        end = next((index for index in range(at, len(phrase)) if phrase[index].kind == "blank"), len(phrase))
        name = trimmed(phrase[:start]) + ([Token("blank", " ")] if start else []) + trimmed(phrase[end:])
        self._append(self._text(name), "".join(token.text for token in phrase[start:end]))

    def _add(self, phrase: list[Token], address: str) -> None:
        """A mailbox with angle brackets; an empty one counts only with a name."""
        name = self._text(phrase)
        if not address.strip() and "@" in name and " " not in name:
            name, address = "", name
        self._append(name, address.strip())

    def _append(self, name: str, address: str) -> None:
        if not name and self._comments:
            name = _name(_ESCAPE.sub(r"\1", self._comments[-1]), self._findings)
        address = address.strip("\"' ") if address.startswith("'") else address
        if name or address:
            self._found.append(Address(name=name, address=one_line(address)))

    def _text(self, phrase: list[Token]) -> str:
        """The words of a name, unquoted and decoded."""
        phrase = [token for token in phrase if token.kind != '"']
        words = [_ESCAPE.sub(r"\1", token.text[1:-1]) if token.kind == "quoted" else token.text for token in phrase]
        return _name("".join(words), self._findings)
