"""Sentences come out of the store as they went in; what was text stays text."""

from datetime import UTC, datetime

from intakebot.domain.sentence import Name, Sentence
from intakebot.store.store import Store
from intakebot.store.tickets import Happened
from tests.timed_rows import add

_AT = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
_LOW = Name(id="low", names={"en": "low", "ru": "низкий", "pl": "niski"})
_WHY = Sentence(
    "only a proposed severity ({severity}) is known; the earliest deadline is {due}", severity=_LOW, due=_AT
)


def _same(text: str) -> None:
    assert isinstance(text, Sentence)
    assert (text, text.words, text.facts) == (_WHY, _WHY.words, _WHY.facts)


def test_the_reason_of_a_task(store: Store) -> None:
    store.write(lambda desk: desk.post.task("severity_wanted", _WHY, _AT)).result()
    store.write(lambda desk: desk.post.task("webhook_failed", "503 come again", _AT)).result()
    ours, theirs = (task.reason for task in store.read(lambda desk: desk.records.open_tasks()))
    _same(ours)
    assert (theirs, isinstance(theirs, Sentence)) == ("503 come again", False)


def test_a_reason_that_is_kept_anew(store: Store) -> None:
    key = add(store)

    def reminded(why: str) -> str:
        store.write(lambda desk: desk.post.remind("severity_wanted", why, _AT, key)).result()
        (task,) = store.read(lambda desk: desk.records.open_tasks())
        return task.reason

    assert reminded("it is late") == "it is late"
    _same(reminded(_WHY))
    assert reminded("it is late") == "it is late"


def test_what_is_told_of_a_ticket(store: Store) -> None:
    """In its history, beside words that are a person's own, and in its marks."""
    key = add(store)
    evidence = {"detail": _WHY, "words": "{severity}", "items": [_WHY, "logs"], "how": {"words": "by telephone"}}
    event = Happened(kind="marked", at=_AT, evidence=evidence, versions={})
    store.write(lambda desk: desk.tickets.happened(key, event)).result()
    store.write(lambda desk: desk.cases.change(key, marks=[{"code": "x", "clause": "", "detail": _WHY}])).result()
    (kept,) = store.read(lambda desk: desk.history.since(key, 0))
    assert kept.evidence == evidence
    _same(kept.evidence["detail"])
    _same(kept.evidence["items"][0])
    marks = store.read(lambda desk: desk.cases.of(key)).marks
    _same(marks[0]["detail"] if marks else "")
