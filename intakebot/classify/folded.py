"""Text as people mean it: lower case, ё as е, no diacritics; every character still knows where it stood.

Ukrainian and Belarusian letters and Cyrillic й stay what they are. Nothing here looks at more than 20,000 characters.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

#: Characters that the recognisers of details look at.
CAP = 20_000

_PLAIN = {
    "a": "ąáàâäãå",
    "c": "ćčç",
    "d": "ď",
    "e": "ęéèêëě",
    "i": "íìîï",
    "l": "ł",
    "n": "ńñň",
    "o": "óòôöõ",
    "r": "ř",
    "s": "śš",
    "t": "ť",
    "u": "úùûüů",
    "y": "ýÿ",
    "z": "źżž",
    "е": "ё",
    "'": "’ʼ‘",
    " ": "\u00a0\u2007\u2009\u202f\r",
}
_PAIRS = tuple((letter, plain) for plain, letters in _PLAIN.items() for letter in letters)
_TABLE = str.maketrans(
    {form: to for letter, plain in _PAIRS for form, to in ((letter, plain), (letter.upper(), plain.upper()))}
)
#: What has no width of its own: marks that belong to the letter before, invisible characters, and the one letter
#: that grows when lower-cased (U+0130).
_ODD = re.compile(
    r"[\u0300-\u036f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u0130\ud800-\udfff]"
)
_UPPER = re.compile(r"\\.|\(\?P?|[^\W\d_a-zа-я]")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with the way back."""

    text: str
    #: Where each character, and the end, stood in the original; None: where it stands now.
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in the original text, in code points."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


@lru_cache(maxsize=8)
def fold(text: str) -> Folded:
    """The first 20,000 characters, folded."""
    text = text[:CAP]
    if text.isascii():
        return Folded(text.lower().replace("\r", " "))
    if not _ODD.search(text):
        return Folded(_plain(text))
    kept, places = _composed(text)
    return Folded(_plain(kept), places)


def folded_pattern(pattern: str) -> str:
    """A regular expression in the alphabet of folded text: plain lower-case letters, escapes and group names kept."""
    return _UPPER.sub(lambda found: found[0] if found[0][0] in "\\(" else found[0].lower(), pattern.translate(_TABLE))


def _plain(text: str) -> str:
    text = text.lower()
    for letter, plain in _PAIRS:
        text = text.replace(letter, plain)
    return text


def _composed(text: str) -> tuple[str, tuple[int, ...]]:
    """Text without odd characters, a letter and its mark as one where there is one (и with a breve is й)."""
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if not _ODD.match(character):
            kept.append(character)
            places.append(place)
        elif kept and "\u0300" <= character <= "\u036f":
            whole = unicodedata.normalize("NFC", kept[-1] + character)
            kept[-1] = whole if len(whole) == 1 else kept[-1]
    return "".join(kept), (*places, len(text))
