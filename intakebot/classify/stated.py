"""The severity that a customer states in so many words: "критичность: высокая", "Severity 1", "priorytet krytyczny".

Tone states nothing, nor do negations, questions, suppositions, the past, other people's words, logs and alarms, or what
the words mean elsewhere (the priority of a queue). Where a text states several, the plainest statement decides: the
choice on a form, a field, the subject, a clause, a single word at the beginning.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from intakebot.classify import stated_words as said
from intakebot.classify.choice import choice, offered
from intakebot.classify.evidence import found
from intakebot.classify.folded import fold
from intakebot.classify.foreign import foreign
from intakebot.classify.stated_expressions import Expressions, expressions_of
from intakebot.domain.sought import Found, Level

_SENTENCE = re.compile(r"[.!?;\n]")
_CLAUSE_ENDS = re.compile(r"[,;:]")

#: Statements of a kind that are looked at.
_MOST = 40

_FIELD, _SUBJECT, _CLAUSE, _WORD = range(1, 5)


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
    expressions = expressions_of(tuple(levels))
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


def _stated(expressions: Expressions, text: str) -> Iterator[_Statement]:
    """Statements within a text; the opening word, which costs nothing to look for, last."""
    if any(stem in text for stem in said.STEMS):
        yield from _introduced(expressions, text)
    if codes := expressions.words.codes:
        yield from _coded(expressions, text, codes)
    for known in expressions.set:
        for match in islice(known.finditer(text), _MOST):
            yield from _statement(expressions, _CLAUSE, text, match, match.start())
    opening = said.OPENING.match(text)
    begin = opening.end() if opening else 0
    first = expressions.alone.match(text, begin) if expressions.alone else None
    if first and not _log_like(text, first):
        yield from _statement(expressions, _WORD, text, first, first.start())


def _introduced(expressions: Expressions, text: str) -> Iterator[_Statement]:
    """A word that introduces it and a value, in either order: "priority: high", "high priority"."""
    for match in islice(expressions.key_first.finditer(text), _MOST):
        if rank := _introduction(text, match):
            yield from _statement(expressions, rank, text, match, match.start())
    for match in islice(expressions.value_first.finditer(text), _MOST):
        if said.END_OF_CLAUSE.match(text, match.end()) and _names(text, match):
            yield from _statement(expressions, _CLAUSE, text, match, match.start())


def _names(text: str, match: re.Match[str]) -> bool:
    """Whether a value and a word behind it are a clause; "second level" is one only where somebody sets it."""
    before = _before(text, match.start())
    if match["weak"]:
        return bool(said.SETTING.search(before))
    return _starts_clause(text, match.start()) or bool(said.REQUESTED.search(before))


def _introduction(text: str, match: re.Match[str]) -> int | None:
    """Whether a word and a value behind it make a field or a clause."""
    line = _starts_line(text, match.start())
    if match["break"]:
        return _FIELD if line and re.match(r"[ \t.;]*(?:$|\n|[–—(:-])", text[match.end() :]) else None
    if match["sep"] in (":", "=", "|", "\t"):
        ends = match["key"] or said.END_OF_CLAUSE.match(text, match.end())
        if not line:
            begins = match["key"] or _starts_sentence(text, match.start())
            ends = begins and said.END_OF_CLAUSE.match(text, match.end())
        return _FIELD if ends and not _machine(text, match) else None
    if line and match["key"]:
        return _FIELD if match["sep"] else _CLAUSE
    if not said.END_OF_CLAUSE.match(text, match.end()):
        return None
    if match["weak"] and not (line or said.SETTING.search(_before(text, match.start()))):
        return None
    begins = _starts_clause(text, match.start()) if match["weak"] else _says(text, match.start())
    return _CLAUSE if begins else None


def _machine(text: str, match: re.Match[str]) -> bool:
    """Whether a program wrote it: "severity=critical"."""
    return match["sep"] == "=" and not text[match.end("sep")].isspace()


def _coded(expressions: Expressions, text: str, codes: re.Pattern[str]) -> Iterator[_Statement]:
    """Codes that are clauses: "sev 1", "P2"."""
    for match in islice(codes.finditer(text), _MOST):
        if said.END_OF_CLAUSE.match(text, match.end()) and _says(text, match.start()):
            yield from _statement(expressions, _CLAUSE, text, match, match.start())


def _in_subject(expressions: Expressions, subject: str) -> Iterator[_Statement]:
    """Statements of a subject: those of a text, and a level's word that begins or ends it or stands in brackets."""
    found: list[re.Match[str]] = []
    if any(stem in subject for stem in said.STEMS):
        keyed = islice(expressions.key_first.finditer(subject), _MOST)
        found += (match for match in keyed if match["key"] or match["sep"] or match.start() == 0)
        valued = islice(expressions.value_first.finditer(subject), _MOST)
        found += (
            match
            for match in valued
            if said.END_OF_CLAUSE.match(subject, match.end()) and (match["key"] or _names(subject, match))
        )
    if not said.ANSWERED.match(subject):
        coded = islice(expressions.words.codes.finditer(subject), _MOST) if expressions.words.codes else ()
        found += (match for match in coded if _says(subject, match.start()))
        alone = islice(expressions.alone.finditer(subject), _MOST) if expressions.alone else ()
        found += (match for match in alone if _at_edge(subject, match) and not _log_like(subject, match))
    for match in found:
        yield from _statement(expressions, _SUBJECT, subject, match, match.start())


