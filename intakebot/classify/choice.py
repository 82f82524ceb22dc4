"""The severity chosen among the options of a form: the line that is marked, or the only one that wasn't deleted (MAR-03)."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from intakebot.classify.evidence import found
from intakebot.classify.folded import fold
from intakebot.classify.levels import Vocabulary, vocabulary
from intakebot.classify.listed import listed
from intakebot.classify.options import Option, chosen, options
from intakebot.domain.sought import Found, Level

_WORDS = listed(
    "критичност серьезност влияни приоритет важност severity priority impact krytycznos priorytet waznos istotnos uciazliwos"
)
#: The line above the levels of a form.
_ASKS = re.compile(rf"^[^\n]{{0,60}}\b(?:{'|'.join(_WORDS)})[^\n]{{0,120}}$", re.MULTILINE)
#: Questions of one text that are looked at.
_MOST = 10


def choice(levels: Sequence[Level], text: str) -> Found | None:
    """The level that is marked, or alone left, under a question for the severity."""
    words = vocabulary(tuple(levels))
    folded = fold(text)
    for lines in _questions(folded.text):
        option = chosen(lines)
        if option and (level := _level(words, option)):
            return found(level, "text", text, folded, (option.start, option.end))
    return None


def offered(text: str) -> list[tuple[int, int]]:
    """Where a folded text lists several options: what stands there is offered, not said."""
    return [(lines[0].start, lines[-1].end) for lines in _questions(text) if len(lines) > 1]


def _questions(text: str) -> Iterator[list[Option]]:
    """The options under each question for the severity."""
    if not any(word in text for word in _WORDS):
        return
    for question in islice(_ASKS.finditer(text), _MOST):
        if lines := options(text, question.end()):
            yield lines


def _level(words: Vocabulary, option: Option) -> str | None:
    """Its level: by its number where it was marked, by its words where it is only what was left."""
    named = re.match(rf"[\s*_]{{0,4}}({words.value})", option.words) if words.value else None
    if named:
        return words.level(named[1])
    return option.number if option.marked and option.number in {level for level, _ in words.by_level} else None
