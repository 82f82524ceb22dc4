"""What is found out about a draft while somebody writes it: faults, proof, how it would read, what is different."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from intakebot.casework.work import NotDone
from intakebot.console.call import Busy, Call
from intakebot.console.files import tamed
from intakebot.console.house import House
from intakebot.console.telling import sentence
from intakebot.console.words import words
from intakebot.domain.template import Draft, Kind, Place
from intakebot.drafting.circumstances import UNKNOWN, combinations, documents
from intakebot.drafting.previews import Preview
from intakebot.drafting.situations import applies
from intakebot.drafting.together import Beside
from intakebot.guard.limits import of_proof, take
from intakebot.replies.carried import carried
from intakebot.replies.completion import Flaw, lint
from intakebot.replies.differences import compare
from intakebot.replies.events import WITHOUT_REQUEST
from intakebot.replies.trial import Proof
from intakebot.terms.library import BadTerms

#: For one proof while somebody waits; publishing has longer (replies/trial.py).
SECONDS = 3.0
#: Situations that are shown, and lines of a part that are compared: comparing takes longer than their number grows.
_SHOWN, _COMPARED = 8, 400
#: Proofs are work for a processor: one after the other.
_ONE_BY_ONE = threading.Lock()

Differences: TypeAlias = Mapping[Kind, tuple[str, ...]]


class TooOften(Busy):
    """Somebody asks for more proofs than a person can look at; `wait` says how long to wait."""

    def __init__(self, wait: timedelta, language: str) -> None:
        said = words(language)
        super().__init__(said.gettext("Too many tries. Please wait %(span)s.") % {"span": said.span(wait)})
        self.wait = wait


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What a draft is looked at for: "centaur/basic/critical", "" for sample values, or a ticket's number."""

    under: str = ""
    ticket: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """All about a draft."""

    parts: Mapping[Kind, str]
    flaws: Mapping[Kind, tuple[Flaw, ...]]
    proof: Proof
    shown: tuple[Preview, ...]
    #: Why nothing can be shown; "" if something can.
    trouble: str
    #: Than what the product came with, and than what customers get now; None where it is too long to be compared.
    from_shipped: Differences | None
    from_present: Differences | None
    #: What is published with it, by language; None where a draft must be begun before.
    beside: Beside
    #: Other parts with the changes of the text, where they said the same (replies/carried.py).
    carried: Mapping[Kind, str]

    @property
    def changed(self) -> Differences:
        """Line by line, what these are."""
        return different(self.carried, {kind: self.parts[kind] for kind in self.carried}) or {}

    def framed(self, preview: Preview) -> str:
        """The HTML of a letter for a frame that may do nothing."""
        return tamed(preview.content.html) if preview.content else ""


def found(call: Call, house: House, draft: Draft, choice: Choice) -> Found:
    """Look at everything; TooOften, NotDone for a place that there is none."""
    with one_by_one(call, house):
        return looked_at(call, house, draft, choice)


def looked_at(call: Call, house: House, draft: Draft, choice: Choice, *, back: bool = False) -> Found:
    """Likewise within `one_by_one`. `back`: of a version that was published before."""
    place, editing = draft.place, house.editing
    beside = editing.beside(place, call.me.name, back=back)
    shown, why = _shown(house, draft, choice)
    present = editing.present(place).parts
    return Found(
        parts=draft.parts, beside=beside, proof=editing.proved(draft, SECONDS, beside),
        flaws={kind: lint(place.event, place.language, kind, text) for kind, text in draft.parts.items()},
        shown=shown[:_SHOWN], trouble=why and sentence(why, call.language, call.zone),
        from_shipped=different(draft.parts, editing.shipped(place).parts), from_present=different(draft.parts, present),
        carried=carried(draft.parts, present),
    )  # fmt: skip


@contextmanager
def one_by_one(call: Call, house: House) -> Iterator[None]:
    """Whoever is in here may prove something, and nobody else meanwhile; TooOften."""
    if wait := house.store.write(lambda desk: take(desk.throttles, [of_proof(call.me.id)], call.now)).result():
        raise TooOften(wait, call.language)
    with _ONE_BY_ONE:
        yield


def choices(house: House, place: Place, language: str) -> dict[str, list[tuple[str, str]]]:
    """By document, every plan and level that a letter can be looked at under, with its name for people."""
    if place.event in WITHOUT_REQUEST:
        return {}
    languages, unknown = house.editing.catalogue.languages(place.event), words(language).gettext(UNKNOWN)
    return {
        document.id: [
            (
                f"{document.id}/{under.plan or ''}/{under.level or ''}",
                f"{document.id}, {under.plan or unknown}, {document.level_said(under.level, language) if under.level else unknown}",
            )
            for under in combinations(document, place.language) if applies(place.event, under)
        ]
        for document in documents(house.terms, place, languages)
    }  # fmt: skip


def different(new: Mapping[Kind, str], old: Mapping[Kind, str]) -> Differences | None:
    """What is different by part; None where a part has too many lines."""
    if any(text.count("\n") > _COMPARED for text in (*new.values(), *old.values())):
        return None
    found = compare(new, old)
    return {kind: lines[2:] for kind, lines in found.items()}


def _shown(house: House, draft: Draft, choice: Choice) -> tuple[tuple[Preview, ...], str]:
    try:
        if choice.ticket:
            return (house.editing.preview_for(draft, choice.ticket.upper()),), ""
        return house.editing.previews(draft, *_parted(choice.under)), ""
    except (NotDone, BadTerms) as error:
        return (), error.detail


def _parted(under: str) -> Iterable[str]:
    """Terms, plan and level."""
    return [*under.split("/"), "", ""][:3]
