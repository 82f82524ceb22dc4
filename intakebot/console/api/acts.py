"""What agents do to a ticket: the same acts as on its page (console/decisions.py), one operation each."""

from functools import partial

from intakebot.console.api import shapes
from intakebot.console.api.answers import Done
from intakebot.console.api.operation import ApiCall, Operation
from intakebot.console.decisions import ACTS, act, decide
from intakebot.console.house import House


def decided(call: ApiCall, house: House) -> Done:
    """The severity is confirmed, changed, or the customer is asked."""
    wish = call.given(shapes.Decision)
    return Done(number=call.number, done=decide(call, house, call.number, wish.level, wish.reason, wish.seen))


def _acted(call: ApiCall, house: House, *, name: str) -> Done:
    return Done(number=call.number, done=act(call, house, call.number, name))


def _operation(name: str) -> Operation:
    words = shapes.Said if ACTS[name][2] else shapes.MaybeSaid
    return Operation(
        method="POST", path=f"/tickets/{{number}}/{name}", needs="agent", does=partial(_acted, name=name),
        summary=_SUMMARIES[name], gives=Done, takes=_BODIES.get(name, words),
    )  # fmt: skip


_BODIES: dict[str, type[shapes.Shape]] = {
    "answer": shapes.Answer,
    "question": shapes.Question, "plan": shapes.Plan, "merge": shapes.Merge, "split": shapes.Split, "link": shapes.Link,
    "handover": shapes.HandOver, "undo": shapes.Shape, "resend": shapes.Resend, "wait": shapes.Wait,
}  # fmt: skip
_SUMMARIES = {
    "undo": "Take back your last decision about the severity, while nothing has come of it.",
    "answer": "Answer the customer in your own words, or begun from a ready answer, by the customer's channel: the first contact.",
    "note": "Leave a remark for colleagues.",
    "contacted": "Note that you reached the customer: the first contact.",
    "attempted": "Note that you tried in vain to reach the customer.",
    "notified": "Note that you told the customer the number, in place of a notice that didn't arrive.",
    "workaround": "Note that the customer has a workaround.",
    "question": "Ask the customer for items of the document, or in words.",
    "agreed": "Note that the customer agreed to the severity that was asked for.",
    "refused": "Note that the customer refused it.",
    "broken": "Note that the customer broke the conditions of a severity: it falls.",
    "plan": "Note the plan that the customer has shown since: other deadlines follow.",
    "close": "Close the ticket.",
    "reopen": "Open it again.",
    "merge": "Close it as one matter with another of the same customer, which goes on.",
    "split": "Make a later message, by its id, a ticket of its own.",
    "link": "Note in both histories that two tickets have to do with each other.",
    "resend": "Send a letter again that is held, was given up or came back; `anyway` one that may have arrived.",
    "wait": "Put it off; it comes back on that day, or as soon as the customer writes. Its deadlines run on.",
    "resume": "Take it up again.",
    "handover": "Tell another desk of the configuration; the ticket stays here.",
}
OPERATIONS = tuple(_operation(name) for name in ACTS)
