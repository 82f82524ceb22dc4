"""Managers' verbs as plain data: commands on the same host ask the running process by them (SQLite has one writer)."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from intakebot.casework.named import who_asks
from intakebot.casework.work import NotDone
from intakebot.domain.by import By
from intakebot.domain.template import KINDS, Draft, Place, Version
from intakebot.drafting.editing import Editing
from intakebot.drafting.together import Publication
from intakebot.replies.catalogue import reply_of
from intakebot.replies.trial import Proof

#: The verb of such requests, beside those of acts.py.
VERB = "template"


def asked(editing: Editing, request: Mapping[str, Any]) -> dict[str, Any]:
    """Do what a request asks for; its answer. NotDone."""
    do = _VERBS.get(str(request.get("do")))
    if do is None:
        raise NotDone("unknown verb {name!r}", name=str(request.get("do")))
    return do(editing, request, who_asks(editing.store, request))


def request_of(draft: Draft) -> dict[str, Any]:
    """A draft as a request carries it."""
    return {"place": asdict(draft.place), "parts": dict(draft.parts), "note": draft.note}


def told(version: Version) -> dict[str, Any]:
    """A version for people: all but its words, with the hash that is stamped on letters made from it."""
    facts = {
        name: getattr(version, name).isoformat() if getattr(version, name) else None
        for name in ("made_at", "published_at", "retired_at")
    }
    names = ("number", "made_by", "published_by", "retired_by", "restores_id")
    return {
        "id": version.id, "state": version.state, **asdict(version.draft.place), "note": version.draft.note,
        "parts": list(version.draft.parts), "version": reply_of(version.draft).version, **facts, **{name: getattr(version, name) for name in names},
    }  # fmt: skip


def proof_told(proof: Proof) -> dict[str, Any]:
    """A proof for people."""
    warnings = [proof.apart.said] if proof.apart else []
    return {
        "proof": proof.told, "faults": [*map(str, proof.faults)], "warnings": [*warnings, *map(str, proof.warnings)],
    }  # fmt: skip


def _drafted(editing: Editing, request: Mapping[str, Any], by: By) -> dict[str, Any]:
    version = editing.draft(_draft(request), by)
    return {**told(version), **proof_told(editing.proved(version.draft))}


def _begun(editing: Editing, request: Mapping[str, Any], by: By) -> dict[str, Any]:
    return {"begun": [*map(told, editing.begin(_place(request), by))]}


def _published(editing: Editing, request: Mapping[str, Any], by: By) -> dict[str, Any]:
    return _publication(editing.publish(int(request["id"]), by))


def _rolled_back(editing: Editing, request: Mapping[str, Any], by: By) -> dict[str, Any]:
    return _publication(editing.roll_back(int(request["id"]), by))


def _publication(done: Publication) -> dict[str, Any]:
    return {**told(done.version), "beside": [*map(told, done.beside)], **proof_told(done.proof)}


def _taken_back(editing: Editing, request: Mapping[str, Any], by: By) -> dict[str, Any]:
    return {"taken_back": [*map(told, editing.take_back(int(request["id"]), by))]}


def _withdrawn(editing: Editing, request: Mapping[str, Any], by: By) -> dict[str, Any]:
    places = editing.withdraw(_place(request), by)
    return {"withdrawn": bool(places), "languages": [place.language for place in places]}


def _draft(request: Mapping[str, Any]) -> Draft:
    parts = {kind: str(request["parts"][kind]) for kind in KINDS if kind in request["parts"]}
    return Draft(place=_place(request), parts=parts, note=str(request.get("note", "")))


def _place(request: Mapping[str, Any]) -> Place:
    return Place(**{name: str(request["place"].get(name, "")) for name in ("event", "language", "terms")})


_VERBS: Mapping[str, Callable[[Editing, Mapping[str, Any], By], dict[str, Any]]] = {
    "draft": _drafted, "begin": _begun, "publish": _published, "rollback": _rolled_back, "undo": _taken_back,
    "withdraw": _withdrawn,
}  # fmt: skip
