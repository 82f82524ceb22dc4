"""Questions about deadlines and their answers, one by one and as JSON lines."""

import io
import json
import time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intakebot.domain.errors import Permanent
from intakebot.terms.clocks.asked_lines import LONGEST, answers
from intakebot.terms.clocks.asking import answer, question
from intakebot.terms.document import Document
from tests.terms.documents import small

DOCUMENTS = {"small": small("4 wh"), "customer": small("4 wh", of_customer=True)}
ASKED: dict[str, Any] = {
    "terms": "small",
    "plan": "only",
    "severity": "high",
    "received": "2026-02-20T16:00:00+03:00",
}


def document_of(terms: str) -> Document:
    if terms not in DOCUMENTS:
        raise Permanent(f"no terms {terms!r}")
    return DOCUMENTS[terms]


def asked(**more: object) -> dict[str, Any]:
    return answer(question({**ASKED, **more}), document_of)


def lines(*rows: object, **usual: object) -> list[dict[str, Any]]:
    text = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    return list(answers(io.BytesIO(text.encode("utf-8", "surrogatepass")), document_of, usual))


def test_an_answer_has_these_keys_and_no_others() -> None:
    assert asked(id="a") == {
        "id": "a",
        "reaction_due": "2026-02-24T12:00:00+03:00",
        "workaround_due": None,
        "resolution_due": None,
        "promise": {"reaction": "4 wh", "workaround": "none", "resolution": "none"},
        "reaction": "first_contact",
        "clause": "SML-05",
    }
    assert asked()["id"] is None


def test_an_explained_answer() -> None:
    steps = asked(explain=True, received="2026-02-24T16:30:00+03:00")["steps"]
    assert steps == [
        {
            "clock": "reaction",
            "from": "2026-02-24T16:30:00+03:00",
            "to": "2026-02-24T17:00:00+03:00",
            "seconds": 1800,
            "text": "Tue 24 Feb 16:30–17:00: 30 min",
        },
        {
            "clock": "reaction",
            "from": "2026-02-24T17:00:00+03:00",
            "to": "2026-02-25T09:00:00+03:00",
            "seconds": 0,
            "text": "Outside hours until Wed 25 Feb 9:00",
        },
        {
            "clock": "reaction",
            "from": "2026-02-25T09:00:00+03:00",
            "to": "2026-02-25T12:30:00+03:00",
            "seconds": 12600,
            "text": "Wed 25 Feb 9:00–12:30: 3 h 30 min",
        },
    ]
    assert asked(explain=True, lang="ru")["steps"][0]["text"] == "Пт 20 февр. 16:00–17:00: 1 ч"
    assert asked(explain=True, received="2026-02-24T16:59:59.5+03:00")["steps"][0]["seconds"] == 0.5


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-02-20T13:00:00Z", "2026-02-24T12:00:00+03:00"),
        ("2026-02-20 13:00Z", "2026-02-24T12:00:00+03:00"),
        ("20260220T160000+0300", "2026-02-24T12:00:00+03:00"),
        ("2026-02-20T16:00:00+0300", "2026-02-24T12:00:00+03:00"),
        ("2026-02-20T16:00:00+03", "2026-02-24T12:00:00+03:00"),
        ("2026-02-20T16:00:00.250+03:00", "2026-02-24T12:00:00.250000+03:00"),
    ],
)
def test_times_as_iso_8601_has_them(received: str, due: str) -> None:
    assert asked(received=received)["reaction_due"] == due


