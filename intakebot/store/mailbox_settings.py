"""What operators set for mailboxes: a row for each decision, never overwritten."""

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa

from intakebot.domain.setting import FIELDS, Setting, SettingVersion
from intakebot.store.tables import contact, mailbox_setting, organisation, ticket

_T = mailbox_setting.c
_NOTHING = dict.fromkeys(FIELDS)


class MailboxSettings:
    """The verbs of these settings, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, mailbox: str, setting: Setting | None, note: str, by: str, at: datetime) -> int:
        """From now on the mailbox is set so; None: as config.toml says."""
        values = asdict(setting) if setting else _NOTHING
        facts = {"mailbox": mailbox, "note": note, "made_by": by, "made_at": at}
        key: int = self._connection.execute(
            sa.insert(mailbox_setting).values(**values, **facts).returning(_T.id)
        ).scalar_one()
        return key

    def last_id(self) -> int:
        """Of the latest decision about any mailbox; 0 before the first."""
        return self._connection.execute(sa.select(sa.func.max(_T.id))).scalar() or 0

    def latest(self) -> dict[str, SettingVersion]:
        """The version that holds for each mailbox, by its address."""
        last = sa.select(sa.func.max(_T.id)).group_by(_T.mailbox)
        return {one.mailbox: one for one in self._found(sa.select(mailbox_setting).where(_T.id.in_(last)))}

    def history(self, mailbox: str, most: int) -> list[SettingVersion]:
        """The latest versions for one mailbox, the latest first."""
        own = sa.select(mailbox_setting).where(_T.mailbox == mailbox)
        return self._found(own.order_by(_T.id.desc()).limit(most))

    def reached(self, mailbox: str) -> int:
        """How many people without terms of their own wrote here last."""
        last = sa.select(sa.func.max(ticket.c.id)).group_by(ticket.c.contact_id)
        theirs = (
            sa.select(sa.func.count())
            .select_from(ticket)
            .join(contact, contact.c.id == ticket.c.contact_id)
            .outerjoin(
                organisation, organisation.c.id == sa.func.coalesce(contact.c.organisation_id, ticket.c.organisation_id)
            )
            .where(ticket.c.id.in_(last), ticket.c.mailbox == mailbox, organisation.c.terms.is_(None))
        )
        return self._connection.execute(theirs).scalar_one()

    def _found(self, query: sa.Select[tuple[object, ...]]) -> list[SettingVersion]:
        return [_version(row._mapping) for row in self._connection.execute(query)]


def _version(row: sa.RowMapping) -> SettingVersion:
    values = {name: row[name] for name in FIELDS}
    facts = {name: row[name] for name in ("id", "mailbox", "note", "made_by", "made_at")}
    return SettingVersion(setting=Setting(**values) if row["from_name"] is not None else None, **facts)
