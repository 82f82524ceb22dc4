"""Answers that managers keep ready: proven like letters, offered to agents who answer, and kept in evidence."""

from collections.abc import Iterator
from typing import Any

import pytest

from intakebot.casework.beginning import Begun, Ready
from intakebot.casework.work import NotDone
from intakebot.domain.by import By
from intakebot.domain.template import Draft, Kind, Place
from intakebot.domain.times import utc_now
from intakebot.drafting.editing import Editing
from intakebot.replies.events import is_ready, ready_event
from intakebot.replies.trial import Proof
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.terms.library import Library
from tests import mails
from tests.intake.desk import Line

MARIA = By(name="Maria")
_TEXT = "Please send us the log of {{ number }}.{% if missing %} {{ missing }}{% endif %}\n\nWe have it since {{ received }}."


@pytest.fixture
def line(store_url: str) -> Iterator[Line]:
    store = Store(store_url, utc_now)
    made = Line(store)
    made.post(mails.mail("The server is down.\n\nSeverity: medium"))
    yield made
    store.close()


@pytest.fixture
def editing(line: Line) -> Editing:
    return Editing.opened(line.store, Library(), line.catalogue, line.mailboxes, line.clock)


def _draft(
    text: str = _TEXT, name: str = "Ask for logs", key: str = "logs", *, terms: str = "", language: str = "en", html: str = "",
) -> Draft:  # fmt: skip
    parts: dict[Kind, str] = {"subject": name, "text": text, "html": html}
    place = Place(event=ready_event(key), language=language, terms=terms)
    return Draft(place=place, parts={kind: said for kind, said in parts.items() if said})


def _published(editing: Editing, draft: Draft) -> int:
    return editing.publish(editing.draft(draft, MARIA).id, MARIA).version.id


def _proof(editing: Editing, text: str, terms: str = "", name: str = "Name", html: str = "") -> Proof:
    return editing.proved(_draft(text, name, terms=terms, html=html))


def _offered(line: Line) -> tuple[Ready, ...]:
    found: tuple[Ready, ...] = _look(line, line.office.triage.beginning.offered)
    return found


def _look(line: Line, verb: Any) -> Any:
    def work(desk: Desk) -> Any:
        ticket = desk.tickets.numbered(line.numbers[0])
        assert ticket is not None
        return verb(desk, desk.cases.of(ticket.id))

    return line.store.read(work)


def _received(line: Line) -> str:
    """When the first ticket came, as its customer reads it."""
    return str(_look(line, lambda desk, case: line.office.triage.letters.moment(desk, case, case.received_at)))


def _begun(line: Line, key: int) -> Begun:
    """What it puts into the answer to the first ticket."""
    begun: Begun = _look(line, lambda desk, case: line.office.triage.beginning.begun(desk, case, key))
    return begun


def _answer(line: Line, words: str, key: int | None = None, digest: str = "") -> dict[str, Any]:
    """Answer the first ticket; the evidence of it."""
    answer, number = line.office.triage.answer, line.numbers[0]
    told: dict[str, Any] = {"words": words, "begun_from": key, "begun_as": digest}
    line.store.write(lambda desk: answer(desk, number, "Anna", **told)).result()
    return [event.evidence for event in line.evidence(number).events if event.kind == "answered"][-1]


@pytest.mark.parametrize(
    ("name", "fits"),
    [("logs", True), ("Ask for  logs", True), ("v2", True), ("a" * 26, True), ("a" * 27, False), ("", False),
     ("-logs", False), ("logs-", False), ("a--b", False), ("логи", False), ("../etc", False), ("a/b", False)],
)  # fmt: skip
def test_a_short_name_can_stand_in_an_address(name: str, fits: bool) -> None:
    assert is_ready(ready_event(name)) == fits


def test_it_is_proven_under_every_plan_and_level(editing: Editing) -> None:
    assert _proof(editing, _TEXT, "centaur").told == "can be written in 12 of 12 cases"
    assert [str(one) for one in _proof(editing, _TEXT, "centaur").warnings] == [
        "pl/ready-logs: no version of yours; agents have no such answer for these customers",
        "ru/ready-logs: no version of yours; agents have no such answer for these customers",
    ]


