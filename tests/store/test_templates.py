"""Versions of letters: kept as they were written, one published for a place at most."""

import threading
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from intakebot.domain.template import Draft, Place, Version
from intakebot.domain.times import utc_now
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.store.versions import NoSuchVersion
from tests.mails import NOON

PLACE = Place(event="registered", language="ru", terms="centaur")
DRAFT = Draft(place=PLACE, parts={"subject": "[{{ number }}] Принято", "text": "{{ number }}"}, note="Короче.")


def _drafted(store: Store, text: str, by: str = "Maria", place: Place = PLACE) -> Version:
    draft = Draft(place=place, parts={**DRAFT.parts, "text": text})
    return store.write(lambda desk: desk.templates.draft(draft, by, NOON)).result()


def _published(store: Store, version: Version, by: str = "Maria", hours: int = 1) -> Version:
    at = NOON + timedelta(hours=hours)
    return store.write(lambda desk: desk.templates.publish(version.id, by, at)).result()


def _brought_back(desk: Desk, key: int) -> Version:
    return desk.templates.roll_back(key, "Anna", NOON)


def _texts(found: list[Version]) -> list[str]:
    return [version.draft.parts["text"] for version in found]


def test_a_draft_is_kept_whole_and_is_nobodys_letter(store: Store) -> None:
    kept = store.write(lambda desk: desk.templates.draft(DRAFT, "Maria", NOON)).result()
    assert (kept.draft, kept.state, kept.made_by, kept.made_at) == (DRAFT, "draft", "Maria", NOON)
    assert store.read(lambda desk: desk.templates.of(kept.id)) == kept
    assert store.read(lambda desk: desk.templates.published()) == []


def test_a_person_has_one_draft_in_a_place_and_leaves_those_of_others(store: Store) -> None:
    for text, by in (("1", "Maria"), ("2", "Piotr"), ("3", "Maria")):
        _drafted(store, text, by)
    _drafted(store, "4", "Maria", replace(PLACE, terms=""))
    assert _texts(store.read(lambda desk: desk.templates.drafts())) == ["4", "3", "2"]
    assert _texts(store.read(lambda desk: desk.templates.history(PLACE))) == ["3", "2", "1"]


def test_a_publication_retires_the_one_before_and_says_who_and_when(store: Store) -> None:
    first, second = _published(store, _drafted(store, "1")), _drafted(store, "2", "Piotr")
    second = _published(store, second, "Anna", hours=2)
    assert (second.state, second.made_by, second.published_by) == ("published", "Piotr", "Anna")
    assert second.published_at == NOON + timedelta(hours=2)
    first = store.read(lambda desk: desk.templates.of(first.id))
    assert (first.state, first.published_by, first.retired_by, first.retired_at) == (
        "retired", "Maria", "Anna", NOON + timedelta(hours=2),
    )  # fmt: skip
    assert store.read(lambda desk: desk.templates.published_ids()) == (second.id,)


def test_an_earlier_version_comes_back_as_a_new_one(store: Store) -> None:
    first = _published(store, _drafted(store, "1"))
    second = _published(store, _drafted(store, "2"))
    again = store.write(partial(_brought_back, key=first.id)).result()
    assert (again.draft, again.restores_id, again.state) == (first.draft, first.id, "published")
    assert again.id > second.id
    assert store.read(lambda desk: desk.templates.published_ids()) == (again.id,)
    assert [version.state for version in store.read(lambda desk: desk.templates.history(PLACE))] == [
        "published", "retired", "retired",
    ]  # fmt: skip


def test_what_is_withdrawn_is_published_no_more(store: Store) -> None:
    _published(store, _drafted(store, "1"))
    assert store.write(lambda desk: desk.templates.withdraw(PLACE, "Anna", NOON)).result()
    assert not store.write(lambda desk: desk.templates.withdraw(PLACE, "Anna", NOON)).result()
    assert store.read(lambda desk: desk.templates.published_ids()) == ()


def test_a_draft_can_be_discarded_and_what_is_published_cannot(store: Store) -> None:
    published, draft = _published(store, _drafted(store, "1")), _drafted(store, "2")

    def discard(desk: Desk) -> list[bool]:
        return [desk.templates.discard(each.id, "Anna", NOON) for each in (published, draft, draft)]

    assert store.write(discard).result() == [False, True, False]
    states = [version.state for version in store.read(lambda desk: desk.templates.history(PLACE))]
    assert states == ["retired", "published"]


@pytest.mark.parametrize("state", ["published", "retired"])
def test_only_a_draft_can_be_published(store: Store, state: str) -> None:
    version = _published(store, _drafted(store, "1"))
    if state == "retired":
        _published(store, _drafted(store, "2"))
    with pytest.raises(NoSuchVersion, match=f"is {state}, no draft"):
        _published(store, version)
    assert len(store.read(lambda desk: desk.templates.published())) == 1


def test_versions_are_counted_in_their_place(store: Store) -> None:
    """Ids count over all letters: nobody would know why his second version is number 37."""
    for text in "abc":
        _drafted(store, text)
    elsewhere = _drafted(store, "1", place=replace(PLACE, language="pl"))
    assert (elsewhere.number, _drafted(store, "d").number) == (1, 4)
    assert [one.number for one in store.read(lambda desk: desk.templates.history(PLACE))] == [4, 3, 2, 1]


def test_only_what_was_published_and_no_longer_is_comes_back(store: Store) -> None:
    for version in (_drafted(store, "1"), _published(store, _drafted(store, "2"))):
        with pytest.raises(NoSuchVersion, match=r"never published|in force already"):
            store.write(partial(_brought_back, key=version.id)).result()
    assert _texts(store.read(lambda desk: desk.templates.published())) == ["2"]


def test_a_version_that_is_not_there(store: Store) -> None:
    with pytest.raises(NoSuchVersion, match="no version 7"):
        store.write(lambda desk: desk.templates.publish(7, "Anna", NOON)).result()
    with pytest.raises(NoSuchVersion, match="no version 7"):
        store.write(partial(_brought_back, key=7)).result()


def test_the_database_itself_has_one_published_for_a_place(store: Store) -> None:
    _published(store, _drafted(store, "1"))
    other = _drafted(store, "2")
    force = sa.text("UPDATE template SET state = 'published' WHERE id = :key")
    with pytest.raises(sa.exc.IntegrityError):
        store.write(lambda desk: desk._connection.execute(force, {"key": other.id})).result()


def test_who_publish_at_once_leave_one_published(store: Store, store_url: str) -> None:
    """Two processes where there may be two."""
    second = store if store_url.startswith("sqlite") else Store(store_url, utc_now)
    drafts = [_drafted(store, str(n), f"Person {n}") for n in range(6)]
    gate = threading.Barrier(len(drafts))

    def publish(n: int) -> None:
        gate.wait(10)
        _published((store, second)[n % 2], drafts[n])

    threads = [threading.Thread(target=publish, args=(n,)) for n in range(len(drafts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    states = [version.state for version in store.read(lambda desk: desk.templates.history(PLACE))]
    if second is not store:
        second.close()
    assert sorted(states) == ["published", *["retired"] * 5]
