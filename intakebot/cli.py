"""The commands (design.md 8). Data on stdout as JSON lines, talk on stderr.

Exit codes: 0 good · 1 faults found · 2 wrong usage or unreadable input · 75 try again · 78 bad configuration.
"""

import asyncio
import json
import os
import signal
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer

from intakebot import __version__
from intakebot.cli_tickets import maintenance, tickets
from intakebot.domain.errors import IntakebotError, NotAMail, Temporary

FAULTS, USAGE, AGAIN, CONFIGURATION = 1, 2, 75, 78

cli = typer.Typer(add_completion=True, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
terms = typer.Typer(no_args_is_help=True, help="The support documents.")
cli.add_typer(terms, name="terms")
templates = typer.Typer(no_args_is_help=True, help="What customers read.")
cli.add_typer(templates, name="templates")
contacts = typer.Typer(no_args_is_help=True, help="The customers.")
cli.add_typer(contacts, name="contacts")
cli.add_typer(tickets, name="ticket")
cli.add_typer(maintenance, name="maintenance")
database = typer.Typer(no_args_is_help=True, help="The store's schema.")
cli.add_typer(database, name="db")

Word = str | None
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
    if isinstance(value, date):  # or a datetime, which is one
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
def due(
    file: Annotated[str | None, typer.Argument(metavar="[FILE]", help="With --jsonl: questions; - is stdin.")] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Questions are JSON lines; options fill in their gaps.")
    ] = False,
    terms_id: Annotated[str | None, typer.Option("--terms", help="The support document.")] = None,
    plan: Annotated[str | None, typer.Option(help="What the customer bought.")] = None,
    severity: Annotated[str | None, typer.Option(help="A level of these terms.")] = None,
    received: Annotated[str | None, typer.Option(metavar="ISO", help="2026-02-20T16:00:00+03:00")] = None,
    timezone: Annotated[str | None, typer.Option(help="The customer's, where hours are the customer's.")] = None,
    holidays: Annotated[str | None, typer.Option(metavar="CC", help="Likewise: PL, DE-BY.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Step by step.")] = False,
    language: Annotated[str, typer.Option("--lang", help="Of the steps: en, ru, pl.")] = "en",
    config: ConfigFile = None,
) -> None:
    """Show when reaction, workaround and resolution are due under a plan, and with --explain why."""
    from intakebot.terms.clocks import CannotCount
    from intakebot.terms.clocks.asking import answer, question
    from intakebot.terms.library import BadTerms

    asked: dict[str, Any] = {"terms": terms_id, "plan": plan, "severity": severity, "received": received}
    asked |= {"timezone": timezone, "holidays": holidays, "explain": explain, "lang": language}
    document_of = _library(config).of
    if jsonl:
        sys.exit(_answer_lines(file or "-", document_of, asked))
    if file:
        _leave("a file of questions needs --jsonl", USAGE)
    try:
        _say(answer(question(asked), document_of))
    except (CannotCount, BadTerms) as error:
        _leave(str(error), USAGE)


def _answer_lines(name: str, document_of: Any, usual: dict[str, Any]) -> int:
    from intakebot.terms.clocks.asked_lines import answers

    code = 0
    try:
        with sys.stdin.buffer if name == "-" else Path(name).open("rb") as file:
            for told in answers(file, document_of, usual):
                _say(told)
                code = FAULTS if "error" in told else code
    except OSError as error:
        _leave(f"{name}: {error.strerror}", USAGE)
    return code


