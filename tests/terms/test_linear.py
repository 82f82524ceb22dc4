"""Which regular expressions a stranger's text can't keep busy."""

import re
import time

import pytest

from intakebot.terms.linear import NotLinear, check


@pytest.mark.parametrize(
    "pattern",
    [
        r"version\s*:\s*\d",
        r"\bверси[яию]\s+\d{1,3}(?:\.\d{1,9}){0,3}",
        r"(?:не|nie|not)\s+(?:работает|działa|working)",
        r"\+?\d{1,3}[\s-]{0,2}\(?\d{2,4}\)?[\s-]{0,2}\d{2,4}[\s-]{0,2}\d{2,4}",
        r"win(?:dows)?\s*(?:xp|7|8|10|11)\b",
        r"[\w.]{1,40}@[\w.]{1,40}",
        r"\bprosz[ęe]\b[^.!?\n]{0,50}\b(?:sprawdz|zajrze|pomoc)\w{0,6}\b[^.!?\n]{0,25}\bzdaln",
        r"(?<!un)supported (?!by)[a-z]{1,9}",
        r"(?:\w{1,20}\s){0,5}x",
        r"build \d{3,}",
        r"(?>error|fault)\s?\d",
        "a" * 300,
    ],
)
def test_what_is_good(pattern: str) -> None:
    check(pattern)


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        (r"(\w+\s?)+:", "repeats a group without end"),
        (r"(?:a|aa)*b", "repeats a group without end"),
        (r"(?:ab){1,99}", "repeats a group up to 99 times"),
        (r"\d+:", "may take very long"),
        (r".*error", "may take very long"),
        (r"x.*y", "may take very long"),
        (r"v\.\s*:?\s+\d", "may take very long"),
        (r"(?:a{1,9}){1,9}", "ways at one place"),
        (r"(?:a|aa){1,40}$", "ways at one place"),
        (r".{0,40}.{0,40}.{0,40}", "ways at one place"),
        (r"(\w)\1", "refers back"),
        (r"(?:" + "a?" * 40 + "){50}", "too many parts|ways at one place"),
    ],
)
def test_what_is_refused(pattern: str, told: str) -> None:
    with pytest.raises(NotLinear, match=told):
        check(pattern)


@pytest.mark.parametrize("pattern", ["(", "(?<=a{1,2})b", "[z-a]", "*"])
def test_what_is_no_pattern(pattern: str) -> None:
    with pytest.raises(re.error):
        check(pattern)


def test_a_pattern_of_the_greatest_length_is_judged_quickly() -> None:
    started = time.process_time()
    for pattern in (
        "(?:a?b?c?){9}" * 23,
        "((((((((((a{1,9}){1,9}){1,9}){1,9}){1,9}){1,9}){1,9}){1,9}){1,9}){1,9})",
        "(?:ab|cd){0,50}" * 19,
    ):
        with pytest.raises(NotLinear):
            check(pattern)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "pattern", [r"\d{1,70}\d{1,70}x", r"(?:a|aa){1,6}b", r"version\s*:\s*\d", r"[\w.]{1,64}@[\w.]{1,64}"]
)
@pytest.mark.parametrize("text", ["1", "a", "aa ", "version", "version ", " ", "a@"])
def test_what_is_good_is_quick_on_the_longest_text(pattern: str, text: str) -> None:
    """Details are looked for in 20,000 characters."""
    check(pattern)
    started = time.process_time()
    re.search(pattern, (text * 20_000)[:20_000])
    assert time.process_time() - started < 3
