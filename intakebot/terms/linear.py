"""Whether a regular expression is matched in time that grows with the text and no faster: the texts are strangers'.

Python's matcher tries every way. A search is itself a repeat without end (of any character, before the pattern), so a
second one that can take the same characters makes the time grow with the square of the text. Repeats that share
characters are told apart by something between them that both can't take: `version\\s*:` is good, `\\d+:` is not.
"""

import re
import re._constants as sre  # type: ignore[import-not-found]  # the parse tree has no public name since 3.11
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeAlias

#: Ways to match at one place: measured, 5,000 take half a second in the 20,000 characters that are searched.
_MOST_WAYS = 10_000
_MOST_ROUNDS = 50
_MOST_ELEMENTS = 3_000
#: One of each kind of character that categories and negations can tell apart.
_SAMPLES = frozenset("0aZяЯżŻ_ \n\t.,:;-!#@漢😀")

_SINGLE = (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY)

Chars: TypeAlias = frozenset[str]
#: What surely stands between two places: characters one of which must come, or alternatives, each with its own.
Between: TypeAlias = "tuple[Chars | tuple[Between, ...], ...]"


class NotLinear(ValueError):
    """This pattern may take very long."""


@dataclass(frozen=True, slots=True)
class _Repeat:
    """A repeat that was passed: its characters, its ways (0: without end), and what came since."""

    chars: Chars
    ways: int
    since: Between = ()


def check(pattern: str) -> None:
    """NotLinear with what to write instead; re.error when it is no pattern."""
    tree = parser.parse(pattern, re.IGNORECASE)
    if "(?<" in pattern:
        re.compile(pattern, re.IGNORECASE)  # only the compiler knows the widths of what stands behind
    _Walk(_alphabet(tree)).run(tree)


class _Walk:
    def __init__(self, alphabet: Chars) -> None:
        self._alphabet = alphabet
        self._elements = 0

    def run(self, tree: Iterable[Any]) -> None:
        self._sequence(tree, [_Repeat(self._alphabet, 0)])

    def _sequence(self, tree: Iterable[Any], passed: list[_Repeat]) -> tuple[list[_Repeat], Between]:
        """Go through elements; gives back the repeats that were passed and what surely came."""
        came: Between = ()
        for op, argument in tree:
            self._elements += 1
            if self._elements > _MOST_ELEMENTS:
                raise NotLinear("has too many parts and repeats; make several patterns of it")
            passed, more = self._element(op, argument, passed)
            came = (*came, *more)
        return passed, came

    def _element(self, op: Any, argument: Any, passed: list[_Repeat]) -> tuple[list[_Repeat], Between]:
        if op is sre.AT:
            return passed, ()
        if op is sre.SUBPATTERN:
            return self._sequence(argument[3], passed)
        if op is sre.BRANCH:
            return self._branch(argument[1], passed)
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, body = argument
            return self._repeat(least, most, body, passed)
        if op in (sre.ASSERT, sre.ASSERT_NOT):
            self._sequence(argument[1], passed)
            return passed, ()
        if op is sre.ATOMIC_GROUP:
            return self._sequence(argument, passed)
        return _after(passed, self._chars(op, argument))

    def _branch(self, alternatives: list[Any], passed: list[_Repeat]) -> tuple[list[_Repeat], Between]:
        """Alternatives that can begin with the same character are ways, like the rounds of a repeat."""
        new: list[_Repeat] = []
        came: list[Between] = []
        for alternative in alternatives:
            ended, between = self._sequence(alternative, passed)
            new += ended[len(passed) :]
            came.append(between)
        between = (tuple(came),)
        chars = frozenset().union(*(self._all_chars(alternative) for alternative in alternatives))
        choice = self._passing(_Repeat(chars, self._alike(alternatives)), passed)
        return [*(replace(each, since=(*each.since, *between)) for each in passed), choice, *new], between

    def _alike(self, alternatives: list[Any]) -> int:
        """The most alternatives that one text could match the beginnings of."""
        beginnings = [self._beginning(alternative)[0] for alternative in alternatives]
        return max(
            sum(all(one & other for one, other in zip(mine, theirs, strict=False)) for theirs in beginnings)
            for mine in beginnings
        )

    def _beginning(self, tree: Iterable[Any]) -> tuple[list[Chars], bool]:
        """Characters that a sequence surely begins with, place by place, and whether that is all of it."""
        found: list[Chars] = []
        for op, argument in tree:
            if op in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
                continue
            if op is sre.SUBPATTERN:
                inner, whole = self._beginning(argument[3])
                found += inner
            elif whole := op in _SINGLE:
                found.append(self._chars(op, argument))
            if not whole:
                return found, False
        return found, True

    def _repeat(self, least: int, most: Any, body: Any, passed: list[_Repeat]) -> tuple[list[_Repeat], Between]:
        single = self._single(body)
        if single is None:
            return self._rounds(least, most, body, passed)
        repeat = self._passing(_Repeat(single, 0 if most is sre.MAXREPEAT else int(most) - least + 1), passed)
        passed, came = _after(passed, single) if least else (passed, ())
        return [*passed, repeat], came

    def _rounds(self, least: int, most: Any, body: Any, passed: list[_Repeat]) -> tuple[list[_Repeat], Between]:
        """A repeated group, as so many groups, each but the least of them optional."""
        if most is sre.MAXREPEAT:
            raise NotLinear("repeats a group without end; say how often at most, as in (…){0,9}")
        if most > _MOST_ROUNDS:
            raise NotLinear(f"repeats a group up to {most} times; {_MOST_ROUNDS} at most")
        came: Between = ()
        for number in range(int(most)):
            optional = number >= least
            passed, more = self._branch([body, []], passed) if optional else self._sequence(body, passed)
            came = came if optional else (*came, *more)
        return passed, came

    def _passing(self, repeat: _Repeat, passed: list[_Repeat]) -> _Repeat:
        """The repeat after those before it that could take the same characters."""
        ways = max(repeat.ways, 1)
        for each in passed:
            shared = each.chars & repeat.chars
            if not shared or _parts(each.since, shared):
                continue
            if not each.ways and not repeat.ways:
                raise NotLinear(
                    "may take very long on a long text, since a repeat without end can take what comes before it too; "
                    'say how many at most: \\s{0,9} for "\\s*", \\d{1,20} for "\\d+", [^\\n]{0,80} for ".*"'
                )
            ways *= max(each.ways, 1)
        if ways > _MOST_WAYS:
            raise NotLinear(f"can match in {ways} ways at one place, {_MOST_WAYS} at most; repeat less")
        return repeat

    def _single(self, body: Any) -> Chars | None:
        """What a body of one character takes."""
        if len(body) != 1:
            return None
        op, argument = body[0]
        if op is sre.SUBPATTERN:
            return self._single(argument[3])
        return self._chars(op, argument) if op in _SINGLE else None

    def _all_chars(self, tree: Any) -> Chars:
        return frozenset().union(*(self._chars(op, argument) for op, argument in _leaves(tree)))

    def _chars(self, op: Any, argument: Any) -> Chars:
        if op is sre.ANY:
            return self._alphabet - {"\n"}
        if op is sre.LITERAL:
            return _cases(chr(argument)) & self._alphabet
        if op is sre.NOT_LITERAL:
            return self._alphabet - _cases(chr(argument))
        if op is sre.IN:
            negated = argument[0][0] is sre.NEGATE
            items = argument[1:] if negated else argument
            found = frozenset(char for char in self._alphabet if any(_within(char, *item) for item in items))
            return self._alphabet - found if negated else found
        raise NotLinear("refers back to what it found, or asks for it; that can't be matched in steady time")


