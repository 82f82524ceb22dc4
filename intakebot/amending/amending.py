"""The verbs of managers upon support documents. Each is proven before its transaction; nothing of it reaches a ticket."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, TypeVar

from intakebot.amending.prospect import Prospect, prospect
from intakebot.casework.work import NotDone
from intakebot.domain.by import By
from intakebot.domain.terms_text import TermsText, TermsVersion
from intakebot.drafting.editing import Editing
from intakebot.drafting.writing import MOST_NOTE, Work, found, meanwhile, unchanged, words, written
from intakebot.store.desk import Desk
from intakebot.terms.sources import MOST_BYTES, is_id

T = TypeVar("T")
#: Ids of the texts and letters that are published, and of what was last set for a mailbox.
_Standing: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], int]

#: A new document begins so: whatever else it needs is told by its faults.
_NEW = """title = "…"
zone = "Europe/Warsaw"
reaction = { counts = "first_contact", clause = "NEW-01" }

[calendars.office]
days = ["mon", "tue", "wed", "thu", "fri"]
times = ["08:00-16:00"]
zone = "Europe/Warsaw"
holidays = "PL"
clause = "NEW-02"

[severities.high]
name = { en = "high", ru = "высокая", pl = "wysoki" }
clause = "NEW-03"
when = [{ function = ["main"] }]

[severities.low]
name = { en = "low", ru = "низкая", pl = "niski" }
clause = "NEW-03"

[plans.standard]
name = { en = "standard", ru = "стандартный", pl = "standardowy" }
calendar = "office"
clause = "NEW-04"

[plans.standard.targets.high]
reaction = { promise = "4 wh", clause = "NEW-05" }

[plans.standard.targets.low]
reaction = { promise = "2 bd", clause = "NEW-05" }
"""
#: Faults that a refusal names.
_NAMED = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Amending:
    """What a manager does, audited in the same transaction. NotDone says why it can't be, StoreUnavailable that it can't be now."""

    #: The desk of letters, which these have to do with.
    editing: Editing

    def present(self, id_: str, extends: str = "") -> TermsText:
        """What is in force beside the product's own words, to begin a draft with; for a new document as little as there can be."""
        library = self.editing.terms
        if library.find(id_) is None:
            return TermsText(id=id_, text=f'extends = "{extends}"\n' if extends else _NEW)
        source = library.layers(id_).sources[-1]
        return TermsText(id=id_, text="" if source.shipped else source.text)

    def proved(self, text: TermsText) -> Prospect:
        """What would come of publishing it."""
        return prospect(self.editing, text, text.id)

    def proved_without(self, id_: str) -> Prospect:
        """What would come of withdrawing what is published for an id."""
        return prospect(self.editing, None, id_)

    def draft(self, text: TermsText, by: By) -> TermsVersion:
        """Keep it, whatever its faults; it takes the place of this person's earlier drafts there."""
        if not is_id(text.id):
            raise NotDone("an id has Latin letters, digits and underscores, 32 at most")
        kept = words("text", text.text, MOST_BYTES)
        if not kept.strip():
            raise NotDone("a draft without a word")
        tidy = replace(text, text=kept, note=words("note", text.note, MOST_NOTE).strip())
        (version,) = self._write(
            "terms_drafted", by, text.id, lambda desk, who, now: (desk.terms_texts.draft(tidy, who, now),)
        )
        return version

    def publish(self, version_id: int, by: By, instead_of: int | None = None) -> TermsVersion:
        """This draft is in force from now on; NotDone with all that keeps it from that.

        `instead_of`: id of what was published there when whoever decides looked, 0 for nothing; NotDone if it is another now.
        """
        version, stands = self._sound(version_id)

        def work(desk: Desk, who: str, now: datetime) -> tuple[TermsVersion, ...]:
            unchanged(desk.terms_texts.published(), version.draft.id, instead_of)
            _as_proven(desk, stands)
            return (desk.terms_texts.publish(version_id, who, now),)

        (done,) = self._write("terms_published", by, version.draft.id, work)
        return done

    def roll_back(self, version_id: int, by: By) -> TermsVersion:
        """Publish an earlier version anew, if it would still do."""
        version, stands = self._sound(version_id)

        def work(desk: Desk, who: str, now: datetime) -> tuple[TermsVersion, ...]:
            _as_proven(desk, stands)
            return (desk.terms_texts.roll_back(version_id, who, now),)

        (done,) = self._write("terms_rolled_back", by, version.draft.id, work)
        return done

    def withdraw(self, id_: str, by: By) -> bool:
        """The file, or the shipped document, is in force again; NotDone while something holds on to what would be gone.

        False when nothing is published there.
        """
        stands = self._standing()
        _refuse_unsound(self.proved_without(id_))

        def work(desk: Desk, who: str, now: datetime) -> tuple[str, ...]:
            _as_proven(desk, stands)
            return (id_,) if desk.terms_texts.withdraw(id_, who, now) else ()

        return bool(self._write("terms_withdrawn", by, id_, work))

    def discard(self, version_id: int, by: By) -> bool:
        """A draft won't be used; False when it is none."""
        id_ = self._version(version_id).draft.id

        def work(desk: Desk, who: str, now: datetime) -> tuple[str, ...]:
            return (id_,) if desk.terms_texts.discard(version_id, who, now) else ()

        return bool(self._write("terms_discarded", by, id_, work))

    def _sound(self, version_id: int) -> tuple[TermsVersion, _Standing]:
        """A version that may be published, and what stood when that was proven."""
        version, stands = self._version(version_id), self._standing()
        _refuse_unsound(self.proved(version.draft))
        return version, stands

    def _standing(self) -> _Standing:
        """What a proof goes by from now on, beside what comes in: terms that the library holds, letters, settings."""
        self.editing.publications.refresh()
        return self.editing.store.read(_ids)

    def _version(self, version_id: int) -> TermsVersion:
        return found(self.editing.store, lambda desk: desk.terms_texts.of(version_id))

    def _write(self, act: str, by: By, id_: str, work: Work[T]) -> tuple[T, ...]:
        desk = self.editing
        return written(desk.store, desk.publications, desk.clock, act, by, work, lambda _done: id_)


def _refuse_unsound(found: Prospect) -> None:
    if not found.sound:
        faults = (*map(str, found.faults[:_NAMED]), *found.obstacles)
        raise NotDone("it can't be put in force: {faults}", faults=faults)


def _ids(desk: Desk) -> _Standing:
    return desk.terms_texts.published_ids(), desk.templates.published_ids(), desk.mailbox_settings.last_id()


def _as_proven(desk: Desk, stands: _Standing) -> None:
    if _ids(desk) != stands:
        raise meanwhile()
