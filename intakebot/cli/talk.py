"""How commands talk: data on stdout as JSON lines, words on stderr, exit codes that scripts rely on (design.md 8)."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from intakebot.config import Config

FAULTS, USAGE, AGAIN, CONFIGURATION = 1, 2, 75, 78

ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="config.toml; without it the embedded default.")
]


def settings(config: Path | None) -> "Config":
    """The configuration, read only by commands that need it: even its import takes a while."""
    from intakebot.config import load

    return load(config)


def say(answer: Any) -> None:
    """One JSON object on a line of stdout; dates as ISO 8601."""
    print(json.dumps(answer, ensure_ascii=False, default=_plain))  # noqa: T201 -- data goes to stdout


def tell(words: str) -> None:
    """A sentence for people, on stderr."""
    print(f"intakebot: {words}", file=sys.stderr)  # noqa: T201 -- talk goes to stderr


def leave(why: str, code: int) -> NoReturn:
    """Tell why, and end."""
    tell(why)
    sys.exit(code)


def _plain(value: object) -> str:
    if isinstance(value, date):  # or a datetime, which is one
        return value.isoformat()
    raise TypeError(type(value).__name__)
