"""A report: tickets in, lines out, in the order of the documents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal, TypeAlias

from intakebot.domain.timed import Timed
from intakebot.reports.group import Figures, Group

Key: TypeAlias = Literal["terms", "plan", "severity", "month"]
KEYS: tuple[Key, ...] = ("terms", "plan", "severity", "month")
#: Asks for tickets without terms, plan or severity.
NONE = "none"
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """What a report needs of a support document: its order, and where its months begin."""

    zone: tzinfo
    plans: tuple[str, ...]
    #: Most severe first.
    severities: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a person wants to know; None: of all."""

    terms: str | None = None
    plan: str | None = None
    severity: str | None = None
    #: First and last day of receipt, in the terms' zone.
    since: date | None = None
    until: date | None = None
    by: tuple[Key, ...] = KEYS
    #: What happened later counts as not having happened; deadlines that have passed by then are breached.
    as_of: datetime

    @property
    def received_from(self) -> datetime | None:
        """Nothing received earlier is of interest, whatever the zone."""
        return datetime.combine(self.since, time(), UTC) - _DAY if self.since else None

    @property
    def received_before(self) -> datetime | None:
        """Nothing received from then on is of interest, whatever the zone."""
        return datetime.combine(self.until, time(), UTC) + 2 * _DAY if self.until else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line; a total's key is empty. Values of the key stand in the order of `Asked.by`, None where there is none."""

    row: Literal["group", "total"]
    key: tuple[str | None, ...]
    figures: Figures


def day_of(received_at: datetime, terms: str | None, offers: Mapping[str, Offer]) -> date:
    """The day of receipt in the terms' zone; in UTC for mailboxes without terms, and for terms that no longer exist."""
    offer = offers.get(terms) if terms else None
    return received_at.astimezone(offer.zone if offer else UTC).date()


def within(received_at: datetime, terms: str | None, asked: Asked, offers: Mapping[str, Offer]) -> bool:
    """Whether a ticket under these terms, received then, was asked for."""
    day = day_of(received_at, terms, offers)
    return (
        received_at <= asked.as_of
        and asked.terms in (None, terms or NONE)
        and (asked.since is None or asked.since <= day)
        and (asked.until is None or day <= asked.until)
    )


def wanted(ticket: Timed, asked: Asked, offers: Mapping[str, Offer]) -> bool:
    """Whether it was asked for."""
    return (
        within(ticket.received_at, ticket.terms, asked, offers)
        and asked.plan in (None, ticket.plan or NONE)
        and asked.severity in (None, ticket.severity or NONE)
    )


class Report:
    """Counts what was asked for."""

    def __init__(self, asked: Asked, offers: Mapping[str, Offer]) -> None:
        self.asked = asked
        self._offers = offers
        self._groups: dict[tuple[str | None, ...], Group] = {}

    def add(self, tickets: Iterable[Timed]) -> None:
        """Count those of the tickets that were asked for."""
        for ticket in tickets:
            day = day_of(ticket.received_at, ticket.terms, self._offers)
            if wanted(ticket, self.asked, self._offers):
                key = tuple(day.isoformat()[:7] if name == "month" else getattr(ticket, name) for name in self.asked.by)
                if key not in self._groups:
                    self._groups[key] = Group()
                self._groups[key].add(ticket, self.asked.as_of)

    def by(self, *keys: Key) -> "Report":
        """The same tickets told apart by fewer columns. ValueError for one that they weren't told apart by."""
        places = [self.asked.by.index(key) for key in keys]
        found = Report(replace(self.asked, by=keys), self._offers)
        for key, group in self._groups.items():
            found._groups.setdefault(tuple(key[place] for place in places), Group()).merge(group)
        return found

    def lines(self) -> list[Line]:
        """The groups in order, then the total."""
        total = Group()
        for group in self._groups.values():
            total.merge(group)
        keys = sorted(self._groups, key=self._place)
        found = [Line(row="group", key=key, figures=self._groups[key].figures()) for key in keys]
        return [*found, Line(row="total", key=(), figures=total.figures())]

    def _place(self, key: tuple[str | None, ...]) -> list[tuple[int, str]]:
        """Terms and months ascend, plans and levels stand as in their document; what is unknown comes last."""
        named = dict(zip(self.asked.by, key, strict=True))
        return [self._place_of(name, value, named.get("terms")) for name, value in named.items()]

    def _place_of(self, name: Key, value: str | None, terms: str | None) -> tuple[int, str]:
        offer = self._offers.get(terms) if terms else None
        if value is None:
            return (10_000, "")
        if offer is None or name in ("terms", "month"):
            return (0, value)
        ordered = offer.plans if name == "plan" else offer.severities
        return (ordered.index(value) if value in ordered else len(ordered), value)
