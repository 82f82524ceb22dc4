"""Text and HTML of a letter that don't say the same are told of."""

import pytest

from intakebot.domain.template import Kind
from intakebot.replies.apart import Apart, apart
from intakebot.replies.catalogue import Catalogue, Reply

_OLD: dict[Kind, str] = {
    "text": "Hello, {{ number }}. Room 4, https://help.example/a.",
    "html": '<style>p { margin: 7px }</style><p class="n9">Hello, <b>{{ number }}</b>. Room&nbsp;4, '
    '<a href="https://help.example/a">help</a>.</p>',
}  # fmt: skip


@pytest.mark.parametrize("reply", Catalogue().replies, ids=lambda reply: reply.name)
def test_the_shipped_letters_say_the_same_in_both(reply: Reply) -> None:
    parts = {kind: source.text for kind, source in reply.sources.items()}
    assert apart(parts, parts) is None


@pytest.mark.parametrize(
    ("changed", "alone", "only_text", "only_html"),
    [
        ({"text": "Hello there, {{ number }}. Room 4, https://help.example/a."}, "text", (), ()),
        ({"text": "Hello, {{ number }}. Room 5, https://help.example/a."}, "text", ("5",), ("4",)),
        ({"html": "<p>{{ number }}, {{ due }}, 4, https://help.example/b</p>"}, "html", ("https://help.example/a",), ("{{ due }}", "https://help.example/b")),
        ({"text": "{{ number }} 4", "html": "<p>{{ number }} 4:30</p>"}, None, ("4",), ("4:30",)),
        ({"text": "{% if due %}{{ due }}{% endif %} {{ number }}", "html": "{{ number }} {{ due }}"}, None, (), ()),
        ({"html": ""}, None, (), ()),
    ],
)  # fmt: skip
def test_what_sets_them_apart_is_named(
    changed: dict[Kind, str], alone: Kind | None, only_text: tuple[str, ...], only_html: tuple[str, ...]
) -> None:
    found = apart(_OLD | changed, _OLD)
    said = Apart(alone=alone, only_text=only_text, only_html=only_html)
    assert found == (said if alone or only_text or only_html else None)


def test_it_is_told_in_one_sentence() -> None:
    found = apart(_OLD | {"text": "Hello, {{ number }}. Room 5, https://help.example/a."}, _OLD)
    assert found is not None
    assert found.said == (
        "text and HTML differ: the text was changed, but not the HTML; only in the text: 5; only in the HTML: 4"
    )


def test_long_words_take_no_time() -> None:
    for word in ("{{", "<", "1.", "https://x", "{%"):
        apart({"text": word * 16_000, "html": word * 16_000}, {})
