"""What commands write into the store: by themselves, or by asking the running process (SQLite has one writer)."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from intakebot.contacts import wire
from intakebot.contacts.differences import Change, differences
from intakebot.contacts.merging import merged
from intakebot.domain.customer import Registry
from intakebot.intake.replay import replay
from intakebot.outbox import resend
from intakebot.store.desk import Desk
from intakebot.triage import NotDone, Triage


def act(desk: Desk, request: dict[str, Any], at: datetime, triage: Triage) -> dict[str, Any]:
    """Do what a request asks for; its answer, or {"error": ...}."""
    match request.get("verb"):
        case "replay":
            return {"replayed": replay(desk, tuple(int(key) for key in request.get("only", ())), at)}
        case "resend":
            return {"resent": resend(desk, str(request.get("number")), at)}
        case "import_contacts":
            read, rest_goes = wire.registry(request.get("registry")), bool(request.get("remove_missing"))
            return {"changes": [asdict(one) for one in import_contacts(desk, read, at, remove_missing=rest_goes)]}
        case "triage":
            return {"done": decide(desk, triage, request)}
        case "announce":
            return {"announced": _announce(desk, request, at)}
        case "end_maintenance":
            return {"ended": desk.maintenances.end(int(request.get("id", 0)), at)}
        case verb:
            return {"error": f"unknown verb {verb!r}"}


def decide(desk: Desk, triage: Triage, request: dict[str, Any]) -> str:
    """An agent's decision about a ticket; NotDone when it can't be."""
    number, by, how = str(request["number"]), str(request["by"]), str(request.get("how", ""))
    match request.get("do"):
        case "confirm":
            kind = str(request.get("kind", ""))
            return triage.confirm(desk, number, str(request["level"]), by, reason=how, kind=kind)
        case "contacted":
            at = datetime.fromisoformat(request["at"]) if request.get("at") else None
            triage.contacted(desk, number, by, how=how, at=at)
        case "notified":
            at = datetime.fromisoformat(request["at"]) if request.get("at") else None
            triage.notified(desk, number, by, how=how, at=at)
        case "consented":
            triage.consented(desk, number, "agreed" if request.get("agreed") else "refused", by, how=how)
        case "ask":
            triage.ask(desk, number, by, items=tuple(request.get("items", ())), words=how)
        case "attempted":
            return str(triage.attempted(desk, number, by, how=how))
        case "conditions_broken":
            triage.conditions_broken(desk, number, by, how=how)
        case "worked_around":
            triage.worked_around(desk, number, by, how=how)
        case "close":
            triage.close(desk, number, by, reason=how)
        case what:
            raise NotDone(f"unknown decision {what!r}")
    return "done"


def _announce(desk: Desk, request: dict[str, Any], at: datetime) -> int:
    starts_at = datetime.fromisoformat(request["starts_at"]) if request.get("starts_at") else at
    ends_at = datetime.fromisoformat(request["ends_at"]) if request.get("ends_at") else None
    return desk.maintenances.announce(request.get("terms"), dict(request["said"]), starts_at, ends_at, at)


def contact_changes(desk: Desk, read: Registry, *, remove_missing: bool) -> list[Change]:
    """What an import of these customers would change."""
    old = desk.customers.all()
    after = merged(old, read, remove_missing=remove_missing)
    further = {address for person in after.contacts for address in person.addresses}
    return differences(old, after, desk.customers.strangers(further))


def import_contacts(desk: Desk, read: Registry, at: datetime, *, remove_missing: bool) -> list[Change]:
    """Keep these customers, and forget the others if they are to go; what has changed."""
    changes = contact_changes(desk, read, remove_missing=remove_missing)
    gone = {what: [one.key for one in changes if (one.change, one.what) == ("remove", what)] for what in _WHAT}
    desk.customers.put(read.organisations, read.contacts, at)
    desk.customers.remove(gone["organisation"], gone["contact"], at)
    return changes


_WHAT = ("organisation", "contact")
