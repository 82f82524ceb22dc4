"""The commands (design.md 8). Data on stdout as JSON lines, talk on stderr.

Exit codes: 0 good · 1 faults found · 2 wrong usage or unreadable input · 75 try again · 78 bad configuration.
"""

import asyncio
import json
import os
import signal
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from intakebot import __version__
from intakebot.domain.errors import IntakebotError, NotAMail, Temporary

FAULTS, USAGE, AGAIN, CONFIGURATION = 1, 2, 75, 78

cli = typer.Typer(add_completion=True, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
terms = typer.Typer(no_args_is_help=True, help="The support documents.")
cli.add_typer(terms, name="terms")
templates = typer.Typer(no_args_is_help=True, help="What customers read.")
cli.add_typer(templates, name="templates")
database = typer.Typer(no_args_is_help=True, help="The store's schema.")
cli.add_typer(database, name="db")

ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="config.toml; without it the embedded default.")
]


def main() -> None:
    """The console script: errors are told in one sentence, with the exit code that scripts rely on."""
    os.umask(0o077)  # what we write is customers' mail, and the secret that signs our tokens
    try:
        cli()
    except IntakebotError as error:
        _leave(str(error), _code(error))


def _code(error: IntakebotError) -> int:
    from intakebot.config import BadConfiguration
    from intakebot.terms.library import BadTerms

    if isinstance(error, BadConfiguration | BadTerms):
        return CONFIGURATION
    return AGAIN if isinstance(error, Temporary) else FAULTS


def _leave(why: str, code: int) -> NoReturn:
    print(f"intakebot: {why}", file=sys.stderr)  # noqa: T201 -- talk goes to stderr
    sys.exit(code)


def _say(answer: Any) -> None:
    print(json.dumps(answer, ensure_ascii=False, default=_plain))  # noqa: T201 -- data goes to stdout


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"intakebot {__version__}")
        raise typer.Exit


@cli.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """The first minute of technical support: registers every request and can prove that it said so."""


@cli.command()
def run(config: ConfigFile = None) -> None:
    """Run everything, until SIGTERM or Ctrl-C.

    Without a configuration: SQLite in ./var, SMTP on 127.0.0.1:8025, letters written to the Maildir ./var/mail.
    """
    from intakebot.app import App
    from intakebot.config import load
    from intakebot.ops.logs import configure

    configure()
    settings = load(config)

    async def serve() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await App(settings).run(stop)

    with asyncio.Runner(loop_factory=_loop()) as runner:
        runner.run(serve())


def _loop() -> Any:
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop


@cli.command()
def parse(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Mail files, or - for standard input.")],
) -> None:
    """Show what intakebot reads from mails, one JSON object each. Ugly mail is read; 2 for what is no mail at all."""
    code = 0
    for name in files:
        try:
            raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            _say(parsed(raw))
        except (OSError, NotAMail) as error:
            print(f"intakebot: {name}: {error}", file=sys.stderr)  # noqa: T201 -- talk goes to stderr
            code = USAGE
    sys.exit(code)


def parsed(raw: bytes) -> dict[str, Any]:
    """What `parse` shows of a mail (design.md 8)."""
    from intakebot.domain.number import find
    from intakebot.reading.automatic import kind
    from intakebot.reading.mime import parse as parse_mail
    from intakebot.reading.quotes import own_words

    mail = parse_mail(raw)
    return {
        "message_id": mail.message_id,
        "in_reply_to": mail.in_reply_to,
        "references": mail.references,
        "from": asdict(mail.sender),
        "reply_to": [asdict(who) for who in mail.reply_to],
        "to": [asdict(who) for who in mail.to],
        "cc": [asdict(who) for who in mail.cc],
        "subject": mail.subject,
        "date": mail.date.isoformat() if mail.date else None,
        "text": mail.text,
        "reply": own_words(mail),
        "attachments": [
            {"filename": part.filename, "content_type": part.content_type, "size": part.size, "inline": part.inline}
            for part in mail.attachments
        ],
        "auto": kind(mail, None),
        "ticket_refs": find(mail.subject),
        "defects": mail.defects,
    }


