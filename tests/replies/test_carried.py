"""A change of a letter's text is made in its other parts where they say the same, and nowhere else."""

import pytest

from intakebot.domain.template import Kind
from intakebot.replies.carried import carried
from intakebot.replies.catalogue import Catalogue, Reply

_OLD: dict[Kind, str] = {
    "text": "Hello,\n\nNumber: {{ number }}\nSeverity & more: {{ severity }}\n{% if due %}Until: {{ due }}\n{% endif %}\nWrite to us.\nTwice.\nBye",
    "html": '<style>p { color: red }</style>\n<p class="a">Hello,</p>\n<p>Number: <strong>{{ number }}</strong><br>\nSeverity &amp;\nmore: '
    '{{ severity }}{% if due %}<br>\nUntil: {{ due }}{% endif %}</p>\n<p>Write to us.</p>\n<p>Twice.</p><p>Twice.</p>\n<p><a href="x">Bye</a></p>',
    "chat": "Number: {{ number }}\n{% if due %}Until: {{ due }}{% endif %}\nWrite to us.\nTwice.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("was", "now", "html", "chat"),
    [
        ("Hello,", "Dear <customer>,", ("Hello,", "Dear &lt;customer&gt;,"), None),
        ("Number: {{", "Your number: {{", ("Number: <", "Your number: <"), ("Number: {{", "Your number: {{")),
        ("Severity & more:", "Severity & so on:", ("Severity &amp;\nmore:", "Severity &amp;\nso on:"), None),
        ("Until: {{ due }}", "We answer by {{ due }}", ("Until: {{", "We answer by {{"), ("Until: {{", "We answer by {{")),
        ("{% if due %}Until:", "{% if severity %}Until:", None, None),
        ("Write to us.\n", "", ("<p>Write to us.</p>\n", ""), ("Write to us.\n", "")),
        ("Twice.", "Thrice.", None, ("Twice.", "Thrice.")),
        ("Write to us.\n", "Write to us.\nCall us.\n", ("us.</p>", "us.<br>\nCall us.</p>"), ("us.", "us.\nCall us.")),
        ("Write to us.\n", "Write to us.\n\nCall us.\n", ("us.</p>", "us.</p>\n<p>Call us.</p>"), ("us.", "us.\n\nCall us.")),
        ("Bye", "Bye\nThe desk", ("</a></p>", "</a><br>\nThe desk</p>"), None),
        ("Severity & more: {{ severity }}\n", "", ("<br>\nSeverity &amp;\nmore: {{ severity }}", ""), None),
        ("Number: {{ number }}", "{{ number }}: number", None, ("Number: {{ number }}", "{{ number }}: number")),
        ("Hello,", "", ('<p class="a">Hello,</p>', '<p class="a">Hello,</p>'), None),
        ("Hello,\n", "Before all\nHello,\n", None, None),
    ],
)  # fmt: skip
def test_what_stands_there_word_for_word_is_changed_alike(
    was: str, now: str, html: tuple[str, str] | None, chat: tuple[str, str] | None
) -> None:
    new: dict[Kind, str] = {**_OLD, "text": _OLD["text"].replace(was, now)}
    wanted: dict[Kind, str] = {"html": _OLD["html"].replace(*html) if html else _OLD["html"]}
    wanted["chat"] = _OLD["chat"].replace(*chat) if chat else _OLD["chat"]
    assert new | carried(new, _OLD) == new | wanted


def test_a_change_that_was_made_already_isnt_made_again() -> None:
    new = {**_OLD, "text": _OLD["text"].replace("Write to us.", "Write to us all.")}
    again = {**new, **carried(new, _OLD)}
    assert carried(again, _OLD) == {}


@pytest.mark.parametrize("reply", Catalogue().replies, ids=lambda reply: reply.name)
def test_nothing_changes_where_the_text_didnt(reply: Reply) -> None:
    parts = {kind: source.text for kind, source in reply.sources.items()}
    assert carried(parts, parts) == {}


def test_without_text_or_other_parts_there_is_nothing_to_be_made() -> None:
    assert carried({"chat": "Hello"}, {"chat": "Bye"}) == {}
    assert carried({"text": "Hello"}, {"text": "Bye"}) == {}
