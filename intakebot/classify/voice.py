"""What a model of impact is given: the customer's voice, made safe and alike, with the way back into what was written."""

import re
import unicodedata
from dataclasses import dataclass

from intakebot.classify.sections import Span, own

#: Characters of the given text that are looked at, from the beginning and from the end; and those that are kept.
_HEAD, _TAIL, _KEPT_HEAD, _KEPT_TAIL = 16_000, 8_000, 3_000, 1_000
#: Characters of a line that may be left out with what is between.
_PART = 500
#: Longest word in characters; the rest of a longer one is dropped.
_LONGEST = 40
#: A text of more capitals than this share of its letters, and more letters than this, is shouted: it is read in lower case.
_SHOUTED, _ENOUGH = 0.6, 12

_ODD = re.compile(
    r"[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    r"\U000e0000-\U000e007f]"
)
_CYRILLIC = re.compile(r"[а-яёіїєґў]", re.IGNORECASE)
#: Latin letters that look like Cyrillic ones.
_ALIKE = str.maketrans("aceopxyABCEHKMOPTXYk", "асеорхуАВСЕНКМОРТХУк")
_UNLIKE = {cyrillic: latin for latin, cyrillic in _ALIKE.items()}
_MIXED = re.compile(r"[^\W\d_]*(?:[a-z][а-яё]|[а-яё][a-z])[^\W\d_]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Voice:
    """Prepared text; each of its characters knows where it stood."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The same stretch in the text as it was given, in code points; `start` < `end`."""
        return self.places[start], self.places[end - 1] + 1


def voice(text: str) -> Voice:
    """The customer's own words of a text without quoted history: NFKC, at most 4,000 characters. Linear, never raises."""
    spans = _looked_at(text)
    kept: list[str] = []
    places: list[int] = []
    for number, (start, end) in enumerate(spans):
        if number:
            kept.append("\n")
            places.append(start)
        _add(text, start, end, kept, places)
    if len(kept) > _KEPT_HEAD + _KEPT_TAIL:
        kept[_KEPT_HEAD : 1 - _KEPT_TAIL], places[_KEPT_HEAD : 1 - _KEPT_TAIL] = ["\n"], [places[1 - _KEPT_TAIL]]
    return Voice(_calm(_one_script("".join(kept))), tuple(places))


def _looked_at(text: str) -> list[Span]:
    if len(text) <= _HEAD + _TAIL:
        return own(text)
    head, tail = text[:_HEAD], text[-_TAIL:]
    head = head[: max(head.rfind("\n", _HEAD - _PART), 0) or _HEAD]
    tail = tail[tail.find("\n", 0, _PART) + 1 :]
    left_out = len(text) - len(tail) - len(head) - 1
    return [
        (start + left_out, end + left_out) if start > len(head) else (start, end)
        for start, end in own(f"{head}\n{tail}")
    ]


def _add(text: str, start: int, end: int, kept: list[str], places: list[int]) -> None:
    """Characters of one line, as NFKC has them, blanks collapsed, words cut short, a mark one with its letter."""
    length = 0
    for place in range(start, end):
        character = text[place]
        if _ODD.match(character) and not character.isspace():
            continue
        for plain in character if character.isascii() else unicodedata.normalize("NFKC", character)[:4]:
            if plain.isspace():
                if length:
                    kept.append(" ")
                    places.append(place)
                length = 0
            elif 0 < length < _LONGEST and (whole := _composed(kept[-1], plain)):
                kept[-1] = whole
            elif length < _LONGEST:
                kept.append(plain)
                places.append(place)
                length += 1


def _composed(letter: str, mark: str) -> str | None:
    """Both as one character, where there is one: и with a breve is й."""
    if not unicodedata.combining(mark):
        return None
    whole = unicodedata.normalize("NFKC", letter + mark)
    return whole if len(whole) == 1 else None


def _one_script(text: str) -> str:
    """Words that mix alphabets in one: look-alikes don't hide anything."""

    def mended(found: re.Match[str]) -> str:
        word = found[0]
        cyrillic = _CYRILLIC.findall(word)
        if len(cyrillic) * 2 >= len(word):
            return word.translate(_ALIKE)
        if all(ord(letter) in _UNLIKE for letter in cyrillic):
            return word.translate(_UNLIKE)
        latin = (letter for letter in word if letter.isascii())
        return word.translate(_ALIKE) if all(ord(letter) in _ALIKE for letter in latin) else word

    return text if text.isascii() else _MIXED.sub(mended, text)


def _calm(text: str) -> str:
    """Shouting is no information (design.md 7)."""
    letters = sum(map(str.isalpha, text))
    loud = letters > _ENOUGH and sum(map(str.isupper, text)) > _SHOUTED * letters
    return "".join(letter.lower()[0] for letter in text) if loud else text