@cli.command()
def check(config: ConfigFile = None) -> None:
    """Check configuration, terms, templates, models and schema in one go; one JSON object each."""
    from intakebot.checking import findings
    from intakebot.config import load

    bad = False
    for finding in findings(load(config)):
        _say(asdict(finding))
        bad = bad or bool(finding.faults)
    sys.exit(FAULTS if bad else 0)


@cli.command()
def replay(
    only: Annotated[list[int] | None, typer.Argument(metavar="[ID]...", help="Only these; without any, all.")] = None,
    show: Annotated[bool, typer.Option("--list", help="Only show what was set aside.")] = False,
    config: ConfigFile = None,
) -> None:
    """Take in again what could not be read and was set aside."""
    from intakebot.commands import list_set_aside, replay_set_aside
    from intakebot.config import load

    settings = load(config)
    if show:
        for item in list_set_aside(settings):
            _say(asdict(item))
        return
    wanted = tuple(only or ())
    replayed = replay_set_aside(settings, wanted)
    for received_id in replayed:
        _say({"replayed": received_id})
    if unknown := set(wanted) - set(replayed):
        _leave(f"not set aside: {', '.join(map(str, sorted(unknown)))}", FAULTS)


@cli.command()
def resend(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The ticket's number.")], config: ConfigFile = None
) -> None:
    """Send a ticket's registration notice again: one that is held, that failed or that bounced."""
    from intakebot.commands import resend_notice
    from intakebot.config import load

    if not resend_notice(load(config), number.strip().upper()):
        _leave(f"there is no notice for {number}", FAULTS)
    _say({"resent": number.strip().upper()})


@cli.command()
def report(
    evidence: Annotated[str, typer.Option("--evidence", metavar="NUMBER", help="The whole proof of one ticket.")],
    config: ConfigFile = None,
) -> None:
    """Show what is known of a ticket: messages, letters with the relay's answer, history."""
    from intakebot.commands import evidence_of
    from intakebot.config import load

    found = evidence_of(load(config), evidence.strip().upper())
    if found is None:
        _leave(f"there is no ticket {evidence}", FAULTS)
    _say(asdict(found))


@cli.command()
def tasks(config: ConfigFile = None) -> None:
    """Show what a person must do: notices to be given another way, messages set aside."""
    from intakebot.commands import open_tasks
    from intakebot.config import load

    for task in open_tasks(load(config)):
        _say(asdict(task))


@terms.command("list")
def list_terms() -> None:
    """Show the support documents that a mailbox can be bound to."""
    from intakebot.terms.library import Library

    for document in Library():
        _say(asdict(document))


@templates.command("list")
def list_templates(config: ConfigFile = None) -> None:
    """Show the letters that exist, by language, with their version and where each file comes from."""
    from intakebot.config import load
    from intakebot.replies.catalogue import Catalogue

    for reply in Catalogue(load(config).replies.templates).replies:
        files = {kind: str(source.path) for kind, source in reply.sources.items()}
        _say({"event": reply.event, "language": reply.language, "version": reply.version, "files": files})


@templates.command("check")
def check_templates(config: ConfigFile = None) -> None:
    """Check every template: it renders, knows only its variables and names the ticket's number. 1 for faults."""
    from intakebot.config import load
    from intakebot.replies.catalogue import Catalogue
    from intakebot.replies.proof import faults

    found = faults(Catalogue(load(config).replies.templates))
    for fault in found:
        _say(asdict(fault))
    sys.exit(FAULTS if found else 0)


@templates.command("preview")
def preview_template(
    name: Annotated[str, typer.Argument(help="The letter: registered.")],
    terms_id: Annotated[str | None, typer.Option("--terms", help="Terms whose languages limit the letter's.")] = None,
    language: Annotated[str, typer.Option("--lang", help="Language that the customer wrote in.")] = "en",
    config: ConfigFile = None,
) -> None:
    """Show a letter as a customer would get it, with sample values."""
    from intakebot.commands import previewed
    from intakebot.config import load

    _say(previewed(load(config), name, terms_id, language))


@database.command("upgrade")
def upgrade(config: ConfigFile = None) -> None:
    """Bring the store's schema to this version's. 75 while another process is writing."""
    from intakebot.commands import upgrade_store
    from intakebot.config import load

    upgrade_store(load(config))


if __name__ == "__main__":
    main()