@pytest.mark.parametrize(
    ("text", "more", "why"),
    [
        ("{{ nmber }}", {}, "did you mean number"),
        ("{{ words }}", {}, "unknown variable words"),
        ("We come by {{ due }}.", {"terms": "centaur"}, "the terms promise no time"),
        ("x" * 4_001, {}, "more than 4,000 characters"),
        ("Fine.", {"name": ""}, "is missing"),
        ("", {}, "is missing"),
        ("Fine.", {"name": "{{ number }}"}, "a name has"),
        ("Fine.", {"name": "n" * 81}, "a name has"),
        ("Fine.", {"html": "<p>Fine.</p>"}, "nothing else"),
    ],
)
def test_what_cannot_be_is_refused(editing: Editing, text: str, more: dict[str, Any], why: str) -> None:
    proof = _proof(editing, text, **more)
    assert any(why in fault.reason for fault in proof.faults), proof


def test_a_span_is_no_fault_but_is_told(editing: Editing) -> None:
    """Design 4.6: the agent who sends it decides; "restart after 5 minutes" promises nothing."""
    proof = _proof(editing, "Restart the service after 5 minutes.", "centaur")
    assert proof.sound
    assert any("names '5 minutes'" in one.reason for one in proof.warnings)


def test_agents_are_offered_what_is_published_in_the_customers_language_own_terms_first(
    line: Line, editing: Editing
) -> None:
    editing.draft(_draft(key="only-a-draft"), MARIA)
    _published(editing, _draft("{{ number }}: рестарт.", "Перезапуск", key="restart", language="ru"))
    assert _offered(line) == ()
    for_all = _published(editing, _draft())
    restart = _published(editing, _draft("Please restart it.", "A restart", key="restart"))
    assert [(one.id, one.name) for one in _offered(line)] == [(restart, "A restart"), (for_all, "Ask for logs")]
    own = _published(editing, _draft(terms="centaur"))
    assert [one.id for one in _offered(line)] == [restart, own]
    _published(editing, _draft(terms="veeam"))
    assert [one.id for one in _offered(line)] == [restart, own]
    editing.withdraw(Place(event="ready-logs", language="en", terms="centaur"), MARIA)
    assert [one.id for one in _offered(line)] == [restart, for_all]
    editing.withdraw(Place(event="ready-logs", language="en"), MARIA)
    assert [one.id for one in _offered(line)] == [restart]


def test_an_answer_keeps_what_it_was_begun_from_and_whether_it_was_changed(line: Line, editing: Editing) -> None:
    key = _published(editing, _draft())
    begun = _begun(line, key)
    assert begun.text == f"Please send us the log of {line.numbers[0]}.\n\nWe have it since {_received(line)}."
    (offer,) = _offered(line)
    told = {"template": offer.template, "version": key}
    assert _answer(line, begun.text.replace("\n", "\r\n") + "\r\n", key, begun.digest) == {**told, "changed": False}
    assert _answer(line, f"Hello Anna!\n\n{begun.text}", key, begun.digest) == {**told, "changed": True}
    assert _answer(line, begun.text, key) == {**told, "changed": True}  # nobody says that it wasn't
    assert _answer(line, "My own words.") == {}


def test_what_was_changed_or_withdrawn_since_is_not_put_in_any_more(line: Line, editing: Editing) -> None:
    """From a page that was open; his own words stand, and the page offers what there is now."""
    place = Place(event="ready-logs", language="en")
    first = _published(editing, _draft())
    second = _published(editing, _draft("Please send all logs."))
    editing.withdraw(place, MARIA)
    for key in (first, second):
        with pytest.raises(NotDone, match="changed or withdrawn since: choose"):
            _begun(line, key)


def test_what_was_put_in_is_sent_whatever_became_of_it_since(line: Line, editing: Editing) -> None:
    """What it said then counts, though it would say something else by now."""
    key = _published(editing, _draft("{{ number }}{% if missing %}: {{ missing }}{% endif %}"))
    begun, number = _begun(line, key), line.numbers[0]
    line.store.write(lambda desk: line.office.triage.ask(desk, number, "Anna", items=("plan",))).result()
    assert _begun(line, key).text != begun.text
    editing.withdraw(Place(event="ready-logs", language="en"), MARIA)
    assert not _answer(line, begun.text, key, begun.digest)["changed"]


def test_nothing_else_is_a_beginning(line: Line, editing: Editing) -> None:
    letter = Draft(place=Place(event="help", language="en"), parts={"chat": "Write."})
    draft = editing.draft(_draft(), MARIA).id
    for key in (_published(editing, letter), draft, 999_999):
        with pytest.raises(NotDone, match=f"version {key}"):
            _answer(line, "Words.", key)
    assert line.evidence(line.numbers[0]).first_contact_at is None
