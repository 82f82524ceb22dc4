"""`intakebot due`, as scripts call it (design.md 8)."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from intakebot import cli
from intakebot.cli.talk import FAULTS, USAGE

QUESTION = ["--terms", "centaur", "--plan", "basic", "--severity", "critical"]
RECEIVED = ["--received", "2026-02-20T16:00:00+03:00"]
LINE = {"terms": "veeam", "plan": "basic", "severity": 2, "received": "2026-11-25T23:30:00Z"}


def ran(monkeypatch: pytest.MonkeyPatch, *words: str, given: str = "") -> int:
    monkeypatch.setattr(sys, "argv", ["intakebot", "due", *words])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code is None or isinstance(left.value.code, int)
    return left.value.code or 0


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_question(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(monkeypatch, *QUESTION, *RECEIVED) == 0
    assert told(capsys) == [
        {
            "id": None,
            "reaction_due": "2026-02-24T12:00:00+03:00",
            "workaround_due": None,
            "resolution_due": None,
            "promise": {"reaction": "4 wh", "workaround": "none", "resolution": "none"},
            "reaction": "notice",
            "clause": "CEN-02",
        }
    ]


def test_explained_in_a_language(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(monkeypatch, *QUESTION, *RECEIVED, "--explain", "--lang", "ru") == 0
    steps = told(capsys)[0]["steps"]
    assert [step["seconds"] for step in steps] == [3600, 0, 0, 10800]
    assert steps[2]["text"] == "Пн 23 февр. — нерабочий день (День защитника Отечества)"


def test_lines_from_a_file(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = [LINE, {**LINE, "id": 7, "timezone": "America/New_York", "holidays": "US"}]
    (tmp_path / "questions").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert ran(monkeypatch, "--jsonl", str(tmp_path / "questions")) == 0
    answers = told(capsys)
    assert [answer["id"] for answer in answers] == [None, 7]
    # Thu 0:30 in Warsaw: 8–16. In New York Wed 18:30: 1.5 h, Thanksgiving, 6.5 h.
    assert [answer["reaction_due"] for answer in answers] == ["2026-11-26T16:00:00+01:00", "2026-11-27T14:30:00-05:00"]


@pytest.mark.parametrize("name", [[], ["-"]])
def test_lines_from_standard_input_with_a_faulty_one(
    name: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = "\n".join(json.dumps({**LINE, "id": terms, "terms": terms}) for terms in ("veeam", "acme", "eurolinux"))
    assert ran(monkeypatch, "--jsonl", *name, "--explain", given=given) == FAULTS
    answers = told(capsys)
    assert [answer["id"] for answer in answers] == ["veeam", "acme", "eurolinux"]
    assert ["error" in answer for answer in answers] == [False, True, False]
    assert "no terms 'acme'" in answers[1]["error"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([*QUESTION, "--received", "2026-02-20T16:00:00"], "says no zone"),
        (QUESTION, "received is missing"),
        (RECEIVED, "terms is missing"),
        ([*QUESTION, *RECEIVED, "--terms", "acme"], "no terms 'acme'"),
        ([*QUESTION, *RECEIVED, "--plan", "gold"], "centaur has no plan 'gold'; it has basic, extended"),
        ([*QUESTION, *RECEIVED, "--timezone", "Mars"], "no such zone: 'Mars'"),
        ([*QUESTION, *RECEIVED, "--holidays", "XX"], "no such holidays: 'XX'"),
        ([*QUESTION, *RECEIVED, "--lang", "de"], "lang 'de'"),
        ([*QUESTION, *RECEIVED, "questions.jsonl"], "a file of questions needs --jsonl"),
        (["--jsonl", "/nowhere/questions.jsonl"], "/nowhere/questions.jsonl: No such file"),
        (["--jsonl", "/"], "/: Is a directory"),
    ],
)
def test_wrong_usage(
    words: list[str], why: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran(monkeypatch, *words) == USAGE
    captured = capsys.readouterr()
    assert why in captured.err
    assert captured.err.startswith("intakebot: ")
    assert not captured.out
