"""The verbs of operators upon mailboxes. What is kept is audited in the same transaction; nothing of it reaches a ticket."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from intakebot.binding.consequences import Consequences, promised
from intakebot.binding.prospect import Difference, Prospect, prospect
from intakebot.binding.wish import Read
from intakebot.casework.work import NotDone
from intakebot.contacts.values import Misshapen, words
from intakebot.domain.by import By
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.mailboxes import Mailboxes
from intakebot.domain.setting import SettingVersion
from intakebot.domain.times import Clock
from intakebot.settings import Settings
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.terms.library import Library

#: Characters of why, and of a person's name.
_MOST_NOTE, _MOST_NAME = 2_000, 100
#: Versions of one mailbox that are told.
MOST = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Binding:
    """What operators do about mailboxes. StoreUnavailable when it can't be now."""

    store: Store
    terms: Library
    mailboxes: Mailboxes
    settings: Settings
    clock: Clock

    def looked(self, read: Read) -> Prospect:
        """What would come of it; nothing is kept."""
        return self.store.read(lambda desk: prospect(desk.mailbox_settings.latest(), self.mailboxes, self.terms, read))

    def kept(
        self, read: Read, by: By, note: str, agreed: Callable[[Prospect], bool] = lambda _found: True
    ) -> tuple[Prospect, bool]:
        """Keep it, as a whole or not at all: only what has no faults, and what is agreed to as it would come of it now.

        NotDone for a reason or a name that can't be kept. Whether it was.
        """
        by, note, now = replace(by, name=_line(by.name, _MOST_NAME)), _line(note, _MOST_NOTE), self.clock()

        def work(desk: Desk) -> tuple[Prospect, bool]:
            found = prospect(desk.mailbox_settings.latest(), self.mailboxes, self.terms, read)
            if found.faults or not agreed(found):
                return found, False
            for one in found.differences:
                _keep(desk, one, by, note, now)
            return found, True

        outcome = self.store.write(work).result()
        self.settings.refresh()
        return outcome

    def consequences(self, one: Difference) -> Consequences:
        """What follows from a difference, for a request that comes in now."""
        at = self.clock()
        return Consequences(
            before=promised(self.terms, one.before, at), after=promised(self.terms, one.after, at),
            people=self.store.read(lambda desk: desk.mailbox_settings.reached(one.before.address)),
        )  # fmt: skip

    def configured(self, address: str) -> Mailbox | None:
        """The one that people call so, as config.toml has it."""
        return self.mailboxes.named(address)

    def history(self, address: str) -> list[SettingVersion]:
        """What was decided about a mailbox, the latest first."""
        return self.store.read(lambda desk: desk.mailbox_settings.history(address, MOST))


def _keep(desk: Desk, one: Difference, by: By, note: str, at: datetime) -> None:
    address = one.before.address
    version = desk.mailbox_settings.add(address, one.setting, note, by.name, at)
    told = {"version": version, "why": note, **one.change.fields}
    desk.audit.did(by, "mailbox_set" if one.setting else "mailbox_reset", at, to=address, evidence=told)


def _line(said: str, most: int) -> str:
    """On one line; NotDone for what can't be kept."""
    try:
        line = words(said)
    except Misshapen as odd:
        raise NotDone(odd.said) from None
    if len(line) > most:
        raise NotDone("{count:,} characters; {most:,} at most", count=len(line), most=most)
    return line
