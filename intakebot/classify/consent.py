"""An answer to "may the severity be changed?": consent or refusal, told from chatter (CEN-08, VEE-14).

Consent binds, so it must be said outright: a clause that says so and nothing else, no condition, no question, no
contrary word beside it. A bare yes or no counts only when nothing else is said. Where there is any doubt there is no answer, and
an agent decides. "Ok" and its like may only mean "received".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from intakebot.classify import consent_words as said
from intakebot.classify.evidence import found
from intakebot.classify.folded import Folded, fold
from intakebot.domain.sought import Found

#: What was asked for.
Asked: TypeAlias = Literal["lower", "raise"] | None
#: Characters of an answer; who writes more has more to say than yes or no.
_LONGEST = 3000
#: Words of a clause that may be an answer, and of a greeting with a name.
_CLAUSE_WORDS, _GREETING = 16, 4


def _whole(forms: tuple[str, ...]) -> re.Pattern[str]:
    """One of these, up to the end of a word."""
    return re.compile(f"(?:{'|'.join(forms)})(?!\\w)")


_CLOSING = re.compile(said.CLOSING)
_SENTENCE = re.compile(r"[^.!?;\n…]+[.!?;\n…]*")
_CLAUSE = re.compile(r"(?:(?!\s[–—-]\s|\s(?:и|and|i|oraz|а)\s)[^,:()–—])+")
_WORDS = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|\++")
_CHANGE, _OBJECT, _DEIXIS = map(re.compile, (said.CHANGE, said.OBJECT, said.DEIXIS))
_EXPLICIT, _BECAUSE = re.compile(said.EXPLICIT), re.compile(said.BECAUSE)
_AGREEMENT = _whole(said.AGREEMENT)
_IMPERATIVE = _whole(said.IMPERATIVES)
_REFUSAL = _whole(said.REFUSAL)
_NOT = re.compile(said.NOT + r"\s+")
_KEEP, _KEPT, _LEVEL = _whole(said.KEEP), re.compile(rf"\b(?:{said.KEPT})\b"), re.compile(rf"\b(?:{said.LEVEL})\b")
_YES, _NO = re.compile(said.YES), re.compile(said.NO)
_STILL_BAD, _UNDECIDED, _CONDITION = map(re.compile, (said.STILL_BAD, said.UNDECIDED, said.CONDITION))
_IDIOMS, _WHETHER, _OF_SOMETHING = map(re.compile, (said.IDIOMS, said.WHETHER, said.OF_SOMETHING))
_NAME = re.compile(r"\s*(?:[A-ZА-ЯЁŁŚŻŹĆ][^\W\d_]{0,20}\.?[ ]?){1,3}\s*")

_Sense: TypeAlias = Literal["agreed", "refused", "yes", "no", "courtesy", "other"]


@dataclass(frozen=True, slots=True)
class _Clause:
    sense: _Sense
    start: int
    end: int
    #: Of the text's sentences, the number of this one.
    sentence: int
    asks: bool


def answer(text: str, asked: Asked = None) -> Found | None:
    """The words that say so, their id "agreed" or "refused"; None when there is any doubt. Never raises.

    `text`: without quoted history; a signature may be left.
    """
    folded = fold(text)
    plain = _own(folded, text)
    if len(plain) > _LONGEST or _UNDECIDED.search(plain):
        return None
    clauses = list(_clauses(plain, asked))
    verdict = _verdict(clauses, plain)
    return found(verdict.sense, "text", text, folded, (verdict.start, verdict.end)) if verdict else None


def _own(folded: Folded, original: str) -> str:
    """The text up to its closing formula, without a name on the last line."""
    closing = _CLOSING.search(folded.text, 1)
    plain = (folded.text[: closing.start()] if closing else folded.text).rstrip()
    head = plain.rpartition("\n")[0]
    begin, end = folded.span(len(head), len(plain))
    return head if head.strip() and _NAME.fullmatch(original[begin:end]) else plain


def _verdict(clauses: list[_Clause], plain: str) -> _Clause | None:
    """The clause that decides."""
    senses = {clause.sense for clause in clauses}
    decides = None
    if "refused" in senses:
        decides = None if senses & {"agreed", "yes"} else _first(clauses, "refused")
    elif "agreed" in senses:
        decides = None if "no" in senses or _conditional(plain) else _agreement(clauses, plain)
    elif "no" in senses and "yes" not in senses:
        decides = _first(clauses, "no") if "other" not in senses or _STILL_BAD.search(plain) else None
    elif senses <= {"yes", "courtesy"} and "yes" in senses:
        decides = _first(clauses, "yes")
    if decides is None or any(c.asks and c.sense not in ("other", "courtesy") for c in clauses):
        return None
    return replace(decides, sense="agreed" if decides.sense in ("agreed", "yes") else "refused")


def _first(clauses: list[_Clause], sense: _Sense) -> _Clause:
    return next(clause for clause in clauses if clause.sense == sense)


def _agreement(clauses: list[_Clause], plain: str) -> _Clause | None:
    """The first agreement that names the change or stands in a sentence by itself: others may agree to what follows."""
    busy = {clause.sentence for clause in clauses if clause.sense == "other"}
    for clause in (clause for clause in clauses if clause.sense == "agreed"):
        words = plain[clause.start : clause.end]
        if clause.sentence not in busy or _CHANGE.search(words) or _EXPLICIT.search(words):
            return clause
    return None


def _conditional(plain: str) -> bool:
    """Whether a consent hangs on something, or on what it would mean."""
    if _OF_SOMETHING.search(plain):
        return True
    for sentence in (match[0] for match in _SENTENCE.finditer(plain)):
        if (_WHETHER if "?" in sentence else _CONDITION).search(_IDIOMS.sub(" ", sentence)):
            return True
    return False


def _clauses(plain: str, asked: Asked) -> Iterator[_Clause]:
    for number, sentence in enumerate(_SENTENCE.finditer(plain)):
        for clause in _CLAUSE.finditer(sentence[0].rstrip(" .!?;\n…")):
            start, end = sentence.start() + clause.start(), sentence.start() + clause.end()
            sense = _sense(_WORDS.findall(clause[0]), asked)
            yield _Clause(sense, start, end, number, asks="?" in sentence[0])


def _sense(words: list[str], asked: Asked) -> _Sense:
    """What one clause says."""
    words = words[1:] if words and words[0] in said.AND else words
    spoken = [word for word in words if word not in said.COURTESIES]
    if not spoken or (words[0] in said.GREETINGS and len(words) <= _GREETING):
        return "courtesy"
    if len(words) > _CLAUSE_WORDS:
        return "other"
    whole, short = " ".join(words), " ".join(spoken)
    if _YES.fullmatch(short) or _all_yes(spoken):
        return "yes"
    if _NO.fullmatch(short):
        return "no"
    for form in dict.fromkeys((whole, short, *_bared(words), *_bared(spoken), *_turned(spoken))):
        if sense := _outright(form, asked):
            return sense
    return "other" if any(_bared(spoken)) else "courtesy"


def _all_yes(words: list[str]) -> bool:
    return all(_YES.fullmatch(word) for word in words)


def _bared(words: list[str]) -> tuple[str, str]:
    """Without what strengthens: before it, and on both sides."""
    start = next(
        (place for place, word in enumerate(words) if word not in said.STRESS and word not in said.BUT), len(words)
    )
    end = next((place for place in range(len(words), start, -1) if words[place - 1] not in said.STRESS), start)
    return " ".join(words[start:]), " ".join(words[start:end])


def _turned(words: list[str]) -> Iterator[str]:
    """With an object that stands first put behind: "с понижением не согласны"."""
    if words[0] in said.PREPOSITIONS or _CHANGE.match(words[0]):
        yield from (" ".join(words[size:] + words[:size]) for size in range(1, min(len(words), 6)))


def _outright(words: str, asked: Asked) -> _Sense | None:
    """Agreement, refusal or the change itself, over the whole clause."""
    if _kept(words):
        return "refused"
    denied = _NOT.match(words)
    rest = words[denied.end() :] if denied else words
    if _covers(_REFUSAL, words, reason=True):
        return "refused"
    if _covers(_AGREEMENT, words):
        return "agreed"
    if denied and (_covers(_AGREEMENT, rest, reason=True) or _covers(_IMPERATIVE, rest, reason=True)):
        return "refused"
    told = _covers(_IMPERATIVE, words)
    return "agreed" if told and _direction(told) in (asked, "change", asked or _direction(told)) else None


def _kept(words: str) -> bool:
    """Whether it shall stay as it is."""
    match = _KEEP.match(words)
    if not match:
        return False
    left = _BECAUSE.sub("", words[match.end() :])
    rest = left.split()
    known = (
        _OBJECT.fullmatch(word) or _KEPT.fullmatch(word) or word in said.COURTESIES or word in said.STRESS
        for word in rest
    )
    return all(known) and any(sign.search(left) for sign in (_KEPT, _CHANGE, _LEVEL))


def _direction(told: re.Match[str]) -> str:
    return next(name.partition("_")[0] for name, group in told.groupdict().items() if group)


def _covers(pattern: re.Pattern[str], words: str, *, reason: bool = False) -> re.Match[str] | None:
    """A match at the beginning, when nothing or only the change that was asked for follows, or a reason too."""
    match = pattern.match(_BECAUSE.sub("", words).rstrip() if reason else words)
    if not match:
        return None
    rest = words[match.end() : len(match.string)].split()
    if all(word in said.STRESS or word in said.COURTESIES for word in rest):
        return match
    while rest[0] not in said.PREPOSITIONS and (rest[0] in said.STRESS or rest[0] in said.COURTESIES):
        rest = rest[1:]
    return match if _DEIXIS.fullmatch(" ".join(rest)) or all(map(_OBJECT.fullmatch, rest)) else None
