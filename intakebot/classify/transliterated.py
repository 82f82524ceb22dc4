"""Russian in Latin letters ("ne rabotaet pochta"), which statistical models take for anything but Russian."""

import re
from collections.abc import Sequence
from functools import cache

from intakebot.classify.words import COMMON, languages_of_words

#: How people write Cyrillic letters when they have no Cyrillic keyboard.
_HABITS = {
    "ж": ("zh", "j", "z"),
    "х": ("h", "kh", "x"),
    "ц": ("c", "ts", "tz"),
    "щ": ("sch", "shch", "sh"),
    "ч": ("ch",),
    "ш": ("sh", "w"),
    "ы": ("y", "i"),
    "й": ("i", "y", "j"),
    "ю": ("yu", "ju", "iu"),
    "я": ("ya", "ja", "ia"),
    "ё": ("e", "yo", "jo"),
    "е": ("e", "ye"),
    "ь": ("", "'"),
    "в": ("v", "w"),
    "ъ": ("",),
}
_LETTERS = dict(zip("абгдзиклмнопрстуфэ", "abgdziklmnoprstufe", strict=True))
#: Written so by everybody.
_ELSEWHERE = frozenset(
    [
        "problema",
        "server",
        "moment",
        "telefon",
        "printer",
        "komp",
        "est",
        "net",
        "kak",
        "tak",
        "klient",
        "adres",
        "dnia",
        "plan",
        "list",
        "eta",
    ]
)
#: What hardly any Latin-written language has but Russian in Latin letters has everywhere, and the reverse.
_TRAIT = re.compile(
    r"zh|shch|kh|[bvgdzklmnprstfhc]y[aue]|[aeio]yu|[aeiou]etsya$|its?ya$|[aeiou]yut|ae[tm]$|[iy]y$|[aoeiu]go$|n[iy]h$"
)
_COUNTERTRAIT = re.compile(
    r"[^a-z'j]|[qw]|cz|sz|rz|[dn]z|ck|th|ll|oo|ee|ou|ie|ci|ni[aeo]|ing$|ed$|ion|qu|ght|ss$|ij|'[sdt]$|er$|cy$"
)
#: Weights of a known Russian word, of either trait and of a word that is common elsewhere only.
_KNOWN, _FITS, _HARDLY, _OTHER = 1.0, 0.7, -0.7, -0.7
#: What the words must reach on average, and how many letters the known ones must have.
_ENOUGH, _KNOWN_LETTERS = 0.08, 5


def russian(latin: Sequence[str]) -> bool:
    """Whether these lower-case Latin words are Russian."""
    own, shared, elsewhere = _spelled(), _shared(), languages_of_words()
    if own.isdisjoint(latin):
        return False
    weight, known = 0.0, 0
    for word in latin:
        if word in own:
            weight += _KNOWN
            known += len(word)
        elif word in elsewhere:
            weight += 0.0 if word in shared else _OTHER
        elif _COUNTERTRAIT.search(word):
            weight += _HARDLY
        elif _TRAIT.search(word):
            weight += _FITS
    return known >= _KNOWN_LETTERS and weight >= _ENOUGH * len(latin) and weight >= min(2, len(latin)) * _FITS


@cache
def _shared() -> frozenset[str]:
    """Common Russian words in every spelling that are words elsewhere too."""
    forms = {form for word in COMMON["ru"].split() for form in _spellings(word)}
    return frozenset(forms & languages_of_words().keys())


@cache
def _spelled() -> frozenset[str]:
    """Common Russian words in every spelling that are words nowhere else."""
    forms = {form for word in COMMON["ru"].split() for form in _spellings(word) if len(form) > 1}
    return frozenset(forms - languages_of_words().keys() - _ELSEWHERE)


def _spellings(word: str) -> set[str]:
    """A Cyrillic word in the first two habits of each letter."""
    forms = {""}
    for letter in word:
        habits = _HABITS.get(letter, (_LETTERS.get(letter, letter),))
        forms = {form + habit for form in forms for habit in (habits if len(forms) < 32 else habits[:1])}
    return forms
