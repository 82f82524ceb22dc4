"""Who acts by a command: a name is only said there, so it can't be that of somebody who would have to prove it."""

from collections.abc import Mapping
from typing import Any

from intakebot.casework.work import NotDone
from intakebot.domain.by import By
from intakebot.domain.user import NO_AGENTS, folded_name
from intakebot.store.desk import Desk
from intakebot.store.store import Store


def refuse_users_name(desk: Desk, by: str) -> None:
    """NotDone for the name of a user of the console, and for what is no agent in histories."""
    if folded_name(by) in NO_AGENTS:
        raise NotDone("{name} stands for something else in the history", name=by)
    if desk.users.named(folded_name(by)):
        raise NotDone(
            "{name} is a user of the console: act there, or by a token for the API, or take another name here", name=by
        )


def who_asks(store: Store, request: Mapping[str, Any]) -> By:
    """Whom a command's request names; NotDone likewise."""
    by = str(request.get("by", ""))
    store.read(lambda desk: refuse_users_name(desk, by))
    return By(name=by)
