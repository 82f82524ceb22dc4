"""Which tickets somebody looks through, and where they stand: an address tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from intakebot.console.call import Call, whole
from intakebot.console.whence import WHENCE, address, whence
from intakebot.store.agenda import Line, View, Wanted

#: What stands in a queue's address.
_FILTERS = ("terms", "language", "severity", "mailbox", "customer", "q")
_RIGHT_HERE: dict[str, View] = {view: view for view in get_args(View)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Queue:
    """A view of the tickets, with its address."""

    view: View
    filters: Mapping[str, str]
    after: int
    #: The address of the page that led here, "" where none did (whence.py).
    came_from: str

    @classmethod
    def of(cls, call: Call) -> "Queue":
        """As an address tells it; what it says wrongly is left out."""
        filters = {name: call.asked(name, 100) for name in _FILTERS if call.asked(name, 100)}
        return cls(
            view=_RIGHT_HERE.get(call.asked("view"), "triage"), filters=filters,
            after=whole(call.asked("after", 6)) or 0, came_from=whence(call),
        )  # fmt: skip

    @property
    def wanted(self) -> Wanted:
        """As the store is asked for it."""
        said = self.filters.get
        return Wanted(
            view=self.view, words=said("q", ""), terms=said("terms", ""), language=said("language", ""),
            severity=said("severity", ""), mailbox=said("mailbox", ""),
            customer=said("customer", ""),
        )  # fmt: skip

    def address(self, **changes: str | int) -> str:
        """Its address with changes; "" takes something away."""
        parts: dict[str, Any] = {"view": self.view, **self.filters, "after": self.after} | changes
        parts.setdefault(WHENCE, self.came_from)
        if parts["view"] == "triage":
            parts["view"] = ""
        return address("/triage", **parts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where somebody stands in a queue."""

    lines: list[Line]
    chosen: str | None
    count: int

    @property
    def at(self) -> int | None:
        """The place of the chosen ticket among the lines; None when it isn't there."""
        return next((place for place, line in enumerate(self.lines) if line.number == self.chosen), None)

    def beside(self, step: int) -> str | None:
        """The number of the ticket that stands before or after the chosen one."""
        if self.at is None:
            return self.lines[0].number if self.lines else None
        there = self.at + step
        return self.lines[there].number if 0 <= there < len(self.lines) else None
