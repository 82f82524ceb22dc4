"""What has become of a ticket meanwhile, said to an agent who wants to decide by what he saw."""

from collections.abc import Mapping

from intakebot.casework.work import NotDone
from intakebot.domain.case import Case
from intakebot.domain.event import Event
from intakebot.domain.sentence import Fact, Sentence
from intakebot.store.desk import Desk
from intakebot.terms.document import Document

#: After what a decision by an older view is refused.
_DECIDED: Mapping[str, Sentence] = {
    "severity_confirmed": Sentence("{who} has confirmed {now}"),
    "severity_changed": Sentence("{who} has set {now}"),
    "severity_stated": Sentence("{who} has named {level}"),
    "severity_fell": Sentence("the severity has fallen to {now} by a rule of the terms"),
    "fall_taken_back": Sentence("the severity is {now} again, as the customer had answered in time"),
    "change_wanted": Sentence("the customer has asked for {wanted}"),
    "consent_asked": Sentence("{who} has asked the customer to agree to {wanted}"),
    "consented": Sentence("the customer has agreed to {wanted}"),
    "consent_refused": Sentence("the customer has refused {wanted}"),
    "decision_undone": Sentence("{who} has undone a decision"),
    "plan_changed": Sentence("{who} has set the plan {now}"),
    "closed": Sentence("{who} has closed the ticket"),
    "reopened": Sentence("the ticket was opened again"),
    "merged": Sentence("{who} has merged it with {other}"),
}
_SAID: Mapping[str, Sentence] = {
    **_DECIDED,
    "followed_up": Sentence("the customer has written"),
    "answered": Sentence("{who} has answered the customer"),
    "information_asked": Sentence("{who} has asked the customer for more"),
    "handed_over": Sentence("{who} has handed it over"),
    "contacted": Sentence("the customer was contacted"),
    "due_soon": Sentence("agents were warned of a deadline"),
    "breached": Sentence("a deadline was missed"),
    "waiting": Sentence("the customer is waited for"),
    "notice_sent": Sentence("the notice has left"),
    "letter_sent": Sentence("a letter to the customer has left"),
    "letter_queued": Sentence("a letter to the customer was written"),
    "resend_asked": Sentence("{who} has had a letter sent again"),
    "put_off": Sentence("{who} has put it off"),
    "taken_up": Sentence("{who} has taken it up again"),
    "delivery_deferred": Sentence("a letter was tried to be delivered"),
}


_ACTORS = {"bot": Sentence("the bot"), "customer": Sentence("the customer")}
_LEVELS = ("level", "now", "wanted")


def said(event: Event, document: Document | None) -> Sentence:
    """A clause without its full stop: "Anna has set medium". `document`: that of the ticket, for the names of its levels."""
    facts: dict[str, Fact] = {"who": _ACTORS.get(event.actor, event.actor), "other": event.evidence.get("other", "")}
    for name in _LEVELS:
        facts[name] = _called(str(event.evidence.get(name) or ""), event, document)
    if event.kind not in _SAID:
        return Sentence("{who}: {kind}", who=facts["who"], kind=event.kind)
    return Sentence(_SAID[event.kind].words, **facts)


def _called(key: str, event: Event, document: Document | None) -> Fact:
    """A plan or level by its name; one that the document doesn't know by its id."""
    if document and event.kind == "plan_changed" and key in document.plans:
        return document.plans[key].name.name(key)
    return document.level_name(key) if document and key in document.severities else key


def refuse_unseen(desk: Desk, case: Case, document: Document | None, seen: int | None) -> None:
    """NotDone when something was decided after the event `seen`, the last one that the agent saw; None saw all."""
    if seen is None:
        return
    newer = [event for event in desk.history.since(case.id, seen) if event.kind in _DECIDED]
    if newer:
        raise NotDone("{what} since; look at {number} again", what=said(newer[-1], document), number=case.number)
