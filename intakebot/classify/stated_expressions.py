"""What states a severity, as regular expressions made from the words of a document's levels."""

import re
from dataclasses import dataclass
from functools import lru_cache

from intakebot.classify import stated_words as said
from intakebot.classify.levels import Vocabulary, vocabulary
from intakebot.classify.patterns import Pattern, prepared
from intakebot.domain.sought import Level


@dataclass(frozen=True, slots=True)
class Expressions:
    """What states one of these levels, in folded text."""

    words: Vocabulary
    key_first: re.Pattern[str]
    value_first: re.Pattern[str]
    #: What somebody does who names one or chooses it from a form.
    set: tuple[Pattern, ...]
    alone: re.Pattern[str] | None


@lru_cache(maxsize=64)
def expressions_of(levels: tuple[Level, ...]) -> Expressions:
    """For these levels, most severe first."""
    words = vocabulary(levels)
    value = words.value
    alone = words.alone
    noun = r"(?:авария|инцидент|проблема|заявка|обращение|problem|incident|issue|request|awaria|incydent|zgloszenie)"
    return Expressions(
        words=words,
        key_first=re.compile(
            rf"(?<!\w)(?:(?P<key>{said.KEYS})|(?P<weak>{said.WEAK}))(?:(?:[ \t]+(?:{said.FILLER})\b|[ \t]*\([^()\n]{{0,60}}\)){{0,4}}(?:(?:[ \t]+\w{{1,16}}){{1,5}}(?=[ \t]?:))?)"
            rf"(?:[ \t]+(?:с|from|z|od)[ \t]+\w{{1,15}}[ \t]+(?:до|на|to|do|na))?[ \t*_]*(?P<sep>[:=|\t–—-])?[ \t*_\"«„“'\[(]*(?:[\[(]?\s?[xх+v✓]\s?[\])]\s?|[^\n☑☒✔]{{0,80}}[☑☒✔]\s?)?(?P<break>\n\s{{0,4}}(?:[*•-]\s)?)?(?:(?:sev|severity|[sp]|level|уровень|poziom)[ -]?|[a-dа-г]\s?[(–—-]\s?(?:awaria\s)?)?(?P<value>{value})"
        ),
        value_first=re.compile(
            rf"(?P<value>{value})(?:\.?[ \t]+|-)(?:(?P<key>{said.KEYS})|(?P<weak>уров(?:ень|ня)|категори[яию]|класса?|level|poziom\w?|stop(?:ien|nia)|kategori\w|klas[aye]))\b"
        ),
        set=_set(value, alone) if alone else (),
        alone=re.compile(
            rf"(?:{noun}\s+)?[\[(<*]{{0,3}}(?P<value>{alone})(?:(?P<closed>[\])>])|(?:\s+{noun})?(?=[*\s]*(?:$|\n|[.,:;!/–—]|-\s|[\])])))"
        )
        if alone
        else None,
    )


def _set(value: str | None, alone: str) -> tuple[Pattern, ...]:
    named = rf"{said.AS}(?:(?:(?:{said.KEYS}|level)[ -]|[sp])(?P<rated>{value})|(?P<value>{alone}))"
    quoted = rf"[^.!?\n\"«„“]{{0,40}}[\"«„“]\s?(?:(?:{said.KEYS})[ :–—-]{{1,3}})?(?P<rated>{value})\s?[\"»”“]"
    plain = rf"[ \t](?:\w{{1,12}}[ \t]){{0,2}}?(?:(?:{said.KEYS})[ \t](?P<set>{value})|(?P<value>{alone})){said.END_OF_CLAUSE.pattern}"
    return prepared(named), prepared(rf"{said.CHOOSING}(?:{quoted}|{plain})")
