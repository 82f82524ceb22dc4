"""What the documents say is so: commands, versions, lock files, the layers."""

import re
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from intakebot import __version__
from intakebot.cli import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def _commands() -> list[str]:
    found: list[str] = []

    def walk(command: object, name: str) -> None:
        nested = getattr(command, "commands", None)
        if nested is None:
            found.append(name)
        for word, inner in (nested or {}).items():
            walk(inner, f"{name} {word}".strip())

    walk(get_command(cli), "")
    return sorted(found)


def test_readme_names_every_command() -> None:
    table = README[README.index("| command |") : README.index("## Templates")]
    told = re.findall(r"(?m)^\| `intakebot ([a-z ]*[a-z])", table)
    assert sorted(told) == _commands()


@pytest.mark.parametrize("command", _commands())
def test_every_command_says_in_a_sentence_what_it_does(command: str) -> None:
    answer = CliRunner().invoke(cli, [*command.split(), "--help"])
    assert answer.exit_code == 0
    assert re.search(r"[A-Z][^.]{15,}\.", answer.output)


def test_readme_and_changelog_name_this_version_and_its_files() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    for path in re.findall(r"`([\w./-]+\.(?:py|md|toml))`", README):
        assert any((base / path).exists() for base in (ROOT, ROOT / "intakebot")) or path == "config.toml", path


def test_every_make_target_is_explained_in_the_makefile() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"(?m)^([a-z]+):", text)) - {"clean"}
    assert targets == set(re.findall(r"(?m)^# make ([a-z]+)", text))


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_hold_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"https?://|file:|--index-url|--find-links", text)
    assert text.count("--hash=sha256:") > 100


def test_what_is_needed_to_run_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = set(re.findall(r"(?m)^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text("utf-8")))
    wanted = {re.split(r"[\[>=;<]", need)[0].strip().lower() for need in project["dependencies"]}
    assert wanted <= locked
