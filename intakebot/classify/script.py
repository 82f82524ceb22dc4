"""Scripts: which letters a text is written in, and letters that only look like those of another script."""

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

#: "other" has letters of several languages (Arabic, Devanagari): the model decides; a language code decides by itself.
Script: TypeAlias = Literal["Latin", "Cyrillic", "other", "el", "he", "hy", "ka", "th", "ko", "ja", "zh"]

_CYRILLIC = re.compile(r"[\u0400-\u052f\u1c80-\u1c8f]")
_ALL_CYRILLIC = re.compile(r"[\u0400-\u052f]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
#: Scripts of one language each, kana before the Han characters that Japanese also uses.
_OWN: tuple[tuple[Script, re.Pattern[str]], ...] = (
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ko", re.compile(r"[\u1100-\u11ff\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]")),
)

_LIKE_LATIN = "аеорсухкіАВЕНКМОРСТУХІ"
_LIKE_CYRILLIC = "aeopcyxkiABEHKMOPCTYXI"
_TO_CYRILLIC = str.maketrans(_LIKE_CYRILLIC, _LIKE_LATIN)
_TO_LATIN = str.maketrans(_LIKE_LATIN, _LIKE_CYRILLIC)


def script_of(word: str) -> Script | None:
    """Latin or Cyrillic, by the majority of a word's letters once look-alikes are folded; None for other scripts."""
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if not cyrillic and not latin:
        return None
    return "Cyrillic" if cyrillic > latin else "Latin"


def folded(word: str) -> str:
    """A word whose few letters of the other script are look-alikes, written in one script (Latin "c" in «cтоп»)."""
    if word.isascii() or not _CYRILLIC.search(word) or not _LATIN.search(word):
        return word
    cyrillic, latin = set(_CYRILLIC.findall(word)), set(_LATIN.findall(word))
    if script_of(word) == "Cyrillic" or not cyrillic <= set(_LIKE_LATIN):
        return word.translate(_TO_CYRILLIC) if latin <= set(_LIKE_CYRILLIC) else word
    return word.translate(_TO_LATIN)


def other_script(text: str) -> Script | None:
    """The script of a text that has next to no Latin and Cyrillic letters; None without any letters."""
    for script, letters in _OWN:
        if len(letters.findall(text)) * 5 > sum(map(str.isalpha, text)):
            return script
    return "other" if any(map(str.isalpha, text)) else None


def split(words: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Cyrillic, Latin and other words, in order, look-alikes folded."""
    cyrillic: list[str] = []
    latin: list[str] = []
    other: list[str] = []
    for word in words:
        if word.isascii():
            latin.append(word)
        elif _ALL_CYRILLIC.fullmatch(word):
            cyrillic.append(word)
        else:
            script = script_of(word)
            (latin if script == "Latin" else cyrillic if script else other).append(folded(word))
    return cyrillic, latin, other
