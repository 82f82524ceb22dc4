"""The severity that a customer states in so many words: "критичность: высокая", "Severity 1", "priorytet krytyczny".

Tone states nothing, nor do negations, questions, suppositions, the past, other people's words, logs and alarms, or what
the words mean elsewhere (the priority of a queue). Where a text states several, the plainest statement decides: the
choice on a form, a field, the subject, a clause, a single word at the beginning.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from intakebot.classify import stated_words as said
from intakebot.classify.choice import choice, offered
from intakebot.classify.evidence import found
from intakebot.classify.folded import fold
from intakebot.classify.foreign import foreign
from intakebot.classify.levels import Vocabulary, vocabulary
from intakebot.classify.patterns import Pattern, prepared
from intakebot.domain.sought import Found, Level

_SENTENCE = re.compile(r"[.!?;\n]")

#: Statements of a kind that are looked at.
_MOST = 40

_FIELD, _SUBJECT, _CLAUSE, _WORD = range(1, 5)


@dataclass(frozen=True, slots=True)
class _Expressions:
    """What states one of these levels."""

    words: Vocabulary
    key_first: re.Pattern[str]
    value_first: re.Pattern[str]
    named: Pattern | None
    alone: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Statement:
    rank: int
    start: int
    end: int
    level: str


def level(levels: Sequence[Level], subject: str, text: str) -> Found | None:
    """The level that the customer names; None when none or when the words name several. Never raises."""
    if not levels:
        return None
    if marked := choice(levels, text):
        return marked
    expressions = _expressions(tuple(levels))
    body, head = fold(text), fold(subject)
    forwarded = bool(said.ANSWERED.match(head.text))
    own = (s for s in _stated(expressions, body.text) if not (forwarded and s.rank == _WORD))
    statements = [(s.rank, "text", s) for s in own]
    statements += [(_SUBJECT, "subject", s) for s in _in_subject(expressions, head.text)]
    if statements and (lists := offered(body.text)):
        statements = [told for told in statements if told[1] == "subject" or not _within(told[2].start, lists)]
    if not statements:
        return None
    _, where, best = min(statements, key=lambda told: (told[0], told[2].start))
    original, folded = (text, body) if where == "text" else (subject, head)
    return found(best.level, where, original, folded, (best.start, best.end))


def _within(place: int, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in stretches)


@lru_cache(maxsize=64)
def _expressions(levels: tuple[Level, ...]) -> _Expressions:
    words = vocabulary(levels)
    value = words.value
    alone = words.alone
    noun = r"(?:авария|инцидент|проблема|заявка|обращение|problem|incident|issue|request|awaria|incydent|zgloszenie)"
    return _Expressions(
        words=words,
        key_first=re.compile(
            rf"(?<!\w)(?:(?P<key>{said.KEYS})|(?P<weak>{said.WEAK}))(?P<mid>(?:[ \t]+(?:{said.FILLER})\b|[ \t]*\([^()\n]{{0,60}}\)){{0,4}})"
            rf"(?:[ \t]+(?:с|from|z|od)[ \t]+\w{{1,15}}[ \t]+(?:до|на|to|do|na))?[ \t*_]*(?P<sep>[:=|\t–—-])?[ \t*_\"«„“'\[(]*(?:[\[(]?\s?[xх+v✓]\s?[\])]\s?)?(?P<break>\n\s{{0,4}}(?:[*•-]\s)?)?(?:(?:sev|severity|p|level|уровень|poziom)[ -]?)?(?P<value>{value})"
        ),
        value_first=re.compile(
            rf"(?P<value>{value})(?:\.?[ \t]+|-)(?P<key>{said.KEYS}|уровень|уровня|level|poziom|stopnia)\b"
        ),
        named=prepared(rf"{said.AS}(?P<value>{alone})") if alone else None,
        alone=re.compile(
            rf"(?:{noun}\s+)?[\[(<*]{{0,3}}(?P<value>{alone})(?:(?P<closed>[\])>])|(?:\s+{noun})?(?=[*\s]*(?:$|\n|[.,:;!/–—]|-\s|[\])])))"
        )
        if alone
        else None,
    )


def _stated(expressions: _Expressions, text: str) -> Iterator[_Statement]:
    """Statements within a text; the opening word, which costs nothing to look for, last."""
    if any(stem in text for stem in said.STEMS):
        yield from _introduced(expressions, text)
    if codes := expressions.words.codes:
        yield from _coded(expressions, text, codes)
    if expressions.named:
        for match in islice(expressions.named.finditer(text), _MOST):
            yield from _statement(expressions, _CLAUSE, text, match, match.start("value"))
    opening = said.OPENING.match(text)
    begin = opening.end() if opening else 0
    first = expressions.alone.match(text, begin) if expressions.alone else None
    if first and not _log_like(text, first):
        yield from _statement(expressions, _WORD, text, first, first.start())


def _introduced(expressions: _Expressions, text: str) -> Iterator[_Statement]:
    """A word that introduces it and a value, in either order: "priority: high", "high priority"."""
    for match in islice(expressions.key_first.finditer(text), _MOST):
        if rank := _introduction(text, match):
            yield from _statement(expressions, rank, text, match, match.start())
    for match in islice(expressions.value_first.finditer(text), _MOST):
        if _starts_clause(text, match.start()) and said.END_OF_CLAUSE.match(text, match.end()):
            yield from _statement(expressions, _CLAUSE, text, match, match.start())


def _introduction(text: str, match: re.Match[str]) -> int | None:
    """Whether a word and a value behind it make a field or a clause."""
    line = _starts_line(text, match.start())
    if match["break"]:
        return _FIELD if line and re.match(r"[ \t.;]*(?:$|\n|[–—(:-])", text[match.end() :]) else None
    if match["sep"] in (":", "=", "|", "\t"):
        ends = match["key"] or said.END_OF_CLAUSE.match(text, match.end())
        if not line:
            ends = match["key"] and said.END_OF_CLAUSE.match(text, match.end())
        return _FIELD if ends else None
    if line and match["key"]:
        return _FIELD if match["sep"] else _CLAUSE
    begins, ends = _starts_clause(text, match.start()), bool(said.END_OF_CLAUSE.match(text, match.end()))
    if match["weak"]:
        return _CLAUSE if begins and ends and (line or said.SETTING.search(_before(text, match.start()))) else None
    return _CLAUSE if ends and (begins or said.SETTING.search(_before(text, match.start()))) else None


def _coded(expressions: _Expressions, text: str, codes: re.Pattern[str]) -> Iterator[_Statement]:
    """Codes that are clauses: "sev 1", "P2"."""
    for match in islice(codes.finditer(text), _MOST):
        begins, ends = _starts_clause(text, match.start()), bool(said.END_OF_CLAUSE.match(text, match.end()))
        if ends and (begins or said.SETTING.search(_before(text, match.start()))):
            yield from _statement(expressions, _CLAUSE, text, match, match.start())


def _in_subject(expressions: _Expressions, subject: str) -> Iterator[_Statement]:
    """Statements of a subject: those of a text, and a level's word that begins or ends it or stands in brackets."""
    answered = said.ANSWERED.match(subject)
    if any(stem in subject for stem in said.STEMS):
        for match in islice(expressions.key_first.finditer(subject), _MOST):
            if match["key"] or match["sep"] or match.start() == 0:
                yield from _statement(expressions, _SUBJECT, subject, match, match.start())
        for match in islice(expressions.value_first.finditer(subject), _MOST):
            yield from _statement(expressions, _SUBJECT, subject, match, match.start())
    if codes := expressions.words.codes:
        for match in islice(codes.finditer(subject), _MOST):
            yield from _statement(expressions, _SUBJECT, subject, match, match.start())
    if expressions.alone and not answered:
        for match in islice(expressions.alone.finditer(subject), _MOST):
            rest = subject[match.end() :].strip(" *!.])>")
            edge = match.start() == 0 or (
                not rest and subject[: match.start()].rstrip().endswith((",", "-", "–", "—", ":", "/", "("))
            )
            if edge and not _log_like(subject, match):
                yield from _statement(expressions, _SUBJECT, subject, match, match.start())


