from typing import Any

import pytest

from intakebot.classify import services
from tests.classify.corpora import cases
from tests.classify.hostile import slowest

PATTERNS = {
    "remote": (
        r"подключ\w{1,8} удал[её]нно",
        r"удал[её]нн\w{2} подключени\w{1,2}",
        r"remote session",
        r"zdaln\w{1,3} połączeni\w{1,2}",
    ),
    "visit": (r"\bвыезд\w{0,2}\b", r"on-site visit", r"wizyt\w{1,2} serwisanta"),
}


@pytest.mark.parametrize("case", cases("services/mentions.jsonl"), ids=lambda case: ascii(case["text"])[:60])
def test_services_that_are_asked_for_and_not_those_that_are_declined(case: dict[str, Any]) -> None:
    found = services.asked(PATTERNS, "", case["text"])
    assert [mention.id for mention in found] == case["asked"]
    assert all(case["text"][mention.start : mention.end] == mention.text for mention in found)


def test_the_subject_counts_too() -> None:
    (mention,) = services.asked(PATTERNS, "On-site visit", "see subject")
    assert (mention.id, mention.where) == ("visit", "subject")


def test_a_megabyte_costs_little() -> None:
    spent, unit = slowest(lambda text: services.asked(PATTERNS, text, text))
    assert spent < 1, unit
