"""Kept or breached, to the microsecond, by the timers' own rules."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from intakebot.domain.timed import Timed
from intakebot.reports.standing import CLOCKS, Standing, as_it_was, standing
from tests.mails import NOON

DUE = NOON + timedelta(hours=4)
TICK = timedelta(microseconds=1)
TICKET = Timed(
    terms="veeam", plan="basic", severity="1", reaction="first_contact", automatic=False, notice="noticed", received_at=NOON,
    notice_at=NOON, first_contact_at=None, workaround_at=None, closed_at=None, waiting_since=None, due_at=DUE,
    workaround_due_at=DUE, resolution_due_at=DUE, merged_into_id=None,
)  # fmt: skip


def _stands(as_of: datetime, **changes: Any) -> list[Standing]:
    ticket = replace(TICKET, **changes)
    return [standing(ticket, clock, as_of) for clock in CLOCKS]


class TestReaction:
    @pytest.mark.parametrize(("at", "how"), [(DUE - TICK, "kept"), (DUE, "kept"), (DUE + TICK, "breached")])
    def test_of_both_kinds(self, at: datetime, how: Standing) -> None:
        late = DUE + timedelta(days=1)
        assert _stands(late, first_contact_at=at)[0] == how
        assert _stands(late, reaction="notice", notice_at=at)[0] == how

    @pytest.mark.parametrize(("as_of", "how"), [(DUE, "open"), (DUE + TICK, "breached")])
    def test_none_yet(self, as_of: datetime, how: Standing) -> None:
        assert _stands(as_of)[0] == how
        assert _stands(as_of, reaction="notice", notice_at=None, notice="bounced", first_contact_at=NOON)[0] == how

    def test_a_notice_is_none_where_a_person_counts(self) -> None:
        assert _stands(DUE + TICK, notice_at=NOON)[0] == "breached"

    @pytest.mark.parametrize(("at", "how"), [(DUE, "closed"), (DUE + TICK, "breached")])
    def test_closed_without(self, at: datetime, how: Standing) -> None:
        assert _stands(DUE + timedelta(days=9), closed_at=at)[0] == how

    def test_no_promise(self) -> None:
        assert _stands(DUE + TICK, due_at=None)[0] == "without"


class TestGoneOnAsAnother:
    """Design 4.9: what was missed stays missed, once."""

    OTHERS = tuple(f"other_{name}" for name in ("due_at", "workaround_due_at", "resolution_due_at"))

    @pytest.mark.parametrize(
        ("others", "how"),
        [(None, "breached"), (DUE + TICK, "breached"), (DUE, "elsewhere"), (DUE - TICK, "elsewhere")],
    )
    def test_what_it_had_missed(self, others: datetime | None, how: Standing) -> None:
        gone = {"merged_into_id": 1, "closed_at": DUE + TICK, **dict.fromkeys(self.OTHERS, others)}
        assert _stands(DUE + timedelta(days=9), **gone) == [how] * 3

    def test_what_it_had_not(self) -> None:
        for changes in (
            {"closed_at": DUE},
            {"closed_at": DUE + TICK, "waiting_since": DUE, "first_contact_at": DUE},
            {"closed_at": DUE + TICK, "due_at": None, "workaround_due_at": None, "resolution_due_at": None},
        ):
            assert _stands(DUE + timedelta(days=9), merged_into_id=1, **changes) == ["elsewhere"] * 3


class TestWorkaroundAndResolution:
    @pytest.mark.parametrize(
        ("changes", "how"),
        [
            ({}, ["breached", "breached"]),
            ({"workaround_at": DUE}, ["kept", "breached"]),
            ({"workaround_at": DUE, "closed_at": DUE + TICK}, ["kept", "breached"]),
            ({"workaround_at": DUE + TICK}, ["breached", "breached"]),
            ({"closed_at": DUE}, ["kept", "kept"]),
            ({"closed_at": DUE + TICK}, ["breached", "breached"]),
            ({"workaround_due_at": None, "resolution_due_at": None}, ["without", "without"]),
            ({"waiting_since": DUE}, ["open", "open"]),  # XOP-11
            ({"waiting_since": DUE + TICK}, ["breached", "breached"]),
            ({"waiting_since": DUE, "closed_at": DUE + timedelta(days=2)}, ["kept", "kept"]),
            ({"waiting_since": DUE + timedelta(hours=1), "workaround_at": DUE}, ["kept", "breached"]),
        ],
    )
    def test_days_later(self, changes: dict[str, Any], how: list[Standing]) -> None:
        assert _stands(DUE + timedelta(days=3), **changes)[1:] == how

    def test_the_reaction_does_not_wait_for_the_customer(self) -> None:
        assert _stands(DUE + TICK, waiting_since=NOON)[0] == "breached"


class TestAsItWas:
    def test_what_came_later_had_not_happened(self) -> None:
        now = replace(TICKET, first_contact_at=DUE, workaround_at=DUE, closed_at=DUE + TICK, waiting_since=DUE + TICK)
        assert as_it_was(now, DUE) == replace(now, closed_at=None, waiting_since=None)
        assert as_it_was(now, NOON) == TICKET
        before = as_it_was(now, NOON - TICK)
        assert (before.notice_at, before.notice) == (None, "unsent")

    def test_nothing_came_later(self) -> None:
        assert as_it_was(TICKET, NOON) is TICKET
