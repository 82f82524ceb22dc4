"""Operators' verbs as plain data: commands on the same host ask the running process by them (SQLite has one writer)."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from intakebot.binding.binding import Binding
from intakebot.binding.wish import Read, reset, together
from intakebot.casework.named import who_asks
from intakebot.casework.work import NotDone
from intakebot.contacts.entry import Entry, Fault, Place

#: The verb of such requests, beside those of acts.py.
VERB = "mailbox"
_HERE = Place(file="the request")


def request_of(read: Read, by: str, note: str) -> dict[str, Any]:
    """What is wanted, as a request carries it."""
    wishes = [{"address": wish.entry.key, "values": wish.values and dict(wish.values)} for wish in read.wishes]
    return {"verb": VERB, "by": by, "note": note, "wishes": wishes}


def asked(binding: Binding, request: Mapping[str, Any]) -> dict[str, Any]:
    """Do what a request asks for; what has changed. NotDone."""
    by, read = who_asks(binding.store, request), _read(request["wishes"])
    found, done = binding.kept(read, by, str(request.get("note", "")))
    if not done:
        refuse(found.faults)
    return {"changes": [asdict(one) for one in found.changes]}


def refuse(faults: Iterable[Fault]) -> None:
    """NotDone with all of them."""
    raise NotDone("{why}", why=tuple(fault.reason for fault in faults))


def _read(wishes: Iterable[Mapping[str, Any]]) -> Read:
    parts = [
        reset(_entry({"address": wish["address"]}))
        if wish["values"] is None
        else together([_entry({"address": wish["address"], **wish["values"]})])
        for wish in wishes
    ]
    return Read(
        wishes=tuple(one for part in parts for one in part.wishes),
        faults=tuple(one for part in parts for one in part.faults),
    )


def _entry(values: Mapping[str, Any]) -> Entry:
    return Entry(what="mailbox", place=_HERE, values=values)