def _library(config: Path | None) -> Any:
    from intakebot.config import load
    from intakebot.terms.library import Library

    return Library(load(config).terms.folder)


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
    evidence: Annotated[Word, typer.Option(metavar="NUMBER", help="The whole proof of one ticket, as JSON.")] = None,
    terms_id: Annotated[Word, typer.Option("--terms", metavar="T", help="Only these; none: without.")] = None,
    plan: Annotated[Word, typer.Option(metavar="P", help="Likewise.")] = None,
    severity: Annotated[Word, typer.Option(metavar="S", help="Likewise; none: none confirmed.")] = None,
    since: Annotated[Word, typer.Option("--from", metavar="DATE", help="First day of receipt.")] = None,
    until: Annotated[Word, typer.Option(metavar="DATE", help="Last day of receipt.")] = None,
    month: Annotated[Word, typer.Option(metavar="YYYY-MM", help="Instead of --from and --until.")] = None,
    by: Annotated[Word, typer.Option(metavar="COLUMNS", help="Some of terms,plan,severity,month; else all.")] = None,
    form: Annotated[Word, typer.Option("--format", metavar="json|csv|table", help="Else json.")] = None,
    as_of: Annotated[Word, typer.Option(metavar="ISO", help="As things stood then: 2026-11-22T10:00:00Z")] = None,
    config: ConfigFile = None,
) -> None:
    """Count notices, reactions, breaches and both clocks by terms, plan, severity and month, or prove one ticket.

    Spans are whole seconds from receipt; median and 95th percentile are nearest-rank. README: Reports.
    """
    from intakebot import reporting
    from intakebot.config import load

    words = reporting.Words(
        terms=terms_id,
        plan=plan,
        severity=severity,
        since=since,
        until=until,
        month=month,
        by=by,
        form=form,
        as_of=as_of,
    )
    if evidence is not None:
        if words.given:
            _leave("--evidence shows one ticket as JSON; only --config goes with it", USAGE)
        _prove(evidence.strip().upper(), config)
        return
    try:
        sys.stdout.buffer.write(reporting.report(load(config), words).encode())
    except reporting.WrongQuestion as error:
        _leave(error.detail, USAGE)


def _prove(number: str, config: Path | None) -> None:
    from intakebot.commands import evidence_of
    from intakebot.config import load

    found = evidence_of(load(config), number)
    if found is None:
        _leave(f"there is no ticket {number}", FAULTS)
    _say(asdict(found))


@cli.command()
def tasks(config: ConfigFile = None) -> None:
    """Show what a person must do: notices to be given another way, messages set aside."""
    from intakebot.commands import open_tasks
    from intakebot.config import load

    for task in open_tasks(load(config)):
        _say(asdict(task))


@terms.command("list")
def list_terms(config: ConfigFile = None) -> None:
    """Show the support documents that a mailbox can be bound to, the shipped ones and your own."""
    from intakebot.config import load
    from intakebot.terms.library import Library
    from intakebot.terms.showing import listed

    for document in listed(Library(load(config).terms.folder)):
        _say(document)


