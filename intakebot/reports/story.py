"""The story of a missed deadline in a few lines: what happened from receipt on, when, and who did it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

from babel.numbers import format_percent

from intakebot.domain.event import Event
from intakebot.domain.missed import Missed
from intakebot.reports.standing import Clock, due_at_of
from intakebot.reports.story_words import WORDS

#: Events that tell of one clock, which stands in their evidence.
_OF_A_CLOCK = ("due_soon", "breached")
#: Of waiting, which the reaction doesn't mind (XOP-11).
_OF_WAITING = ("waiting", "waiting_ended")


#: Facts that are levels or plans.
_NAMED = ("level", "before", "now", "wanted")
#: What a level or plan of such terms is called.
Called: TypeAlias = Callable[[str | None, str], str]


def by_id(_terms: str | None, key: str) -> str:
    """As programs call it."""
    return key


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryLine:
    """One line."""

    at: datetime
    #: What it tells of: `received`, `due`, else the event's kind.
    kind: str
    #: In words.
    what: str
    #: The bot, the customer, or an agent's name; "" for time that passes.
    who: str
    #: "" where no document says it.
    clause: str


def story(
    missed: Missed, clock: Clock, until: datetime, language: str = "en", called: Called = by_id
) -> tuple[StoryLine, ...]:  # fmt: skip
    """What bears on one clock until then, in order of time; languages other than en, ru and pl are told in English."""
    language = language if language in WORDS else "en"
    words = WORDS[language]
    facts = partial(_facts, language=language, called=partial(called, missed.ticket.terms))
    lines = [line for one in missed.history if (line := _told(one, clock, words, facts))]
    ticket, due_at = missed.ticket, due_at_of(missed.ticket, clock)
    lines.insert(
        0, StoryLine(at=ticket.received_at, kind="received", what=words["received"], who=words["customer"], clause="")
    )
    if due_at is not None:
        clause = missed.clauses.get(clock, "")
        lines.append(StoryLine(at=due_at, kind="due", what=words[f"due.{clock}"], who="", clause=clause))
    return tuple(sorted((line for line in lines if line.at <= until), key=lambda line: line.at))


def _told(
    one: Event, clock: Clock, words: Mapping[str, str], facts: Callable[[Mapping[str, Any]], Iterator[tuple[str, str]]]
) -> StoryLine | None:  # fmt: skip
    """None for what has no bearing on the clock."""
    key = _key(one, clock)
    if key not in words:
        return None
    what = words[key].format_map(_Facts(facts(one.evidence)))
    who = words.get(one.actor, one.actor) if one.actor in ("bot", "customer") else one.actor
    return StoryLine(at=_at(one), kind=one.kind, what=what, who=who, clause=one.clause)


def _key(one: Event, clock: Clock) -> str:
    if one.kind in _OF_A_CLOCK:
        return f"{one.kind}.{clock}" if one.evidence.get("clock") == clock else ""
    if one.kind in _OF_WAITING and clock == "reaction":
        return ""
    if one.kind == "severity_proposed" and one.evidence.get("abstains"):
        return "abstained"
    if one.kind == "severity_changed" and not one.evidence.get("before"):
        return "severity_set"
    return one.kind


def _at(one: Event) -> datetime:
    """When it happened, which may be earlier than when it was noted."""
    said = one.evidence.get("at")
    return datetime.fromisoformat(said) if said else one.at


def _facts(
    evidence: Mapping[str, Any], *, language: str, called: Callable[[str], str]
) -> Iterator[tuple[str, str]]:  # fmt: skip
    for name, value in evidence.items():
        if name == "confidence":
            yield name, format_percent(value, locale=language)
        else:
            yield name, called(str(value)) if name in _NAMED else str(value)


class _Facts(dict[str, str]):
    """What an old event didn't note is told as such."""

    def __missing__(self, key: str) -> str:
        return "?"
