"""One chain for both databases, and it makes what the tables say."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from intakebot.domain.times import utc_now
from intakebot.store import revisions
from intakebot.store.engines import writing
from intakebot.store.store import Store
from intakebot.store.tables import chat, metadata


def test_the_head_is_the_one_that_the_code_expects() -> None:
    folder = Path(revisions.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == revisions.HEAD


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index ix_ticket_queue")
def test_the_chain_makes_what_the_tables_say(empty_url: str) -> None:
    revisions.upgrade(empty_url)
    engine = writing(empty_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": _comparable})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def _comparable(_thing: object, name: str | None, *_more: object) -> bool:
    """All but the index on an expression."""
    return name != "ix_ticket_queue"


def test_upgrading_twice_changes_nothing(empty_url: str) -> None:
    revisions.upgrade(empty_url)
    revisions.upgrade(empty_url)
    engine = writing(empty_url)
    assert revisions.current(engine) == revisions.HEAD
    engine.dispose()


def test_another_schema_is_refused_with_what_to_do(empty_url: str) -> None:
    Store(empty_url, utc_now).close()
    engine = writing(empty_url)
    with engine.connect() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
    engine.dispose()
    with pytest.raises(revisions.SchemaBehind, match="intakebot db upgrade"):
        Store(empty_url, utc_now)


def test_a_database_of_the_version_before_comes_up_with_its_chats(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Revision 0003 is out: nothing in it may change any more."""
    to_head = command.upgrade
    monkeypatch.setattr(command, "upgrade", lambda config, _revision: to_head(config, "0003"))
    revisions.upgrade(empty_url)
    monkeypatch.setattr(command, "upgrade", to_head)
    engine = writing(empty_url)
    with engine.connect() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO chat (address, fresh, step_item, seen_at)"
                " VALUES ('telegram:1', :fresh, '', '2026-11-20T08:00:00.000000Z')"
            ),
            {"fresh": True},
        )
    revisions.upgrade(empty_url)
    with engine.connect() as connection:
        kept = connection.execute(sa.select(chat.c.address, chat.c.fresh_for, chat.c.seen_at)).one()
    engine.dispose()
    assert tuple(kept) == ("telegram:1", "", datetime(2026, 11, 20, 8, tzinfo=UTC))
