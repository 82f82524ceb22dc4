"""What all verbs of managers do alike: say who, keep it and its line in the record together, have it in force at once."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from intakebot.casework.work import NotDone
from intakebot.domain.by import By
from intakebot.domain.edition import Edition
from intakebot.domain.times import Clock
from intakebot.publications import Publications
from intakebot.store.audit import Entry
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.store.versions import NoSuchVersion

T = TypeVar("T")

#: Characters of a note, and of a person's name.
MOST_NOTE, _MOST_NAME = 2_000, 100

#: Done within a transaction, by somebody of this name and at this time; what it was done to.
Work: TypeAlias = Callable[[Desk, str, datetime], tuple[T, ...]]


def written(
    store: Store, publications: Publications, clock: Clock, act: str, by: By, work: Work[T], about: Callable[[T], str]
) -> tuple[T, ...]:
    """Do it by this name and now, each thing that it was done to audited; it is in force from then on. NotDone."""
    by, now = replace(by, name=name_of(by.name)), clock()

    def noted(desk: Desk) -> tuple[T, ...]:
        done = work(desk, by.name, now)
        for one in done:
            desk.audit.note(entry(act, by, about(one), one, now))
        return done

    try:
        done = store.write(noted).result()
    except NoSuchVersion as error:
        raise NotDone(error.detail) from None
    publications.refresh()
    return done


def found(store: Store, look: Callable[[Desk], T]) -> T:
    """What is found about versions; NotDone for none."""
    try:
        return store.read(look)
    except NoSuchVersion as error:
        raise NotDone(error.detail) from None


def unchanged(published: Iterable[Any], place: object, instead_of: int | None) -> None:
    """NotDone when something else is published for a place than who decides saw; 0 is nothing, None wants no such check."""
    there = next((one.id for one in published if one.draft.place == place), 0)
    if instead_of not in (None, there):
        raise meanwhile()


def meanwhile() -> NotDone:
    """What was looked at isn't what there is now."""
    return NotDone("somebody published another version meanwhile; look at the differences again")


def words(what: str, said: str, most: int) -> str:
    """With one kind of line ends; NotDone for what can't be kept."""
    if len(said) > most:
        raise NotDone("{what}: {count:,} characters; {most:,} at most", what=what, count=len(said), most=most)
    if "\0" in said or any("\ud800" <= sign <= "\udfff" for sign in said):
        raise NotDone("{what}: isn't UTF-8 text", what=what)
    return said.replace("\r\n", "\n").replace("\r", "\n")


def entry(act: str, by: By, subject: str, done: object, at: datetime) -> Entry:
    """Its line in the record."""
    evidence = {"version": done.id} if isinstance(done, Edition) else {}
    return Entry(
        at=at, user_id=by.user_id, name=by.name, act=act, subject=subject, evidence=evidence, address=by.address,
        through=by.through,
    )  # fmt: skip


def name_of(said: str) -> str:
    """Who it is to be; NotDone for nobody."""
    name = words("name", said, _MOST_NAME).strip()
    if not name:
        raise NotDone("say who decides")
    return name
