"""The verbs of managers. Each is proven before its transaction, which is short; nothing of it reaches a ticket."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from intakebot.casework.work import NotDone
from intakebot.domain.by import By
from intakebot.domain.case import Case, Thread
from intakebot.domain.letter import Letter
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.template import KINDS, Draft, Kind, Place, Version
from intakebot.domain.times import Clock
from intakebot.drafting.previews import Preview, preview_for, previews
from intakebot.drafting.proving import proof_of
from intakebot.drafting.trial_letter import MOST, trial_letter
from intakebot.drafting.writing import MOST_NOTE, Act, Work, unchanged, version_of, words, written
from intakebot.publications import Publications
from intakebot.replies.catalogue import Catalogue, Reply
from intakebot.replies.compose import HeaderRefused
from intakebot.replies.events import EVENTS, is_ready
from intakebot.replies.render import TemplateRefused
from intakebot.replies.trial import SECONDS, Proof
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.terms.library import BadTerms, Library

T = TypeVar("T")

#: Characters of one part; one that can be published is shorter still (replies/render.py).
_MOST_PART = 64_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Editing:
    """What a manager does, audited in the same transaction. NotDone says why it can't be, StoreUnavailable that it can't be now."""

    store: Store
    terms: Library
    catalogue: Catalogue
    publications: Publications
    mailboxes: tuple[Mailbox, ...]
    clock: Clock

    @classmethod
    def opened(
        cls, store: Store, terms: Library, catalogue: Catalogue, mailboxes: tuple[Mailbox, ...], clock: Clock
    ) -> "Editing":
        """From now on letters are written by what managers published, and terms are what they published."""
        publications = Publications(store, catalogue, terms)
        publications.refresh()
        return cls(
            store=store, terms=terms, catalogue=catalogue, publications=publications, mailboxes=mailboxes, clock=clock
        )

    def proved(self, draft: Draft, seconds: float = SECONDS) -> Proof:
        """Whether it may be published, found within so many seconds; NotDone for a place that there is none."""
        self._check_place(draft.place)
        return proof_of(self.terms, self.catalogue, draft, seconds)

    def previews(self, draft: Draft, terms: str = "", plan: str = "", level: str = "") -> tuple[Preview, ...]:
        """With sample values, under given terms (drafting/previews.py)."""
        self._check_place(draft.place)
        if terms:
            _known_terms(self.terms, terms)
        return previews(self.terms, draft, terms, plan, level)

    def preview_for(self, draft: Draft, number: str) -> Preview:
        """With the values of a ticket that there is; nothing is sent."""
        self._check_place(draft.place)
        case, thread = self.store.read(partial(_ticket, number=number))
        return preview_for(self.terms, self.mailboxes, draft, case, thread)

    def present(self, place: Place) -> Draft:
        """What customers get there now, to begin a draft with."""
        self._check_place(place)
        return _drafted(place, self.catalogue.reply(place.event, place.language, place.terms))

    def shipped(self, place: Place) -> Draft:
        """What this product came with; no parts where it has none in this language."""
        return _drafted(place, self.catalogue.shipped(place.event, place.language))

    def draft(self, draft: Draft, by: By) -> Version:
        """Keep it, whatever its faults; it takes the place of this person's earlier drafts there."""
        self._check_place(draft.place)
        tidy = replace(draft, parts=_tidy(draft), note=words("note", draft.note, MOST_NOTE).strip())
        return self._write(
            "template_drafted", by, draft.place, lambda desk, who, now: desk.templates.draft(tidy, who, now)
        )

    def publish(self, version_id: int, by: By, instead_of: int | None = None) -> tuple[Version, Proof]:
        """Customers get this draft from now on; NotDone with every fault that proof finds.

        `instead_of`: id of what was published there when whoever decides looked, 0 for nothing; NotDone if it is another now.
        """
        version, proof = self._sound(version_id)
        place = version.draft.place

        def work(desk: Desk, who: str, now: datetime) -> Version:
            unchanged(desk.templates.published(), place, instead_of)
            return desk.templates.publish(version_id, who, now)

        return self._write("template_published", by, place, work), proof

    def roll_back(self, version_id: int, by: By) -> tuple[Version, Proof]:
        """Publish an earlier version anew, if it would still do."""
        version, proof = self._sound(version_id)

        def work(desk: Desk, who: str, now: datetime) -> Version:
            return desk.templates.roll_back(version_id, who, now)

        return self._write("template_rolled_back", by, version.draft.place, work), proof

    def withdraw(self, place: Place, by: By) -> bool:
        """Customers get again what comes next: a version for all terms, or the file. False when nothing is published there."""
        return self._write(
            "template_withdrawn", by, place, lambda desk, who, now: desk.templates.withdraw(place, who, now)
        )

    def discard(self, version_id: int, by: By) -> bool:
        """A draft won't be used; False when it is none."""
        place = self._version(version_id).draft.place
        return self._write(
            "template_discarded", by, place, lambda desk, who, now: desk.templates.discard(version_id, who, now)
        )

    def send_test(self, draft: Draft, to: str, by: By) -> None:
        """A letter to the manager's own address, as a customer would read it; NotDone when it can't be made, or too often."""
        self._check_place(draft.place)
        try:
            letter = trial_letter(self.terms, self.mailboxes, draft, to, self.clock(), secrets.token_hex(8))
        except (TemplateRefused, HeaderRefused) as refused:
            raise NotDone(refused.said) from None
        self._write("template_tested", by, draft.place, lambda desk, who, now: _enqueue(desk, letter, who, now))

    def _sound(self, version_id: int) -> tuple[Version, Proof]:
        """What is published must be proven, also against terms that were edited since it was written."""
        version = self._version(version_id)
        proof = self.proved(version.draft)
        if not proof.sound:
            raise NotDone("{told}; {faults}", told=proof.told, faults=tuple(fault.said for fault in proof.faults))
        return version, proof

    def _version(self, version_id: int) -> Version:
        return version_of(self.store, lambda desk: desk.templates, version_id)

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
            _known_terms(self.terms, place.terms)

    def _write(self, act: str, by: By, place: Place, work: Work[T]) -> T:
        subject = "/".join(filter(None, (place.terms, place.language, place.event)))
        return written(self.store, self.publications, self.clock, Act(name=act, by=by, subject=subject), work)


def _ticket(desk: Desk, number: str) -> tuple[Case, Thread]:
    ticket = desk.tickets.numbered(number)
    if ticket is None:
        raise NotDone("there is no ticket {number}", number=number)
    return desk.cases.of(ticket.id), desk.cases.thread(ticket.id)


def _drafted(place: Place, reply: Reply | None) -> Draft:
    return Draft(place=place, parts={kind: source.text for kind, source in reply.sources.items()} if reply else {})


def _enqueue(desk: Desk, letter: Letter, by: str, now: datetime) -> None:
    if desk.post.spend(f"template_test:{by}", now) > MOST:
        raise NotDone("{most} test letters within an hour are enough", most=MOST)
    desk.send(desk.post.enqueue(None, "template_test", 0, letter, now), now)


def _known_terms(terms: Library, name: str) -> None:
    try:
        terms.of(name)
    except BadTerms as error:
        raise NotDone(error.detail) from None


def _tidy(draft: Draft) -> dict[Kind, str]:
    parts: dict[Kind, str] = {kind: words(kind, draft.parts.get(kind, ""), _MOST_PART) for kind in KINDS}
    if not any(parts.values()):
        raise NotDone("a draft without a word")
    return {kind: text for kind, text in parts.items() if text}
