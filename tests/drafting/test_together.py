"""A letter for given terms is published in all the languages that these are served in, or in none, and taken back likewise."""

from dataclasses import replace
from datetime import timedelta

import pytest

from intakebot.casework.work import NotDone
from intakebot.domain.by import By
from intakebot.domain.mailboxes import Mailboxes
from intakebot.domain.template import Draft, Kind, Place
from intakebot.drafting.editing import Editing
from intakebot.replies.catalogue import Catalogue
from intakebot.terms.library import Library
from tests.intake.desk import SALES, SUPPORT, Line

MARIA, ANNA = By(name="Maria"), By(name="Anna")
#: Served in Polish and English (XOP-01).
PLACE = Place(event="registered", language="en", terms="xopero")
POLISH = replace(PLACE, language="pl")


@pytest.fixture
def editing(line: Line) -> Editing:
    return Editing.opened(line.store, Library(), line.catalogue, Mailboxes((SUPPORT, SALES)), line.clock)


def _draft(editing: Editing, text: str, place: Place = PLACE, by: By = MARIA) -> int:
    parts: dict[Kind, str] = {
        "subject": "Logs" if place.event == "ready-logs" else "[{{ number }}] Noted",
        "text": f"{text} {{{{ number }}}}",
    }
    return editing.draft(Draft(place=place, parts=parts), by).id


def _said(catalogue: Catalogue) -> dict[str, str]:
    """The first word of what managers published for these terms, by language."""
    return {one.language: one.sources["text"].text.split()[0] for one in catalogue.published if one.terms == "xopero"}


def test_proof_names_what_lacks_and_one_press_begins_it(line: Line, editing: Editing) -> None:
    key = _draft(editing, "Hello")
    with pytest.raises(NotDone, match="xopero/pl/registered: no version of yours and no draft"):
        editing.publish(key, MARIA)
    (begun,) = editing.begin(PLACE, MARIA)
    assert (begun.draft.place, begun.draft.parts) == (POLISH, editing.shipped(POLISH).parts)
    assert editing.begin(PLACE, ANNA) == ()
    done = editing.publish(key, MARIA)
    assert [one.draft.place for one in (done.version, *done.beside)] == [PLACE, POLISH]
    assert _said(line.catalogue) == {"en": "Hello", "pl": "Dzień"}
    assert editing.store.read(lambda desk: desk.templates.drafts()) == []
    entries = [entry for _, entry in line.store.read(lambda desk: desk.audit.last(2))]
    assert {(one.act, one.subject) for one in entries} == {
        ("template_published", "xopero/pl/registered"), ("template_published", "xopero/en/registered"),
    }  # fmt: skip


def test_where_something_is_published_drafts_stay_drafts(line: Line, editing: Editing) -> None:
    _draft(editing, "Cześć", POLISH)
    editing.publish(_draft(editing, "Hello"), MARIA)
    _draft(editing, "Witamy", POLISH)
    assert editing.publish(_draft(editing, "Welcome"), MARIA).beside == ()
    assert _said(line.catalogue) == {"en": "Welcome", "pl": "Cześć"}


def test_ones_own_draft_goes_before_others_and_what_was_looked_at_is_what_is_published(editing: Editing) -> None:
    own, key = _draft(editing, "Cześć", POLISH), _draft(editing, "Hello")
    hers = _draft(editing, "Witamy", POLISH, ANNA)
    with pytest.raises(NotDone, match="other drafts would be published with it"):
        editing.publish(key, MARIA, 0, (hers,))
    with pytest.raises(NotDone, match="other drafts would be published with it"):
        editing.publish(key, MARIA, 0, ())
    assert [one.id for one in editing.publish(key, MARIA, 0, (own,)).beside] == [own]


def test_a_faulty_one_keeps_all_back(line: Line, editing: Editing) -> None:
    _draft(editing, "{{ nmber }}", POLISH)
    key = _draft(editing, "Hello")
    assert editing.proved(editing.store.read(lambda desk: desk.templates.of(key)).draft).sound
    with pytest.raises(NotDone, match="did you mean number"):
        editing.publish(key, MARIA)
    assert _said(line.catalogue) == {}


def test_languages_leave_together_and_come_back_together(line: Line, editing: Editing) -> None:
    _draft(editing, "Cześć", POLISH)
    first = editing.publish(_draft(editing, "Hello"), MARIA).version.id
    assert editing.withdraw(POLISH, ANNA) == (POLISH, PLACE)
    assert _said(line.catalogue) == {}
    assert editing.withdraw(POLISH, ANNA) == ()
    _draft(editing, "Witamy", POLISH)
    done = editing.roll_back(first, ANNA)
    assert [one.draft.place for one in done.beside] == [POLISH]
    assert _said(line.catalogue) == {"en": "Hello", "pl": "Cześć"}


def test_a_publication_is_taken_back_in_every_language(line: Line, editing: Editing) -> None:
    polish, english = _draft(editing, "Cześć", POLISH), _draft(editing, "Hello")
    editing.publish(english, MARIA)
    line.now += timedelta(minutes=1)
    second = editing.publish(_draft(editing, "Welcome"), MARIA).version.id
    line.now += timedelta(minutes=1)
    assert [one.id for one in editing.take_back(second, MARIA)] == [second]
    assert _said(line.catalogue) == {"en": "Hello", "pl": "Cześć"}
    with pytest.raises(NotDone, match="isn't what customers get any more"):
        editing.take_back(second, MARIA)
    line.now += timedelta(minutes=1)
    (now,) = (one.published for one in line.catalogue.published if one.language == "en")
    assert now
    line.now += timedelta(minutes=1)
    editing.withdraw(PLACE, MARIA)
    line.now += timedelta(minutes=1)
    again = editing.roll_back(english, MARIA)
    assert {one.id for one in editing.take_back(again.beside[0].id, MARIA)} == {again.version.id, again.beside[0].id}
    assert _said(line.catalogue) == {}
    assert polish not in _ids(line)


def _ids(line: Line) -> list[int | None]:
    return [one.published for one in line.catalogue.published]


def test_ready_answers_and_letters_for_all_stand_alone(editing: Editing) -> None:
    for place in (replace(PLACE, terms=""), replace(PLACE, event="ready-logs")):
        assert editing.begin(place, MARIA) == ()
        assert editing.publish(_draft(editing, "Hello", place), MARIA).beside == ()
