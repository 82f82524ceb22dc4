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
from intakebot.store.tables import blob, chat, filed, metadata, received, task, ticket


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


def _upgraded_to(url: str, revision: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database of an earlier version."""
    to_head = command.upgrade
    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", lambda config, _revision: to_head(config, revision))
        revisions.upgrade(url)


def test_mail_that_was_filed_before_can_be_found(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """But not what was said in chats about nothing."""
    _upgraded_to(empty_url, "0008", monkeypatch)
    engine, at = writing(empty_url), datetime(2026, 11, 20, 8, tzinfo=UTC)
    common = {
        "mailbox": "", "rcpt_tos": [], "peer": "", "trusted": False, "received_at": at, "accepted_at": at, "sha256": b"0" * 32,
        "reason": "why",
    }  # fmt: skip
    came = (
        ("smtp", "a@b.example", "filed"), ("imap", None, "filed"), ("imap", None, "copy"), ("telegram", "telegram:1", "filed"),
    )  # fmt: skip
    with engine.connect() as connection:
        connection.execute(sa.insert(blob).values(sha256=b"0" * 32, size=1, content=b"0"))
        for channel, sender, state in came:
            values = {**common, "channel": channel, "mail_from": sender, "state": state}
            connection.execute(sa.insert(received).values(values))
    revisions.upgrade(empty_url)
    with engine.connect() as connection:
        kept = connection.execute(sa.select(filed.c.sender, filed.c.reason).order_by(filed.c.received_id)).all()
    engine.dispose()
    assert [tuple(row) for row in kept] == [("a@b.example", "why"), ("", "why")]


def test_tasks_of_before_are_still_settled_by_what_they_are_about(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _upgraded_to(empty_url, "0009", monkeypatch)
    engine, at = writing(empty_url), datetime(2026, 11, 20, 8, tzinfo=UTC)
    reasons = {
        "breached": "reaction was due 2026-11-20T07:00+00:00 (CEN-04)", "imap_refused": "imap:h/u/INBOX: refused: wrong password",
        "filed": "loop that belongs to no letter of ours",
    }  # fmt: skip
    with engine.connect() as connection:
        for kind, reason in reasons.items():
            connection.execute(sa.insert(task).values(kind=kind, reason=reason, created_at=at))
    revisions.upgrade(empty_url)
    with engine.connect() as connection:
        kept = connection.execute(sa.select(task.c.kind, task.c.about)).all()
    engine.dispose()
    assert {row.kind: row.about for row in kept} == {
        "breached": "reaction",
        "imap_refused": "imap:h/u/INBOX",
        "filed": "",
    }


def test_a_database_of_the_version_before_comes_up_with_its_chats(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Revision 0003 is out: nothing in it may change any more."""
    _upgraded_to(empty_url, "0003", monkeypatch)
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


def test_tickets_of_an_earlier_version_get_their_place_in_the_queue(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the shipped documents; an unknown level, and one of a document of one's own, may be the most severe."""
    _upgraded_to(empty_url, "0004", monkeypatch)
    engine = writing(empty_url)
    levels = [
        ("centaur", "medium"),
        ("centaur", "critical"),
        ("xopero", "1"),
        ("veeam", "1"),
        ("ours", "1"),
        ("veeam", None),
    ]
    with engine.connect() as connection:
        connection.execute(_CONTACT, {"at": _THEN})
        for n, (terms, level) in enumerate(levels):
            connection.execute(_TICKET, {"n": n, "number": f"T{n}", "terms": terms, "level": level, "at": _THEN})
    revisions.upgrade(empty_url)
    with engine.connect() as connection:
        ranks = list(connection.scalars(sa.select(ticket.c.severity_rank).order_by(ticket.c.id)))
    engine.dispose()
    assert ranks == [1, 0, 1, 0, -1, -1]


_THEN = "2026-11-20T08:00:00.000000Z"
_CONTACT = sa.text("INSERT INTO contact (id, address, name, created_at) VALUES (1, 'a@x.example', '', :at)")
_TICKET = sa.text(
    "INSERT INTO ticket (id, number, mailbox, terms, contact_id, language, subject, state, severity, received_at, registered_at)"
    " VALUES (:n, :number, '', :terms, 1, 'en', '', 'open', :level, :at, :at)"
)
