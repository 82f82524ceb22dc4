"""Mail that was taken for no request: found, read, and made a ticket where that was wrong."""

from typing import Any
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call, Missing, inside, whole
from intakebot.console.house import House
from intakebot.console.render import page
from intakebot.console.whence import address
from intakebot.intake.filing import make_request
from intakebot.store.desk import Desk

#: On one page.
_MOST = 50


def listed(call: Call, house: House) -> Response:
    """The latest first, or those that contain the words."""
    words, before = call.asked("q", 100), whole(call.asked("before", 17))
    found = house.store.read(lambda desk: desk.filed.page(words, _MOST + 1, before))
    more = f"/filed?{urlencode({'q': words, 'before': found[_MOST - 1].id})}" if len(found) > _MOST else ""
    facts: dict[str, Any] = {
        "filed": found[:_MOST],
        "q": words,
        "more": more,
        "done": call.asked("done", 1),
        "here_at": address("/filed", q=words),
    }
    return page(call, "filed.html", facts)


def made(call: Call, house: House) -> Response:
    """One is a request."""
    make(call, house)
    place = inside(call.said("back"))
    return RedirectResponse(f"{place}{'&' if '?' in place else '?'}done=1", 303)


def make(call: Call, house: House) -> None:
    """One is taken in as a request; Missing when none of this id was filed, NotDone when somebody was quicker."""
    key = call.id()

    def work(desk: Desk) -> None:
        if desk.filed.of(key) is None:
            raise Missing
        make_request(desk, key, call.by, call.now)

    house.store.write(work, urgent=True).result()
