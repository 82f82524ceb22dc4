"""What customers get by each mailbox, for programs: the same checks as on the page (console/mailbox.py), every change audited."""

from collections.abc import Callable

from intakebot.binding.consequences import Promised
from intakebot.binding.file import FORMS
from intakebot.binding.file import read as read_files
from intakebot.binding.prospect import Prospect
from intakebot.binding.wish import Read, reset, together
from intakebot.casework.work import NotDone
from intakebot.console.api import answers, shapes
from intakebot.console.api.operation import ApiCall
from intakebot.console.api.problem import faulty
from intakebot.console.call import Missing
from intakebot.console.channels import like
from intakebot.console.house import House
from intakebot.contacts.entry import Entry, Place
from intakebot.contacts.reading import File
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.setting import SettingVersion
from intakebot.store.desk import Desk


def listed(call: ApiCall, house: House) -> answers.Mailboxes:
    """Those that are like the words."""
    latest = house.store.read(_latest)
    found = [box for box in house.binding.mailboxes if like(house, box, call.sought(shapes.Boxes).q)]
    return answers.Mailboxes(
        mailboxes=[answers.Box(mailbox=box, version=latest.get(box.address)) for box in found]
    )  # fmt: skip


def one(call: ApiCall, house: House) -> answers.BoxHistory:
    """One, and every decision about it."""
    box = _known(call, house)
    return answers.BoxHistory(
        mailbox=house.binding.mailboxes.of(box.address), configured=box, versions=house.binding.history(box.address)
    )


def kept(call: ApiCall, house: House) -> answers.BoxChange:
    """It is set, or what would follow is told."""
    box, wish = _known(call, house), call.given(shapes.Binding)
    values = wish.model_dump(include=wish.model_fields_set & {"terms", "plan", "from_name", "zone"})
    return _changed(call, house, together([_entry(box, **values)]), wish)


def back(call: ApiCall, house: House) -> answers.BoxChange:
    """What config.toml says holds again, or what would follow is told."""
    return _changed(call, house, reset(_entry(_known(call, house))), call.given(shapes.BackToFile))


def imported(call: ApiCall, house: House) -> answers.Changes:
    """A file is taken in, or what that would change is told."""
    wish = call.given(shapes.BoxImport)
    read = read_files([File(name=f"body.{wish.format}", content=wish.content.encode())])
    found = _done(call, house, read, wish, lambda _now: True)
    return answers.Changes(dry_run=wish.dry_run, changes=list(found.changes))


def exported(call: ApiCall, house: House) -> answers.Exported:
    """All there are."""
    form = call.sought(shapes.Export).format
    return answers.Exported(format=form, content=FORMS[form](house.binding.mailboxes))


def _changed(call: ApiCall, house: House, read: Read, wish: shapes.BackToFile) -> answers.BoxChange:
    found = _done(call, house, read, wish, lambda now: wish.seen in (None, now.looked[0].seen))
    follows = house.binding.consequences(found.looked[0])
    return answers.BoxChange(
        dry_run=wish.dry_run, changes=list(found.changes), people=follows.people, before=_promised(follows.before),
        after=_promised(follows.after),
    )  # fmt: skip


def _done(
    call: ApiCall, house: House, read: Read, wish: shapes.Decided, agreed: Callable[[Prospect], bool]
) -> Prospect:  # fmt: skip
    if wish.dry_run:
        found, done = house.binding.looked(read), True
    else:
        found, done = house.binding.kept(read, call.by, wish.note, agreed)
    if found.faults:
        raise faulty(found.faults)
    if not done:
        raise NotDone("somebody set this mailbox meanwhile; look at it again")
    return found


def _known(call: ApiCall, house: House) -> Mailbox:
    box = house.binding.configured(call.path["address"])
    if box is None:
        raise Missing
    return box


def _entry(box: Mailbox, **values: str | None) -> Entry:
    return Entry(what="mailbox", place=Place(file="the body"), values={"address": box.address, **values})


def _promised(of: Promised) -> answers.Bound:
    due = [
        answers.Promise(severity=level, clock=one.clock, promise=str(one.promise), due_at=one.due_at)
        for level, found in of.due.items()
        for one in found
    ]
    return answers.Bound(
        terms=of.document.id if of.document else None, plan=of.plan, languages=of.languages, zone=of.zone, promised=due
    )


def _latest(desk: Desk) -> dict[str, SettingVersion]:
    return desk.mailbox_settings.latest()
