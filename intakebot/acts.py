"""What commands write into the store: by themselves, or by asking the running process (SQLite has one writer)."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from intakebot.casework.named import refuse_users_name
from intakebot.casework.work import NotDone
from intakebot.contacts import wire
from intakebot.domain.by import COMMAND, By
from intakebot.guard import commanded
from intakebot.intake.filing import make_request
from intakebot.intake.replay import replay
from intakebot.registry import import_contacts
from intakebot.store.desk import Desk
from intakebot.triage import Triage

#: Characters of what an agent says about a ticket, or a notice of maintenance in one language.
_MOST_WORDS = 4_000
#: Seconds that a letter about a decision can be held back.
_LONGEST_HOLD = 3_600


def act(desk: Desk, request: dict[str, Any], at: datetime, triage: Triage) -> dict[str, Any]:
    """Do what a request asks for; its answer, or {"error": ...}."""
    match request.get("verb"):
        case "replay":
            return {"replayed": replay(desk, tuple(int(key) for key in request.get("only", ())), at)}
        case "import_contacts":
            read, rest_goes = wire.registry(request.get("registry")), bool(request.get("remove_missing"))
            return {"changes": [asdict(one) for one in import_contacts(desk, read, at, remove_missing=rest_goes)]}
        case "triage":
            refuse_users_name(desk, str(request["by"]))
            with desk.acting(COMMAND):
                return {"done": decide(desk, triage, request)}
        case "make_request":
            refuse_users_name(desk, str(request["by"]))
            make_request(desk, int(request["id"]), By(name=str(request["by"])), at)
            return {"queued": request["id"]}
        case "announce":
            return {"announced": _announce(desk, request, at)}
        case "end_maintenance":
            return {"ended": desk.maintenances.end(int(request.get("id", 0)), at)}
        case "user":
            return {"done": commanded.act(desk, request, at)}
        case verb:
            return {"error": f"unknown verb {verb!r}"}


def decide(desk: Desk, triage: Triage, request: dict[str, Any]) -> str:
    """An agent's decision about a ticket; NotDone when it can't be. What came of it, "done" where that says all."""
    decision = _DECISIONS.get(str(request.get("do")))
    if decision is None:
        raise NotDone("unknown decision {name!r}", name=str(request.get("do")))
    number, by, how = str(request["number"]), str(request["by"]), str(request.get("how", ""))
    _check_words(by, how)
    done = decision(partial(getattr(triage, str(request["do"])), desk, number), by, how, request)
    return "done" if done is None else str(done)


def _said(verb: Callable[..., Any], by: str, how: str, _request: dict[str, Any]) -> Any:
    return verb(by=by, how=how)


def _confirmed(verb: Callable[..., Any], by: str, how: str, request: dict[str, Any]) -> Any:
    hold, seen = float(request.get("hold") or 0), request.get("seen")
    if not 0 <= hold <= _LONGEST_HOLD:
        raise NotDone("a letter can be held back for 0 to {most} seconds", most=_LONGEST_HOLD)
    return verb(
        level=str(request["level"]), by=by, reason=how, kind=str(request.get("kind", "")),
        hold=timedelta(seconds=hold), seen=None if seen is None else int(seen),
    )  # fmt: skip


def _at(verb: Callable[..., Any], by: str, how: str, request: dict[str, Any]) -> Any:
    return verb(by=by, how=how, at=datetime.fromisoformat(request["at"]) if request.get("at") else None)


def _planned(verb: Callable[..., Any], by: str, how: str, request: dict[str, Any]) -> Any:
    return verb(plan=str(request["plan"]), by=by, how=how)


def _consented(verb: Callable[..., Any], by: str, how: str, request: dict[str, Any]) -> Any:
    return verb(answer="agreed" if request.get("agreed") else "refused", by=by, how=how)


def _asked(verb: Callable[..., Any], by: str, how: str, request: dict[str, Any]) -> Any:
    return verb(by=by, items=tuple(request.get("items", ())), words=how)


def _closed(verb: Callable[..., Any], by: str, how: str, _request: dict[str, Any]) -> Any:
    return verb(by=by, reason=how)


def _worded(verb: Callable[..., Any], by: str, how: str, _request: dict[str, Any]) -> Any:
    return verb(by=by, words=how)


def _sent_again(verb: Callable[..., Any], by: str, _how: str, request: dict[str, Any]) -> Any:
    letter = request.get("letter")
    return verb(by=by, letter=None if letter is None else int(letter), anyway=bool(request.get("anyway")))


def _put_off(verb: Callable[..., Any], by: str, how: str, request: dict[str, Any]) -> Any:
    until = datetime.fromisoformat(request["until"]) if request.get("until") else None
    return verb(by=by, whom=str(request["whom"]), reason=how, until=until)


def _undone(verb: Callable[..., Any], by: str, _how: str, _request: dict[str, Any]) -> Any:
    return verb(by=by)


def _merged(verb: Callable[..., Any], by: str, how: str, request: dict[str, Any]) -> Any:
    return verb(into=str(request["into"]), by=by, reason=how)


def _split(verb: Callable[..., Any], by: str, _how: str, request: dict[str, Any]) -> Any:
    return verb(message=int(request["message"]), by=by)


def _linked(verb: Callable[..., Any], by: str, _how: str, request: dict[str, Any]) -> Any:
    return verb(other=str(request["other"]), by=by)


def _handed_over(verb: Callable[..., Any], by: str, how: str, request: dict[str, Any]) -> Any:
    return verb(by=by, to=str(request["to"]), words=how)


#: By the name of Triage's verb: how a request becomes its arguments.
_DECISIONS = {
    "confirm": _confirmed, "consented": _consented, "contacted": _at, "notified": _at, "plan": _planned, "ask": _asked,
    "attempted": _said, "conditions_broken": _said, "worked_around": _said, "close": _closed, "reopen": _closed,
    "wait": _put_off, "resume": _closed, "send_again": _sent_again,
    "answer": _worded, "note": _worded, "undo": _undone, "merge": _merged, "link": _linked, "split": _split, "hand_over": _handed_over,
}  # fmt: skip


def _check_words(*words: str) -> None:
    """NotDone for what fits into no letter, or can't be kept."""
    for said in words:
        if len(said) > _MOST_WORDS:
            raise NotDone("{count:,} characters; {most:,} at most", count=len(said), most=_MOST_WORDS)
        if not said.isascii() and any("\ud800" <= sign <= "\udfff" for sign in said):
            raise NotDone("the words aren't UTF-8")


def _announce(desk: Desk, request: dict[str, Any], at: datetime) -> int:
    _check_words(*request["said"].values())
    starts_at = datetime.fromisoformat(request["starts_at"]) if request.get("starts_at") else at
    ends_at = datetime.fromisoformat(request["ends_at"]) if request.get("ends_at") else None
    return desk.maintenances.announce(request.get("terms"), dict(request["said"]), starts_at, ends_at, at)
