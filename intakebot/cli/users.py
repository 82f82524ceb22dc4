"""Who may sign in to the console, and what they did."""

import getpass
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from intakebot.cli.talk import USAGE, ConfigFile, leave, say, settings

users = typer.Typer(no_args_is_help=True, help="Users of the console.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name that they sign in with.")]
RoleWord = Annotated[str, typer.Argument(metavar="ROLE", help="agent, manager or operator.")]
#: Bytes that are read of it; that many are refused.
_MOST_PASSWORD = 4_096


@users.command()
def add(
    name: Name,
    role: Annotated[str, typer.Option("--role", metavar="R", help="agent, manager or operator.")],
    display: Annotated[str, typer.Option("--display", metavar="WORDS", help="What colleagues read.")] = "",
    language: Annotated[str, typer.Option("--language", metavar="L", help="Of their console: en, ru or pl.")] = "en",
    zone: Annotated[str, typer.Option("--zone", metavar="Z", help="Of the times they read; else the console's.")] = "",
    config: ConfigFile = None,
) -> None:
    """Add a user. The password is asked for, or read from the first line of stdin."""
    zone = zone or settings(config).console.zone
    _change(config, "add", name, role=role, display=display, language=language, zone=zone, password=_new_password(name))


@users.command("list")
def list_users(config: ConfigFile = None) -> None:
    """Show all users, one JSON object each."""
    from intakebot.looks import users as known

    for user in known(settings(config)):
        say(asdict(user))


@users.command()
def password(name: Name, config: ConfigFile = None) -> None:
    """Give a user another password; their sessions end. It is asked for, or read from the first line of stdin."""
    _change(config, "password", name, password=_new_password(name))


@users.command()
def role(name: Name, role: RoleWord, config: ConfigFile = None) -> None:
    """Give a user another role; their sessions end."""
    _change(config, "role", name, role=role)


@users.command()
def disable(name: Name, config: ConfigFile = None) -> None:
    """Keep a user out: sessions and tokens end, what they did stays theirs."""
    _change(config, "disable", name)


@users.command()
def enable(name: Name, config: ConfigFile = None) -> None:
    """Let a disabled user sign in again."""
    _change(config, "enable", name)


@users.command()
def sessions(
    name: Name,
    revoke: Annotated[bool, typer.Option("--revoke", help="End them all.")] = False,
    config: ConfigFile = None,
) -> None:
    """Show where a user is signed in, or end that."""
    from intakebot.looks import sessions as known

    if revoke:
        _change(config, "sessions", name)
        return
    for session in known(settings(config), name):
        say(asdict(session))


@users.command()
def totp(
    name: Name,
    reset: Annotated[bool, typer.Option("--reset", help="Remove the second factor, when it is lost.")] = False,
    config: ConfigFile = None,
) -> None:
    """Remove a user's second factor; a new one is set up at the console."""
    if not reset:
        leave("say --reset to remove the second factor", USAGE)
    _change(config, "factor", name)


@users.command()
def token(
    name: Name,
    label: Annotated[str, typer.Option("--name", metavar="WORDS", help="What it is for.")],
    days: Annotated[int, typer.Option(min=1, max=366, help="How long it lets in.")] = 90,
    role: Annotated[str, typer.Option("--role", metavar="R", help="A lower role than the user's.")] = "",
    config: ConfigFile = None,
) -> None:
    """Make a token for the API; it is shown this once."""
    from intakebot.guard import opaque

    made = opaque.api_token()
    kept = {"digest": opaque.digest(made).hex(), "token": label, "days": days, "role": role}
    _change(config, "token", name, also={"token": made}, **kept)


def audit(
    last: Annotated[int, typer.Option("--last", min=1, max=100_000, metavar="N", help="So many.")] = 100,
    config: ConfigFile = None,
) -> None:
    """Show what users did at the console, and what was tried in their names; the latest last."""
    from intakebot.looks import audited

    for entry in audited(settings(config), last):
        say(asdict(entry))


def _change(config: Path | None, do: str, name: str, also: dict[str, Any] | None = None, **more: Any) -> None:
    from intakebot.commands import user_changed
    from intakebot.domain.user import user_name

    kept = user_name(name)
    done = user_changed(settings(config), do, name if do == "add" else kept, by=_ourselves(), **more)
    say({"user": kept, "do": do, **done, **(also or {})})


def _new_password(name: str) -> str:
    """The hash of what is typed twice, or of the first line of stdin; Unfit for a bad password."""
    from intakebot.guard.passwords import Passwords

    if sys.stdin.isatty():
        typed = typer.prompt("Password", hide_input=True, confirmation_prompt="Once more", err=True)
    else:
        typed = _first_line()
    return Passwords().fit(typed, name)


def _first_line() -> str:
    try:
        return sys.stdin.buffer.readline(_MOST_PASSWORD).decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        leave("the password on stdin isn't UTF-8", USAGE)


def _ourselves() -> str:
    """Who runs the command, as the operating system knows them."""
    try:
        return f"{getpass.getuser()} (command)"
    except (KeyError, OSError):  # nobody of this number is known: in a container
        return "command"