def _after(passed: list[_Repeat], chars: Chars) -> tuple[list[_Repeat], Between]:
    return [replace(each, since=(*each.since, chars)) for each in passed], (chars,)


def _parts(between: Between, shared: Chars) -> bool:
    """Whether something in between surely is none of the shared characters."""
    return any(
        all(_parts(each, shared) for each in item) if isinstance(item, tuple) else not item & shared for item in between
    )


def _leaves(tree: Any) -> Iterator[tuple[Any, Any]]:
    for op, argument in tree:
        if op is sre.SUBPATTERN:
            yield from _leaves(argument[3])
        elif op is sre.BRANCH:
            for alternative in argument[1]:
                yield from _leaves(alternative)
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            yield from _leaves(argument[2])
        elif op is sre.ATOMIC_GROUP:
            yield from _leaves(argument)
        elif op in _SINGLE:
            yield op, argument


def _alphabet(tree: Any) -> Chars:
    found = set(_SAMPLES)
    for op, argument in _leaves(tree):
        items = argument if op is sre.IN else [(op, argument)]
        for kind, value in items:
            if kind in (sre.LITERAL, sre.NOT_LITERAL):
                found |= _cases(chr(value))
            elif kind is sre.RANGE:
                found |= _cases(chr(value[0])) | _cases(chr(value[1]))
    return frozenset(found)


@lru_cache(maxsize=2_000)
def _cases(char: str) -> Chars:
    return frozenset(each for each in (char, char.lower(), char.upper()) if len(each) == 1)


@lru_cache(maxsize=20_000)
def _within(char: str, kind: Any, value: Any) -> bool:
    if kind is sre.LITERAL:
        return chr(value) in _cases(char)
    if kind is sre.RANGE:
        return any(value[0] <= ord(each) <= value[1] for each in _cases(char))
    return bool(_category(value).match(char))


@lru_cache(maxsize=16)
def _category(value: Any) -> re.Pattern[str]:
    letter = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[str(value).rsplit("_", 1)[1]]
    return re.compile(rf"\{letter.upper() if 'NOT' in str(value) else letter}")
