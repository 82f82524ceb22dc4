"""`intakebot report`: figures worked by hand, to the second, on both databases."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.domain.cells import plain
from intakebot.reports.group import FIGURES
from intakebot.reports.lines import csv_text
from intakebot.reports.report import Asked, Offer, Report
from intakebot.reports.table import WIDTH, spoken
from intakebot.store.store import Store
from tests.reports.command import report as told
from tests.reports.test_standing import TICKET
from tests.timed_rows import add, notice

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
ZERO: dict[str, Any] = dict.fromkeys(FIGURES, 0) | dict.fromkeys(
    ["reaction", "notice_median", "notice_p95", "first_contact_median", "first_contact_p95"]
)


def span(**parts: float) -> timedelta:
    return timedelta(**parts)


def lines(*words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told("--as-of", NOW.isoformat(), *words).splitlines()]


def centaur(store: Store) -> None:
    """Four tickets of one level, due within four hours: kept on the second, late by one, bounced, not sent yet."""
    shared: dict[str, Any] = {"terms": "centaur", "plan": "basic", "severity": "critical", "reaction": "notice"}
    due = span(hours=4)
    add(store, START, noticed=span(hours=4), contacted=span(hours=5), due_at=START + due, **shared)
    add(store, START, noticed=span(hours=4, seconds=1), due_at=START + due, **shared)
    came_back = add(store, START, contacted=span(minutes=10, seconds=7.9), due_at=START + due, **shared)
    notice(store, came_back, bounced_at=START)
    unsent = add(store, NOW - span(hours=1), due_at=NOW, **shared)
    notice(store, unsent, state="ready")
    add(store, START, auto="auto-reply", **shared)


CENTAUR = ZERO | {
    "reaction": "notice", "tickets": 4, "automatic": 1, "noticed": 2, "bounced": 1, "unsent": 1, "first_contacts": 2,
    "notice_median": 14_400, "notice_p95": 14_401, "first_contact_median": 607, "first_contact_p95": 18_000,
    "reaction_due": 4, "reaction_kept": 1, "reaction_breached": 2, "reaction_open": 1,
    "workaround_without": 4, "resolution_without": 4,
}  # fmt: skip


def xopero(store: Store) -> None:
    """Three tickets under XOP-03 to XOP-05; one waits for its customer (XOP-11), one was closed unseen."""
    shared: dict[str, Any] = {"terms": "xopero", "plan": "subscription", "severity": "1", "reaction": "first_contact"}
    shared |= {"due_at": START + span(hours=2), "workaround_due_at": START + span(days=4)}
    shared |= {"resolution_due_at": START + span(days=20)}
    add(store, START, noticed=span(seconds=2), contacted=span(hours=2), workaround_at=START + span(days=4), **shared)
    add(store, START, noticed=span(seconds=4), contacted=span(hours=3), waiting_since=START + span(hours=4), **shared)
    add(store, START, noticed=span(seconds=9), closed_at=START + span(hours=1), **shared)


XOPERO = ZERO | {
    "reaction": "first_contact", "tickets": 3, "noticed": 3, "first_contacts": 2,
    "notice_median": 4, "notice_p95": 9, "first_contact_median": 7_200, "first_contact_p95": 10_800,
    "reaction_due": 3, "reaction_kept": 1, "reaction_breached": 1, "reaction_closed": 1,
    "workaround_due": 3, "workaround_kept": 2, "workaround_open": 1,
    "resolution_due": 3, "resolution_kept": 1, "resolution_breached": 1, "resolution_open": 1,
}  # fmt: skip


class TestFigures:
    def test_two_documents_by_hand(self, store: Store) -> None:
        centaur(store)
        xopero(store)
        march = {"row": "group", "month": "2026-03"}
        assert lines() == [
            {**march, "terms": "centaur", "plan": "basic", "severity": "critical", **CENTAUR},
            {**march, "terms": "xopero", "plan": "subscription", "severity": "1", **XOPERO},
            {
                "row": "total", "terms": None, "plan": None, "severity": None, "month": None,
                **{name: CENTAUR[name] + XOPERO[name] for name in FIGURES if name in ZERO and ZERO[name] == 0},
                "reaction": "both", "notice_median": 9, "notice_p95": 14_401, "first_contact_median": 7_200,
                "first_contact_p95": 18_000,
            },
        ]  # fmt: skip

    def test_an_earlier_look(self, store: Store) -> None:
        centaur(store)
        xopero(store)
        centaur_then, xopero_then, _ = lines("--as-of", (START + span(hours=2, seconds=1)).isoformat())
        assert centaur_then == {
            **centaur_then,
            "tickets": 3,
            "noticed": 0,
            "unsent": 2,
            "reaction_open": 3,
            "first_contacts": 1,
        }
        how = {
            "reaction_kept": 1,
            "reaction_breached": 1,
            "reaction_closed": 1,
            "workaround_kept": 1,
            "workaround_open": 2,
        }
        assert xopero_then == {**xopero_then, **how, "noticed": 3}

    def test_a_ticket_that_went_on_as_another_counts_there(self, store: Store) -> None:
        promised: dict[str, Any] = {"terms": "centaur", "reaction": "notice", "due_at": START + span(hours=1)}
        stays = add(store, START, noticed=span(minutes=1), **promised)
        merged: dict[str, Any] = {"merged_into_id": stays, "closed_at": START + span(hours=2)}
        add(store, START, noticed=span(hours=1, seconds=1), **promised, **merged)
        names = ("tickets", "merged", "noticed", "reaction_due", "reaction_kept", "reaction_breached", "notice_p95")
        *_, total = lines()
        assert [total[name] for name in names] == [1, 1, 1, 1, 1, 0, 60]
        *_, total = lines("--as-of", (START + span(hours=2, seconds=-1)).isoformat())
        assert [total[name] for name in names] == [2, 0, 2, 2, 1, 1, 3_601]

    def test_what_it_had_missed_by_itself_stays_missed(self, store: Store) -> None:
        """Design 4.9: the other was promised later, and doesn't make it good."""
        promised: dict[str, Any] = {"terms": "centaur", "reaction": "notice"}
        stays = add(store, START, noticed=span(minutes=1), due_at=START + span(days=1), **promised)
        merged: dict[str, Any] = {"merged_into_id": stays, "closed_at": START + span(hours=2)}
        add(store, START, noticed=span(hours=1, seconds=1), due_at=START + span(hours=1), **promised, **merged)
        *_, total = lines()
        names = ("tickets", "merged", "reaction_due", "reaction_kept", "reaction_breached")
        assert [total[name] for name in names] == [1, 1, 2, 1, 1]

    def test_an_empty_store(self, store: Store) -> None:
        assert lines("--by", "terms") == [{"row": "total", "terms": None, **ZERO}]
        assert "== total ==" in told("--format", "table")

    def test_documents_order_plans_and_levels_and_what_is_unknown_comes_last(self, store: Store) -> None:
        for plan, severity in (
            ("extended", "low"),
            ("basic", None),
            ("basic", "low"),
            ("basic", "critical"),
            (None, "low"),
        ):
            add(store, START, terms="centaur", plan=plan, severity=severity)
        add(store, START)
        add(store, START, terms="gone", plan="old", severity="9")
        found = [(one["terms"], one["plan"], one["severity"]) for one in lines() if one["row"] == "group"]
        assert found == [
            ("centaur", "basic", "critical"), ("centaur", "basic", "low"), ("centaur", "basic", None),
            ("centaur", "extended", "low"), ("centaur", None, "low"), ("gone", "old", "9"), (None, None, None),
        ]  # fmt: skip

    def test_columns_as_asked(self, store: Store) -> None:
        centaur(store)
        xopero(store)
        found = lines("--by", "severity, terms")
        assert list(found[0])[:4] == ["row", "severity", "terms", "reaction"]
        assert [(one["severity"], one["terms"], one["tickets"]) for one in found] == [
            ("critical", "centaur", 4), ("1", "xopero", 3), (None, None, 7)
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("words", "tickets"),
        [
            (["--terms", "xopero"], 3),
            (["--terms", "centaur", "--plan", "basic", "--severity", "critical"], 4),
            (["--terms", "none"], 1),
            (["--severity", "none"], 1),
            (["--plan", "extended"], 0),
        ],
    )
    def test_only_some(self, store: Store, words: list[str], tickets: int) -> None:
        centaur(store)
        xopero(store)
        add(store, START)
        assert lines(*words)[-1]["tickets"] == tickets


