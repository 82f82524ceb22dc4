"""Customers as people look for them: some at a time, however many there are. Only looks, never writes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from intakebot.store.likeness import Likeness
from intakebot.store.tables import alias, contact, domain, organisation

#: Words of one search.
_WORDS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class FirmLine:
    """An organisation in a list."""

    key: str
    name: str
    terms: str | None
    plan: str | None
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonLine:
    """A contact in a list."""

    address: str
    name: str
    #: Key and name of the organisation; None without one.
    key: str | None
    organisation: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """How a contact is reached beside the registry's addresses."""

    #: Chats that proved whose they are, with the time of the proof.
    chats: tuple[tuple[str, datetime], ...]
    #: Where the contact wants to be written to; None: where they wrote last.
    prefers: str | None


class Directory:
    """The verbs of searching customers, within one snapshot. Strangers aren't in it."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def organisations(self, words: str, most: int, after: int = 0) -> list[FirmLine]:
        """By key: those whose name, key, domain or support id contains each of the words; all for no words."""
        query = sa.select(*(organisation.c[name] for name in FirmLine.__dataclass_fields__))
        found = [self._firm(word) for word in words.split()[:_WORDS]]
        rows = self._connection.execute(query.where(*found).order_by(organisation.c.key).limit(most).offset(after))
        return [FirmLine(**row._mapping) for row in rows]

    def people(self, words: str, most: int, after: int = 0, *, of: str | None = None) -> list[PersonLine]:
        """By address: those whose name, address or organisation contains each of the words; `of`: of this organisation."""
        query = _PEOPLE.where(*(self._person(word) for word in words.split()[:_WORDS]))
        if of is not None:
            query = query.where(organisation.c.key == of)
        rows = self._connection.execute(query.order_by(contact.c.address).limit(most).offset(after))
        return [PersonLine(**row._mapping) for row in rows]

    def reach(self, address: str) -> Reach:
        """How this contact is reached; nothing for an address that is no contact's."""
        linked = sa.select(alias.c.address, alias.c.linked_at).join(contact, contact.c.id == alias.c.contact_id)
        chats = linked.where(contact.c.address == address, alias.c.linked_at.is_not(None)).order_by(alias.c.address)
        prefers = sa.select(contact.c.prefers).where(contact.c.address == address)
        return Reach(
            chats=tuple((row.address, row.linked_at) for row in self._connection.execute(chats)),
            prefers=self._connection.execute(prefers).scalar(),
        )

    def _firm(self, word: str) -> sa.ColumnElement[bool]:
        like = Likeness(self._connection, word)
        owners = sa.select(domain.c.organisation_id).where(like.within_small(domain.c.name))
        return (
            like.within(organisation.c.name)
            | like.within_small(organisation.c.key)
            | like.within(organisation.c.support_id)
            | organisation.c.id.in_(owners)
        )

    def _person(self, word: str) -> sa.ColumnElement[bool]:
        like = Likeness(self._connection, word)
        firms: sa.Select[Any] = sa.select(organisation.c.id).where(self._firm(word))
        further = sa.select(alias.c.contact_id).where(like.within_small(alias.c.address), alias.c.linked_at.is_(None))
        return (
            like.within_small(contact.c.address)
            | like.within(contact.c.name)
            | contact.c.organisation_id.in_(firms)
            | contact.c.id.in_(further)
        )


_PEOPLE = (
    sa.select(
        contact.c.address, contact.c.name, organisation.c.key.label("key"), organisation.c.name.label("organisation")
    )
    .outerjoin(organisation, organisation.c.id == contact.c.organisation_id)
    .where(contact.c.imported_at.is_not(None))
)
