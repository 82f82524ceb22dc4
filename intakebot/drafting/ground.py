"""Common ground of the verbs of managers: what they need, how they find a version, prove it, and write with whoever did it kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self, TypeVar

from intakebot.casework.work import NotDone
from intakebot.domain.by import By
from intakebot.domain.mailboxes import Mailboxes
from intakebot.domain.template import Draft, Place, Version
from intakebot.domain.times import Clock
from intakebot.drafting.proving import proof_of
from intakebot.drafting.reach import Reach, reach
from intakebot.drafting.together import Beside, beside, lacking, others
from intakebot.drafting.writing import Work, found, written
from intakebot.publications import Publications
from intakebot.replies.catalogue import Catalogue
from intakebot.replies.events import EVENTS, is_ready
from intakebot.replies.trial import SECONDS, Proof
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.terms.library import BadTerms, Library

T = TypeVar("T")
P = TypeVar("P", Place, Version)


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
        """From now on letters are written by what managers published, and terms are what they published."""
        publications = Publications(store, catalogue, terms)
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
        return found(self.store, look)

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

    def _write(self, act: str, by: By, work: Work[P]) -> tuple[P, ...]:
        return written(self.store, self.publications, self.clock, act, by, work, _subject)


def _subject(done: Place | Version) -> str:
    place = done.draft.place if isinstance(done, Version) else done
    return "/".join(filter(None, (place.terms, place.language, place.event)))


def known_terms(terms: Library, name: str) -> None:
    """NotDone for terms that there are none of."""
    try:
        terms.of(name)
    except BadTerms as error:
        raise NotDone(error.detail) from None