def _says(text: str, start: int) -> bool:
    """Whether what begins here is a clause, or what somebody sets."""
    return _starts_clause(text, start) or bool(said.SETTING.search(_before(text, start)))


def _at_edge(subject: str, match: re.Match[str]) -> bool:
    rest = subject[match.end() :].strip(" *!.])>")
    before = subject[: match.start()].rstrip()
    return not before or (not rest and before.endswith((",", "-", "–", "—", "/", "(")))


def _log_like(text: str, match: re.Match[str]) -> bool:
    """Whether it is an alarm's line, as "CRITICAL: toner", rather than a person's, as "[CRITICAL] toner"."""
    return match[0].strip() == "critical" and text.startswith(":", match.end())


def _statement(
    expressions: Expressions, rank: int, text: str, match: re.Match[str], start: int
) -> Iterator[_Statement]:
    """The match as a statement, unless something around it says that it states nothing."""
    groups = match.groupdict()
    named = expressions.words.level(groups.get("rated") or groups.get("set") or groups.get("value") or match[0])
    if named and not _denied(text, start, match.end()) and not foreign(text, start):
        yield _Statement(rank, start, match.end(), named)


def _denied(text: str, start: int, end: int) -> bool:
    """Whether the sentence negates it, asks, supposes, looks back, or speaks of something else."""
    before = _before(text, start)
    if said.NEGATED.search(before):
        return True
    if said.HEDGED.match(text, end) or said.BEGGED.search(before):
        return False
    if said.ASKED.match(text, end) or said.TECHNICAL.search(text, start, end):
        return True
    if _starts_line(text, start) and said.CUT_OFF.match(text, end):
        return False
    after = _after(text, end)
    if said.ABOUT.search(before) or said.AFTER_ABOUT.match(after) or after.rstrip().endswith("?"):
        return True
    if said.SUPPOSED.search(f"{before} {after}") or said.WONDERED.search(f"{before} {_CLAUSE_ENDS.split(after)[0]}"):
        return True
    return bool(said.TECHNICAL.search(f"{before[-30:]} {after[:25]}"))


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


def _starts_sentence(text: str, start: int) -> bool:
    return text[max(0, start - 12) : start].rstrip(" \t*_")[-1:] in ("", ".", "!", "?", "\n")


def _starts_clause(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start].rstrip(" \t*_\"«„“'")
    return not before or before[-1] in ".!?,;:()[\n–—-/" or _starts_line(text, start)
