"""What all verbs of managers do alike: say who, keep it and its line in the record together, have it in force at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
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
from intakebot.store.versions import Kept, NoSuchVersion, Versions

T = TypeVar("T")
V = TypeVar("V", bound=Kept)

#: Characters of a note, and of a person's name.
MOST_NOTE, _MOST_NAME = 2_000, 100

#: Done within a transaction, by somebody of this name and at this time.
Work: TypeAlias = Callable[[Desk, str, datetime], T]


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """What somebody does, and what about."""

    name: str
    by: By
    subject: str


def written(store: Store, publications: Publications, clock: Clock, act: Act, work: Work[T]) -> T:
    """Do it by this name and now, audited unless it was False; it is in force from then on. NotDone."""
    by, now = replace(act.by, name=name_of(act.by.name)), clock()

    def noted(desk: Desk) -> T:
        done = work(desk, by.name, now)
        if done is not False:
            desk.audit.note(entry(replace(act, by=by), done, now))
        return done

    try:
        done = store.write(noted).result()
    except NoSuchVersion as error:
        raise NotDone(error.detail) from None
    publications.refresh()
    return done


def version_of(store: Store, shelf: Callable[[Desk], Versions[Any, V]], version_id: int) -> V:
    """A version of one kind; NotDone for none."""
    try:
        return store.read(lambda desk: shelf(desk).of(version_id))
    except NoSuchVersion as error:
        raise NotDone(error.detail) from None


def unchanged(published: Iterable[Any], place: object, instead_of: int | None) -> None:
    """NotDone when something else is published for a place than who decides saw; 0 is nothing, None wants no such check."""
    there = next((one.id for one in published if one.draft.place == place), 0)
    if instead_of not in (None, there):
        raise NotDone("somebody published another version meanwhile; look at the differences again")


def words(what: str, said: str, most: int) -> str:
    """With one kind of line ends; NotDone for what can't be kept."""
    if len(said) > most:
        raise NotDone("{what}: {count:,} characters; {most:,} at most", what=what, count=len(said), most=most)
    if "\0" in said or any("\ud800" <= sign <= "\udfff" for sign in said):
        raise NotDone("{what}: isn't UTF-8 text", what=what)
    return said.replace("\r\n", "\n").replace("\r", "\n")


def entry(act: Act, done: object, at: datetime) -> Entry:
    """Its line in the record."""
    by, evidence = act.by, {"version": done.id} if isinstance(done, Edition) else {}
    return Entry(
        at=at, user_id=by.user_id, name=by.name, act=act.name, subject=act.subject, evidence=evidence,
        address=by.address, through=by.through,
    )  # fmt: skip


def name_of(said: str) -> str:
    """Who it is to be; NotDone for nobody."""
    name = words("name", said, _MOST_NAME).strip()
    if not name:
        raise NotDone("say who decides")
    return name
