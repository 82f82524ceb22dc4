"""Who lives, and who may do what only one process does."""

import pytest
import sqlalchemy as sa

from intakebot.domain.times import utc_now
from intakebot.store.engines import writing
from intakebot.store.lock import InUse
from intakebot.store.store import Store
from tests.servers.ports import wait_until


def _alive(store: Store) -> set[str]:
    store.presence.hold()
    return store.write(store.presence.beat).result()


def test_a_sqlite_store_has_one_writer(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    store = Store(url, utc_now)
    with pytest.raises(InUse, match="process"):
        Store(url, utc_now)
    store.close()
    Store(url, utc_now).close()


def test_alone_one_may_do_everything(store: Store) -> None:
    assert _alive(store) == {store.presence.name}
    assert store.presence.may_run("imap:here")


def test_two_processes_see_each_other_and_share_the_roles(postgres_url: str) -> None:
    first, second = Store(postgres_url, utc_now), Store(postgres_url, utc_now)
    _alive(first)
    assert _alive(second) == {first.presence.name, second.presence.name}
    assert _alive(first) == {first.presence.name, second.presence.name}
    assert first.presence.may_run("imap:here")
    assert not second.presence.may_run("imap:here")
    assert second.presence.may_run("imap:there")
    first.presence.close()  # as when its process is killed: the session ends
    wait_until(lambda: _alive(second) == {second.presence.name}, "the server to end the session")
    assert second.presence.may_run("imap:here")
    first.close()
    second.close()


def test_a_process_that_hangs_counts_as_dead(postgres_url: str) -> None:
    hung, live = Store(postgres_url, utc_now), Store(postgres_url, utc_now)
    _alive(hung)
    assert _alive(live) == {hung.presence.name, live.presence.name}
    hour_ago = sa.text("UPDATE owner SET seen_at = now() - interval '1 hour' WHERE name = :name")
    live.write(lambda desk: desk._connection.execute(hour_ago, {"name": hung.presence.name}).close()).result()
    assert _alive(live) == {live.presence.name}
    hung.close()
    live.close()


def test_a_lost_session_gives_the_roles_up_and_is_opened_anew(postgres_url: str) -> None:
    store = Store(postgres_url, utc_now)
    _alive(store)
    assert store.presence.may_run("imap:here")
    engine = writing(postgres_url)
    with engine.connect() as connection:
        connection.execute(
            sa.text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted")
        )
    assert _alive(store) == {store.presence.name}
    assert store.presence.may_run("imap:here")
    assert not store.presence.may_take_over  # the others may have lost theirs too, and need a moment
    store.close()
    engine.dispose()
