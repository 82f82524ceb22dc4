"""Whether a later message of the same person goes on about his request or brings a new one (one request, one ticket)."""

import math
import re
from functools import cache

from intakebot.classify import topic_words as known
from intakebot.classify.folded import fold
from intakebot.classify.manners import manner
from intakebot.classify.words import languages_of_words

#: Characters that are looked at: of a message, and of the request.
_LOOKED_AT, _REMEMBERED = 2000, 6000
#: Letters of a stem, and of the shortest word that has one.
_STEM, _SHORTEST = 5, 4
#: Words of an aside.
_ASIDE = 4

_START = re.compile(r"(?:^|[.!?;\n)…]|\s[–—-]\s|,)[^\w\n]{0,6}(?=\w)")
_OPENS, _BESIDES = re.compile(known.OPENS), re.compile(known.BESIDES)
_FAULT, _WISH, _BACK = re.compile(known.FAULT), re.compile(known.WISH), re.compile(known.BACK)
_GREETING, _ADDED, _FACTS = re.compile(known.GREETING), re.compile(known.ADDED), re.compile(known.NOTHING_BUT_FACTS)
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")

#: Learned by `python -m bench topics` from messages cut into their sentences (going on) and pairs of messages of two persons
#: (new), as log-odds, in the order of `signs`; below `_PLAINLY` fifteen in a thousand thoughts of a request are mistaken.
_LEARNED = (14.15, 0.24, 6.4, -0.06, -0.49, -0.1, 0.19, -3.92, -0.52, -1.89, -1.33, 0.65, 0.11, 1.74)
_PLAINLY = -3.5
_JOINS = re.compile(
    r"(?:и|а|но|или|потому|причем|также|тоже|еще|i|a|ale|oraz|bo|tez|jeszcze|and|but|also|so|because)\b"
)

#: What each sign weighs; above nothing it goes on.
_BASE = 0.8
_STEMS, _AREA, _LOOSE_AREA, _POINTS_BACK, _ADDS, _SHORT, _FACT = 1.5, 2.0, 0.7, 2.0, 1.5, 1.5, 0.8
_WANTS, _BROKEN, _OTHER_AREA, _WHOLE, _GREETS = -1.0, -0.7, -1.5, -1.5, -1.5


def opens_topic(text: str) -> bool:
    """Whether the writer himself says that a new matter begins. Never raises."""
    plain = fold(text[:_LOOKED_AT]).text
    return any(_opens(plain, start.end()) for start in _START.finditer(plain))


def same_topic(before: str, text: str) -> bool:
    """Whether `text` goes on about the request `before` (all its words so far). Never raises."""
    if opens_topic(text):
        return False
    if manner(text):
        return True
    told = fold(before[:_REMEMBERED]).text, fold(text[:_LOOKED_AT]).text
    return _weight(*told) > 0 and likelihood(signs(*told)) > 0


def plainly_new(before: str, text: str) -> bool:
    """Whether `text` brings a new request even where it follows at once: rarely so, and rarely in error. Never raises."""
    if opens_topic(text) or manner(text):
        return manner(text) is None
    return likelihood(signs(fold(before[:_REMEMBERED]).text, fold(text[:_LOOKED_AT]).text)) < _PLAINLY


def signs(before: str, text: str) -> tuple[float, ...]:
    """What is counted of two folded texts, in the order of `_LEARNED`."""
    words, content = _WORD.findall(text), _content(text)
    shared = _content(before) & content
    was, now = _about(before), _about(text)
    weight = max(-4.0, min(4.0, _weight(before, text)))
    return (
        1.0,
        min(3.0, sum(0.2 if stem in _everyday() else 1.0 for stem in shared)),
        len(shared) / max(1, len(content)),
        float(bool((was & now) - known.LOOSE)),
        float(bool(now - was)),
        float(bool(_BACK.search(text))),
        float(bool(_ADDED.match(text))),
        math.log1p(len(words)),
        float(bool(_FAULT.search(text))),
        float(bool(_GREETING.match(text))),
        math.log1p(len(_WORD.findall(before))),
        float(bool(_JOINS.match(text))),
        weight,
        min(0.0, weight),
    )


def likelihood(counted: tuple[float, ...]) -> float:
    """How much speaks for going on, as log-odds, by what was learned."""
    return sum(weight * value for weight, value in zip(_LEARNED, counted, strict=True))


def _opens(plain: str, place: int) -> bool:
    if _OPENS.match(plain, place):
        return True
    besides = _BESIDES.match(plain, place)
    rest = plain[besides.end() : besides.end() + 120] if besides else ""
    return bool(_FAULT.search(rest) or _WISH.search(rest))


def _weight(before: str, text: str) -> float:
    """How much speaks for going on."""
    words = _WORD.findall(text)
    broken, wants, back = bool(_FAULT.search(text)), bool(_WISH.search(text)), bool(_BACK.search(text))
    greets = _GREETING.match(text)
    weight = _BASE + _stems(before, text) + _areas(before, text, told=broken or wants)
    weight += _POINTS_BACK * back + _ADDS * bool(_ADDED.match(text)) + _FACT * bool(_FACTS.search(text))
    if len(words) <= _ASIDE and not wants:
        weight += _SHORT if not broken or not _about(text) else 0.0
    weight += _WANTS * wants + _BROKEN * (broken and not back)
    return weight + _GREETS * (greets is not None and len(words) > _ASIDE + 1)


def _stems(before: str, text: str) -> float:
    """Of content words that both have; of everyday ones little."""
    shared = _content(before) & _content(text)
    return _STEMS * min(2.0, sum(0.2 if stem in _everyday() else 1.0 for stem in shared))


def _areas(before: str, text: str, *, told: bool) -> float:
    """Of what both are about, against what only the new one is about; `told`: a fault or a wish is."""
    was, now = _about(before), _about(text)
    shared = was & now
    if shared - known.LOOSE:
        return _AREA
    new = now - was
    weight = _LOOSE_AREA * bool(shared)
    if new - known.LOOSE or (new and not shared):
        weight += (_OTHER_AREA if new - known.LOOSE else _OTHER_AREA / 2) + (_WHOLE if told else 0.0)
    elif told and not shared:
        weight += _WHOLE / 2
    return weight


def _content(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text) if len(word) >= _SHORTEST}


def _about(text: str) -> set[str]:
    whole, starts = _beginnings()
    found = {whole[word] for word in _WORD.findall(text) if word in whole}
    for word in set(_WORD.findall(text)):
        found |= {starts[word[:size]] for size in range(2, min(len(word), 12) + 1) if word[:size] in starts}
    return found


@cache
def _beginnings() -> tuple[dict[str, str], dict[str, str]]:
    """Areas by whole words, and by the beginnings of words."""
    listed = [(word, area) for area, words in known.AREAS.items() for word in words.split()]
    whole = {word[:-1]: area for word, area in listed if word.endswith(".")}
    return whole, {word: area for word, area in listed if not word.endswith(".")}


@cache
def _everyday() -> frozenset[str]:
    return frozenset(word[:_STEM] for word in (*languages_of_words(), *known.EVERYDAY))