class TestMonths:
    """A day begins at midnight of the terms' zone: Moscow is three hours ahead of UTC, Warsaw one and in summer two."""

    @pytest.mark.parametrize(
        ("terms", "march", "february"),
        [
            ("centaur", datetime(2026, 2, 28, 21, tzinfo=UTC), datetime(2026, 2, 28, 20, 59, 59, 999_999, tzinfo=UTC)),
            ("xopero", datetime(2026, 2, 28, 23, tzinfo=UTC), datetime(2026, 2, 28, 22, 59, 59, tzinfo=UTC)),
            (None, datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 2, 28, 23, 59, 59, tzinfo=UTC)),
        ],
    )
    def test_of_receipt_in_the_terms_zone(
        self, store: Store, terms: str | None, march: datetime, february: datetime
    ) -> None:
        add(store, march, terms=terms)
        add(store, february, terms=terms)
        assert [(one["month"], one["tickets"]) for one in lines("--by", "month")] == [
            ("2026-02", 1), ("2026-03", 1), (None, 2)
        ]  # fmt: skip
        assert [one["tickets"] for one in lines("--by", "month", "--month", "2026-03")] == [1, 1]
        assert [one["tickets"] for one in lines("--by", "month", "--until", "2026-02-28")] == [1, 1]
        assert [one["tickets"] for one in lines("--from", "2026-03-01", "--until", "2026-03-01")] == [1, 1]

    def test_the_end_of_a_month_in_summer(self, store: Store) -> None:
        add(store, datetime(2026, 3, 31, 21, 59, 59, tzinfo=UTC), terms="xopero")
        add(store, datetime(2026, 3, 31, 22, tzinfo=UTC), terms="xopero")
        assert [one["month"] for one in lines("--as-of", "2026-05-01T00:00:00Z", "--by", "month")] == [
            "2026-03", "2026-04", None
        ]  # fmt: skip


