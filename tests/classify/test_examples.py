import json
from pathlib import Path
from typing import Any

import pytest

from intakebot.classify.examples import LEVELS, BadExample, Reading, load, shares

FACETS = {
    "kind": "incident", "function": "main", "extent": "stopped", "scope": "all", "workaround": "no",
    "environment": "production", "state": "ongoing", "origin": "unknown", "business": "severe", "risk": True,
}  # fmt: skip
TOP = {"centaur": "critical", "martinsoft": 1, "xopero": "X", "veeam": "1", "eurolinux": "1"}
LINE: dict[str, Any] = {
    "id": "a-1", "concept": "mill/a", "domain": "mill", "lang": "ru", "channel": "chat", "subject": None,
    "text": "мельница стоит", "facets": FACETS, "levels": TOP, "stated": None, "phenomena": ["calm"],
}  # fmt: skip


def _write(folder: Path, name: str, *lines: object) -> None:
    (folder / name).write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), "utf-8")


def _reading(**levels: str) -> dict[str, Any]:
    return {"id": "a-1", "facets": FACETS, "levels": {**TOP, **levels}}


def test_an_example_with_its_readings(tmp_path: Path) -> None:
    _write(tmp_path, "mill.jsonl", LINE, {**LINE, "id": "a-2", "subject": "Стоим", "stated": "срочно"})
    _write(tmp_path, "second1.jsonl", _reading(centaur="medium"), {**_reading(), "id": "of-nobody"})
    (tmp_path / "notes.txt").write_text("not read")
    one, two = load(tmp_path)
    assert (one.id, one.concept, one.domain, one.lang, one.channel) == ("a-1", "mill/a", "mill", "ru", "chat")
    assert (one.subject, one.stated, one.phenomena, one.hand, one.group) == ("", None, ("calm",), "mill", "mill/mill")
    assert (two.subject, two.stated, len(two.readings)) == ("Стоим", "срочно", 1)
    as_text = {facet: str(value).lower() for facet, value in FACETS.items()}
    assert one.readings[0] == Reading(facets=as_text, levels={name: str(level) for name, level in TOP.items()})
    assert [reading.levels["centaur"] for reading in one.readings] == ["critical", "medium"]


def test_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        _write(tmp_path, f"{name}.jsonl", {**LINE, "id": name})
    assert [example.id for example in load(tmp_path)] == ["a", "b", "c"]
    assert load(tmp_path / "missing") == []


@pytest.mark.parametrize(
    ("said", "level"),
    [
        (["critical"], "critical"),
        (["critical", "medium"], "medium"),
        (["medium", "critical", "medium"], "medium"),
        (["critical", "medium", "low"], "low"),
        (["critical", "critical", "medium"], "critical"),
        (["medium", "critical", "critical", "medium"], "medium"),
        (["critical", "medium", "medium", "critical"], "critical"),
    ],
)
def test_the_majority_decides_and_the_latest_where_there_is_none(tmp_path: Path, said: list[str], level: str) -> None:
    first, *further = said
    _write(tmp_path, "mill.jsonl", {**LINE, "levels": {**TOP, "centaur": first}})
    for place, one in enumerate(further):
        _write(tmp_path, f"second{place}.jsonl", _reading(centaur=one))
    assert load(tmp_path)[0].levels == {**{name: str(TOP[name]) for name in LEVELS}, "centaur": level}


def test_third_readings_are_later_than_second_ones(tmp_path: Path) -> None:
    _write(tmp_path, "mill.jsonl", LINE)
    _write(tmp_path, "third1.jsonl", _reading(centaur="low"))
    _write(tmp_path, "second9.jsonl", _reading(centaur="medium"))
    assert load(tmp_path)[0].levels["centaur"] == "low"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "x.jsonl:2: Expecting"),
        ("", "x.jsonl:2: Expecting value"),
        ("[1]", "x.jsonl:2: an object is wanted"),
        ("[" * 100_000, "x.jsonl:2: maximum recursion"),
        *(({name: LINE[name] for name in LINE if name != gap}, f"x.jsonl:2: '{gap}' is missing")
          for gap in LINE if gap not in ("facets", "levels")),
        *(({**LINE, gap: 7}, f"x.jsonl:2: {gap} must be text") for gap in ("id", "concept", "lang", "text")),
        ({**LINE, "text": None}, "x.jsonl:2: text must be text"),
        ({**LINE, "stated": 1}, "x.jsonl:2: stated must be text or null"),
        ({**LINE, "phenomena": None}, "x.jsonl:2: phenomena must be a list of texts"),
        ({**LINE, "phenomena": "calm"}, "x.jsonl:2: phenomena must be a list of texts"),
        ({**LINE, "facets": []}, "x.jsonl:2: facets must be an object"),
        ({**LINE, "levels": "1"}, "x.jsonl:2: levels must be an object"),
        ({**LINE, "facets": {**FACETS, "scope": "most"}}, "x.jsonl:2: facet scope: 'most' is none of all, some, one, unknown"),
        ({**LINE, "facets": {}}, "x.jsonl:2: facet kind: None is none of incident"),
        ({**LINE, "levels": {**TOP, "xopero": "4"}}, "x.jsonl:2: level xopero: '4' is none of X, 1, 2, 3"),
    ],
    ids=lambda given: ascii(given)[:60],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, line: object, message: str) -> None:
    told = line if isinstance(line, str) else json.dumps(line)
    (tmp_path / "x.jsonl").write_text(f"{json.dumps(LINE)}\n{told}\n", "utf-8")
    with pytest.raises(BadExample) as refused:
        load(tmp_path)
    assert str(refused.value).startswith(f"{BadExample.__doc__} {message}".replace(". ", ": ", 1))


def test_wrong_readings_and_wrong_bytes_are_told_too(tmp_path: Path) -> None:
    _write(tmp_path, "second1.jsonl", {"facets": FACETS, "levels": TOP})
    with pytest.raises(BadExample, match=r": second1\.jsonl:1: 'id' is missing$"):
        load(tmp_path)
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "\xff"}\n')
    with pytest.raises(BadExample, match=r": a\.jsonl:1: 'utf-8' codec"):
        load(tmp_path)


def test_shares_of_votes() -> None:
    assert shares(["1", "2", "1", "3"], LEVELS["veeam"]) == [0.5, 0.25, 0.25, 0.0]
