"""What an editor offers and underlines."""

import time

import pytest

from intakebot.replies.catalogue import Catalogue
from intakebot.replies.completion import completion, lint
from intakebot.replies.events import EVENTS, VARIABLES
from intakebot.replies.render import compiled, rendered
from tests.replies.test_proof import ATTACKS


@pytest.mark.parametrize("event", EVENTS)
def test_every_variable_is_explained_in_every_language(event: str) -> None:
    languages = {language: dict(completion(event, language).variables) for language in ("en", "ru", "pl")}
    assert all(known.keys() == VARIABLES[event] for known in languages.values())
    for name in VARIABLES[event]:
        said = [languages[language][name] for language in languages]
        assert len(set(said)) == 3
        assert all(5 < len(line) < 130 for line in said)


def test_another_language_reads_english() -> None:
    assert completion("registered", "de") == completion("registered", "en")


def test_what_is_offered_is_what_works() -> None:
    offered = completion("registered")
    assert {"if", "endif", "elsif", "case", "when", "endcase"} <= set(offered.tags)
    assert not {"for", "include", "render", "endassign"} & set(offered.tags)
    source = "".join(f"{{% if number %}}{{{{ number | {name}: 5 }}}}{{% endif %}}" for name in offered.filters if name in
                     ("append", "prepend", "truncate", "default"))  # fmt: skip
    assert rendered("a", compiled("a", source, html=False), {"number": "x"})


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ("{{ number }}", []),
        ("😀 ż {{ recieved }}", [("recieved", "unknown variable recieved; did you mean received?")]),
        ("{{ number }}\n{% if due %}{{ customer }}{% endif %}", [("customer", "unknown variable customer")]),
        ("{{ b }} {{ number | shout }}\n{{ a }}",
         [("b", "unknown variable b"), ("shout", "unknown filter 'shout'"), ("a", "unknown variable a")]),
        ("{{ number | upcas }}", [("upcas", "unknown filter 'upcas'; did you mean upcase?")]),
        ("a\n{% for i in (1..9) %}", [("{% for i in (1..9) %}", None)]),
        ("a\n{% for i in number %}x{% endfor %}", [("for", "unexpected tag 'for'")]),
        ("a\n  {{ number", [("{{ number", "{{ isn't closed")]),
        ("{{ number }}\n{% if %}x{% endif %}", [("if", "missing expression")]),
        ("{{ number.size }}", [("number", "number.size: variables have no parts")]),
    ],
)  # fmt: skip
def test_flaws_stand_where_they_are_in_code_points(text: str, flaws: list[tuple[str, str | None]]) -> None:
    found = lint("registered", "en", "text", text)
    assert [text[flaw.start : flaw.end] for flaw in found] == [words for words, _ in flaws]
    assert all(wanted in (None, flaw.message) for flaw, (_, wanted) in zip(found, flaws, strict=True))


def test_the_shipped_templates_have_no_flaws() -> None:
    for reply in Catalogue().replies:
        for kind, source in reply.sources.items():
            assert lint(reply.event, reply.language, kind, source.text) == ()


@pytest.mark.parametrize("text", ATTACKS, ids=range(len(ATTACKS)))
def test_an_attack_holds_no_editor_up(text: str) -> None:
    begun = time.process_time()
    for flaw in lint("registered", "en", "html", text):
        assert 0 <= flaw.start <= flaw.end <= len(text)
    assert time.process_time() - begun < 1.0
