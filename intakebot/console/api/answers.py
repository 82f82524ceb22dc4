"""What programs get, where it isn't a noun of a room below as it is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from intakebot.casework.beginning import Ready
from intakebot.contacts.differences import Change
from intakebot.domain.customer import Contact, Organisation
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.session import Session
from intakebot.domain.setting import SettingVersion
from intakebot.domain.template import Kind, Place, Version
from intakebot.domain.terms_text import TermsVersion
from intakebot.domain.user import User
from intakebot.store.agenda import Line
from intakebot.store.audit import Entry
from intakebot.store.directory import FirmLine, PersonLine
from intakebot.store.filed import Filing
from intakebot.store.inbox import SetAside
from intakebot.store.maintenances import Maintenance
from intakebot.store.records import TaskRecord
from intakebot.store.tokens import ApiToken


class Answer(BaseModel):
    """An answer."""

    model_config = ConfigDict(frozen=True)


class Done(Answer):
    """What was done: to which ticket, and what came of it ("confirmed", "changed", "asked", "closed" …)."""

    number: str
    done: str


class Tickets(Answer):
    """A part of a queue. `next`: to be given as `after` for what follows; null at the end."""

    tickets: list[Line]
    next: int | None


class Step(Answer):
    """A stretch of time on the way to a deadline, and why it counts or doesn't."""

    clock: str
    #: Begin and end, ISO 8601 in the plan's zone.
    begins_at: datetime
    ends_at: datetime
    #: Seconds of it that count.
    seconds: float
    text: str


class Deadline(Answer):
    """What is promised, until when, by which clause, and how it comes about."""

    clock: str
    promise: str
    clause: str | None
    due_at: datetime | None
    steps: list[Step]


class Deadlines(Answer):
    """A ticket's deadlines; none while no terms, plan or severity are known."""

    #: What the terms count as the reaction.
    reaction: Literal["notice", "first_contact"] | None
    deadlines: list[Deadline]


class Level(Answer):
    """A severity, and what would come of it. `deadlines`: without a reaction that was made; null while they can't be counted."""

    level: str
    #: The customer would be asked first.
    asks_consent: bool
    deadlines: list[Deadline] | None


class Levels(Answer):
    """The severities of a ticket's terms, most severe first."""

    levels: list[Level]


class Tasks(Answer):
    """Open tasks, oldest first. `next` as elsewhere."""

    tasks: list[TaskRecord]
    next: int | None


class SetAsides(Answer):
    """Messages that couldn't be read, oldest first."""

    set_aside: list[SetAside]
    next: int | None


class Filings(Answer):
    """Mails that were taken for no request, the latest first. `next` as elsewhere."""

    filed: list[Filing]
    next: int | None


class Id(Answer):
    """What it was done to."""

    id: int
    done: str


class Contacts(Answer):
    """A part of the contacts that were looked for. `next` as elsewhere."""

    contacts: list[PersonLine]
    next: int | None


class Organisations(Answer):
    """A part of the organisations that were looked for. `next` as elsewhere."""

    organisations: list[FirmLine]
    next: int | None


class Known(Answer):
    """Who an address belongs to, as `contacts find` says it."""

    address: str
    known_by: Literal["contact", "domain", "stranger"]
    contact: Contact | None
    organisation: Organisation | None


class Changes(Answer):
    """What an import, or one edit, has changed, or would."""

    dry_run: bool
    changes: list[Change]


class Reaction(Answer):
    """What counts, and where that stands."""

    counts: str
    clause: str


class Listed(Answer):
    """A support document, in short."""

    id: str
    title: str
    plans: list[str]
    severities: list[str]
    languages: list[str]
    zone: str
    reaction: Reaction
    version: str
    origin: str


class Documents(Answer):
    """All support documents."""

    terms: list[Listed]


class TermsVersions(Answer):
    """Texts of one document: the one in force beside the product's own, and every version, the latest first."""

    terms: str
    #: "" where only the product's own document is in force.
    present: str
    versions: list[TermsVersion]


class Due(Answer):
    """As `intakebot due` answers: times in the plan's zone."""

    reaction_due: datetime | None
    workaround_due: datetime | None
    resolution_due: datetime | None
    promise: dict[str, str]
    reaction: Literal["notice", "first_contact"]
    clause: str | None
    steps: list[dict[str, Any]] | None = None


class Rows(Answer):
    """As `intakebot report` counts: one row for each group, then the total. README: Reports."""

    rows: list[dict[str, str | int | None]]


class Users(Answer):
    """All users of the console, by name."""

    users: list[User]


class Ended(Answer):
    """How many sessions ended."""

    name: str
    sessions_ended: int


class Act(Answer):
    """One act of a user, from the audit."""

    id: int
    entry: Entry


class Acts(Answer):
    """The latest first. `next` as elsewhere."""

    acts: list[Act]
    next: int | None


class Letters(Answer):
    """All that customers get: by name of the letter the languages that it is written in; what managers published, and drafts."""

    letters: dict[str, tuple[str, ...]]
    published: list[Version]
    drafts: list[Version]


class Letter(Answer):
    """One letter in one language, for customers of its terms ("": all)."""

    place: Place
    #: Terms whose customers get it, and why those under others don't.
    reached: tuple[str, ...]
    excluded: tuple[str, ...]
    #: What its template may say, with an explanation each.
    variables: dict[str, str]
    #: What customers get now, and what the product came with, by part.
    present: Mapping[Kind, str]
    shipped: Mapping[Kind, str]
    #: The latest first.
    versions: list[Version]


class Kept(Answer):
    """A version, and the stamp of letters that are made from it."""

    version: Version
    stamp: str


class Beside(Kept):
    """Likewise, and what is or would be published with it, in other languages of its terms."""

    beside: tuple[Version, ...]


class Begun(Answer):
    """Drafts that were begun."""

    begun: tuple[Version, ...]


class Written(Answer):
    """A letter is on its way."""

    to: str


class Told(Answer):
    """As `intakebot report --breaches` and `--agreement` tell it, a row each."""

    rows: list[dict[str, Any]]


class Exported(Answer):
    """The whole registry, as it can be imported again."""

    format: str
    content: str


class Maintenances(Answer):
    """What goes on and what is to come, by its begin."""

    maintenance: list[Maintenance]


class Me(Answer):
    """Whoever holds the token, by its id, with the role that it gives; and what else lets them in."""

    user: User
    token: int
    sessions: list[Session]
    tokens: list[ApiToken]


class ReadyAnswers(Answer):
    """What an answer to this ticket may be begun with, by name."""

    ready_answers: tuple[Ready, ...]


class Box(Answer):
    """A mailbox as it is set, and the decision that made it so; null where none was made."""

    mailbox: Mailbox
    version: SettingVersion | None


class Mailboxes(Answer):
    """All that are like the words, in the order of config.toml."""

    mailboxes: list[Box]


class BoxHistory(Answer):
    """A mailbox as it is set, as config.toml has it, and what was decided, the latest first."""

    mailbox: Mailbox
    configured: Mailbox
    versions: list[SettingVersion]


class Promise(Answer):
    """One clock of one level, for a request that comes in now."""

    severity: str
    clock: str
    promise: str
    due_at: datetime | None


class Bound(Answer):
    """What somebody without terms of their own gets by a mailbox; `languages` empty: every one that is written."""

    terms: str | None
    plan: str | None
    languages: tuple[str, ...]
    zone: str
    promised: list[Promise]


class BoxChange(Answer):
    """What a decision has changed, or would; `people` without terms of their own wrote there last."""

    dry_run: bool
    changes: list[Change]
    people: int
    before: Bound
    after: Bound
