"""Verbs upon support documents as plain data: commands on the same host ask the running process by them."""

from collections.abc import Callable, Mapping
from typing import Any

from intakebot.amending.amending import Amending
from intakebot.casework.named import refuse_users_name, who_asks
from intakebot.casework.work import NotDone
from intakebot.domain.by import By
from intakebot.domain.edition import Edition
from intakebot.domain.terms_text import TermsText, TermsVersion
from intakebot.domain.times import Clock
from intakebot.drafting.editing import Editing
from intakebot.drafting.writing import entry, name_of
from intakebot.store.desk import Desk
from intakebot.store.store import Store

#: The verb of such requests, beside those of acts.py.
VERB = "terms"


def asked(editing: Editing, request: Mapping[str, Any]) -> dict[str, Any]:
    """Do what a request asks for; its answer. NotDone."""
    do = _VERBS.get(str(request.get("do")))
    if do is None:
        raise NotDone("unknown verb {name!r}", name=str(request.get("do")))
    return do(Amending(editing=editing), request, who_asks(editing.store, request))


def withdrawn_unread(store: Store, request: Mapping[str, Any], clock: Clock) -> dict[str, Any] | None:
    """What is published can't be used at all any more (after an upgrade, say): it goes without being looked at.

    None for other requests.
    """
    if (request.get("verb"), request.get("do")) != (VERB, "withdraw"):
        return None
    id_, by, now = str(request["id"]), By(name=name_of(str(request.get("by", "")))), clock()

    def work(desk: Desk) -> bool:
        refuse_users_name(desk, by.name)
        if done := desk.terms_texts.withdraw(id_, by.name, now):
            desk.audit.note(entry("terms_withdrawn", by, id_, done, now))
        return done

    return {"withdrawn": store.write(work).result()}


def told(version: TermsVersion) -> dict[str, Any]:
    """A version for people: all but its text."""
    facts = {name: getattr(version, name) for name in Edition.__dataclass_fields__}
    times = {name: value.isoformat() if value else None for name, value in facts.items() if name.endswith("_at")}
    return {"terms": version.draft.id, "note": version.draft.note, **facts, **times}


def _published(amending: Amending, request: Mapping[str, Any], by: By) -> dict[str, Any]:
    """Kept and published in one go; what can't be published is kept nevertheless."""
    text = TermsText(**{name: str(request.get(name, "")) for name in ("id", "text", "note")})
    return told(amending.publish(amending.draft(text, by).id, by))


def _rolled_back(amending: Amending, request: Mapping[str, Any], by: By) -> dict[str, Any]:
    return told(amending.roll_back(int(request["id"]), by))


def _withdrawn(amending: Amending, request: Mapping[str, Any], by: By) -> dict[str, Any]:
    return {"withdrawn": amending.withdraw(str(request["id"]), by)}


_VERBS: Mapping[str, Callable[[Amending, Mapping[str, Any], By], dict[str, Any]]] = {
    "publish": _published, "rollback": _rolled_back, "withdraw": _withdrawn,
}  # fmt: skip
