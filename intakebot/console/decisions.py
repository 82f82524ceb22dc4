"""What agents decide about a ticket. Each act is one transaction of triage; what can't be done comes back as a sentence."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from urllib.parse import urlencode, urlsplit

from starlette.responses import RedirectResponse, Response

from intakebot.casework.work import NotDone
from intakebot.console.call import Call, Missing, inside, whole
from intakebot.console.house import House
from intakebot.store.desk import Desk
from intakebot.triage import Triage

#: With the desk, the ticket's number, the agent, and what was written; whatever else the form says stands in the call.
Verb: TypeAlias = Callable[[Triage, Desk, str, str, str, Call], Any]

#: A box that was ticked, on a page and in a program's call.
_YES = ("1", "True")


def decided(call: Call, house: House) -> Response:
    """The severity is confirmed, changed, or the customer is asked; the next ticket opens."""
    number = call.path["number"]
    what = decide(call, house, number, call.said("level", 40), call.said("reason", 500), whole(call.said("seen")))
    return _back(call, number, what, call.said("next", 20))


def decide(call: Call, house: House, number: str, level: str, reason: str, seen: int | None) -> str:
    """What a decision about the severity comes to, for pages and programs. Missing, NotDone."""

    def work(desk: Desk) -> str:
        _known(desk, number)
        hold = house.undo_within
        with desk.acting(call.by.through):
            return house.triage.confirm(desk, number, level, call.me.name, reason=reason, hold=hold, seen=seen)

    return house.store.write(work, urgent=True).result()


def acted(call: Call, house: House) -> Response:
    """Any other act, by its name in the address."""
    number = call.path["number"]
    return _back(call, number, act(call, house, number, call.path["act"]))


def act(call: Call, house: House, number: str, name: str) -> str:
    """What such an act comes to, for pages and programs; what it is about stands in the call's form. Missing, NotDone."""
    if name not in ACTS:
        raise Missing
    what, verb, needs_words = ACTS[name]
    words = call.said("words")
    if needs_words and not words:
        raise NotDone("nothing is written")

    def work(desk: Desk) -> None:
        _known(desk, number)
        with desk.acting(call.by.through):
            verb(house.triage, desk, number, call.me.name, words, call)

    house.store.write(work, urgent=True).result()
    return what


def _sent_again(triage: Triage, desk: Desk, number: str, by: str, _words: str, call: Call) -> None:
    letter = whole(call.said("letter"))
    if letter is None:
        raise Missing
    triage.send_again(desk, number, by, letter=letter, anyway=call.said("anyway") in _YES)


def _put_off(triage: Triage, desk: Desk, number: str, by: str, words: str, call: Call) -> None:
    given = call.said("until", 40)
    until = call.moment(given)
    if given and until is None:
        raise NotDone("{given!r} is no date; write it as in 2026-02-20", given=given)
    triage.wait(desk, number, by, whom=call.said("whom", 20), reason=words, until=until)


def _answer(triage: Triage, desk: Desk, number: str, by: str, words: str, call: Call) -> None:
    begun_from, begun_as = whole(call.said("begun_from")), call.said("begun_as", 64)
    triage.answer(desk, number, by, words=words, begun_from=begun_from, begun_as=begun_as)


def _split(triage: Triage, desk: Desk, number: str, by: str, _words: str, call: Call) -> None:
    message = whole(call.said("message"))
    if message is None:
        raise Missing
    triage.split(desk, number, message, by)


def _known(desk: Desk, number: str) -> None:
    if desk.tickets.numbered(number) is None:
        raise Missing


def _back(call: Call, number: str, what: str, following: str = "") -> RedirectResponse:
    """To where somebody came from, within the console, telling what was done."""
    place = urlsplit(inside(call.said("back")))
    told = {"done": number, "what": what}
    if place.path == "/triage" and "ticket=" not in place.query:
        told["ticket"] = following or number
    query = "&".join(filter(None, (place.query, urlencode(told))))
    return RedirectResponse(f"{place.path}?{query}", 303)


#: By name in the address: what is told of it afterwards, how it is done, whether words are needed.
ACTS: Mapping[str, tuple[str, Verb, bool]] = {
    "undo": ("undone", lambda t, desk, number, by, _words, _call: t.undo(desk, number, by), False),
    "answer": ("answered", _answer, True),
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
    "merge": (
        "merged", lambda t, desk, number, by, words, call: t.merge(desk, number, call.said("into", 40).upper(), by, reason=words), True,
    ),
    "link": (
        "linked", lambda t, desk, number, by, _words, call: t.link(desk, number, call.said("other", 40).upper(), by), False,
    ),
    "split": ("split", _split, False),
    "resend": ("resent", _sent_again, False),
    "wait": ("put_off", _put_off, True),
    "resume": (
        "taken_up", lambda t, desk, number, by, words, _call: t.resume(desk, number, by, reason=words), False,
    ),
    "handover": (
        "handed_over", lambda t, desk, number, by, words, call: t.hand_over(desk, number, by, to=call.said("to", 100), words=words), False,
    ),
    "close": ("closed", lambda t, desk, number, by, words, _call: t.close(desk, number, by, reason=words), False),
    "reopen": ("reopened", lambda t, desk, number, by, words, _call: t.reopen(desk, number, by, reason=words), True),
}  # fmt: skip
