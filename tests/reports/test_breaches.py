"""`intakebot report --breaches`: who waited too long, by how much, and the story, on both databases."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from intakebot.domain.event import Event
from intakebot.domain.missed import Missed
from intakebot.reports.story import story
from intakebot.reports.story_words import WORDS
from intakebot.store.store import Store
from intakebot.store.tables import duty, organisation, ticket
from tests.reports.command import report
from tests.reports.test_standing import TICKET
from tests.timed_rows import add
from tests.told import decided, happened, proposed

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
FIRST: dict[str, Any] = {"terms": "veeam", "plan": "premier", "severity": "1", "reaction": "first_contact"}


def _event(at: datetime, kind: str, evidence: dict[str, Any]) -> Event:
    return Event(id=1, at=at, kind=kind, actor="bot", through="", clause="", evidence=evidence, versions={})


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def told(*words: str, code: int = 0) -> str:
    return report("--breaches", "--as-of", NOW.isoformat(), *words, code=code)


def found(*words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told(*words).splitlines()]


def late(store: Store, **more: Any) -> int:
    """Due within half an hour, answered after three quarters."""
    due: dict[str, Any] = {"due_at": START + minutes(30)}
    return add(store, START, contacted=minutes(45), **{"number": "VEE-1", **FIRST, **due, **more})


def with_story(store: Store, key: int) -> None:
    """What the history of such a ticket has, in its order, and what has no bearing on the reaction."""
    proposed(store, key, "1", 0.87, at=START)
    happened(store, key, "notice_sent", START + minutes(1), clause="")
    decided(store, key, "1", at=START + minutes(5), before="1")
    happened(store, key, "due_soon", START + minutes(22), clock="reaction", clause="VEE-06")
    happened(store, key, "due_soon", START + minutes(23), clock="resolution")
    happened(store, key, "waiting", START + minutes(24), letter=1)
    happened(store, key, "breached", START + minutes(31), clock="reaction", clause="VEE-06")
    happened(
        store, key, "contacted", START + minutes(50), actor="Anna", how="by phone", at=(START + minutes(45)).isoformat()
    )
    happened(store, key, "closed", START + minutes(60), actor="Anna", reason="done")
    row: dict[str, Any] = {
        "kind": "reaction", "clause": "VEE-06", "due_at": START, "state": "fired", "evidence": {}, "created_at": START,
    }  # fmt: skip
    store.write(lambda desk: desk._connection.execute(sa.insert(duty).values(ticket_id=key, **row))).result()


def test_a_late_answer_with_its_story(store: Store) -> None:
    key = late(store)
    with_story(store, key)
    (breach,) = found()
    lines = breach.pop("story")
    assert breach == {
        "number": "VEE-1", "customer": "Anna", "terms": "veeam", "plan": "premier", "severity": "1", "clock": "reaction",
        "received_at": START.isoformat(), "due_at": (START + minutes(30)).isoformat(),
        "happened_at": (START + minutes(45)).isoformat(), "late_seconds": 900,
    }  # fmt: skip
    assert [((datetime.fromisoformat(line["at"]) - START) // minutes(1), line["what"], line["who"], line["clause"]) for line in lines] == [
        (0, "request received", "customer", ""),
        (0, "severity 1 proposed (87%)", "bot", ""),
        (1, "registration notice handed over", "bot", ""),
        (5, "severity 1 confirmed", "Anna", ""),
        (22, "agents warned: reaction due soon", "bot", "VEE-06"),
        (30, "reaction due", "", "VEE-06"),
        (31, "agents told: reaction overdue", "bot", "VEE-06"),
        (45, "customer reached", "Anna", ""),
    ]  # fmt: skip
    row = next(csv.DictReader(io.StringIO(told("--format", "csv"), newline="")))
    assert (row["number"], row["late_seconds"]) == ("VEE-1", "900")
    assert row["story"].endswith(" · 2026-03-02 09:45:00 customer reached (Anna)")
    text = told("--format", "table")
    assert text.startswith(
        "VEE-1  Anna  (veeam, premier, severity 1)\n  reaction was due 2026-03-02 09:30 UTC, came 2026-03-02 09:45 UTC: 15 min 00 s late\n"
    )


def test_who_still_waits_and_who_does_not(store: Store) -> None:
    due: dict[str, Any] = {"due_at": START + minutes(30)}
    add(store, START, contacted=minutes(30), number="IN-TIME", **FIRST, **due)
    add(store, START, number="CLOSED-UNSEEN", closed_at=START + minutes(5), **FIRST, **due)
    add(store, START, number="NOT-DUE", **FIRST, due_at=NOW)
    add(store, START, number="NO-PROMISE", **FIRST)
    add(store, START, number="MACHINE", auto="auto-reply", **FIRST, **due)
    still = add(store, START, noticed=minutes(1), number="STILL", **FIRST, **due)
    merged: dict[str, Any] = {"merged_into_id": still, "closed_at": START + minutes(45)}
    add(store, START, number="WENT-ON-AS-STILL", **FIRST, **due, **merged)
    add(store, START, noticed=minutes(31), number="NOTICE", terms="centaur", reaction="notice", **due)
    assert [(one["number"], one["happened_at"] is None) for one in found()] == [("STILL", True), ("NOTICE", False)]
    assert found()[0]["late_seconds"] == (NOW - START - minutes(30)).total_seconds()
    assert found("--as-of", (START + minutes(30)).isoformat()) == []
    then = found("--as-of", (START + minutes(44)).isoformat())
    assert {one["number"] for one in then} == {"STILL", "WENT-ON-AS-STILL", "NOTICE"}
    assert "still not there: 29 d 02 h late" in told("--format", "table", "--terms", "veeam")


def test_what_a_ticket_had_missed_before_it_went_on_as_another(store: Store) -> None:
    """Design 4.9: the other was promised later; lateness ends there, once the other counts."""
    due: dict[str, Any] = {"due_at": START + minutes(30), "resolution_due_at": START + minutes(40)}
    stays = add(store, START, number="STAYS", **FIRST, due_at=START + minutes(600), closed_at=START + minutes(50))
    add(store, START, number="GONE", **FIRST, **due, merged_into_id=stays, closed_at=START + minutes(45))
    assert [(one["number"], one["clock"], one["late_seconds"]) for one in found()] == [
        ("GONE", "reaction", 900), ("GONE", "resolution", 300),
    ]  # fmt: skip


def test_the_other_clocks_and_the_wait_for_the_customer(store: Store) -> None:
    """XOP-11: what passes while the customer is waited for isn't late."""
    both: dict[str, Any] = {"workaround_due_at": START + minutes(60), "resolution_due_at": START + minutes(90)}
    add(store, START, number="A", workaround_at=START + minutes(70), closed_at=START + minutes(95), **both)
    add(store, START, number="B", waiting_since=START + minutes(80), **both)
    assert [(one["number"], one["clock"], one["late_seconds"]) for one in found()] == [
        ("A", "workaround", 600), ("A", "resolution", 300), ("B", "workaround", 1200),
    ]  # fmt: skip


