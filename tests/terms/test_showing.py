"""`terms list`, `show`, `check` and `coverage`, as people call them."""

import re
from pathlib import Path

import pytest

from tests.running import run

_OVERLAY = '[plans.standard.targets.1.reaction]\npromise = "1 h"\n'


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A configuration with a folder of terms."""
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "martinsoft.toml").write_text(_OVERLAY)
    (tmp_path / "terms" / "plus.toml").write_text('extends = "eurolinux"\ntitle = "Standard Plus"\n')
    (tmp_path / "config.toml").write_text('[terms]\nfolder = "terms"\n')
    return tmp_path


def test_list_tells_where_each_comes_from(installed: Path) -> None:
    ran = run("terms", "list", "--config", "config.toml", cwd=installed)
    assert ran.code == 0
    found = {each["id"]: each for each in ran.objects}
    assert {id_: each["origin"] for id_, each in found.items()} == {
        "centaur": "shipped", "eurolinux": "shipped", "martinsoft": "terms/martinsoft.toml", "plus": "terms/plus.toml",
        "veeam": "shipped", "xopero": "shipped",
    }  # fmt: skip
    assert found["centaur"] == {
        "id": "centaur", "title": found["centaur"]["title"], "plans": ["basic", "extended"],
        "severities": ["critical", "medium", "low"], "languages": [], "zone": "Europe/Moscow",
        "reaction": {"counts": "notice", "clause": "CEN-03"}, "version": found["centaur"]["version"], "origin": "shipped",
    }  # fmt: skip
    assert found["plus"]["title"] == "Standard Plus"


def test_show_is_the_whole_document_under_the_keys_of_files(installed: Path) -> None:
    ran = run("terms", "show", "centaur", cwd=installed)
    (found,) = ran.objects
    assert (ran.code, found["id"], found["origin"]) == (0, "centaur", "shipped")
    assert found["plans"]["extended"]["targets"]["critical"]["reaction"] == {"promise": "1 wh", "clause": "CEN-02"}
    assert found["severities"]["low"]["definition"].keys() == {"ru", "pl", "en"}


def test_show_in_one_language_and_with_one_plan(installed: Path) -> None:
    (found,) = run("terms", "show", "centaur", "--plan", "basic", "--lang", "pl", cwd=installed).objects
    assert list(found["plans"]) == ["basic"]
    assert found["plans"]["basic"]["name"] == "podstawowy"
    assert isinstance(found["severities"]["low"]["definition"], str)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("zentaur",), "no terms 'zentaur'; known are centaur"),
        (("centaur", "--plan", "gold"), "centaur has no plan 'gold'; it has basic, extended"),
        (("centaur", "--lang", "de"), "'de' is not one of 'ru', 'pl', 'en'"),
    ],
)
def test_show_of_what_there_is_not_is_wrong_usage(installed: Path, asked: tuple[str, ...], told: str) -> None:
    ran = run("terms", "show", *asked, cwd=installed)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_check_shows_the_known_gaps_and_is_content(installed: Path) -> None:
    ran = run("terms", "check", cwd=installed)
    assert ran.code == 0
    assert {each["kind"] for each in ran.objects} == {"gap"}
    gaps = [
        (Path(each["file"]).stem, each["key"], *re.findall(r"[A-Z]{3}-\d\d", each["reason"])) for each in ran.objects
    ]
    assert gaps == [
        ("centaur", "duties.versions.outdated", "CEN-11"),
        *(("eurolinux", f"severities.{level}.definition", "EUR-03") for level in "1234"),
        ("martinsoft", "plans.standard.calendar", "MAR-05"),
        *(("martinsoft", f"plans.standard.targets.{level}.reaction.promise", "MAR-05") for level in "1234"),
        ("veeam", "plans.evaluation.targets.2.reaction.promise", "VEE-08"),
        ("veeam", "roles", "VEE-01"),
        ("veeam", "duties.versions.outdated", "VEE-22"),
    ]


def test_check_of_files_shows_what_they_leave_open(installed: Path) -> None:
    ran = run("terms", "check", "terms/martinsoft.toml", cwd=installed)
    assert ran.code == 0
    keys = [each["key"] for each in ran.objects]
    assert "plans.standard.targets.1.reaction.promise" not in keys
    assert "plans.standard.targets.2.reaction.promise" in keys


def test_coverage_is_a_line_for_each_row(installed: Path) -> None:
    ran = run("terms", "coverage", cwd=installed)
    assert [each["id"] for each in ran.objects][::25] == ["CEN-01", "MAR-11", "VEE-07"]
    assert all(each.keys() in ({"id", "rule", "kept_by"}, {"id", "rule", "nothing"}) for each in ran.objects)
    assert ran.code == (0 if all(each.get("nothing") or each["kept_by"] for each in ran.objects) else 1)
