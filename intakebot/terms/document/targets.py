"""What a document promises for a level: a span with its unit, or honestly something that is no date."""

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, ConfigDict, PlainSerializer

from intakebot.terms.document.part import Clause, Id, Part

#: min, h: wall clock · wh: working hours · d: calendar days of 24 h · bd: full working days of the plan's calendar.
Unit: TypeAlias = Literal["min", "h", "wh", "d", "bd"]
#: best_effort: no date, as good as they can · none: nothing is promised · next_release: no date either · unset: the
#: document's figure is missing, an operator has to fill it in (MAR-05).
NoDate: TypeAlias = Literal["best_effort", "none", "next_release", "unset"]
NO_DATES: tuple[NoDate, ...] = ("best_effort", "none", "next_release", "unset")

_PROMISE = re.compile(r"([1-9]\d{0,3}) (min|h|wh|d|bd)")


@dataclass(frozen=True, slots=True)
class Promise:
    """Either so many units, or one of NO_DATES."""

    text: str
    amount: int = 0
    unit: Unit | None = None

    @property
    def dated(self) -> bool:
        """Whether a deadline follows from it."""
        return self.unit is not None

    def __str__(self) -> str:
        return self.text


def promise(text: Any) -> Promise:
    """Read "4 wh" or "best_effort"; ValueError says how it is written."""
    if isinstance(text, Promise):
        return text
    if text in NO_DATES:
        return Promise(text)
    match = _PROMISE.fullmatch(text) if isinstance(text, str) else None
    if match:
        return Promise(text, int(match[1]), match[2])  # type: ignore[arg-type]  # one of the units
    if isinstance(text, int | float) or (isinstance(text, str) and re.fullmatch(r"\s*\d+\s*", text)):
        raise ValueError(f'{text!r} has no unit; write "{str(text).strip()} wh" (or min, h, d, bd)')
    raise ValueError(f"{text!r} is no promise; write a number with min, h, wh, d or bd, or {', '.join(NO_DATES)}")


class Target(Part):
    """One clock of one level: what is promised, and where the document says so."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    promise: Annotated[Promise, BeforeValidator(promise), PlainSerializer(str)]
    clause: Clause


#: The clocks of a ticket.
Clock: TypeAlias = Literal["reaction", "workaround", "resolution"]
CLOCKS: tuple[Clock, ...] = ("reaction", "workaround", "resolution")


class Targets(Part):
    """The clocks of one level under one plan; None: the document promises nothing of the kind."""

    reaction: Target
    workaround: Target | None = None
    resolution: Target | None = None
    #: How often the customer is told how things stand, from the first contact on (MAR-05).
    update: Target | None = None
    #: The service window of this level, where it isn't the plan's (MAR-05): one of the document's calendars.
    calendar: Id | None = None

    def of(self, clock: Clock) -> Target | None:
        """One of them."""
        target: Target | None = getattr(self, clock)
        return target
