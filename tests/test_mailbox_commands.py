"""`intakebot mailbox`, and a start with something set that the terms don't know any more."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from intakebot.cli import cli
from intakebot.terms.library import BadTerms
from tests.running import Bot, Ran

_CONFIG = """
[terms]
folder = "terms"
[store]
url = "{url}"
[smtp]
listen = "127.0.0.1:0"
[console]
listen = ""
[[mailbox]]
address = "support@desk.example"
prefix = "SUP"
terms = "centaur"
plan = "basic"
from_name = "Desk"
[[mailbox]]
address = "sales@desk.example"
prefix = "SAL"
"""
_BY = ("--by", "Jan")


class Host:
    """A folder with a configuration; nothing runs."""

    def __init__(self, folder: Path, url: str) -> None:
        (folder / "terms").mkdir()
        self.own = folder / "terms" / "project.toml"
        self.own.write_text('extends = "centaur"\n')
        self.config = folder / "config.toml"
        self.config.write_text(_CONFIG.format(url=url).replace('"terms"\n[store]', f'"{folder}/terms"\n[store]'))

    def does(self, *words: str, code: int = 0) -> Ran:
        ran = CliRunner().invoke(cli, [*words, "--config", str(self.config)])
        assert ran.exit_code == code, ran.output
        return Ran(code=ran.exit_code, out=ran.stdout, err=ran.stderr)

    def mailbox(self, *words: str, code: int = 0) -> list[Any]:
        return self.does("mailbox", *words, code=code).objects


@pytest.fixture
def host(tmp_path: Path, store_url: str) -> Host:
    return Host(tmp_path, store_url)


def test_set_listed_reset_and_told(host: Host) -> None:
    wish = ("set", "Support@desk.example", "--plan", "extended", "--why", "umowa 7", *_BY)
    (would,) = host.mailbox(*wish, "--dry-run")
    assert host.mailbox("list")[0]["set"] is None
    assert host.mailbox(*wish) == [would]
    assert host.mailbox(*wish) == []
    first, second = host.mailbox("list")
    assert (first["plan"], first["from_name"], first["set"]["by"]) == ("extended", "Desk", "Jan")
    assert (second["terms"], second["set"]) == (None, None)
    assert host.mailbox("reset", "support@desk.example", *_BY)[0]["fields"] == {"plan": ["extended", "basic"]}
    told = host.mailbox("history", "support@desk.example")
    assert [one["note"] for one in told] == ["", "umowa 7"]
    assert [one["setting"] and one["setting"]["plan"] for one in told] == [None, "extended"]


def test_terms_that_managers_published_count(host: Host, tmp_path: Path) -> None:
    file = tmp_path / "acme.toml"
    file.write_text('extends = "centaur"\n')
    host.does("terms", "publish", str(file), "--by", "Maria")
    assert host.mailbox("set", "support@desk.example", "--terms", "acme", *_BY)
    assert host.mailbox("list")[0]["terms"] == "acme"
    host.does("check")


def test_what_is_exported_is_imported_again_as_a_whole_or_not_at_all(host: Host, tmp_path: Path) -> None:
    for form in ("toml", "csv"):
        file = tmp_path / f"boxes.{form}"
        file.write_text(host.does("mailbox", "export", "--format", form).out.replace("Desk", f"Desk {form}"))
        assert [one["key"] for one in host.mailbox("import", str(file), *_BY)] == ["support@desk.example"]
    file = tmp_path / "faulty.toml"
    file.write_text(
        '[[mailbox]]\naddress = "sales@desk.example"\nfrom_name = "X"\n[[mailbox]]\naddress = "x@y.example"\n'
    )
    (fault,) = host.mailbox("import", str(file), *_BY, code=1)
    assert (fault["line"], fault["field"]) == (4, "address")
    assert [one["from_name"] for one in host.mailbox("list")] == ["Desk csv toml", "Support"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("set", "support@desk.example", *_BY), 2),
        (("set", "support@desk.example", "--plan", "extended", "--by", " "), 2),
        (("import", "list.txt", *_BY), 2),
        (("import", "absent.toml", *_BY), 2),
        (("export", "--format", "xls"), 2),
        (("set", "support@desk.example", "--plan", "golden", *_BY), 1),
        (("set", "nobody@desk.example", "--plan", "", *_BY), 1),
        (("set", "support@desk.example", "--plan", "extended", "--by", "bot"), 1),
        (("reset", "nobody@desk.example", *_BY), 1),
        (("history", "nobody@desk.example"), 1),
    ],
)  # fmt: skip
def test_what_commands_refuse(tmp_path: Path, sqlite_url: str, words: tuple[str, ...], code: int) -> None:
    host = Host(tmp_path, sqlite_url)
    host.mailbox(*words, code=code)
    assert [one["set"] for one in host.mailbox("list")] == [None, None]


def test_before_there_is_a_store_nothing_is_set(tmp_path: Path) -> None:
    host = Host(tmp_path, f"sqlite:///{tmp_path}/absent.db")
    assert [one["set"] for one in host.mailbox("list")] == [None, None]
    assert host.mailbox("history", "support@desk.example") == []
    assert host.mailbox("set", "support@desk.example", "--plan", "extended", "--dry-run", *_BY)
    assert not (tmp_path / "absent.db").exists()


def test_what_does_not_fit_any_more_ends_the_start_with_the_command_that_mends_it(host: Host, tmp_path: Path) -> None:
    """Never silently other promises than those that were set (design.md 4.6)."""
    host.mailbox("set", "support@desk.example", "--terms", "project", *_BY)
    host.own.unlink()
    ran = Bot(folder=tmp_path).command("run", "--config", "config.toml")
    assert ran.code == 78, ran
    assert "no terms 'project'" in ran.err
    assert "intakebot mailbox reset support@desk.example" in ran.err
    with pytest.raises(BadTerms, match="no terms 'project'"):
        CliRunner().invoke(cli, ["replay", "--config", str(host.config)], catch_exceptions=False)
    (found,) = [one for one in host.does("check", code=1).objects if one["faults"]]
    assert (found["checked"], "project" in found["faults"][0]) == ("mailboxes", True)
    assert host.mailbox("list")[0]["terms"] == "project"
    host.mailbox("set", "support@desk.example", "--terms", "veeam", "--plan", "production", *_BY)
    host.does("check")
    host.does("replay")
