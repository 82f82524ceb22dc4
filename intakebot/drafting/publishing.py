"""What customers get from now on: a draft, an earlier version, or what comes next; with all that belongs to it, or nothing of it."""

from dataclasses import dataclass
from datetime import datetime

from intakebot.casework.work import NotDone
from intakebot.domain.by import By
from intakebot.domain.template import Place, Version
from intakebot.drafting.ground import Ground
from intakebot.drafting.together import Publication, beside, others
from intakebot.drafting.writing import meanwhile, unchanged
from intakebot.replies.trial import Proof
from intakebot.store.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class Publishing(Ground):
    """Each verb proves before its transaction what it would publish, and refuses if that has changed by then."""

    def publish(
        self, version_id: int, by: By, instead_of: int | None = None, seen: tuple[int, ...] | None = None
    ) -> Publication:
        """Customers get this draft from now on, with those beside it; NotDone with every fault that proof finds.

        `instead_of`: id of what was published there when whoever decides looked, 0 for nothing; `seen`: ids of what would be
        published with it. NotDone if it is something else now.
        """
        version, proof, others = self._sound(version_id, by)
        place, found = version.draft.place, tuple(one.id for one in others)
        if seen not in (None, found):
            raise NotDone("other drafts would be published with it now; look at them first")

        def work(desk: Desk, who: str, now: datetime) -> tuple[Version, ...]:
            unchanged(desk.templates.published(), place, instead_of)
            self._still(desk, place, by, found)
            return tuple(desk.templates.publish(one.id, who, now) for one in (version, *others))

        first, *more = self._write("template_published", by, work)
        return Publication(version=first, beside=tuple(more), proof=proof)

    def roll_back(self, version_id: int, by: By) -> Publication:
        """Publish an earlier version anew, if it would still do, with what was published last in languages where nothing is."""
        version, proof, others = self._sound(version_id, by, back=True)

        def work(desk: Desk, who: str, now: datetime) -> tuple[Version, ...]:
            self._still(desk, version.draft.place, by, tuple(one.id for one in others), back=True)
            return tuple(_brought_back(desk, one, who, now) for one in (version, *others))

        first, *more = self._write("template_rolled_back", by, work)
        return Publication(version=first, beside=tuple(more), proof=proof)

    def take_back(self, version_id: int, by: By) -> tuple[Version, ...]:
        """Undo what this version was published by, in every language: what customers got before they get again, if it would still do.

        What was taken back, with the words that can be gone on from.
        """

        def look(desk: Desk) -> tuple[list[Version], list[Version]]:
            undone = desk.templates.published_with(desk.templates.of(version_id))
            return undone, [before for one in undone if (before := desk.templates.replaced_by(one))]

        undone, before = self._found(look)
        if not undone:
            raise NotDone("this version isn't what customers get any more")
        for one in before:
            _refuse_faulty(self.proved(one.draft, beside={}))

        def work(desk: Desk, who: str, now: datetime) -> tuple[Version, ...]:
            if look(desk) != (undone, before):
                raise meanwhile()
            for one in undone:
                desk.templates.withdraw(one.draft.place, who, now)
            for one in before:
                desk.templates.roll_back(one.id, who, now)
            return tuple(undone)

        return self._write("template_taken_back", by, work)

    def withdraw(self, place: Place, by: By) -> tuple[Place, ...]:
        """Customers get again what comes next, in every language of the letter's terms: a version for all terms, or the file.

        Where something was published.
        """
        self._check_place(place)
        places = (place, *others(self.terms, self.catalogue, place))

        def work(desk: Desk, who: str, now: datetime) -> tuple[Place, ...]:
            return tuple(one for one in places if desk.templates.withdraw(one, who, now))

        return self._write("template_withdrawn", by, work)

    def _sound(self, version_id: int, by: By, *, back: bool = False) -> tuple[Version, Proof, tuple[Version, ...]]:
        """What is published must be proven, also against terms that were edited since it was written; so must all beside it."""
        self.publications.refresh()
        version = self._version(version_id)
        beside = self.beside(version.draft.place, by.name, back=back)
        proof = self.proved(version.draft, beside=beside)
        _refuse_faulty(proof)
        more = tuple(one for one in beside.values() if one)
        for one in more:
            _refuse_faulty(self.proved(one.draft, beside={}))
        return version, proof, more

    def _still(self, desk: Desk, place: Place, by: By, found: tuple[int, ...], *, back: bool = False) -> None:
        """NotDone unless what was proven is what would be published with it."""
        there = beside(desk, others(self.terms, self.catalogue, place), by.name, back=back)
        if tuple(one.id if one else 0 for one in there.values()) != found:
            raise meanwhile()


def _refuse_faulty(proof: Proof) -> None:
    if not proof.sound:
        raise NotDone("{told}; {faults}", told=proof.told, faults=tuple(fault.said for fault in proof.faults))


def _brought_back(desk: Desk, version: Version, by: str, at: datetime) -> Version:
    bring = desk.templates.publish if version.state == "draft" else desk.templates.roll_back
    return bring(version.id, by, at)
