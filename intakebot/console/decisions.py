"""What agents decide about a ticket. Each act is one transaction of triage; what can't be done comes back as a sentence."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.responses import RedirectResponse, Response

from intakebot.casework.work import NotDone
from intakebot.console.call import Call
from intakebot.console.house import House
from intakebot.store.desk import Desk


def decided(call: Call, house: House) -> Response:
    """The severity is confirmed, changed, or the customer is asked; the next ticket opens."""
    number = call.path["number"]
    seen = call.said("seen", 20)

    def work(desk: Desk) -> str:
        return house.triage.confirm(
            desk, number, call.said("level", 40), call.me.name, reason=call.said("reason", 500),
            seen=int(seen) if seen.isdigit() else None, hold=house.undo_within,
        )  # fmt: skip

    what = house.store.write(work, urgent=True).result()
    return back(call, number, what, next=call.said("next", 20))


def undone(call: Call, house: House) -> Response:
    """The last decision is taken back, and its ticket opens again."""
    return _done(call, house, "undone", lambda desk, number, by: house.triage.undo(desk, number, by))


def answered(call: Call, house: House) -> Response:
    """The customer gets an answer."""
    words = _words(call)
    return _done(call, house, "answered", lambda desk, number, by: house.triage.answer(desk, number, by, words=words))


def noted(call: Call, house: House) -> Response:
    """Colleagues get a note."""
    words = _words(call)
    return _done(call, house, "noted", lambda desk, number, by: house.triage.note(desk, number, by, words=words))


def _words(call: Call) -> str:
    if not (words := call.said("words")):
        raise NotDone("nothing is written")
    return words


def _done(call: Call, house: House, what: str, verb: Callable[[Desk, str, str], Any]) -> Response:
    number = call.path["number"]
    house.store.write(lambda desk: verb(desk, number, call.me.name), urgent=True).result()
    return back(call, number, what)


def back(call: Call, number: str, what: str, **more: str) -> RedirectResponse:
    """To where somebody came from, within the console, telling what was done."""
    place = urlsplit(call.said("back", 500))
    path = place.path if not place.netloc and place.path.startswith("/") and not place.path.startswith("//") else "/triage"
    told = {"done": number, "what": what}
    if following := more.get("next"):
        told["ticket"] = following
    elif "ticket=" not in place.query and path == "/triage":
        told["ticket"] = number
    return RedirectResponse(f"{path}?{'&'.join(filter(None, (place.query, urlencode(told))))}", 303)
