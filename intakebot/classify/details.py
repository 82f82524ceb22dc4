"""Which of the things that a request should tell it tells, and which it says nobody knows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache
from typing import Literal, TypeAlias

from intakebot.classify.evidence import found
from intakebot.classify.fields import Field, fields, plain_label
from intakebot.classify.folded import Folded, fold
from intakebot.classify.listed import listed
from intakebot.classify.options import chosen, options
from intakebot.classify.patterns import compiled
from intakebot.domain.sought import Found, Sought

#: Filename and media type.
Attached: TypeAlias = tuple[str, str]

#: Attachments that are looked at, and characters of their names.
_MOST_ATTACHED, _LONGEST_NAME = 200, 255
#: Words of an answer that gives nothing.
_FEW = 6
_EMPTY = re.compile(
    r"[\W_]*(?:(?:нет|не указан\w*|не заполнен\w*|отсутству\w+|пусто|н/?д|б/?н|none|nothing|n\.?/?a\.?|not applicable|tbd|todo|null|nil|empty"
    r"|brak|nie dotyczy|nie podano|n/?d|pusto|xxx+|укажите\b.{0,60}|впишите\b.{0,60}|заполните\b.{0,60}|wpisz\b.{0,60}|podaj\b.{0,60}"
    r"|(?:please )?(?:enter|fill in|specify)\b.{0,60})[\W_]*)?"
)
_BLANK_TO_FILL = re.compile(r"[\[<{](?:[^\d\]>}@]{0,60})[\]>}]")
_UNKNOWN = re.compile(
    r"\b(?:не знаю|не знаем|незнаю|не в курсе|неизвестн\w+|не известн\w+|не помню|не могу (?:посмотреть|узнать|сказать|найти|определить)|без понятия|хз"
    r"|don't know|do not know|dont know|unknown|not known|not sure|no idea|no clue|can't (?:tell|find|see)|cannot (?:tell|find|see)|unsure"
    r"|nie wiem|nie wiemy|nie znam|nie znamy|nieznan\w+|nie pamietam|nie mam pojecia|trudno powiedziec|nie jestem pew\w+|nie potrafie (?:powiedziec|znalezc|sprawdzic))\b"
)
#: Without one of these nobody says so.
_UNKNOWN_STEMS = listed(
    "зна извест курсе помн могу поняти хз know sure idea clue tell find see wiem znam znan pamiet pojec trudno pewn potraf"
)
_CHOICE = re.compile(
    r"выберите|выбрать|отметьте|нужное|подчеркн|choose|select|tick|pick|wybierz|zaznacz|podkresl|критичност|серь[её]зност|severity|krytycznos"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_CLAUSE = re.compile(r"[.!?;\n]")

_State: TypeAlias = Literal["given", "unknown", "empty"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Details:
    """What a request tells of what was sought; each thing at most once, in the order of the Sought, ids as there."""

    given: tuple[Found, ...]
    #: Asked for again it would be in vain: the customer says that it isn't known. Counts as not given.
    unknown: tuple[Found, ...]
    #: Fields that are there with nothing in them, or with a dash, "none" or a blank to fill. Not given either.
    empty: tuple[Found, ...]


def given(sought: Sequence[Sought], subject: str, text: str, attachments: Sequence[Attached] = ()) -> tuple[Found, ...]:
    """The first sign of each thing that is there."""
    return read(sought, subject, text, attachments).given


def read(sought: Sequence[Sought], subject: str, text: str, attachments: Sequence[Attached] = ()) -> Details:
    """What is given, what is said to be unknown, and what is left empty."""
    places = (("text", text, fold(text)), ("subject", subject, fold(subject)))
    states = _by_labels(tuple(sought), places)
    whole = f"{places[0][2].text}\n{places[1][2].text}"
    given: list[Found] = []
    for item in sought:
        sign = states.get(("given", item.id)) or _by_pattern(item, places, whole) or _by_attachment(item, attachments)
        if sign := sign or _by_words(item, *places[0][1:]):
            given.append(sign)
    told = {sign.id for sign in given}
    admitted = {**_admitted(sought, *places[0][1:]), **_of("unknown", states)}
    empty = _of("empty", states)
    return Details(
        given=tuple(given),
        unknown=tuple(admitted[item.id] for item in sought if item.id in admitted and item.id not in told),
        empty=tuple(empty[i.id] for i in sought if i.id in empty and i.id not in told and i.id not in admitted),
    )


_Place: TypeAlias = tuple[str, str, Folded]


@lru_cache(maxsize=64)
def unknown(text: str) -> bool:
    """Whether an answer to a question for one thing says that its writer doesn't know, and little more."""
    return len(text.split()) <= _FEW and bool(_UNKNOWN.search(fold(text[:200]).text))


