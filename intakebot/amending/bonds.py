"""What holds on to terms that would change: mailboxes, customers, open tickets, letters of managers."""

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from intakebot.contacts.fitting import misfits
from intakebot.domain.customer import Organisation
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.sentence import Sentence
from intakebot.domain.template import Version
from intakebot.drafting.proving import proof_of
from intakebot.registry import offers
from intakebot.replies.catalogue import Catalogue
from intakebot.store.terms_texts import Bound
from intakebot.terms.library import Library

#: Of one kind, told by name; the others are counted.
_NAMED = 5
#: For the proof of one letter, before and after each, and of all together.
_SECONDS, _ALL_SECONDS = 3.0, 10.0


def of_mailboxes(boxes: Iterable[Mailbox], new: Library) -> Iterator[Sentence]:
    """Mailboxes whose terms or plan would be gone."""
    for box in boxes:
        document = new.find(box.terms)
        if box.terms and document is None:
            yield Sentence(
                "mailbox {address} is bound to {terms}, which would be gone", address=box.address, terms=box.terms
            )
        elif document and box.plan and box.plan not in document.plans:
            yield Sentence("mailbox {address} has the plan {plan!r}, which would be gone", address=box.address, plan=box.plan)  # fmt: skip


def of_customers(firms: Sequence[Organisation], old: Library, new: Library) -> Iterator[Sentence]:
    """Customers that stand under something that would be gone."""
    before, after = offers(old), offers(new)
    found = [
        Sentence("customer {key!r}: {reason}", key=firm.key, reason=reason)
        for firm in firms
        if not any(misfits(firm, before))
        for _field, reason in islice(misfits(firm, after), 1)
    ]
    yield from found[:_NAMED]
    if (more := len(found) - _NAMED) > 0:
        yield Sentence("likewise more customers: {more}", more=more)


def of_tickets(kinds: Iterable[Bound], old: Library, new: Library) -> Iterator[Sentence]:
    """Open tickets whose terms, plan or level would be gone."""
    for kind in kinds:
        was, becomes = old.find(kind.terms), new.find(kind.terms)
        if was is None:
            continue
        facts: dict[str, Any] = {"terms": kind.terms, "tickets": kind.tickets, "number": kind.number}
        if becomes is None:
            yield Sentence("open tickets under {terms}: {tickets}, one of them {number}", **facts)
        elif kind.plan in was.plans and kind.plan not in becomes.plans:
            yield Sentence("open tickets with the plan {plan!r} of {terms}: {tickets}, one of them {number}", plan=str(kind.plan), **facts)  # fmt: skip
        elif kind.level in was.severities and kind.level not in becomes.severities:
            yield Sentence("open tickets of level {level!r} of {terms}: {tickets}, one of them {number}", level=str(kind.level), **facts)  # fmt: skip


def of_letters(
    letters: Iterable[Version], catalogue: Catalogue, old: Library, new: Library, changed: Collection[str]
) -> Iterator[Sentence]:
    """Letters that managers published and that would say what isn't true any more (design.md 4.6)."""
    ends_at = time.monotonic() + _ALL_SECONDS
    for letter in letters:
        place = letter.draft.place
        if place.terms and place.terms not in changed:
            continue
        if time.monotonic() > ends_at:
            yield Sentence("proving the published letters takes longer than {seconds:g} seconds", seconds=_ALL_SECONDS)
            return
        name = "/".join(filter(None, (place.terms, place.language, place.event)))
        if place.terms and new.find(place.terms) is None:
            yield Sentence("the letter {letter} is published for these terms; withdraw it first", letter=name)
        elif proof_of(old, catalogue, letter.draft, _SECONDS).sound:
            proof = proof_of(new, catalogue, letter.draft, _SECONDS)
            for fault in proof.faults[:1]:
                yield Sentence("the published letter {letter} wouldn't fit any more: {fault}; change it first", letter=name, fault=fault.said)  # fmt: skip
