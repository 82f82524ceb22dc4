"""Managers change what customers read while the bot runs, by commands through its socket."""

from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from intakebot.cli import cli
from intakebot.replies.catalogue import SHIPPED
from intakebot.store.store import looking
from tests.days.day import Day, a_day, text_of

_WORDS = ("--by", "Maria", "--lang", "en")


def _notice(day: Day, name: str) -> str:
    day.write(
        f"{name} <{name}@customer.example>", f"Disk of {name}", "The disk is full since this morning, please help."
    )
    (letter,) = day.letters(f"{name}@customer.example")
    return text_of(letter)


def _told(day: Day, *words: str, code: int = 0) -> Any:
    return day.command("templates", *words, code=code)


def test_a_letter_is_drafted_published_rolled_back_and_withdrawn(tmp_path: Path) -> None:
    file = tmp_path / "mine.liquid"
    with a_day(tmp_path, "centaur", "2026-11-23T12:00:00+03:00") as day:
        assert "Dear friend" not in _notice(day, "adam")
        file.write_text("Dear friend, {{ number }}{% if due %} {{ due }}{% endif %}.")
        (drafted,) = _told(
            day, "draft", "registered", str(file), *_WORDS, "--terms", "centaur", "--note", "Warmer.", code=1
        )
        assert [one.partition(":")[0] for one in drafted["faults"]] == [
            "centaur/pl/registered",
            "centaur/ru/registered",
        ]
        assert (drafted["state"], drafted["parts"], drafted["proof"]) == (
            "draft", ["subject", "text", "html", "chat"], "can be written in 12 of 12 cases",
        )  # fmt: skip
        (begun,) = _told(day, "begin", "registered", *_WORDS, "--terms", "centaur")
        assert [one["language"] for one in begun["begun"]] == ["pl", "ru"]
        assert "Dear friend" not in _notice(day, "boris")

        (published,) = _told(day, "publish", str(drafted["id"]), "--by", "Anna")
        assert [one["id"] for one in published["beside"]] == [one["id"] for one in begun["begun"]]
        assert (published["made_by"], published["published_by"], published["note"]) == ("Maria", "Anna", "Warmer.")
        assert "Dear friend" in _notice(day, "celina")
        sent = [letter["template"] for letter in day.evidence(_number(day))["letters"]]
        assert sent == [f"registered/en@{published['version']}"]
        listed = [found for found in _told(day, "list") if found["published"]]
        assert ("centaur", published["version"]) in [(found["terms"], found["version"]) for found in listed]

        file.write_text("{{ number }}: we answer within 2 hours.")
        (bad,) = _told(day, "draft", "registered", str(file), *_WORDS, "--terms", "centaur", code=1)
        assert bad["proof"] == "can be written in 0 of 12 cases"
        refused = CliRunner().invoke(
            cli, ["templates", "publish", str(bad["id"]), "--by", "Anna", "--config", str(day.config)]
        )
        assert "promises '2 hours' where the terms promise no time" in str(refused.exception)

        file.write_text("Dear reader, {{ number }}.")
        (second,) = _told(day, "draft", "registered", str(file), *_WORDS, "--terms", "centaur")
        _told(day, "publish", str(second["id"]), "--by", "Anna")
        assert "Dear reader" in _notice(day, "dorota")
        (difference,) = _told(day, "diff", str(second["id"]), "--to", str(drafted["id"]))
        assert difference["lines"][-2:] == [
            "-Dear friend, {{ number }}{% if due %} {{ due }}{% endif %}.", "+Dear reader, {{ number }}.",
        ]  # fmt: skip
        assert [found["part"] for found in _told(day, "diff", str(second["id"]))] == ["text"]

        (again,) = _told(day, "rollback", str(drafted["id"]), "--by", "Maria")
        assert again["restores_id"] == drafted["id"]
        assert "Dear friend" in _notice(day, "emil")
        history = _told(day, "history", "registered", "--lang", "en", "--terms", "centaur")
        assert [(found["number"], found["id"], found["state"]) for found in history] == [
            (4, again["id"], "published"), (3, second["id"], "retired"), (2, bad["id"], "retired"), (1, drafted["id"], "retired"),
        ]  # fmt: skip
        (undone,) = _told(day, "undo", str(again["id"]), "--by", "Maria")
        assert [one["id"] for one in undone["taken_back"]] == [again["id"]]
        assert "Dear reader" in _notice(day, "eva")
        _told(day, "rollback", str(drafted["id"]), "--by", "Maria")
        day.restart()
        assert "Dear friend" in _notice(day, "fiona")
        assert _told(day, "withdraw", "registered", *_WORDS, "--terms", "centaur") == [
            {"withdrawn": True, "languages": ["en", "pl", "ru"]}
        ]
        assert "Dear" not in _notice(day, "gleb")


