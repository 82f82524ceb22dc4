"""Common ground of the verbs of managers: what they need, how they find a version, prove it, and write with whoever did it kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self, TypeVar

from intakebot.casework.work import NotDone
from intakebot.domain.by import By
from intakebot.domain.mailboxes import Mailboxes
from intakebot.domain.template import Draft, Place, Version
from intakebot.domain.times import Clock
from intakebot.drafting.given import words
from intakebot.drafting.proving import proof_of
from intakebot.drafting.reach import Reach, reach
from intakebot.drafting.together import Beside, beside, lacking, others
from intakebot.publications import Publications
from intakebot.replies.catalogue import Catalogue
from intakebot.replies.events import EVENTS, is_ready
from intakebot.replies.trial import SECONDS, Proof
from intakebot.store.audit import Entry
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.store.templates import NoSuchVersion
from intakebot.terms.library import BadTerms, Library

T = TypeVar("T")
P = TypeVar("P", Place, Version)

#: Characters of a person's name.
_MOST_NAME = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """What verbs of managers need."""

    store: Store
    terms: Library
    catalogue: Catalogue
    publications: Publications
    mailboxes: Mailboxes
    clock: Clock

    @classmethod
    def opened(cls, store: Store, terms: Library, catalogue: Catalogue, mailboxes: Mailboxes, clock: Clock) -> Self:
        """From now on letters are written by what managers published."""
        publications = Publications(store, catalogue)
        publications.refresh()
        return cls(
            store=store, terms=terms, catalogue=catalogue, publications=publications, mailboxes=mailboxes, clock=clock
        )

    def proved(self, draft: Draft, seconds: float = SECONDS, beside: Beside | None = None) -> Proof:
        """Whether it may be published, found within so many seconds; NotDone for a place that there is none.

        `beside`: what is published with it, unless that are the drafts which there are.
        """
        self._check_place(draft.place)
        beside = self.beside(draft.place) if beside is None else beside
        return proof_of(self.terms, self.catalogue, draft, seconds, lacking(beside))

    def beside(self, place: Place, by: str = "", *, back: bool = False) -> Beside:
        """What this person would publish there with it, in other languages of its terms (drafting/together.py)."""
        places = others(self.terms, self.catalogue, place)
        return self.store.read(lambda desk: beside(desk, places, by, back=back))

    def reach(self, place: Place) -> Reach:
        """Whose customers get what is published there; NotDone for a place that there is none."""
        self._check_place(place)
        return reach(self.terms, self.catalogue, place)

    def _version(self, version_id: int) -> Version:
        return self._found(lambda desk: desk.templates.of(version_id))

    def _found(self, look: Callable[[Desk], T]) -> T:
        try:
            return self.store.read(look)
        except NoSuchVersion as error:
            raise NotDone(error.detail) from None

    def _check_place(self, place: Place) -> None:
        if place.event not in EVENTS and not is_ready(place.event):
            raise NotDone("there is no letter {event!r}; known are {known}", event=place.event, known=tuple(EVENTS))
        known = tuple(self.catalogue.languages(place.event))
        if place.language not in known:
            raise NotDone(
                "no {event} in {language!r}; there is one in {known}",
                event=place.event,
                language=place.language,
                known=known,
            )
        if place.terms:
            known_terms(self.terms, place.terms)

    def _write(self, act: str, by: By, work: Callable[[Desk, str, datetime], tuple[P, ...]]) -> tuple[P, ...]:
        """Do it by this name and now, each place that it was done in audited; letters are made by it from then on."""
        by, now = replace(by, name=_name(by)), self.clock()

        def noted(desk: Desk) -> tuple[P, ...]:
            done = work(desk, by.name, now)
            for one in done:
                desk.audit.note(_entry(act, by, one, now))
            return done

        try:
            done = self.store.write(noted).result()
        except NoSuchVersion as error:
            raise NotDone(error.detail) from None
        self.publications.refresh()
        return done


def _entry(act: str, by: By, done: Place | Version, at: datetime) -> Entry:
    place = done.draft.place if isinstance(done, Version) else done
    return Entry(
        at=at, user_id=by.user_id, name=by.name, act=act, subject="/".join(filter(None, (place.terms, place.language, place.event))),
        evidence={"version": done.id} if isinstance(done, Version) else {}, address=by.address, through=by.through,
    )  # fmt: skip


def known_terms(terms: Library, name: str) -> None:
    """NotDone for terms that there are none of."""
    try:
        terms.of(name)
    except BadTerms as error:
        raise NotDone(error.detail) from None


def _name(by: By) -> str:
    name = words("name", by.name, _MOST_NAME).strip()
    if not name:
        raise NotDone("say who decides")
    return name
