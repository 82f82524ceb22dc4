"""The record of what everybody did: looked through, and saved for a spreadsheet."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from markupsafe import Markup
from starlette.responses import Response

from intakebot.console.call import Call, whole
from intakebot.console.house import House
from intakebot.console.render import page
from intakebot.domain.cells import csv_text
from intakebot.domain.user import folded_name
from intakebot.store.audit import Entry, Sought

_PAGE, _SAVED = 100, 100_000
_HEADER = ("at", "name", "act", "subject", "address", "through", "evidence")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What an address asks for; what it says wrongly is left out."""

    user: str
    act: str
    day: date | None
    zone: str
    before: int | None

    @classmethod
    def of(cls, call: Call) -> "Asked":
        """As it stands behind "?"."""
        return cls(
            user=call.asked("user", 60), act=call.asked("act", 40), day=_day(call.asked("day", 10)), zone=call.zone,
            before=whole(call.asked("before")),
        )  # fmt: skip

    @property
    def sought(self) -> Sought:
        """As the store is asked for it; a day is one of the zone of whoever asks."""
        since = self._midnight(0)
        names = frozenset({self.user, folded_name(self.user)} - {""})  # users as they are kept; tickets in capitals
        return Sought(names=names, act=self.act, since=since, until=since and self._midnight(1))

    def address(self, **more: int) -> str:
        """What stands behind "?"."""
        said = {"user": self.user, "act": self.act, "day": self.day.isoformat() if self.day else "", **more}
        return urlencode({name: value for name, value in said.items() if value})

    def _midnight(self, days: int) -> datetime | None:
        if self.day is None:
            return None
        return datetime.combine(self.day + timedelta(days=days), time(), ZoneInfo(self.zone))


def record(call: Call, house: House) -> Response:
    """The latest acts, or those before."""
    asked = Asked.of(call)
    found, acts = house.store.read(
        lambda desk: (desk.audit.last(_PAGE, before=asked.before, sought=asked.sought), desk.audit.acts())
    )
    facts = {"asked": asked, "lines": found, "acts": acts, "full": len(found) == _PAGE, "evidence": _told}
    return page(call, "audit.html", facts)


def saved(call: Call, house: House) -> Response:
    """The same as CSV, the latest first: times in UTC, at most 100,000 lines."""
    found = house.store.read(lambda desk: desk.audit.last(_SAVED, sought=Asked.of(call).sought))
    return Response(
        csv_text(_HEADER, (list(_cells(entry)) for _, entry in found)), media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="audit.csv"'},
    )  # fmt: skip


def _cells(entry: Entry) -> Iterator[str]:
    yield entry.at.isoformat()
    yield from (
        entry.name,
        entry.act,
        entry.subject,
        entry.address,
        entry.through,
        json.dumps(dict(entry.evidence), ensure_ascii=False),
    )


def _told(entry: Entry) -> str:
    """Circumstances, as they are kept: their names, and what is no plain value, stand as code."""
    return Markup(", ").join(
        Markup("<code>{}</code>: {}").format(name, _value(value)) for name, value in entry.evidence.items()
    )


def _value(value: object) -> object:
    if isinstance(value, (Mapping, list)):
        return Markup("<code>{}</code>").format(json.dumps(value, ensure_ascii=False))
    return value


def _day(given: str) -> date | None:
    try:
        found = date.fromisoformat(given)
    except ValueError:
        return None
    return found if date.min < found < date.max - timedelta(days=1) else None