def _labels(sought: tuple[Sought, ...]) -> tuple[Mapping[str, tuple[str, ...]], frozenset[str]]:
    """Ids by folded label, and the labels under which people write sentences."""
    known: dict[str, tuple[str, ...]] = {}
    prose: set[str] = set()
    for item in sought:
        for label in (plain_label(fold(label).text) for label in item.labels):
            known[label] = (*known.get(label, ()), item.id)
            prose.update([label] if item.words else [])
    return known, frozenset(prose)


def _of(state: _State, states: Mapping[tuple[_State, str], Found]) -> dict[str, Found]:
    return {name: sign for (which, name), sign in states.items() if which == state}


def _by_labels(sought: tuple[Sought, ...], places: Iterable[_Place]) -> dict[tuple[_State, str], Found]:
    """The first field of each id in each state."""
    known, prose = _labels(sought)
    states: dict[tuple[_State, str], Found] = {}
    if not known:
        return states
    for where, original, folded in places:
        for field in fields(folded.text, known, prose=prose):
            state, start, end = _state(folded.text, field, known, prose)
            for name in (name for label in field.labels for name in known[label]):
                if (state, name) not in states:
                    states[state, name] = found(name, where, original, folded, (start, end))
    return states


def _state(text: str, field: Field, known: Mapping[str, object], prose: frozenset[str]) -> tuple[_State, int, int]:
    """What is in a field, and the evidence: the label with the value on its line, else the value."""
    value = text[field.value_start : field.value_end]
    if prose.isdisjoint(field.labels) and _CHOICE.search(text[field.start : field.line_end]):
        lines = options(text, field.line_end if field.value_start <= field.line_end else field.value_start)
        if lines and (not value or field.value_start > field.line_end or _asks(value)):
            option = chosen(lines)
            return ("given", option.start, option.end) if option else ("empty", field.start, field.line_end)
    start = field.start if field.value_end <= field.line_end else field.value_start
    if _EMPTY.fullmatch(value) or _BLANK_TO_FILL.fullmatch(value) or value.rstrip(" :;.,") in known:
        return "empty", field.start, field.line_end
    if _UNKNOWN.search(value) and _is_plain(value) and prose.isdisjoint(field.labels):
        return "unknown", start, field.value_end
    return "given", start, field.value_end


def _is_plain(value: str) -> bool:
    """Whether a value is but a few words: with a number, or at length, it tells something all the same."""
    return len(value) < 60 and not any(map(str.isdigit, value))


def _asks(value: str) -> bool:
    return bool(_CHOICE.search(value))


def _by_pattern(item: Sought, places: Sequence[_Place], whole: str) -> Found | None:
    """`whole`: all places in one, to see what can't be there at all."""
    possible = [pattern for pattern in map(compiled, item.patterns) if pattern.possible(whole)]
    for where, original, folded in places if possible else ():
        for pattern in possible:
            if match := pattern.expression.search(folded.text):
                return found(item.id, where, original, folded, match.span())
    return None


@lru_cache(maxsize=256)
def _wildcard(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern.lower()))


def _by_attachment(item: Sought, attachments: Sequence[Attached]) -> Found | None:
    for full_name, media_type in attachments[:_MOST_ATTACHED] if item.attachments else ():
        name = full_name[:_LONGEST_NAME]
        for wildcard in map(_wildcard, item.attachments):
            if wildcard.match(name.lower()) or wildcard.match(media_type[:_LONGEST_NAME].lower()):
                return Found(id=item.id, where=f"attachment: {name}", start=0, end=len(name), text=name[:200])
    return None


def _by_words(item: Sought, original: str, folded: Folded) -> Found | None:
    if not item.words:
        return None
    for number, word in enumerate(_WORD.finditer(folded.text), 1):
        if number >= item.words:
            return found(item.id, "text", original, folded, (0, word.end()))
    return None


def _admitted(sought: Sequence[Sought], original: str, folded: Folded) -> dict[str, Found]:
    """Things of which a sentence says that nobody knows them: "версию не знаю", "I don't know the version"."""
    admitted: dict[str, Found] = {}
    if not any(stem in folded.text for stem in _UNKNOWN_STEMS):
        return admitted
    for number, match in enumerate(_UNKNOWN.finditer(folded.text)):
        if number >= 20:
            break
        start = max(folded.text.rfind(sign, 0, match.start()) for sign in ".!?;\n") + 1
        end = _CLAUSE.search(folded.text, match.end())
        span = max(start, match.start() - 60), min(end.start() if end else len(folded.text), match.end() + 60)
        clause = folded.text[slice(*span)]
        for item in sought:
            if item.id not in admitted and any(_stem(label) in clause for label in item.labels):
                admitted[item.id] = found(item.id, "text", original, folded, span)
    return admitted


@lru_cache(maxsize=1024)
def _stem(label: str) -> str:
    """A label without its ending, so that it is found in other cases; one that is too short is found nowhere."""
    plain = fold(label).text
    return plain[:-1] if len(plain) >= 5 else "\0"
