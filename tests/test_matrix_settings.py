"""Matrix is there for who wants it, and costs nothing to who doesn't."""

import subprocess
import sys
from pathlib import Path

import pytest

from intakebot import bots, parts
from intakebot.config import BadConfiguration, Config, load
from intakebot.domain.times import utc_now

_LINES = '[matrix]\nhomeserver = "https://hs.example"\nuser = "@bot:hs.example"\n{more}\n'


def loaded(folder: Path, more: str = 'token = "t"') -> Config:
    file = folder / "config.toml"
    file.write_text(_LINES.format(more=more))
    return load(file)


def test_a_configured_account_is_a_bot(tmp_path: Path) -> None:
    config = loaded(tmp_path, 'token = "t"\nrooms = ["!group:hs.example"]')
    account = bots.matrix(config)
    assert (account.user, account.mailbox, account.token()) == ("@bot:hs.example", "support@localhost", "t")
    assert {"start", "status", "link"} <= account.commands
    [bot] = bots.bots(config, utc_now)
    assert (bot.name, bot.role) == ("matrix", "matrix:@bot:hs.example")
    assert bots.doors(config).groups == {"matrix:!group:hs.example"}
    assert parts.faults(config) == []


def test_without_nio_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bots, "find_spec", lambda _name: None)
    [fault] = parts.faults(loaded(tmp_path))
    assert "intakebot[matrix]" in fault
    with pytest.raises(BadConfiguration, match="matrix-nio"):
        bots.bots(loaded(tmp_path), utc_now)


def test_what_chats_need_is_loaded_by_nobody_else() -> None:
    """Each command would wait for it."""
    code = "import sys, intakebot.app, intakebot.cli; sys.exit(bool({'nio', 'aiohttp', 'telegram'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", "homeserver needs user, and token or token_file"),
        ('token = "t"\ntoken_file = "f"', "either token or token_file"),
        ('token = "t"\nmailbox = "nobody@desk.example"', "there is no mailbox nobody@desk.example"),
        ('token = "t"\nrooms = ["#alias:hs.example"]', "matrix.rooms[0]"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, more: str, told: str) -> None:
    with pytest.raises(BadConfiguration) as caught:
        loaded(tmp_path, more)
    assert told in str(caught.value)


def test_a_secret_that_is_not_there_is_told(tmp_path: Path) -> None:
    [fault] = parts.faults(loaded(tmp_path, f'token_file = "{tmp_path}/none"'))
    assert "none" in fault
