"""The words of severities as regular expressions: in any case and gender, with numbers written out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from intakebot.classify.folded import fold
from intakebot.domain.sought import Level

#: Adjectives are known by their endings, in whatever case and gender they are said.
_RU_ADJECTIVE = re.compile(r"([а-я]{3,})(?:ый|ий|ой|ая|яя|ое|ее)")
_RU_ENDINGS = "(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ую|юю|ого|его|ому|ему|ым|им|ом|ем|ей|ых|их|о|ен)"
_PL_ADJECTIVE = re.compile(r"([a-z]{4,})(?:y|i|a|e)")
_PL_ENDINGS = "(?:ych|ich|ymi|y|i|a|e|ie|ego|iego|ej|iej|emu|iemu|ym|im|o|ia)"
#: Numbers written out, and how Latin and Russian forms number.
_NUMBERS = {
    "1": r"перв(?:ый|ая|ое|ого|ой|ую|ым)|один|first|one|pierwsz(?:y|a|ego|ej|ym)|jeden|i",
    "2": r"втор(?:ой|ая|ое|ого|ую|ым)|два|second|two|drug(?:i|a|iego|iej|im)|dwa|ii",
    "3": r"трет(?:ий|ья|ье|ьего|ьей|ью|ьим)|три|third|three|trzec(?:i|ia|iego|iej|im)|trzy|iii",
    "4": r"четверт(?:ый|ая|ое|ого|ой|ую|ым)|четыре|fourth|four|czwart(?:y|a|ego|ej|ym)|cztery|iv",
}
#: A digit that isn't part of a range, a share, a version or a list of the choices.
_DIGIT = r"(?<![\d.,/])0?{digit}(?:-?(?:й|я|ая|го|ой|ю)\b)?(?![^\W\d_]|\d|[.,]\d|\s?[/–—-]\s?\d|\s?%|\s*,\s*\d|\s+(?:или|or|lub)\s+\d)"
#: Words of haste say how somebody feels; only behind "priority:" they name a level.
_TONE = re.compile(
    r"(?:не)?срочн\w*|важно\w*|авари\w*|немедленно|urgent\w*|asap|emergency|pil[nl]\w*|wazn\w*|awari\w*|natychmiast\w*|help|помогите"
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Ways to name levels, for folded text."""

    #: Any of their words and numbers; None when there are none.
    value: str | None
    #: Words that need nothing before them where they stand alone ("критично", "blocker").
    alone: str | None
    #: Codes that name a level wherever they stand ("sev 1", "p2").
    codes: re.Pattern[str] | None
    by_level: tuple[tuple[str, re.Pattern[str]], ...]

    def level(self, words: str) -> str | None:
        """The level that these words name; None when they name several."""
        named = {level for level, pattern in self.by_level if pattern.fullmatch(words)}
        return named.pop() if len(named) == 1 else None


@lru_cache(maxsize=64)
def vocabulary(levels: Sequence[Level]) -> Vocabulary:
    """Of these levels (a tuple), most severe first."""
    said = {level.id: _folded((level.id, *level.said)) for level in levels}
    entered = {level.id: _folded(level.entered) for level in levels}
    plain = _longest_first(said.values())
    every = _longest_first((*said.values(), *entered.values()))
    alone = [word for word in plain if len(word) > 2 and not re.search(r"\d", word) and not _TONE.fullmatch(word)]
    codes = [word for word in every if re.search(r"\d", word) and re.search(r"[^\W\d_]", word)]
    return Vocabulary(
        value="|".join(map(_spoken, every)) or None,
        alone="|".join(map(_spoken, alone)) or None,
        codes=re.compile(rf"(?<![\w.-])(?:{'|'.join(map(_spoken, codes))})(?![\w-])") if codes else None,
        by_level=tuple(
            (level, re.compile("|".join(map(_spoken, sorted(words | entered[level]))))) for level, words in said.items()
        ),
    )


def _folded(words: Iterable[str]) -> set[str]:
    return {fold(word).text.strip() for word in words} - {""}


def _longest_first(sets: Iterable[set[str]]) -> list[str]:
    return sorted(set().union(*sets), key=lambda word: (-len(word), word))


def _spoken(words: str) -> str:
    """A phrase in any case and gender, however its words and numbers are joined."""
    if words.isdigit() and len(words) == 1:
        digit = _DIGIT.format(digit=words)
        return f"(?:{digit}|\\b(?:{_NUMBERS[words]})\\b)" if words in _NUMBERS else digit
    parts = re.findall(r"[^\W\d_]+|\d+|[^\w\s]", words)
    return r"\b" + r"[\s_-]{0,2}".join(map(_word, parts)) + r"\b"


def _word(word: str) -> str:
    if match := _RU_ADJECTIVE.fullmatch(word):
        return match[1] + _RU_ENDINGS
    if match := _PL_ADJECTIVE.fullmatch(word):
        return match[1] + _PL_ENDINGS
    return re.escape(word)