class TestFormats:
    def test_csv_says_what_json_says(self, store: Store) -> None:
        centaur(store)
        xopero(store)
        text = told("--as-of", NOW.isoformat(), "--format", "csv")
        assert text.count("\r\n") == text.count("\n") == 4
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        assert rows == [{key: "" if value is None else str(value) for key, value in one.items()} for one in lines()]

    def test_a_table_fits_and_speaks(self, store: Store) -> None:
        centaur(store)
        xopero(store)
        add(store, START, terms="an_operators_own_very_long_docum", plan="a" * 32, severity="b" * 32)
        text = told("--as-of", NOW.isoformat(), "--format", "table")
        assert max(map(len, text.splitlines())) <= WIDTH
        assert text.startswith(
            "Tickets received, as of 2026-03-31 12:00:00 UTC\n\n== an_operators_own_very_long_docum ==\n"
        )
        assert (
            "                              notice      notice     first      contact     contact\n"
            "plan   severity  month        median        95 %  contacts       median        95 %\n"
            "basic  critical  2026-03  4 h 00 min  4 h 00 min         2  10 min 07 s  5 h 00 min\n"
        ) in text
        assert "Workarounds\n" in text
        assert text.split("== total ==")[0].count("Resolutions") == 1

    def test_a_table_of_few_columns_has_no_headings(self, store: Store) -> None:
        add(store, START)
        text = told("--format", "table", "--by", "terms,severity", "--terms", "none")
        assert "no terms  none confirmed" in text
        assert text.count("==") == 2
        assert "(terms none)" in text

    @pytest.mark.parametrize(
        ("seconds", "words"),
        [(None, "–"), (0, "0 s"), (59, "59 s"), (60, "1 min 00 s"), (3599, "59 min 59 s"), (3600, "1 h 00 min"), (3900, "1 h 05 min"),
         (86_399, "23 h 59 min"), (86_400, "1 d 00 h"), (187_200, "2 d 04 h")],
    )  # fmt: skip
    def test_spans(self, seconds: int | None, words: str) -> None:
        assert spoken(seconds) == words


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_cell_is_taken_for_a_formula(terms: str, plan: str) -> None:
    report = Report(Asked(as_of=NOW, by=("terms", "plan")), {})
    report.add([replace(TICKET, terms=terms, plan=plan, received_at=START)])
    _, row, _ = csv.reader(io.StringIO(csv_text(report), newline=""))
    assert all(cell[:1] not in {*"=+-@\t\r\n＝＋－＠"} or not cell for cell in row)
    assert [plain(cell) for cell in row[1:3]] == [terms, plan]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1"])
def test_a_formula_gets_an_apostrophe(cell: str) -> None:
    report = Report(Asked(as_of=NOW, by=("terms",)), {"x": Offer(zone=UTC, plans=(), severities=())})
    report.add([replace(TICKET, terms=cell, received_at=START)])
    _, row, _ = csv.reader(io.StringIO(csv_text(report), newline=""))
    assert row[1] == f"'{cell}"


class TestWrongQuestions:
    @pytest.mark.parametrize(
        ("words", "why"),
        [
            (["--terms", "zentaur"], "no terms 'zentaur'; did you mean \"centaur\"?"),
            (["--plan", "gold"], "no plan 'gold'; known: "),
            (["--terms", "centaur", "--plan", "premier"], "no plan in centaur 'premier'; known: basic, extended, none"),
            (
                ["--terms", "xopero", "--severity", "critical"],
                "no severity in xopero 'critical'; known: X, 1, 2, 3, none",
            ),
            (["--format", "xlsx"], "no format 'xlsx'; known: json, csv, table"),
            (["--by", "terms,weeks"], "no column for --by 'weeks'; known: terms, plan, severity, month"),
            (["--by", ""], "no column for --by ''"),
            (["--by", "terms,terms"], "--by terms,terms names a column twice"),
            (["--from", "yesterday"], "--from yesterday: a day is written 2026-11-22"),
            (["--until", "2026-02-30"], "--until 2026-02-30: a day is written"),
            (["--from", "20260101"], "--from 20260101: a day is written"),
            (["--from", "0001-01-01"], "--from 0001-01-01: a day is written"),
            (["--month", "2026-13"], "--month 2026-13: a month is written 2026-11"),
            (["--month", "2026-11", "--from", "2026-11-01"], "--month goes with neither --from nor --until"),
            (["--from", "2026-11-02", "--until", "2026-11-01"], "--from 2026-11-02 is after --until 2026-11-01"),
            (["--as-of", "2026-11-22T10:00:00"], "--as-of 2026-11-22T10:00:00: a time is written with its zone"),
            (["--evidence", "SUP-0000-0000", "--format", "csv"], "--evidence shows one ticket as JSON"),
        ],
    )
    def test_are_told_in_a_sentence(self, words: list[str], why: str) -> None:
        assert told(*words, code=2).startswith(f"intakebot: {why}")
