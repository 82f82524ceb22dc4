"""Text in the form in which wordings are compared: case, accents, blanks and typographic marks don't matter."""

import re
import unicodedata

#: Marks over and under letters, as decomposed text has them, and characters that nobody sees.
_MARKS = re.compile("[\u0300-\u036f\u3099\u00ad\u200b-\u200f\u2060\ufeff]+")
_LETTERS = (("ł", "l"), ("ø", "o"), ("đ", "d"), ("ı", "i"), ("’", "'"), ("‘", "'"), ("–", "-"), ("—", "-"))


def fold(text: str) -> str:
    """Without capitals and accents, each run of blanks one space: "Nieobecność" becomes "nieobecnosc"."""
    if text.isascii():
        return " ".join(text.lower().split())
    folded = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    for letter, plain in _LETTERS:
        folded = folded.replace(letter, plain)
    return " ".join(folded.split())
