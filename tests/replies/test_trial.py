"""Proof of a draft: what is wrong with it, and where."""

import time
from typing import Any

import pytest

from intakebot.domain.template import KINDS, Draft, Kind, Place
from intakebot.replies.catalogue import reply_of
from intakebot.replies.trial import Circumstance, Proof, proved
from tests.replies.test_proof import ATTACKS

_SUBJECT = "[{{ number }}] Request"
_VALUES = {
    "number": "CEN-1234-5674", "sender": "Desk", "mailbox": "support@desk.example", "received": "1 March 2027, 09:30",
    "severity": "critical",
}  # fmt: skip
PROMISED = Circumstance(name="a, premium, 1", situations=({**_VALUES, "due": "1 March 2027, 13:30"},), promise="4 h")
UNPROMISED = Circumstance(name="a, basic, 1", situations=(_VALUES,))
SILENT = Circumstance(name="a, basic, 2", situations=(_VALUES,))


def _proof(text: str, *circumstances: Circumstance, seconds: float = 10.0, **parts: str) -> Proof:
    given: dict[Kind, str] = {"subject": _SUBJECT, "text": text}
    given |= {kind: parts[kind] for kind in KINDS if kind in parts}
    draft = Draft(place=Place(event="registered", language="en"), parts=given)
    return proved(reply_of(draft), circumstances or (PROMISED, UNPROMISED, SILENT), seconds)


def _reasons(proof: Proof) -> list[str]:
    return [str(fault) for fault in proof.faults]


def test_a_good_draft_renders_everywhere() -> None:
    proof = _proof("{{ number }}{% if due %} by {{ due }}{% endif %}")
    assert (proof.told, proof.sound, proof.faults) == ("can be written in 3 of 3 cases", True, ())


def test_a_fault_of_several_circumstances_is_told_once_with_where() -> None:
    proof = _proof("{% if due %}{{ number }}{% endif %}")
    assert (proof.rendered, proof.of) == (1, 3)
    assert _reasons(proof) == ["en/registered.liquid: doesn't contain {{ number }} (a, basic, 1; 1 more)"]


@pytest.mark.parametrize("words", ["within 4 hours", "within 4 working hours", "in one day", "within the hour"])
def test_a_time_that_the_document_does_not_promise(words: str) -> None:
    proof = _proof(f"{{{{ number }}}}: we answer {words}.", UNPROMISED)
    assert not proof.sound
    assert "where the terms promise no time; use {{ due }} (a, basic, 1)" in _reasons(proof)[0]


def test_the_documents_own_promise_may_be_said_where_it_holds_and_only_there() -> None:
    words = "{{ number }}: we answer within 4 hours."
    assert _proof(words, PROMISED).sound
    assert _proof(words).rendered == 1
    (other,) = _reasons(_proof(words.replace("4", "2"), PROMISED))
    assert "promises '2 hours' where the terms promise 4 h" in other


@pytest.mark.parametrize("kind", ["subject", "html", "chat"])
def test_it_is_found_in_every_part(kind: str) -> None:
    proof = _proof("{{ number }}", UNPROMISED, **dict[str, Any]({kind: "[{{ number }}] within 2 hours"}))
    assert _reasons(proof)[0].startswith(f"en/registered.{kind}.liquid: promises '2 hours'")


def test_times_in_values_are_the_documents_own() -> None:
    said = {**_VALUES, "missing": "– a picture of the last 2 hours", "within": "1 hour", "conditions": "x"}
    there = Circumstance(name="b", situations=(said,))
    assert _proof("{{ number }} {{ missing }} {{ within }} {{ received }}", there).sound


@pytest.mark.parametrize(("kind", "name"), [("text", "due"), ("html", "due"), ("chat", "within")])
def test_a_sentence_about_a_time_that_there_is_not(kind: str, name: str) -> None:
    parts: dict[str, Any] = {
        "text": "{{ number }}",
        kind: f"{{{{ number }}}} A person will answer by {{{{ {name} }}}}.",
    }
    proof = _proof(parts.pop("text"), UNPROMISED, **parts)
    assert (
        f"prints {{{{ {name} }}}} where the terms promise no time; put it into {{% if {name} %}}" in _reasons(proof)[0]
    )


def test_unknown_variables_stop_it_before_anything_is_rendered() -> None:
    proof = _proof("{{ number }}\n  {{ recieved }}", html="{{ nubmer }}")
    assert proof.rendered == 0
    assert {(fault.file, fault.line, fault.column) for fault in proof.faults} == {
        ("en/registered.liquid", 2, 6), ("en/registered.html.liquid", 1, 4),
    }  # fmt: skip
    assert any("did you mean received?" in reason for reason in _reasons(proof))


def test_a_part_that_is_needed_is_missing() -> None:
    draft = Draft(place=Place(event="registered", language="pl", terms="veeam"), parts={"text": "{{ number }}"})
    proof = proved(reply_of(draft), (PROMISED,))
    assert _reasons(proof) == ["veeam/pl/registered.subject.liquid: is missing"]


def test_a_chats_text_in_utf16_units_and_a_long_subject() -> None:
    """Telegram counts a smile as two."""
    assert _proof("{{ number }}", UNPROMISED, chat="{{ number }}" + "😀" * 2_000).sound
    (long,) = _reasons(_proof("{{ number }}", UNPROMISED, chat="{{ number }}" + "😀" * 2_050))
    assert "longer than one message of a chat, 4,096 UTF-16 units" in long
    (text,) = _reasons(_proof("{{ number }}" + "x " * 2_050, UNPROMISED))
    assert text.startswith("en/registered.liquid: is longer than one message of a chat")
    (subject,) = _reasons(_proof("{{ number }}", UNPROMISED, subject=_SUBJECT + "!" * 140))
    assert subject.startswith("en/registered.subject.liquid: gives more than 150 characters")


BOMBS = [
    "{% for a in (1..100000) %}{% for b in (1..100000) %}x{% endfor %}{% endfor %}",
    "{% assign a = '" + "x" * 400 + "' %}" + "{% assign a = a | append: a %}" * 30 + "{{ number }}{{ a }}",
    "{{ number }}" + "{% if number %}" * 200 + "x" + "{% endif %}" * 200,
    "{% include 'en/registered' %}", "{% render 'x' %}", "{% capture a %}{{ a }}{% endcapture %}",
]  # fmt: skip


@pytest.mark.parametrize("source", [*ATTACKS, *BOMBS], ids=range(len(ATTACKS) + len(BOMBS)))
def test_what_loops_allocates_or_nests_is_refused_in_no_time(source: str) -> None:
    begun = time.process_time()
    proof = _proof("{{ number }}", UNPROMISED, html=source)
    assert not proof.sound
    assert proof.rendered == 0
    assert time.process_time() - begun < 2.0


def test_what_takes_too_long_over_all_is_refused() -> None:
    slow = "{{ number }}" + "{% assign a = number | append: number | upcase | escape %}" * 500
    many = tuple(Circumstance(name=str(n), situations=({**_VALUES, "number": f"CEN-{n}"},)) for n in range(400))
    proof = _proof(slow, *many, seconds=0.2, subject="[{{ number }}]")
    assert 0 < proof.rendered < proof.of == 400
    assert _reasons(proof) == ["en/registered.subject.liquid: takes longer than 0.2 seconds to be rendered everywhere"]
