"""What commands that only look find in the store, without a lock; they are over before the rooms that decide could be imported."""

from intakebot.config import Config
from intakebot.domain.session import Session
from intakebot.domain.times import utc_now
from intakebot.domain.user import User
from intakebot.guard.accounts import Accounts
from intakebot.store.audit import Entry
from intakebot.store.desk import Desk
from intakebot.store.filed import Filing
from intakebot.store.inbox import SetAside
from intakebot.store.maintenances import Maintenance
from intakebot.store.records import Evidence, TaskRecord
from intakebot.store.store import looking


def evidence_of(config: Config, number: str) -> Evidence | None:
    """The whole proof of one ticket."""
    return looking(config.store.url, lambda desk: desk.records.evidence(number))


def open_tasks(config: Config) -> list[TaskRecord]:
    """What nobody has done yet."""
    return looking(config.store.url, lambda desk: desk.records.open_tasks())


def list_set_aside(config: Config) -> list[SetAside]:
    """What waits for replay."""
    return looking(config.store.url, lambda desk: desk.inbox.all_set_aside())


def filed_mail(config: Config, words: str, most: int) -> list[Filing]:
    """What was taken for no request, the latest first."""
    return looking(config.store.url, lambda desk: desk.filed.page(words, most))


def users(config: Config) -> list[User]:
    """All users of the console."""
    return looking(config.store.url, lambda desk: desk.users.all())


def sessions(config: Config, name: str) -> list[Session]:
    """The sessions of a user that let in; Unfit when there is no such user."""

    def theirs(desk: Desk) -> list[Session]:
        return desk.sessions.of(Accounts(clock=utc_now).named(desk, name).id, utc_now())

    return looking(config.store.url, theirs)


def audited(config: Config, most: int) -> list[Entry]:
    """The latest acts of users, the latest last."""
    return [entry for _, entry in reversed(looking(config.store.url, lambda desk: desk.audit.last(most)))]


def planned_maintenance(config: Config) -> list[Maintenance]:
    """What goes on, and what is to come."""
    return looking(config.store.url, lambda desk: desk.maintenances.planned(utc_now()))
