"""The verbs of managers. Each is proven before its transaction, which is short; nothing of it reaches a ticket."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from intakebot.casework.work import NotDone
from intakebot.domain.by import By
from intakebot.domain.case import Case, Thread
from intakebot.domain.letter import Letter
from intakebot.domain.template import KINDS, Draft, Kind, Place, Version
from intakebot.drafting.ground import known_terms
from intakebot.drafting.previews import Preview, preview_for, previews
from intakebot.drafting.publishing import Publishing
from intakebot.drafting.together import beside, lacking, others
from intakebot.drafting.trial_letter import MOST, trial_letter
from intakebot.drafting.writing import MOST_NOTE, words
from intakebot.replies.catalogue import Reply
from intakebot.replies.compose import HeaderRefused
from intakebot.replies.render import TemplateRefused
from intakebot.store.desk import Desk

#: Characters of one part; one that can be published is shorter still (replies/render.py).
_MOST_PART = 64_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Editing(Publishing):
    """What a manager does, audited in the same transaction. NotDone says why it can't be, StoreUnavailable that it can't be now."""

    def previews(self, draft: Draft, terms: str = "", plan: str = "", level: str = "") -> tuple[Preview, ...]:
        """With sample values, under given terms (drafting/previews.py)."""
        self._check_place(draft.place)
        if terms:
            known_terms(self.terms, terms)
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
        (kept,) = self._write("template_drafted", by, lambda desk, who, now: (desk.templates.draft(tidy, who, now),))
        return kept

    def begin(self, place: Place, by: By) -> tuple[Version, ...]:
        """Drafts of what customers get now, in languages that publishing this letter wants one in; none where none lacks."""
        self._check_place(place)
        places = {one.language: one for one in others(self.terms, self.catalogue, place)}
        present = {language: self.present(one) for language, one in places.items()}

        def work(desk: Desk, who: str, now: datetime) -> tuple[Version, ...]:
            wanted = lacking(beside(desk, places.values(), who))
            return tuple(desk.templates.draft(present[language], who, now) for language in wanted)

        return self._write("template_drafted", by, work)

    def discard(self, version_id: int, by: By) -> bool:
        """A draft won't be used; False when it is none."""
        place = self._version(version_id).draft.place

        def work(desk: Desk, who: str, now: datetime) -> tuple[Place, ...]:
            return (place,) if desk.templates.discard(version_id, who, now) else ()

        return bool(self._write("template_discarded", by, work))

    def send_test(self, draft: Draft, to: str, by: By) -> None:
        """A letter to the manager's own address, as a customer would read it; NotDone when it can't be made, or too often."""
        self._check_place(draft.place)
        try:
            letter = trial_letter(self.terms, self.mailboxes, draft, to, self.clock(), secrets.token_hex(8))
        except (TemplateRefused, HeaderRefused) as refused:
            raise NotDone(refused.said) from None

        def work(desk: Desk, who: str, now: datetime) -> tuple[Place, ...]:
            _enqueue(desk, letter, who, now)
            return (draft.place,)

        self._write("template_tested", by, work)


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


def _tidy(draft: Draft) -> dict[Kind, str]:
    parts: dict[Kind, str] = {kind: words(kind, draft.parts.get(kind, ""), _MOST_PART) for kind in KINDS}
    if not any(parts.values()):
        raise NotDone("a draft without a word")
    return {kind: text for kind, text in parts.items() if text}