def _log_like(text: str, match: re.Match[str]) -> bool:
    """Whether it is an alarm's line, as "CRITICAL: toner", rather than a person's, as "[CRITICAL] toner"."""
    return match[0].strip() == "critical" and text.startswith(":", match.end())


def _statement(
    expressions: _Expressions, rank: int, text: str, match: re.Match[str], start: int
) -> Iterator[_Statement]:
    """The match as a statement, unless something around it says that it states nothing."""
    named = expressions.words.level(match["value"] if "value" in match.re.groupindex else match[0])
    if named and not _denied(text, start, match.end()) and not foreign(text, start):
        yield _Statement(rank, start, match.end(), named)


def _denied(text: str, start: int, end: int) -> bool:
    """Whether the sentence negates it, asks, supposes, looks back, or speaks of something else."""
    before = _before(text, start)
    if said.NEGATED.search(before) or said.ASKED.match(text, end):
        return True
    if _starts_line(text, start) and said.CUT_OFF.match(text, end):
        return False
    after = _after(text, end)
    if said.ABOUT.search(before) or said.AFTER_ABOUT.match(after) or after.rstrip().endswith("?"):
        return True
    return bool(said.SUPPOSED.search(f"{before} {after}") or said.TECHNICAL.search(f"{before[-30:]} {after[:25]}"))


def _before(text: str, start: int) -> str:
    """The sentence up to here, at most 120 characters."""
    return _SENTENCE.split(text[max(0, start - 120) : start])[-1]


def _after(text: str, end: int) -> str:
    """The rest of the sentence with the sign that ends it, at most 120 characters."""
    rest = text[end : end + 120]
    sign = _SENTENCE.search(rest)
    return rest[: sign.end()] if sign else rest


def _starts_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(' \t*#•·–—-_0123456789.)([|«"')


def _starts_clause(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start].rstrip(" \t*_\"«„“'")
    return not before or before[-1] in ".!?,;:()[\n–—-/" or _starts_line(text, start)