@terms.command("show")
def show_terms(
    terms_id: Annotated[str, typer.Argument(metavar="T", help="Its id: centaur.")],
    plan: Annotated[str | None, typer.Option("--plan", metavar="P", help="Only this plan.")] = None,
    language: Annotated[
        Literal["ru", "pl", "en"] | None, typer.Option("--lang", help="Names and definitions in this language only.")
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Show a whole document with its clauses, under the keys that files use. 2 for an unknown document or plan."""
    from intakebot.config import load
    from intakebot.terms.library import BadTerms, Library
    from intakebot.terms.showing import shown

    library = Library(load(config).terms.folder)
    try:
        _say(shown(library, terms_id, plan, language))
    except BadTerms as error:
        _leave(error.detail, USAGE)


@terms.command("check")
def check_terms(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Documents or overlays; without any, all there are."),
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Tell every fault and every gap of the documents, one JSON object each, with file, key and line.

    A fault keeps intakebot from starting: exit 1. A gap is what a document leaves open or says against itself; gaps alone
    are shown and exit 0.
    """
    from intakebot.config import load
    from intakebot.terms.examine import examined

    bad = False
    for finding in examined(load(config).terms.folder, files or ()):
        _say(asdict(finding))
        bad = bad or finding.kind == "fault"
    sys.exit(FAULTS if bad else 0)


@terms.command("coverage")
def cover_terms() -> None:
    """Show each rule of the five documents with the tests that keep it, or why nothing is to be done. 1 for a rule without."""
    from intakebot.terms.coverage import coverage

    rows = coverage()
    for row in rows:
        _say(
            {"id": row.id, "rule": row.rule, **({"nothing": row.nothing} if row.nothing else {"kept_by": row.kept_by})}
        )
    sys.exit(0 if all(row.is_accounted_for for row in rows) else FAULTS)


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


@contacts.command("import")
def import_contacts(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files ending in .toml or .csv.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    remove_missing: Annotated[
        bool, typer.Option("--remove-missing", help="Also remove who isn't in these files.")
    ] = False,
    encoding: Annotated[str, typer.Option(help="Of files that aren't UTF-8: windows-1251, windows-1250.")] = "",
    config: ConfigFile = None,
) -> None:
    """Take customers in from files, all or nothing; shows what changes. 1 for faults: then nothing is written."""
    from intakebot import customers
    from intakebot.config import load
    from intakebot.contacts.differences import counts
    from intakebot.contacts.reading import read

    settings = load(config)
    said = read(_customer_files(files), _encoding(encoding))
    if found := customers.faults(settings, said, remove_missing=remove_missing):
        for fault in found:
            _say(asdict(fault))
        _leave(f"{len(found):,} faults; nothing was written", FAULTS)
    write = customers.dry_run if dry_run else customers.imported
    changes = write(settings, said.registry, remove_missing=remove_missing)
    for change in changes:
        _say(change)
    done = "a dry run: nothing was written" if dry_run else "written"
    print(f"intakebot: {counts(one['change'] for one in changes)}; {done}", file=sys.stderr)  # noqa: T201 -- talk goes to stderr


def _customer_files(paths: list[Path]) -> list[Any]:
    from intakebot.contacts.reading import FORMATS
    from intakebot.customers import files

    if odd := [path for path in paths if path.suffix.lower() not in FORMATS]:
        _leave(f"{odd[0]}: a file of customers ends in {' or '.join(FORMATS)}", USAGE)
    try:
        return files(paths)
    except OSError as error:
        _leave(f"{error.filename}: {error.strerror}", USAGE)


def _encoding(name: str) -> str | None:
    try:
        b"a".decode(name or "utf-8")
    except UnicodeError:
        pass  # it exists
    except LookupError:
        _leave(f"there is no encoding {name!r}", USAGE)
    return name or None


@contacts.command("export")
def export_contacts(
    form: Annotated[str, typer.Option("--format", metavar="toml|csv", help="Either can be imported.")] = "toml",
    config: ConfigFile = None,
) -> None:
    """Write all customers to stdout, to be edited and imported again."""
    from intakebot.config import load
    from intakebot.customers import exported

    if form not in ("toml", "csv"):
        _leave(f"there is no format {form!r}; there are toml and csv", USAGE)
    sys.stdout.buffer.write(exported(load(config), form).encode())


@contacts.command("list")
def list_contacts(config: ConfigFile = None) -> None:
    """Show all customers: organisations, then contacts, one JSON object each."""
    from intakebot.config import load
    from intakebot.customers import known

    registry = known(load(config))
    for firm in registry.organisations:
        _say({"what": "organisation", **asdict(firm)})
    for person in registry.contacts:
        _say({"what": "contact", **asdict(person)})


@contacts.command("find")
def find_contact(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="A mail address.")], config: ConfigFile = None
) -> None:
    """Show who an address belongs to: a contact, anybody of a customer's domain, or a stranger."""
    from intakebot.config import load
    from intakebot.customers import found

    who = found(load(config), address)
    by = "contact" if who.contact else "domain" if who.organisation else "stranger"
    _say({"address": address, "known_by": by, **asdict(who)})


@database.command("upgrade")
def upgrade(config: ConfigFile = None) -> None:
    """Bring the store's schema to this version's. 75 while another process is writing."""
    from intakebot.commands import upgrade_store
    from intakebot.config import load

    upgrade_store(load(config))


if __name__ == "__main__":
    main()
