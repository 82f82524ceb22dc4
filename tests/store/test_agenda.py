"""The queue: what is due first comes first, found by an index however many tickets there are."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from intakebot.domain.times import utc_now
from intakebot.store import revisions
from intakebot.store.agenda import VIEWS, Agenda, Wanted
from intakebot.store.engines import reading, writing
from intakebot.store.tables import contact, ticket

NOW = utc_now()


@pytest.fixture
def queue(store_url: str) -> Iterator[sa.Connection]:
    revisions.upgrade(store_url)
    made = writing(store_url)
    with made.connect() as connection:
        connection.execute(
            sa.insert(contact), [{"id": 1, "address": "a_b@firm.example", "name": "Żółw ЁЖ 100%", "created_at": NOW}]
        )
        connection.execute(sa.insert(ticket), [_ticket(n) for n in range(1, 13)])
        connection.execute(sa.insert(ticket), [_reacted(n, *standing) for n, standing in _REACTED.items()])
        connection.execute(sa.text("ANALYZE"))
    made.dispose()
    engine = reading(store_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _ticket(n: int) -> dict[str, Any]:
    """Due in as many hours as 13 lacks; 10 reacted, 11 without deadline, 12 closed."""
    return {
        "id": n, "number": f"TST-{n:04d}-0000", "mailbox": "m@x.example", "terms": "veeam", "plan": "basic",
        "contact_id": 1, "language": "pl" if n % 2 else "ru", "subject": f"Отчёт {n}",
        "state": "closed" if n == 12 else "open", "severity": "2",
        "severity_by": "confirmed" if n == 9 else "proposed", "reaction": "first_contact",
        "due_at": None if n == 11 else NOW + timedelta(hours=13 - n),
        "first_contact_at": NOW if n == 10 else None, "resolution_due_at": NOW + timedelta(days=9) if n == 10 else None,
        "received_at": NOW, "registered_at": NOW, "waiting_since": NOW if n == 8 else None,
    }  # fmt: skip


#: Rank and how the level came about, of tickets without a deadline: their reaction is done.
_REACTED = {21: (2, "proposed"), 22: (0, "confirmed"), 23: (0, "stated"), 24: (-1, None), 25: (0, "proposed")}


def _reacted(n: int, rank: int, by: str | None) -> dict[str, Any]:
    standing = {"severity_rank": rank, "severity_by": by, "language": "en", "terms": "centaur"}
    return {**_ticket(n), **standing, "reaction": "notice", "notice_at": NOW, "first_contact_at": None}


def _numbers(queue: sa.Connection, **wanted: Any) -> list[int]:
    return [line.id for line in Agenda(queue).page(Wanted(**wanted), 50)]


def test_what_is_due_first_comes_first(queue: sa.Connection) -> None:
    assert _numbers(queue, terms="veeam") == [8, 7, 6, 5, 4, 3, 2, 1, 10, 11]
    assert _numbers(queue, terms="veeam", view="open") == [9, 8, 7, 6, 5, 4, 3, 2, 1, 10, 11]
    assert _numbers(queue, view="waiting") == [8]
    assert _numbers(queue, view="closed") == [12]
    assert _numbers(queue, view="all")[0] == 25


def test_without_a_deadline_the_most_severe_comes_first_then_what_nobody_decided_then_the_oldest(
    queue: sa.Connection,
) -> None:
    """An unknown level may be the most severe of all."""
    assert _numbers(queue, terms="centaur", view="open") == [24, 23, 25, 22, 21]
    assert _numbers(queue, view="open")[-6:] == [11, 24, 23, 25, 22, 21]


def test_filters_and_words(queue: sa.Connection) -> None:
    assert _numbers(queue, language="pl") == [7, 5, 3, 1, 11]
    assert _numbers(queue, words="отчёт 11", view="all") == [11]
    assert _numbers(queue, words="ЖÓŁW".replace("Ж", "ż"), view="closed") == [12]
    assert _numbers(queue, words="ёж", view="closed") == [12]
    for plain in ("a_b@", "100%"):
        assert _numbers(queue, words=plain, view="closed") == [12]
    for wild in ("a%b", "a?b", "axb", "_", "%%%%"):
        assert _numbers(queue, words=f"{wild}@firm", view="closed") == [], wild


@pytest.mark.parametrize("view", VIEWS)
def test_a_count_is_of_the_same_and_has_a_cap(queue: sa.Connection, view: Any) -> None:
    assert Agenda(queue).count(Wanted(view=view), 100) == len(_numbers(queue, view=view))
    assert Agenda(queue).count(Wanted(view="all"), 5) == 5


@pytest.mark.parametrize("filters", [{}, {"language": "pl"}, {"words": "Отчёт 1"}], ids=["all", "filter", "words"])
@pytest.mark.parametrize("view", VIEWS)
def test_what_is_like_this_elsewhere_is_what_other_views_have_more(
    queue: sa.Connection, view: Any, filters: dict[str, str]
) -> None:
    here = set(_numbers(queue, view=view, **filters))
    more = {other: len(set(_numbers(queue, view=other, **filters)) - here) for other in VIEWS if other != "all"}
    found = Agenda(queue).elsewhere(Wanted(view=view, **filters))
    assert found == {other: number for other, number in more.items() if number}


def test_pages_follow_each_other(queue: sa.Connection) -> None:
    agenda = Agenda(queue)
    pages = [[line.id for line in agenda.page(Wanted(), 4, after)] for after in (0, 4, 8, 12, 16)]
    assert [number for page in pages for number in page] == _numbers(queue)


def test_what_is_missed_is_counted_up_to_a_cap(queue: sa.Connection) -> None:
    """Tickets 9 to 1 are due in 4 to 12 hours."""
    agenda = Agenda(queue)
    assert [agenda.missed(NOW + timedelta(hours=hours), 5) for hours in (4, 5, 8, 99)] == [0, 1, 4, 5]
    assert [line.id for line in agenda.due_before(NOW + timedelta(hours=6), 5)] == [9, 8]


def _plan(queue: sa.Connection, statement: sa.Select[Any]) -> str:
    sqlite = queue.dialect.name == "sqlite"
    if not sqlite:
        queue.execute(sa.text("SET enable_seqscan = off"))
    said = str(statement.compile(queue, compile_kwargs={"literal_binds": True})).replace("%", "%%")
    return "\n".join(map(str, queue.exec_driver_sql(f"EXPLAIN {'QUERY PLAN ' if sqlite else ''}{said}")))


def test_what_is_missed_is_found_without_looking_at_what_is_not(queue: sa.Connection) -> None:
    """The time bounds the search of the index; PostgreSQL walked all of what is open otherwise."""
    plan = _plan(queue, Agenda(queue).before(NOW, 50))
    assert "ix_ticket_queue" in plan
    if queue.dialect.name == "sqlite":
        assert "SEARCH ticket USING" in plan
    else:
        assert "Index Cond" in plan
        assert "Bitmap" not in plan


def test_the_queue_has_an_index(queue: sa.Connection) -> None:
    """Its plan sorts nothing, neither what is due nor what isn't."""
    plan = _plan(queue, Agenda(queue).in_order(Wanted(), 50, 0))
    assert "ix_ticket_queue" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