def _number(day: Day) -> str:
    """The last notice's."""
    return str(day.relay.taken[-1].content.decode().partition("Subject: [")[2][:13])


def test_nobody_need_be_running(tmp_path: Path) -> None:
    (tmp_path / "a.subject.liquid").write_text("[{{ number }}] Принято")
    config = tmp_path / "config.toml"
    config.write_text(f'[store]\nurl = "sqlite:///{tmp_path}/bot.db"\n')

    def ran(*words: str) -> tuple[int, str]:
        found = CliRunner().invoke(cli, ["templates", *words, "--config", str(config)])
        return found.exit_code, found.stdout

    assert ran("list")[0] == 0
    assert not (tmp_path / "bot.db").exists()
    file, there = str(tmp_path / "a.subject.liquid"), ("--lang", "ru")
    code, drafted = ran("draft", "registered", file, *there, "--by", "Maria")
    assert (code, '"id": 1' in drafted) == (0, True)
    assert ran("publish", "1", "--by", "Maria")[0] == 0
    assert "Принято" in ran("preview", "registered", *there)[1]
    assert "Принято" not in ran("preview", "registered", "--lang", "pl")[1]
    assert ran("check")[0] == 0
    assert ran("publish", "1", "--by", "Maria")[0] == 1
    assert ran("withdraw", "registered", *there, "--by", "Maria")[0] == 0
    assert ran("withdraw", "registered", *there, "--by", "Maria")[0] == 1
    assert "Принято" not in ran("preview", "registered", *there)[1]


def test_a_change_of_the_text_is_made_in_its_other_parts_on_request(tmp_path: Path) -> None:
    file, config = tmp_path / "registered.liquid", tmp_path / "config.toml"
    config.write_text(f'[store]\nurl = "sqlite:///{tmp_path}/bot.db"\n')
    text = (SHIPPED / "en/registered.liquid").read_text().replace("Hello,", "Good day,")
    file.write_text(text)
    given = ["templates", "draft", "registered", str(file), *_WORDS, "--config", str(config)]
    for more, warned in (([], True), (["--alike"], False)):
        ran = CliRunner().invoke(cli, [*given, *more])
        assert ("the text was changed, but not the HTML" in ran.stdout) == warned
    drafts = looking(f"sqlite:///{tmp_path}/bot.db", lambda desk: desk.templates.drafts())
    assert ["<p>Good day,</p>" in one.draft.parts["html"] for one in drafts] == [True]


def test_wrong_files_are_wrong_usage(tmp_path: Path) -> None:
    for name, content in (("a.txt", b"x"), ("b.liquid", b"\xff\xfe\xff")):
        (tmp_path / name).write_bytes(content)
    files = [str(tmp_path / name) for name in ("a.txt", "b.liquid", "absent.liquid")]
    for given in ([files[0]], [files[1]], [files[2]]):
        ran = CliRunner().invoke(cli, ["templates", "draft", "registered", *given, *_WORDS])
        assert ran.exit_code == 2
