"""`intakebot report --agreement`: figures worked by hand, on both databases."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest

from intakebot.store.store import Store
from tests.mails import NOON
from tests.reports.command import report
from tests.timed_rows import add
from tests.told import by_channel, decided, happened, proposed

LATER = (NOON + timedelta(days=9)).isoformat()


def told(*words: str, code: int = 0) -> str:
    if code == 0 and "--as-of" not in words:
        words = (*words, "--as-of", LATER)
    return report("--agreement", *words, code=code)


def rows(row: str, *words: str) -> list[dict[str, Any]]:
    return [one for one in map(json.loads, told(*words).splitlines()) if one["row"] == row]


def whole(*words: str) -> tuple[int, int, int, int]:
    (found,) = [one for one in rows("agreement", *words) if one["part"] == "all"]
    return found["verdicts"], found["agreed"], found["off_by_two"], found["abstained"]


def a_ticket(store: Store, level: str, confidence: float, now: str | None, *, terms: str = "veeam", **more: Any) -> int:
    """One whose level was proposed, and decided by Anna unless `now` is None."""
    abstains = confidence < 0.6
    key = add(store, terms=terms, **more)
    proposed(store, key, level, confidence, abstains=abstains)
    if now:
        decided(store, key, now, before=level)
    return key


def six(store: Store) -> None:
    """Two agreed, one off by one, one off by two, one where nothing was proposed, one that nobody decided on."""
    a_ticket(store, "1", 0.95, "1", language="ru")
    a_ticket(store, "critical", 0.7, "critical", terms="centaur", language="pl")
    a_ticket(store, "1", 0.91, "2", number="VEE-2")
    chat = a_ticket(store, "1", 0.83, "3", number="VEE-3")
    by_channel(store, chat, "telegram")
    a_ticket(store, "4", 0.4, "4")
    a_ticket(store, "2", 0.99, None)


def test_all_and_the_parts(store: Store) -> None:
    six(store)
    found = [(one["part"], one["terms"], one["value"], one["verdicts"], one["accuracy"]) for one in rows("agreement")]
    assert found == [
        ("all", None, None, 4, 0.5),
        ("terms", "centaur", None, 1, 1.0), ("terms", "veeam", None, 3, 0.3333),
        ("level", "centaur", "critical", 1, 1.0), ("level", "veeam", "1", 3, 0.3333), ("level", "veeam", "4", 0, None),
        ("language", None, "en", 2, 0.0), ("language", None, "pl", 1, 1.0), ("language", None, "ru", 1, 1.0),
        ("channel", None, "chat", 1, 0.0), ("channel", None, "email", 3, 0.6667),
        ("model", None, "e5-1", 4, 0.5),
    ]  # fmt: skip
    assert whole() == (4, 2, 1, 1)
    assert whole("--terms", "veeam") == (3, 1, 1, 1)

    # Confusion, in the order of the document.
    assert [(one["terms"], one["proposed"], one["decided"], one["verdicts"]) for one in rows("confusion")] == [
        ("centaur", "critical", "critical", 1), ("veeam", "1", "1", 1), ("veeam", "1", "2", 1), ("veeam", "1", "3", 1),
    ]  # fmt: skip

    # Calibration knows what was not proposed, too.
    bins = rows("calibration")
    assert [(one["low"], one["high"]) for one in bins] == [(n / 10, (n + 1) / 10) for n in range(10)]
    assert {one["low"]: (one["verdicts"], one["agreed"], one["confidence"]) for one in bins if one["verdicts"]} == {
        0.4: (1, 1, 0.4), 0.7: (1, 1, 0.7), 0.8: (1, 0, 0.83), 0.9: (2, 1, 0.93),
    }  # fmt: skip


def test_what_to_learn_from_begins_with_the_most_confident(store: Store) -> None:
    six(store)
    sure = add(store, terms="veeam", number="VEE-1")
    proposed(store, sure, "4", 1.0)
    decided(store, sure, "1", before="4", by="Piotr", reason="whole site is down")
    found = rows("disagreement")
    assert [(one["number"], one["proposed"], one["decided"], one["confidence"]) for one in found] == [
        ("VEE-1", "4", "1", 1.0), ("VEE-2", "1", "2", 0.91), ("VEE-3", "1", "3", 0.83),
    ]  # fmt: skip
    assert (found[0]["by"], found[0]["reason"], found[0]["model"]) == ("Piotr", "whole site is down", "e5-1")


def test_only_the_twenty_most_confident(store: Store) -> None:
    for place in range(23):
        a_ticket(store, "1", (60 + place) / 100, "2")
    assert [one["confidence"] for one in rows("disagreement")] == [(82 - n) / 100 for n in range(20)]


class TestWhatIsADecision:
    def test_the_first_one_that_stands(self, store: Store) -> None:
        key = a_ticket(store, "1", 0.9, "1")
        decided(store, key, "3", before="1")  # days later it has become another matter
        assert whole() == (1, 1, 0, 0)

    def test_one_that_was_undone_does_not_count(self, store: Store) -> None:
        key = a_ticket(store, "1", 0.9, "3")
        happened(store, key, "decision_undone", actor="Anna", before="3", now="1")
        assert whole() == (0, 0, 0, 0)
        decided(store, key, "1", before="1")
        assert whole() == (1, 1, 0, 0)

    def test_undoing_a_request_for_consent_leaves_the_decision_before_it(self, store: Store) -> None:
        key = a_ticket(store, "1", 0.9, "1")
        happened(store, key, "consent_asked", actor="Anna", before="1", wanted="2", reason="")
        happened(store, key, "decision_undone", actor="Anna")
        assert whole() == (1, 1, 0, 0)

    def test_the_customer_who_consents_says_what_the_agent_wanted(self, store: Store) -> None:
        key = a_ticket(store, "1", 0.9, None)
        happened(store, key, "consent_asked", actor="Anna", before="1", wanted="2", reason="only printing")
        assert whole() == (0, 0, 0, 0)
        happened(store, key, "consented", actor="customer", before="1", wanted="2")
        happened(store, key, "severity_changed", actor="customer", before="1", now="2")
        assert whole() == (1, 0, 0, 0)
        assert rows("disagreement")[0]["reason"] == "only printing"

    def test_a_change_by_the_customer_or_a_rule_is_none(self, store: Store) -> None:
        key = a_ticket(store, "1", 0.9, None)
        happened(store, key, "severity_changed", actor="customer", before="1", now="2")
        happened(store, key, "severity_fell", before="1", now="2", why="unanswered", by="stated")
        assert whole() == (0, 0, 0, 0)

    def test_the_latest_proposal_before_it(self, store: Store) -> None:
        key = a_ticket(store, "1", 0.9, None)
        proposed(store, key, "2", 0.8)
        decided(store, key, "2", before="2")
        proposed(store, key, "3", 0.8)
        assert whole() == (1, 1, 0, 0)

    def test_one_without_a_proposal_before_it_is_none(self, store: Store) -> None:
        key = add(store, terms="veeam")
        decided(store, key, "2")
        assert whole() == (0, 0, 0, 0)

    def test_what_comes_later_is_not_known_yet(self, store: Store) -> None:
        a_ticket(store, "1", 0.9, "1")
        late = a_ticket(store, "1", 0.9, None)
        happened(store, late, "severity_confirmed", NOON + timedelta(days=1), actor="Anna", before="1", now="1")
        assert whole("--as-of", (NOON + timedelta(hours=1)).isoformat()) == (1, 1, 0, 0)
        assert whole() == (2, 2, 0, 0)
        assert whole("--until", (NOON - timedelta(days=2)).date().isoformat()) == (0, 0, 0, 0)


class TestFormats:
    def test_csv_says_what_json_says_and_a_table_speaks(self, store: Store) -> None:
        six(store)
        found = list(csv.DictReader(io.StringIO(told("--format", "csv"), newline="")))
        asjson = [json.loads(line) for line in told().splitlines()]
        for row, one in zip(found, asjson, strict=True):
            assert {k: v for k, v in row.items() if v} == {k: str(v) for k, v in one.items() if v not in (None, "")}
        text = told("--format", "table")
        assert "all                                 4       2    50%           1          1\n" in text
        assert "VEE-2   1         2               91%  Anna" in text
        assert "0.9–1.0         2       1    50%   93%\n" in text

    def test_a_reason_is_no_formula(self, store: Store) -> None:
        key = a_ticket(store, "1", 0.9, None)
        decided(store, key, "2", before="1", reason="=HYPERLINK(1)")
        assert ",'=HYPERLINK(1)\r\n" in told("--format", "csv")

    def test_an_empty_store(self, store: Store) -> None:
        assert whole() == (0, 0, 0, 0)
        assert "What to learn from" not in told("--format", "table")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--by", "terms"], "--by doesn't go with --agreement"),
        (["--plan", "basic"], "--plan doesn't go with --agreement"),
        (["--format", "xlsx"], "no format 'xlsx'; known: json, csv, table"),
        (["--breaches"], "--agreement and --breaches are two questions: ask one"),
        (["--evidence", "VEE-1"], "--evidence shows one ticket as JSON"),
    ],
)
def test_wrong_questions(words: list[str], why: str) -> None:
    assert told(*words, code=2).startswith(f"intakebot: {why}")
