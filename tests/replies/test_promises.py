"""Times that people name in their own words."""

import pytest

from intakebot.replies.promises import masked, named


@pytest.mark.parametrize(
    ("text", "promises"),
    [
        ("We answer within 4 hours.", ["4 h"]),
        ("We answer in 4 working hours, at the latest in 2 business days.", ["4 wh", "2 bd"]),
        ("A person answers within one hour.", ["1 h"]),
        ("A person answers within the hour.", ["1 h"]),
        ("Within 30 minutes", ["30 min"]),
        ("a 24-hour watch", ["24 h"]),
        ("Ответим в течение 4 часов.", ["4 h"]),
        ("Ответим в течение часа, решим за двое суток", ["1 h"]),
        ("не позднее чем через 2 рабочих дня", ["2 bd"]),
        ("за 8 рабочих часов", ["8 wh"]),
        ("Odpowiemy w ciągu 4 godzin roboczych.", ["4 wh"]),
        ("Odpowiemy w ciągu godziny", ["1 h"]),
        ("w ciągu 2 dni roboczych", ["2 bd"]),
        ("<p>within <b>4 hours</b></p><style>p { transition: 2 s; margin: 1 h }</style>", ["4 h"]),
        ("1 March 2027, 09:30 (Warsaw)", []),
        ("Call +48 123 456 789 or see 24/7 help at 4 places; chapter 5 has a picture", []),
        ("Chodzi o 3 godła i 2 działy", []),
        ("Между нами 3 часовых пояса", []),
        ("", []),
    ],
)  # fmt: skip
def test_spans_are_found_as_terms_write_them(text: str, promises: list[str]) -> None:
    assert [found.promise for found in named(text)] == promises


def test_values_that_name_times_are_masked_and_no_others() -> None:
    assert masked("1 hour") == masked("ответить за 20 минут") == "…"
    assert masked("critical") == "critical"
    assert masked(None) is None
