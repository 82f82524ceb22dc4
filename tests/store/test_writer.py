"""Units that wait together are committed together; one that fails takes nobody along."""

import threading

import pytest
import sqlalchemy as sa

from intakebot.domain.errors import StoreUnavailable
from intakebot.domain.times import utc_now
from intakebot.store.desk import Desk
from intakebot.store.engines import writing
from intakebot.store.store import Store
from intakebot.store.writer import Writer
from tests import mails


def test_a_unit_is_there_after_its_future_ended(store: Store) -> None:
    store.write(lambda desk: desk.marks.advance("here", 1, 7)).result()
    assert store.read(lambda desk: desk.marks.last("here")) == (1, 7)


def test_a_unit_that_fails_leaves_nothing_and_harms_nobody(store: Store) -> None:
    gate = _blocked(store)  # so that the next three share a commit

    def fails(desk: Desk) -> None:
        desk.marks.advance("bad", 1, 1)
        raise ValueError("no")

    before = store.write(lambda desk: desk.marks.advance("before", 1, 1))
    bad = store.write(fails)
    after = store.write(lambda desk: desk.marks.advance("after", 1, 1))
    gate.set()
    for unit in (before, after):
        unit.result(10)
    with pytest.raises(ValueError, match="no"):
        bad.result(10)
    places = store.read(lambda desk: [desk.marks.last(place) for place in ("before", "bad", "after")])
    assert places == [(1, 1), None, (1, 1)]


def _blocked(store: Store) -> threading.Event:
    """The writer is at work until the event is set: what is handed in meanwhile waits together."""
    gate, started = threading.Event(), threading.Event()

    def block(_desk: Desk) -> None:
        started.set()
        gate.wait(10)

    store.write(block)
    assert started.wait(10)
    return gate


def test_urgent_units_go_first(store: Store) -> None:
    gate, order = _blocked(store), list[str]()
    futures = [store.write(lambda _desk: order.append("intake")) for _ in range(3)]
    futures.append(store.write(lambda _desk: order.append("done"), urgent=True))
    gate.set()
    for unit in futures:
        unit.result(10)
    assert order == ["done", "intake", "intake", "intake"]


def test_hundreds_from_many_threads_all_arrive(store: Store) -> None:
    def work(thread: int) -> None:
        for number in range(50):
            place = f"{thread}/{number}"
            store.write(lambda desk, place=place: desk.marks.advance(place, 1, 1)).result()  # type: ignore[misc]

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    places = [f"{t}/{n}" for t in range(8) for n in range(50)]
    assert store.read(lambda desk: all(desk.marks.last(place) for place in places))


def test_after_close_nothing_is_taken_and_it_says_so(store_url: str) -> None:
    writer = Writer(writing(store_url))
    writer.close()
    with pytest.raises(StoreUnavailable, match="being closed"):
        writer.write(lambda _connection: None).result()


def test_a_lost_connection_fails_the_group_and_the_next_one_connects_anew(postgres_url: str) -> None:
    engine = writing(postgres_url)
    writer = Writer(engine)

    def die(connection: sa.Connection) -> None:
        connection.execute(sa.text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(StoreUnavailable):
        writer.write(die).result()
    assert writer.write(lambda connection: connection.execute(sa.text("SELECT 7")).scalar()).result() == 7
    writer.close()
    engine.dispose()


def test_a_full_disk_is_temporary(tmp_path: object) -> None:
    store = Store(f"sqlite:///{tmp_path}/store.db", utc_now)
    store.write(lambda desk: desk._connection.exec_driver_sql("PRAGMA max_page_count = 60").close()).result()
    big = mails.received(bytes(2**20))
    with pytest.raises(StoreUnavailable, match="full"):
        store.write(lambda desk: desk.inbox.accept(big, utc_now())).result()
    store.write(lambda desk: desk.marks.advance("small", 1, 1)).result()
    store.close()
