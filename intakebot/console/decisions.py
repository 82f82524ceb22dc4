"""What agents decide about a ticket. Each act is one transaction of triage; what can't be done comes back as a sentence."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from urllib.parse import urlencode, urlsplit

from starlette.responses import RedirectResponse, Response

from intakebot.casework.work import NotDone
from intakebot.console.call import Call, Missing
from intakebot.console.house import House
from intakebot.console.login import inside
from intakebot.store.desk import Desk
from intakebot.triage import Triage

#: Of the desk, the ticket's number, the agent, and what was written.
Verb: TypeAlias = Callable[[Triage, Desk, str, str, str, Call], Any]


def decided(call: Call, house: House) -> Response:
    """The severity is confirmed, changed, or the customer is asked; the next ticket opens."""
    number, seen = call.path["number"], call.said("seen", 20)

    def work(desk: Desk) -> str:
        return house.triage.confirm(
            desk, number, call.said("level", 40), call.me.name, reason=call.said("reason", 500),
            hold=house.undo_within, seen=int(seen) if seen.isascii() and seen.isdigit() else None,
        )  # fmt: skip

    what = house.store.write(work, urgent=True).result()
    return _back(call, number, what, call.said("next", 20))


def acted(call: Call, house: House) -> Response:
    """Any other act, by its name in the address."""
    number, name = call.path["number"], call.path["act"]
    if name not in ACTS:
        raise Missing
    what, verb, needs_words = ACTS[name]
    words = call.said("words")
    if needs_words and not words:
        raise NotDone("nothing is written")
    house.store.write(lambda desk: verb(house.triage, desk, number, call.me.name, words, call), urgent=True).result()
    return _back(call, number, what)


def _back(call: Call, number: str, what: str, following: str = "") -> RedirectResponse:
    """To where somebody came from, within the console, telling what was done."""
    place = urlsplit(inside(call.said("back", 500)))
    told = {"done": number, "what": what}
    if place.path == "/triage" and "ticket=" not in place.query:
        told["ticket"] = following or number
    query = "&".join(filter(None, (place.query, urlencode(told))))
    return RedirectResponse(f"{place.path}?{query}", 303)


#: By name in the address: what is told of it afterwards, how it is done, whether words are needed.
ACTS: Mapping[str, tuple[str, Verb, bool]] = {
    "undo": ("undone", lambda t, desk, number, by, _words, _call: t.undo(desk, number, by), False),
    "answer": ("answered", lambda t, desk, number, by, words, _call: t.answer(desk, number, by, words=words), True),
    "note": ("noted", lambda t, desk, number, by, words, _call: t.note(desk, number, by, words=words), True),
    "contacted": ("contacted", lambda t, desk, number, by, words, _call: t.contacted(desk, number, by, how=words), True),
    "attempted": ("attempted", lambda t, desk, number, by, words, _call: t.attempted(desk, number, by, how=words), True),
    "notified": ("notified", lambda t, desk, number, by, words, _call: t.notified(desk, number, by, how=words), True),
    "workaround": (
        "workaround", lambda t, desk, number, by, words, _call: t.worked_around(desk, number, by, how=words), True,
    ),
    "question": (
        "question",
        lambda t, desk, number, by, words, call: t.ask(desk, number, by, items=call.every("item"), words=words),
        False,
    ),
    "agreed": (
        "agreed", lambda t, desk, number, by, words, _call: t.consented(desk, number, "agreed", by, how=words), True,
    ),
    "refused": (
        "refused", lambda t, desk, number, by, words, _call: t.consented(desk, number, "refused", by, how=words), True,
    ),
    "broken": ("broken", lambda t, desk, number, by, words, _call: t.conditions_broken(desk, number, by, how=words), True),
    "plan": (
        "plan", lambda t, desk, number, by, words, call: t.plan(desk, number, call.said("plan", 40), by, how=words), True,
    ),
    "close": ("closed", lambda t, desk, number, by, words, _call: t.close(desk, number, by, reason=words), False),
    "reopen": ("reopened", lambda t, desk, number, by, words, _call: t.reopen(desk, number, by, reason=words), True),
}  # fmt: skip
