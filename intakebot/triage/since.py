"""What has become of a ticket meanwhile, said to an agent who wants to decide by what he saw."""

from collections.abc import Mapping

from intakebot.casework.work import NotDone
from intakebot.domain.case import Case
from intakebot.domain.event import Event
from intakebot.store.desk import Desk

#: After what a decision by an older view is refused.
_DECIDED: Mapping[str, str] = {
    "severity_confirmed": "{who} has confirmed {now}",
    "severity_changed": "{who} has set {now}",
    "severity_stated": "{who} has named {level}",
    "severity_fell": "the severity has fallen to {now} by a rule of the terms",
    "fall_taken_back": "the severity is {now} again, as the customer had answered in time",
    "change_wanted": "the customer has asked for {wanted}",
    "consent_asked": "{who} has asked the customer to agree to {wanted}",
    "consented": "the customer has agreed to {wanted}",
    "consent_refused": "the customer has refused {wanted}",
    "decision_undone": "{who} has undone a decision",
    "plan_changed": "{who} has set the plan {now}",
    "closed": "{who} has closed the ticket",
    "reopened": "the ticket was opened again",
    "merged": "{who} has merged it with {other}",
}
_SAID: Mapping[str, str] = {
    **_DECIDED,
    "followed_up": "the customer has written",
    "answered": "{who} has answered the customer",
    "information_asked": "{who} has asked the customer for more",
    "handed_over": "{who} has handed it over",
    "contacted": "the customer was contacted",
    "due_soon": "agents were warned of a deadline",
    "breached": "a deadline was missed",
    "waiting": "the customer is waited for",
    "notice_sent": "the notice has left",
    "letter_sent": "a letter to the customer has left",
    "letter_queued": "a letter to the customer was written",
    "resend_asked": "{who} has had a letter sent again",
    "put_off": "{who} has put it off",
    "taken_up": "{who} has taken it up again",
    "delivery_deferred": "a letter was tried to be delivered",
}


def said(event: Event) -> str:
    """A clause without its full stop: "Anna has set medium"."""
    who = {"bot": "the bot", "customer": "the customer"}.get(event.actor, event.actor)
    facts = {"level": "", "now": "", "wanted": "", "other": "", **event.evidence, "who": who}
    return _SAID.get(event.kind, f"{{who}}: {event.kind}").format(**facts)


def refuse_unseen(desk: Desk, case: Case, seen: int | None) -> None:
    """NotDone when something was decided after the event `seen`, the last one that the agent saw; None saw all."""
    if seen is None:
        return
    newer = [event for event in desk.history.since(case.id, seen) if event.kind in _DECIDED]
    if newer:
        raise NotDone(f"{said(newer[-1])} since; look at {case.number} again")
