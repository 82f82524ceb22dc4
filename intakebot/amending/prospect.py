"""What would come of publishing a text of terms, or of withdrawing one: faults, or what changes and for whom."""

from dataclasses import dataclass
from datetime import datetime

from intakebot.amending import bonds
from intakebot.amending.promises import PromiseChange, example, promise_changes
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.sentence import Sentence
from intakebot.domain.template import Version
from intakebot.domain.terms_text import TermsText
from intakebot.drafting.editing import Editing
from intakebot.store.desk import Desk
from intakebot.terms.altered import Alteration, compared
from intakebot.terms.faults import BadTerms, Fault
from intakebot.terms.gaps import gaps
from intakebot.terms.library import Library
from intakebot.terms.overlays import EXTENDS, Layered


@dataclass(frozen=True, kw_only=True, slots=True)
class Prospect:
    """It may be published without faults and obstacles; gaps somebody should know."""

    faults: tuple[Fault, ...] = ()
    gaps: tuple[Fault, ...] = ()
    #: What holds on to something that would be gone, each a Sentence.
    obstacles: tuple[str, ...] = ()
    #: By key, and by plan and level, of this document and those that extend it.
    changes: tuple[Alteration, ...] = ()
    promises: tuple[PromiseChange, ...] = ()
    #: Other documents that change along.
    along: tuple[str, ...] = ()
    #: The one that a new document extends, with whose values its own are compared; "" for none.
    beside: str = ""
    #: When the exemplary request comes; None where there is no document.
    example_at: datetime | None = None

    @property
    def sound(self) -> bool:
        """Whether it may be published."""
        return not self.faults and not self.obstacles


def prospect(editing: Editing, text: TermsText | None, id_: str) -> Prospect:
    """Of this text, or of none, as what is published for an id."""
    old = editing.terms
    try:
        new = old.altered(text, id_)
    except BadTerms as error:
        return Prospect(faults=error.faults)
    touched, now = changed(old, new), editing.clock()
    known = new.find(id_) or old.find(id_)
    at = example(now, known) if known else None
    beneath = _beneath(new, id_) if old.find(id_) is None else None
    before = old.values(id_) if old.find(id_) else beneath.values if beneath else {}
    after = new.values(id_) if new.find(id_) else {}
    promises = [one for key in touched if at for one in promise_changes(old.find(key), new.find(key), at)]
    return Prospect(
        gaps=_gaps(new, id_), obstacles=_obstacles(editing, old, new, touched) if touched else (),
        changes=compared(before, after), promises=tuple(promises), along=tuple(key for key in touched if key != id_),
        example_at=at, beside=beneath.id if beneath else "",
    )  # fmt: skip


def _gaps(library: Library, id_: str) -> tuple[Fault, ...]:
    document = library.find(id_)
    return tuple(library.layers(id_).fault(key, reason) for key, reason in gaps(document)) if document else ()


def _beneath(library: Library, id_: str) -> Layered | None:
    """The document that another extends."""
    name = library.layers(id_).sources[-1].values.get(EXTENDS) if library.find(id_) else None
    return library.layers(name) if isinstance(name, str) else None


def changed(old: Library, new: Library) -> tuple[str, ...]:
    """Documents that are otherwise, or gone, or new."""
    before, after = ({document.id: document.version for document in library} for library in (old, new))
    return tuple(key for key in {**before, **after} if before.get(key) != after.get(key))


def _obstacles(editing: Editing, old: Library, new: Library, touched: tuple[str, ...]) -> tuple[Sentence, ...]:
    def look(desk: Desk) -> tuple[tuple[Mailbox, ...], list[Sentence], list[Version]]:
        firms, kinds = desk.customers.organisations(), desk.terms_texts.bound()
        found = [*bonds.of_customers(firms, old, new), *bonds.of_tickets(kinds, old, new)]
        return editing.mailboxes.laid_over(desk.mailbox_settings.latest()), found, desk.templates.published()

    mailboxes, found, letters = editing.store.read(look)
    boxes = dict.fromkeys((*mailboxes, *editing.mailboxes.configured))  # what is set may go back to the file
    held = bonds.of_mailboxes(boxes, new)
    return (*held, *found, *bonds.of_letters(letters, editing.catalogue, old, new, touched))
