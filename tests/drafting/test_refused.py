"""What managers can't do, and why: nothing of it is written."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from intakebot.casework.work import NotDone
from intakebot.domain.by import By
from intakebot.domain.mailboxes import Mailboxes
from intakebot.domain.template import Draft, Place
from intakebot.domain.times import utc_now
from intakebot.drafting.editing import Editing
from intakebot.replies.catalogue import Catalogue
from intakebot.store.store import Store
from intakebot.terms.library import Library
from tests.intake.desk import SALES, SUPPORT

PLACE = Place(event="registered", language="en", terms="centaur")
DRAFT = Draft(place=PLACE, parts={"subject": "[{{ number }}] Noted", "text": "Dear customer, {{ number }}."})


@pytest.fixture(scope="module")
def editing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editing]:
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('store')}/store.db", utc_now)
    yield Editing.opened(store, Library(), Catalogue(), Mailboxes((SUPPORT, SALES)), utc_now)
    assert store.read(lambda desk: (desk.templates.drafts(), desk.records.waiting())) == ([], {})
    store.close()


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (replace(DRAFT, place=replace(PLACE, event="registred")), "no letter 'registred'"),
        (replace(DRAFT, place=replace(PLACE, language="de")), "no registered in 'de'; there is one in en, pl, ru"),
        (replace(DRAFT, place=replace(PLACE, terms="nobody")), "no terms 'nobody'"),
        (replace(DRAFT, parts={}), "without a word"),
        (replace(DRAFT, parts={"text": "a\0b"}), "isn't UTF-8 text"),
        (replace(DRAFT, parts={"text": "\ud800"}), "isn't UTF-8 text"),
        (replace(DRAFT, parts={"text": "x" * 64_001}), "64,000 at most"),
        (replace(DRAFT, note="x" * 2_001), "2,000 at most"),
    ],
)
def test_what_cannot_be_kept(editing: Editing, draft: Draft, why: str) -> None:
    with pytest.raises(NotDone, match=why):
        editing.draft(draft, By(name="Maria"))


@pytest.mark.parametrize("name", ["", "  ", "x" * 101])
def test_who_decides_has_a_name(editing: Editing, name: str) -> None:
    with pytest.raises(NotDone):
        editing.draft(DRAFT, By(name=name))


def test_previews_of_what_is_not_known(editing: Editing) -> None:
    for terms, plan, level in (("nobody", "", ""), ("veeam", "gold", ""), ("veeam", "", "9")):
        with pytest.raises(NotDone):
            editing.previews(DRAFT, terms, plan, level)


def test_a_draft_that_fails_says_why(editing: Editing) -> None:
    (shown,) = editing.previews(replace(DRAFT, parts={**DRAFT.parts, "text": "{% if %}"}))
    assert shown.content is None
    assert shown.faults[0].line == 1


@pytest.mark.parametrize("to", ["telegram:12345", "nobody", "a@b.example\r\nBcc: c@d.example", ""])
def test_only_to_an_address(editing: Editing, to: str) -> None:
    with pytest.raises(NotDone):
        editing.send_test(DRAFT, to, By(name="Maria"))
