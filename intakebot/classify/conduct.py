"""Insults and obscenities, disguised ones too: flagged for an agent, never a reason to refuse anybody (CEN-13)."""

import re
from collections.abc import Iterator
from itertools import islice

from intakebot.classify import insults
from intakebot.classify.evidence import found
from intakebot.classify.folded import fold
from intakebot.classify.patterns import prepared
from intakebot.domain.sought import Found

_OBSCENITIES = tuple(prepared(rf"(?<![\w*])(?:{words})") for words in insults.OBSCENITIES)
_INSULTS = tuple(prepared(rf"(?<![\w*])(?:{words})") for words in insults.INSULTS)
_NOT_MEANT = re.compile(insults.NOT_MEANT)
#: Words that hide something: signs for letters, letters of two alphabets, letters drawn out.
_ODD_WORD = re.compile(r"(?<![\w@.*])(?=[\w*@#$!]{2,30}(?![\w@*]))[^\W\d_][\w*@#$!]*")
_SIGNS = "*@#$"
_DRAWN_OUT = tuple(letter * 3 for letter in "aeiouyckstаеиоуяюксйздт")
_MIXED = re.compile(r"\d(?<=[^\W\d_]\d)[^\W\d_]|[a-z](?:[а-я]|(?<=[а-я][a-z]))")
#: Letters one by one: "с у к а", "f.u.c.k".
_SPACED = re.compile(r"(?<![\w.])[^\W\d_](?:([ .\-_])[^\W\d_])(?:\1[^\W\d_]){1,8}(?![\w.])")
_MANY = re.compile(r"([^\W\d_])\1{2,}")
_TO_CYRILLIC = str.maketrans("abcehkmoptxyu03469@$", "авсенкмортхуиозчбяас")
_TO_LATIN = str.maketrans("013457@$!", "oieastasi")
_STARS = re.compile(r"[*#@$!_-]+")
#: Odd words that are looked at.
_MOST = 200


def found_in(text: str) -> Found | None:
    """The first "obscenity" (id), else the first "insult"; None when the tone is fit for work. Never raises."""
    folded = fold(text)
    plain = folded.text
    span = _plain(plain) or _hidden(plain)
    return found(span[0], "text", text, folded, span[1]) if span else None


def _plain(text: str) -> tuple[str, tuple[int, int]] | None:
    matches = (match for words in _OBSCENITIES if (match := words.search(text)))
    if match := next(matches, None):
        return "obscenity", match.span()
    for match in (match for words in _INSULTS for match in words.finditer(text)):
        if not _NOT_MEANT.search(text[max(0, match.start() - 40) : match.start()]):
            return "insult", match.span()
    return None


def _hidden(text: str) -> tuple[str, tuple[int, int]] | None:
    for match in _candidates(text):
        word = match[0].rstrip("!")
        if any(words.search(form) for form in _forms(word) for words in _OBSCENITIES) or _starred(word):
            return "obscenity", match.span()
    return None


def _candidates(text: str) -> Iterator[re.Match[str]]:
    if _hides(text):
        words = (match for match in _ODD_WORD.finditer(text) if _hides(match[0]))
        yield from islice(words, _MOST)
    yield from islice(_SPACED.finditer(text), _MOST)


def _hides(text: str) -> bool:
    if any(sign in text for sign in _SIGNS) or any(drawn in text for drawn in _DRAWN_OUT):
        return True
    return bool(_MIXED.search(text))


def _forms(word: str) -> set[str]:
    """What the word may be meant to be."""
    letters = _MANY.sub(r"\1", re.sub(r"[ .\-_]", "", word))
    forms = {letters, letters.translate(_TO_LATIN)}
    if re.search(r"[а-я]", letters):
        forms.add(letters.translate(_TO_CYRILLIC))
    return forms


def _starred(word: str) -> bool:
    """Whether asterisks stand for letters of a word that people write so."""
    stars = _STARS.search(word)
    if not stars or not 2 <= len(word) <= 16:
        return False
    if re.fullmatch(r"(?:f|х)\*{2,4}", word):
        return True
    head, tail = word[: stars.start()], _STARS.sub("", word[stars.end() :])
    size = stars.end() - stars.start()
    return bool(head and tail) and any(
        known.startswith(head) and known.endswith(tail) and abs(len(known) - len(head) - len(tail) - size) <= 1
        for known in insults.MASKED
    )
