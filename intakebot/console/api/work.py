"""Tasks, what was set aside, and what was filed."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from intakebot.console.api.answers import Filings, Id, SetAsides, Tasks
from intakebot.console.api.operation import ApiCall
from intakebot.console.api.shapes import Filed, Further
from intakebot.console.filed import make
from intakebot.console.house import House
from intakebot.console.tasks import again, settle


class _Numbered(Protocol):
    @property
    def id(self) -> int: ...


N = TypeVar("N", bound=_Numbered)


def tasks(call: ApiCall, house: House) -> Tasks:
    """What nobody has done yet."""
    found, more = _part(house.store.read(lambda desk: desk.records.open_tasks()), call.sought(Further))
    return Tasks(tasks=found, next=more)


def done(call: ApiCall, house: House) -> Id:
    """Somebody did it."""
    settle(call, house)
    return Id(id=call.id(), done="done")


def set_aside(call: ApiCall, house: House) -> SetAsides:
    """What waits for replay."""
    found, more = _part(house.store.read(lambda desk: desk.inbox.all_set_aside()), call.sought(Further))
    return SetAsides(set_aside=found, next=more)


def replayed(call: ApiCall, house: House) -> Id:
    """One is read again."""
    again(call, house)
    return Id(id=call.id(), done="queued")


def filed(call: ApiCall, house: House) -> Filings:
    """What was taken for no request."""
    asked = call.sought(Filed)
    found = house.store.read(lambda desk: desk.filed.page(asked.q, asked.limit + 1, asked.after or None))
    some = found[: asked.limit]
    return Filings(filed=some, next=some[-1].id if len(found) > asked.limit else None)


def made(call: ApiCall, house: House) -> Id:
    """One is a request."""
    make(call, house)
    return Id(id=call.id(), done="queued")


def _part(rows: Sequence[N], asked: Further) -> tuple[list[N], int | None]:
    """Those after an id, and where to go on."""
    rest = [row for row in rows if row.id > asked.after]
    found = rest[: asked.limit]
    return found, found[-1].id if len(rest) > asked.limit else None
