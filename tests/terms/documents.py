"""Documents for tests: the shipped ones, and the smallest that there can be."""

import tomllib
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import intakebot.terms
from intakebot.terms.clocks import Deadlines, deadlines
from intakebot.terms.document import Document

_LIBRARY = Path(intakebot.terms.__file__).parent / "library"


@lru_cache
def shipped(terms: str) -> Document:
    """One of the five."""
    path = _LIBRARY / f"{terms}.toml"
    return Document.model_validate({**tomllib.loads(path.read_text("utf-8")), "id": terms})


def due(
    terms: str, plan: str, severity: str, received: str, zone: str | None = None, holidays: str | None = None
) -> Deadlines:
    """What is due under a shipped document, for an ISO time."""
    return deadlines(shipped(terms), plan, severity, datetime.fromisoformat(received), zone, holidays)


def iso(found: Deadlines) -> tuple[str | None, str | None, str | None]:
    """Reaction, workaround and resolution as `due` prints them."""
    reaction, workaround, resolution = (each.due_at.isoformat() if each.due_at else None for each in found)
    return reaction, workaround, resolution


_SMALL = """
id = "small"
title = "Small"
zone = "{zone}"
reaction = {{ counts = "first_contact", clause = "SML-01" }}

[calendars.hours]
days = {days}
times = {times}
zone = "{zone}"
holidays = "{holidays}"
of_customer = {of_customer}
clause = "SML-02"

[severities.high]
name = {{ ru = "высокая", pl = "wysoki", en = "high" }}
clause = "SML-03"

[severities.low]
name = {{ ru = "низкая", pl = "niski", en = "low" }}
clause = "SML-03"

[plans.only]
name = {{ ru = "единственный", pl = "jedyny", en = "only" }}
calendar = "hours"
support = "{support}"
clause = "SML-04"

[plans.only.targets.high]
reaction = {{ promise = "{promise}", clause = "SML-05" }}

[plans.bare]
name = {{ ru = "голый", pl = "goły", en = "bare" }}
clause = "SML-06"

[plans.bare.targets.high]
reaction = {{ promise = "{promise}", clause = "SML-05" }}

[plans.empty]
name = {{ ru = "пустой", pl = "pusty", en = "empty" }}
clause = "SML-07"
"""

WEEK = ("mon", "tue", "wed", "thu", "fri")


@lru_cache(maxsize=1024)
def small(
    promise: str = "4 wh",
    *,
    days: tuple[str, ...] = WEEK,
    times: tuple[str, ...] = ("09:00-17:00",),
    zone: str = "Europe/Moscow",
    holidays: str = "RU",
    of_customer: bool = False,
    support: str = "full",
) -> Document:
    """Level `high` has a reaction target under the plans `only` and `bare` (which has no calendar), `low` has none."""
    text = _SMALL.format(
        promise=promise,
        days=list(days),
        times=list(times),
        zone=zone,
        holidays=holidays,
        of_customer=str(of_customer).lower(),
        support=support,
    )
    return Document.model_validate(tomllib.loads(text))


def reaction(document: Document, received: datetime, pauses: tuple[tuple[datetime, datetime], ...] = ()) -> datetime:
    """When the reaction to a request of level `high` is due."""
    found = deadlines(document, "only", "high", received, pauses=pauses).reaction.due_at
    assert found
    return found


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)
