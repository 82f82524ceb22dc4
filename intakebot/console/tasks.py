"""What a person must do because the bot couldn't, or mustn't."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call, Missing
from intakebot.console.house import House
from intakebot.console.render import page
from intakebot.intake.replay import replay
from intakebot.store.desk import Desk
from intakebot.triage.resending import may_go_again

_MOST = 200
#: Deadlines that are so near are shown.
_SOON = timedelta(hours=1)


def tasks(call: Call, house: House) -> Response:
    """The list."""
    soon = call.now + _SOON

    def look(desk: Desk) -> Mapping[str, Any]:
        found = desk.records.open_tasks()[-_MOST:]
        again = may_go_again(desk, [task.letter_id for task in found if task.letter_id])
        filed = desk.filed.these([task.received_id for task in found if task.kind == "filed" and task.received_id])
        return {"tasks": found, "again": again, "filed": filed, "near": desk.agenda.due_before(soon, _MOST)}

    return page(call, "tasks.html", {**house.store.read(look), "done": call.asked("done", 20)})


def settled(call: Call, house: House) -> Response:
    """Somebody did it."""
    settle(call, house)
    return RedirectResponse("/tasks?done=settled", 303)


def replayed(call: Call, house: House) -> Response:
    """What was set aside is read again."""
    again(call, house)
    return RedirectResponse("/tasks?done=1", 303)


def settle(call: Call, house: House) -> None:
    """A task is done; Missing when there is none of this id."""
    key = call.id()
    if not house.store.write(lambda desk: desk.post.did(key, call.now)).result():
        raise Missing


def again(call: Call, house: House) -> None:
    """A message is queued to be read again; Missing when none of this id is set aside."""
    key = call.id()
    if not house.store.write(lambda desk: replay(desk, (key,), call.now)).result():
        raise Missing
