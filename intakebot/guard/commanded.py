"""What `intakebot user` does, as a request to whichever process writes: one JSON object each way."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias

from intakebot.domain.by import By
from intakebot.domain.user import Unfit, User
from intakebot.guard.accounts import Accounts
from intakebot.guard.factors import Factors
from intakebot.store.desk import Desk

_Done: TypeAlias = dict[str, Any]


def act(desk: Desk, request: dict[str, Any], at: datetime) -> _Done:
    """Do what is asked; what came of it. Unfit when it can't be."""
    accounts, by = Accounts(clock=lambda: at), By(name=str(request["by"]))
    do, name = str(request.get("do")), str(request["name"])
    if do == "add":
        more = {what: str(request[what]) for what in ("display", "language", "zone") if request.get(what)}
        return _shown(accounts.add(desk, name, str(request["password"]), str(request["role"]), by, **more))
    if do not in _CHANGES:
        raise Unfit("unknown change {change!r}", change=str(do))
    return _CHANGES[do](desk, accounts, accounts.named(desk, name), by, request)


def _password(desk: Desk, accounts: Accounts, user: User, by: By, request: dict[str, Any]) -> _Done:
    return {"sessions_ended": accounts.set_password(desk, user, str(request["password"]), by)}


def _role(desk: Desk, accounts: Accounts, user: User, by: By, request: dict[str, Any]) -> _Done:
    return {"sessions_ended": accounts.set_role(desk, user, str(request["role"]), by)}


def _disable(desk: Desk, accounts: Accounts, user: User, by: By, _request: dict[str, Any]) -> _Done:
    return {"sessions_ended": accounts.disable(desk, user, by)}


def _enable(desk: Desk, accounts: Accounts, user: User, by: By, _request: dict[str, Any]) -> _Done:
    accounts.enable(desk, user, by)
    return {}


def _sessions(desk: Desk, accounts: Accounts, user: User, by: By, _request: dict[str, Any]) -> _Done:
    return {"sessions_ended": accounts.end_sessions(desk, user, by)}


def _factor(desk: Desk, accounts: Accounts, user: User, by: By, _request: dict[str, Any]) -> _Done:
    Factors(clock=accounts.clock).remove(desk, user, by)
    return {"had_one": user.totp}


def _token(desk: Desk, accounts: Accounts, user: User, by: By, request: dict[str, Any]) -> _Done:
    kept = accounts.add_token(
        desk, user, bytes.fromhex(request["digest"]), by, name=str(request["token"]), days=int(request["days"]),
        role=str(request.get("role", "")),
    )  # fmt: skip
    return {"id": kept.id, "role": kept.role, "expires_at": kept.expires_at.isoformat()}


def _shown(user: User) -> _Done:
    return {"role": user.role, "display": user.display, "language": user.language, "zone": user.zone}


_CHANGES: dict[str, Callable[[Desk, Accounts, User, By, dict[str, Any]], _Done]] = {
    "password": _password, "role": _role, "disable": _disable, "enable": _enable, "sessions": _sessions,
    "factor": _factor, "token": _token,
}  # fmt: skip
