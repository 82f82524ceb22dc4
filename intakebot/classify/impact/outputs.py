"""What a model of impact is asked, and the order of its answers: every value of each facet, every level of each document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from intakebot.classify.examples import LEVELS
from intakebot.domain.impact import FACETS


@dataclass(frozen=True, slots=True)
class Output:
    """One question with its answers, and the columns they stand in."""

    what: Literal["facet", "level"]
    name: str
    values: tuple[str, ...]
    start: int

    @property
    def columns(self) -> slice:
        """Where its answers stand."""
        return slice(self.start, self.start + len(self.values))


def _outputs() -> Iterator[Output]:
    start = 0
    known: tuple[tuple[Literal["facet", "level"], Mapping[str, tuple[str, ...]]], ...] = (
        ("facet", FACETS),
        ("level", LEVELS),
    )
    for what, questions in known:
        for name, values in questions.items():
            yield Output(what, name, values, start)
            start += len(values)


OUTPUTS = tuple(_outputs())
FACET_OUTPUTS = tuple(output for output in OUTPUTS if output.what == "facet")
LEVEL_OUTPUTS = tuple(output for output in OUTPUTS if output.what == "level")
#: Columns in all.
WIDTH = OUTPUTS[-1].columns.stop
