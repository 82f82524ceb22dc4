"""Managers publish other terms beside a running bot; what was promised before stays promised (design.md 4.9)."""

import sqlite3
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from intakebot.cli import cli
from tests.days.day import Day, a_day
from tests.days.test_xopero import CONTACTS, JAN, STOPPED, due
from tests.running import run

_QUICKER = '[plans.subscription.targets.1.reaction]\npromise = "1 h"\n'


def _told(day: Day, *words: str, code: int = 0) -> list[dict[str, Any]]:
    return day.command("terms", *words, code=code)


def _written(day: Day, text: str = _QUICKER) -> str:
    file = day.config.with_name("xopero.toml")
    file.write_text(text)
    return str(file)


def _stamps(day: Day, number: str) -> set[str]:
    return {event["versions"]["terms"] for event in day.happened(number, "due")}


def _version(day: Day) -> tuple[str, str]:
    (listed,) = [one for one in _told(day, "list") if one["id"] == "xopero"]
    return listed["version"], listed["origin"]


def test_a_ticket_of_before_and_one_of_after(tmp_path: Path) -> None:
    """Not by a restart nor by closing and reopening does a deadline move that stood when the terms were amended."""
    with a_day(tmp_path, "xopero", "2026-11-23T10:00:00+01:00", contacts=CONTACTS) as day:
        first = day.write(JAN, "Kopie", STOPPED.format(more=""))
        before, (version, origin) = due(day.evidence(first)), _version(day)
        assert origin == "shipped"
        (published,) = _told(day, "publish", _written(day), "--by", "Maria", "--note", "Umowa 2027")
        assert (published["state"], published["terms"], published["note"]) == ("published", "xopero", "Umowa 2027")
        second = day.write(JAN, "Dysk", STOPPED.format(more=" Znowu."))
        assert due(day.evidence(first)) == before
        assert due(day.evidence(second))[0] == "2026-11-23T10:00:00+00:00"  # an hour after ten in Warsaw
        assert due(day.evidence(second))[0] != before[0]
        amended, origin = _version(day)
        assert (origin, _stamps(day, first), _stamps(day, second)) == ("published", {version}, {amended})
        day.agent("close", first)
        day.agent("reopen", first)
        day.restart()
        assert due(day.evidence(first)) == before

        asked = (
            "--terms",
            "xopero",
            "--plan",
            "subscription",
            "--severity",
            "1",
            "--received",
            "2026-11-23T10:00:00+01:00",
        )
        (counted,) = day.command("due", *asked)
        assert counted["promise"]["reaction"] == "1 h"
        (again,) = _told(day, "publish", _written(day, _QUICKER.replace("1 h", "3 h")), "--by", "Maria")
        (back,) = _told(day, "rollback", str(published["id"]), "--by", "Anna")
        assert back["restores_id"] == published["id"]
        assert _told(day, "withdraw", "xopero", "--by", "Anna") == [{"withdrawn": True}]
        assert _version(day) == (version, "shipped")
        history = [(one["id"], one["state"]) for one in _told(day, "history", "xopero")]
        assert history == [(back["id"], "retired"), (again["id"], "retired"), (published["id"], "retired")]


def _ran(config: Path, *words: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(cli, [*words, "--config", str(config)])
    return found.exit_code, found.stdout, str(found.exception)


def test_nobody_need_be_running(tmp_path: Path) -> None:
    config, file = tmp_path / "config.toml", tmp_path / "acme.toml"
    config.write_text(f'[store]\nurl = "sqlite:///{tmp_path}/bot.db"\n')
    assert _ran(config, "terms", "list")[0] == 0
    assert not (tmp_path / "bot.db").exists()
    file.write_text('extends = "veeam"\ntitle = "Acme"\n')
    assert _ran(config, "terms", "publish", str(file), "--by", "Maria")[0] == 0
    assert '"Acme"' in _ran(config, "terms", "show", "acme")[1]
    assert _ran(config, "terms", "export", "acme")[1] == file.read_text()
    assert _ran(config, "terms", "check")[0] == 0
    file.write_text("title = 1")
    code, _told, why = _ran(config, "terms", "publish", str(file), "--by", "Maria")
    assert (code, "acme (published):1: title: must be a text" in why) == (1, True)
    assert _ran(config, "terms", "publish", str(tmp_path / "none.toml"), "--by", "Maria")[0] == 2
    assert _ran(config, "terms", "export", "none")[0] == 2
    assert _ran(config, "terms", "withdraw", "acme", "--by", "Maria")[0] == 0
    assert _ran(config, "terms", "withdraw", "acme", "--by", "Maria")[0] == 1


def test_what_no_longer_fits_is_told_with_the_way_out_and_nothing_else_is_promised_instead(tmp_path: Path) -> None:
    config, file = tmp_path / "config.toml", tmp_path / "centaur.toml"
    config.write_text(f'[store]\nurl = "sqlite:///{tmp_path}/bot.db"\n')
    file.write_text('title = "Ours"\n')
    assert _ran(config, "terms", "publish", str(file), "--by", "Maria")[0] == 0
    with sqlite3.connect(tmp_path / "bot.db") as store:  # as if an upgrade had taken a key away
        store.execute("UPDATE terms_text SET text = 'tittle = \"Ours\"'")
    started = run("run", "--config", "config.toml", cwd=tmp_path)
    assert started.code == 78
    assert "intakebot terms withdraw centaur --by NAME" in started.err
    for words in (["terms", "list"], ["report"], ["contacts", "import", str(file), "--dry-run"]):
        code, told, why = _ran(config, *words)
        assert code != 0, words
        assert told == "", words
        assert "centaur (published):1: tittle: unknown key" in why, words
        assert "intakebot terms withdraw centaur --by NAME" in why, words
    code, told, _why = _ran(config, "check")
    assert (code, "intakebot terms withdraw centaur --by NAME" in told) == (1, True)
    assert "tittle" in _ran(config, "terms", "check")[1]
    assert _ran(config, "terms", "publish", str(file), "--by", "Maria")[0] != 0
    assert _ran(config, "terms", "withdraw", "centaur", "--by", "Maria")[:2] == (0, '{"withdrawn": true}\n')
    assert _ran(config, "terms", "list")[0] == 0
    assert '"act": "terms_withdrawn"' in _ran(config, "audit")[1]