def test_a_group_of_a_report(store: Store) -> None:
    late(store)
    late(store, number="VEE-2", severity="2")
    late(store, number="CEN-1", terms="centaur", plan="basic", severity="low")
    firm = {"key": "acme", "name": "Acme GmbH", "product": "", "version": "", "support_id": "", "created_at": START}

    def name(connection: sa.Connection) -> None:
        key = connection.execute(sa.insert(organisation).values(**firm).returning(organisation.c.id)).scalar_one()
        connection.execute(sa.update(ticket).where(ticket.c.number == "VEE-2").values(organisation_id=key))

    store.write(lambda desk: name(desk._connection)).result()
    assert [(one["number"], one["customer"]) for one in found("--terms", "veeam", "--severity", "2")] == [
        ("VEE-2", "Acme GmbH")
    ]
    assert [one["number"] for one in found("--plan", "basic")] == ["CEN-1"]
    assert found("--month", "2026-02") == []
    assert told("--month", "2026-02", "--format", "table") == "No deadline was missed.\n"
    assert told("--by", "terms", code=2).startswith("intakebot: --by doesn't go with --breaches")


def test_more_than_one_batch(store: Store) -> None:
    def unit(connection: sa.Connection) -> None:
        one = connection.execute(sa.select(ticket)).mappings().one()
        rows = [{**one, "id": 1000 + n, "number": f"N-{n}"} for n in range(450)]
        connection.execute(sa.insert(ticket), rows)

    late(store)
    store.write(lambda desk: unit(desk._connection)).result()
    happened(store, 1444, "due_soon", START + minutes(20), clock="reaction")
    told_of = {one["number"]: len(one["story"]) for one in found()}
    assert len(told_of) == 451
    assert (told_of["VEE-1"], told_of["N-443"], told_of["N-444"]) == (2, 2, 3)


MISSED = Missed(ticket=TICKET, number="VEE-1", customer="Acme", history=(), clauses={})
_FACTS = st.fixed_dictionaries({}, optional={
    "level": st.text(max_size=5), "now": st.text(max_size=5), "before": st.none() | st.text(max_size=5), "wanted": st.text(max_size=5),
    "confidence": st.floats(0, 1), "abstains": st.booleans(), "clock": st.sampled_from(["reaction", "workaround"]),
})  # fmt: skip


class TestStories:
    def test_every_language_says_the_same(self) -> None:
        gaps = {
            name: {key: sorted(part.split("}")[0] for part in said.split("{")[1:]) for key, said in words.items()}
            for name, words in WORDS.items()
        }
        assert gaps["ru"] == gaps["pl"] == gaps["en"]

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            (
                "ru",
                [
                    "обращение получено",
                    "предложен уровень критичности «1» (87 %)",
                    "уровень критичности изменён: был «1», стал «2»",
                ],
            ),
            ("pl", ["zgłoszenie otrzymane", "zaproponowany poziom „1” (87%)", "poziom zmieniony: był „1”, jest „2”"]),
            ("de", ["request received", "severity 1 proposed (87%)", "severity changed from 1 to 2"]),
        ],
    )
    def test_languages(self, language: str, words: list[str]) -> None:
        at = TICKET.received_at + minutes(1)
        said = {"level": "1", "confidence": 0.87, "abstains": False}
        history = (
            _event(at, "severity_proposed", said),
            replace(_event(at, "severity_changed", {"before": "1", "now": "2"}), actor="Anna"),
        )
        lines = story(replace(MISSED, history=history), "reaction", at, language)
        assert [line.what.replace("\u00a0", " ") for line in lines] == words

    @given(
        st.lists(
            st.tuples(
                st.integers(0, 600), st.sampled_from([*WORDS["en"], "due_soon", "breached", "letter_sent"]), _FACTS
            ),
            max_size=8,
        )
    )
    def test_are_in_order_and_end_when_asked_to(self, happenings: list[tuple[int, str, dict[str, Any]]]) -> None:
        begin = TICKET.received_at
        history = tuple(_event(begin + minutes(at), kind, facts) for at, kind, facts in happenings)
        until = begin + minutes(300)
        lines = story(replace(MISSED, history=history), "reaction", until)
        assert [line.at for line in lines] == sorted(line.at for line in lines)
        assert all(line.at <= until for line in lines)
        assert (lines[0].kind, sum(line.kind == "due" and not line.who for line in lines)) == ("received", 1)
