"""`intakebot check`: everything that can be wrong before the first message comes, in one go."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from intakebot import customers, mailboxes, parts
from intakebot.classify import voices
from intakebot.commands import catalogue_of
from intakebot.config import Config
from intakebot.domain.errors import IntakebotError
from intakebot.publications import library_of
from intakebot.replies.proof import faults
from intakebot.store import revisions
from intakebot.store.engines import reading, sqlite_file
from intakebot.terms.library import BadTerms


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was checked, and what is wrong with it."""

    checked: str
    faults: tuple[str, ...]


def findings(config: Config) -> Iterator[Finding]:
    """Check each thing; all faults of all things."""
    looks: dict[str, Callable[[Config], list[str]]] = {
        "configuration": parts.faults,
        "terms": _terms,
        "templates": _templates,
        "models": _models,
        "schema": _schema,
        "contacts": _contacts,
        "mailboxes": _mailboxes,
    }
    for name, look in looks.items():
        try:
            found = look(config)
        except IntakebotError as error:
            found = [str(error)]
        yield Finding(checked=name, faults=tuple(found))


def _terms(config: Config) -> list[str]:
    try:
        library = library_of(config.terms.folder, config.store.url)
    except BadTerms as error:
        return error.detail.split("\n  ")[1:]
    found = []
    for box in config.mailbox:
        try:
            library.check(box.mailbox())
        except IntakebotError as error:
            found.append(error.detail)
    return found


def _templates(config: Config) -> list[str]:
    return [str(fault) for fault in faults(catalogue_of(config))]


def _models(_config: Config) -> list[str]:
    voices.load()
    return []


def _contacts(config: Config) -> list[str]:
    """Customers whose terms, plan or region were edited away: they were sound when they were imported."""
    try:
        return [] if _schema(config) else customers.misfits(config)
    except BadTerms:
        return []  # told above


def _mailboxes(config: Config) -> list[str]:
    """What operators set for mailboxes and the terms don't know any more."""
    try:
        return [] if _schema(config) else mailboxes.misfits(config)
    except BadTerms:
        return []  # told above


def _schema(config: Config) -> list[str]:
    file = sqlite_file(config.store.url)
    if file and not file.exists():
        return []  # it is made at the first run
    engine = reading(config.store.url)
    try:
        found = revisions.current(engine)
    finally:
        engine.dispose()
    if found in (None, revisions.HEAD):
        return []
    return [f"the schema is at {found}, needed is {revisions.HEAD}; run: intakebot db upgrade"]