def test_the_customers_zone_and_holidays() -> None:
    found = asked(terms="customer", timezone="Asia/Kolkata", holidays="IN")
    assert found["reaction_due"] == "2026-02-23T13:00:00+05:30"  # received at 18:30 on Friday
    assert asked(timezone="Asia/Kolkata", holidays="IN") == asked()


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"received": "2026-02-20T16:00:00"}, "says no zone; add Z or an offset"),
        ({"received": "2026-02-20"}, "says no zone"),
        ({"received": "yesterday"}, "received 'yesterday' is no ISO 8601 time"),
        ({"received": "2026-02-30T16:00:00Z"}, "is no ISO 8601 time"),
        ({"received": 1771592400}, "received must be text"),
        ({"received": None}, "received is missing"),
        ({"received": "0001-01-01T00:00:00+14:00"}, "years from 1990 to 2100"),
        ({"received": "9999-12-31T23:59:59-14:00"}, "years from 1990 to 2100"),
        ({"plan": None}, "plan is missing"),
        ({"plan": "gold"}, "small has no plan 'gold'; it has only, bare, empty"),
        ({"severity": "X"}, "small has no severity 'X'; it has high, low"),
        ({"severity": 2}, "small has no severity '2'"),
        ({"severity": True}, "severity must be text"),
        ({"severity": 2.0}, "severity must be text"),
        ({"terms": "other"}, "no terms 'other'"),
        ({"terms": ["small"]}, "terms must be text"),
        ({"timezone": "Mars/Phobos"}, "no such zone: 'Mars/Phobos'"),
        ({"timezone": ""}, "no such zone: ''"),
        ({"holidays": "XX"}, "no such holidays: 'XX'"),
        ({"explain": "yes"}, "explain must be true or false"),
        ({"lang": "de"}, "lang 'de' is none of en, ru, pl"),
        ({"id": {}}, "id must be text or a whole number"),
        ({"id": 1.5}, "id must be text or a whole number"),
        ({"id": True}, "id must be text or a whole number"),
        ({"id": "\ud800"}, "id is no valid text"),
    ],
)
def test_what_is_wrong_with_a_question(more: dict[str, Any], why: str) -> None:
    with pytest.raises(Permanent, match=why):
        asked(**more)


def test_a_level_may_be_a_number() -> None:
    assert question({**ASKED, "severity": 2}).severity == "2"


def test_lines_are_answered_in_order_and_a_faulty_one_hinders_no_other() -> None:
    found = lines(
        {**ASKED, "id": 1},
        "{",
        {**ASKED, "id": "b", "plan": "gold"},
        "",
        {**ASKED, "id": "c", "note": "further keys are passed over"},
    )
    assert [each["id"] for each in found] == [1, None, "b", None, "c"]
    assert ["error" in each for each in found] == [False, True, True, True, False]
    assert found[1]["error"] == "The question can't be understood: the line is no JSON in UTF-8"
    assert found[2].keys() == {"id", "error"}


def test_options_fill_in_what_a_line_doesnt_say() -> None:
    usual = {**ASKED, "severity": "low", "explain": True, "timezone": None}
    found = lines({"severity": "high"}, {"severity": None}, {"severity": "high", "explain": False}, **usual)
    assert [each["promise"]["reaction"] for each in found] == ["4 wh", "unset", "4 wh"]
    assert ["steps" in each for each in found] == [True, True, False]


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "1",
        "null",
        "NaN",
        '"' + "a" * 100,
        "[" * 60_000,
        '{"a":' * 10_000,
        '{"id": ' + "1" * 5_000 + "}",
        '{"id": NaN}',
        '{"id": "\\ud800"}',
        '{"plan": "\\ud800", "terms": "small", "severity": "high", "received": "2026-02-20\\ud80016:00:00"}',
        "\udcff",
        "\0",
    ],
)
def test_hostile_lines(line: str) -> None:
    found = lines(line, {**ASKED, "id": "next"})
    assert found[0].keys() == {"id", "error"}
    json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    assert found[1]["id"] == "next"
    assert "error" not in found[1]


def test_a_line_that_is_too_long_is_passed_over() -> None:
    good = json.dumps({**ASKED, "id": "good"})
    longest = good[:-1] + " " * (LONGEST - len(good) - 1) + "}"  # with its end 64 KiB
    for size in (LONGEST + 1, 2 * LONGEST, 3 * LONGEST + 17):
        found = lines("x" * (size - 1), longest, "x" * size)
        assert [each["id"] for each in found] == [None, "good", None]
        assert found[0]["error"].endswith("the line is longer than 65536 bytes")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KEYS = ["id", "terms", "plan", "severity", "received", "timezone", "holidays", "explain", "lang"]


@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING))
@example({"received": "2100-12-31T23:59:59.999999-23:59"})
@example({"received": "1990-01-01T00:00:00+23:59"})
@example({"timezone": "a" * 300})
@example({"timezone": "."})
@example({"holidays": "US-"})
def test_no_question_is_a_crash(more: dict[str, Any]) -> None:
    [found] = answers(io.BytesIO(json.dumps({**ASKED, **more}).encode()), document_of, {})
    json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    assert found.keys() in ({"id", "error"}, asked().keys(), asked(explain=True).keys())


def test_ten_thousand_lines_take_no_time() -> None:
    """The bound is ten times what a loaded machine needs: it is there to see a cache that went missing."""
    rows = [{**ASKED, "id": n, "received": f"20{20 + n % 10}-02-{1 + n % 28:02}T16:00:00+03:00"} for n in range(10_000)]
    begun = time.process_time()
    assert len(lines(*rows)) == 10_000
    assert time.process_time() - begun < 10
