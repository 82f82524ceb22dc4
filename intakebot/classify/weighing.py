"""Weighs what is known of a few words against each other: statistics, common words, letters, and who usually writes."""

import math
import string
from collections.abc import Collection, Mapping, Sequence
from heapq import nlargest
from itertools import islice
from operator import itemgetter
from typing import Literal

from intakebot.classify import voices
from intakebot.classify.letters import foreign
from intakebot.classify.words import languages_of_words

#: How often support mail is in a language before anything is known of the sender, by script.
_OFTEN: dict[str, dict[str, float]] = {
    "Latin": {
        "en": 1.0,
        "pl": 0.8,
        "de": 0.5,
        "fr": 0.4,
        "es": 0.4,
        "it": 0.4,
        "cs": 0.3,
        "pt": 0.3,
        "sk": 0.25,
        "nl": 0.2,
    },
    "Cyrillic": {"ru": 1.0, "uk": 0.5, "bg": 0.2, "be": 0.2},
}
_SELDOM = {"Latin": "sv da no fi hu ro tr lt lv et sl hr", "Cyrillic": "sr mk kk"}
_RARELY = {
    "Latin": "af az bs ca cy eo eu ga gl id is la lb ms mt oc sq sr sw tl uz vi",
    "Cyrillic": "ba ce cv ky mn os tg tt",
}
_SELDOM_WEIGHT, _RARE_WEIGHT = 0.12, 0.005
_CUSTOM = {
    script: {
        language: math.log(weight)
        for language, weight in {
            **dict.fromkeys(_RARELY[script].split(), _RARE_WEIGHT),
            **dict.fromkeys(_SELDOM[script].split(), _SELDOM_WEIGHT),
            **often,
        }.items()
    }
    for script, often in _OFTEN.items()
}
#: A language that the model doesn't name may still be the one, with about this probability.
_FLOOR = math.log(0.0005)
#: Weight of a common word of one language, of one that several have, and of a letter that a language doesn't have.
_OWN_WORD, _SHARED_WORD, _FOREIGN_LETTER = 1.4, 0.9, -3.0
#: More common words or foreign letters than this prove no more.
_MOST_WORDS, _MOST_LETTERS = 10, 3
#: Weight of common words that settles it.
_MANY_WORDS = 8.0
#: Weight of the organisation's first language and of its others for one word; more words share it.
_FIRST_LIKELY, _OTHER_LIKELY = 7.0, 3.5
#: Below this the second voice is heard.
_SURE, _SECOND_VOICE = 0.93, 2.0
#: Characters that the voices are given.
_HEARD, _HEARD_SECOND = 200, 200
_PLAIN = frozenset(string.ascii_lowercase + " '")


def written_in(script: Literal["Latin", "Cyrillic"]) -> Collection[str]:
    """Languages that a text in this script may be in."""
    return _CUSTOM[script].keys()


def weigh(script: Literal["Latin", "Cyrillic"], told: Sequence[str], likely: Sequence[str]) -> dict[str, float]:
    """Probabilities of languages of this script for these lower-case words; `likely`: the organisation's, of this script."""
    common = _common(told)
    if clear := _clear(common):
        return {clear: 0.99}
    line = " ".join(told)[:_HEARD]
    scores = _scores(script, line, likely)
    for language, weight in common.items():
        if language in scores:
            scores[language] += weight
    for rank, language in enumerate(likely):
        scores[language] += (_OTHER_LIKELY if rank else _FIRST_LIKELY) / len(told)
    shares = _shares(scores)
    if max(shares.values()) >= _SURE:
        return shares
    for language, share in voices.second(line[:_HEARD_SECOND]).items():
        if language in scores:
            scores[language] += _SECOND_VOICE * share
    return _shares(scores)


def _scores(script: str, line: str, likely: Sequence[str]) -> dict[str, float]:
    """Logarithmic weights by statistics, letters and custom; statistics count for less in a short line."""
    heard = {language: math.log(probability) for language, probability in voices.first(line).items()}
    letters = frozenset(line) - _PLAIN
    trust = min(1.0, 0.3 + len(line) / 60)
    doubt = min(2.0, 0.6 + 20 / len(line))
    scores = {}
    for language, custom in _CUSTOM[script].items():
        if language in heard or language in _OFTEN[script] or language in likely:
            scores[language] = trust * heard.get(language, _FLOOR) + doubt * custom
            if letters:
                scores[language] += _FOREIGN_LETTER * min(_MOST_LETTERS, foreign(language, letters))
    return scores


def _common(told: Sequence[str]) -> dict[str, float]:
    """Weights by the first common words of each language."""
    known = languages_of_words()
    found: dict[str, float] = {}
    for languages in islice((known[word] for word in told if word in known), _MOST_WORDS):
        for language in languages:
            found[language] = found.get(language, 0.0) + (_OWN_WORD if len(languages) == 1 else _SHARED_WORD)
    return found


def _clear(common: Mapping[str, float]) -> str | None:
    """The language whose common words are many while no other has a third of theirs: no voice need be asked."""
    first, second = nlargest(2, [*common.items(), ("", 0.0), ("", 0.0)], key=itemgetter(1))
    return first[0] if first[1] >= _MANY_WORDS and second[1] * 3 <= first[1] else None


def _shares(scores: Mapping[str, float]) -> dict[str, float]:
    top = max(scores.values())
    weights = {language: math.exp(score - top) for language, score in scores.items()}
    total = sum(weights.values())
    return {language: weight / total for language, weight in weights.items()}
