"""An agent takes back a decision that nothing has become of yet. The history keeps both (design.md 4.9)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from intakebot.casework.before import restore
from intakebot.casework.work import NotDone
from intakebot.domain.case import Case
from intakebot.domain.event import Event
from intakebot.domain.sentence import Sentence
from intakebot.store.desk import Desk
from intakebot.terms.document import Document
from intakebot.triage.ground import Ground
from intakebot.triage.since import said

#: What may stand after a decision: its own consequences, and what touches nothing of it.
_HARMLESS = ("due", "no_target", "note", "linked", "split", "decision_undone", "letter_withdrawn", "notice_sent",
             "put_off", "taken_up", "resend_asked")  # fmt: skip
#: Letters that a decision causes, and those that may leave meanwhile without anything following from them.
_CAUSED = ("severity", "consent")
_INDIFFERENT = (*_CAUSED, "alert")


@dataclass(frozen=True, kw_only=True, slots=True)
class Undoing(Ground):
    """Takes back."""

    def undo(self, desk: Desk, number: str, by: str) -> None:
        """Take back one's own last decision about the severity: level, deadlines and timers are as they were before, and
        letters about it that haven't left are withdrawn. NotDone once something has become of it.
        """
        case = self._open(desk, number)
        events = desk.history.since(case.id, 0)
        undone = {event.evidence["decision"] for event in events if event.kind == "decision_undone"}
        decision = _own_last(events, undone, case.number, by)
        after = [event for event in events if event.id > decision.id]
        letters = _caused(after)
        document = self.terms.find(case.terms)
        _refuse_if_it_stands([event for event in after if event.id not in undone], letters, document)
        _refuse_if_wished(events, decision, undone)
        for letter in letters:
            self._withdraw(desk, case, letter, by)
        case = restore(desk, case, decision.evidence["was"], document, self.clock())
        taken_back = {"decision": decision.id, "now": case.severity, "asked": case.severity_asked}
        self.happened(desk, case, "decision_undone", taken_back, actor=by, clause=decision.clause)

    def _withdraw(self, desk: Desk, case: Case, letter: int, by: str) -> None:
        if not desk.post.withdraw(letter):
            raise _stands(Sentence("the letter about it is leaving just now"))
        self.happened(desk, case, "letter_withdrawn", {"letter": letter}, actor=by)


def _own_last(events: Sequence[Event], undone: Collection[int], number: str, by: str) -> Event:
    decisions = [event for event in events if "was" in event.evidence and event.id not in undone]
    if not decisions:
        raise NotDone("no decision about {number} can be undone", number=number)
    if decisions[-1].actor != by:
        raise _stands(Sentence("the last decision was made by {who}", who=decisions[-1].actor))
    return decisions[-1]


def _stands(why: Sentence) -> NotDone:
    return NotDone("{why}: confirm the severity that you mean instead", why=why)


def _caused(after: Sequence[Event]) -> list[int]:
    """Letters about the decision that still wait: those of later ones were withdrawn with them."""
    queued = [
        event.evidence["letter"]
        for event in after
        if event.kind == "letter_queued" and event.evidence["kind"] in _CAUSED
    ]
    for event in after:
        if event.kind == "letter_withdrawn":
            queued.remove(event.evidence["letter"])
    return queued


def _refuse_if_it_stands(after: Sequence[Event], letters: Collection[int], document: Document | None) -> None:
    for event in after:
        if event.kind == "letter_sent" and event.evidence["letter"] in letters:
            raise NotDone(
                "the letter about it has left: confirm the severity that you mean instead, and the customer is told"
            )
        of_letters = event.kind in ("letter_queued", "letter_sent") and event.evidence["kind"] in _INDIFFERENT
        if event.kind not in _HARMLESS and not of_letters:
            raise _stands(Sentence("{what} since", what=said(event, document)))


def _refuse_if_wished(events: Sequence[Event], decision: Event, undone: Collection[int]) -> None:
    """What the customer wished is settled with him, and isn't taken back behind his back."""
    about = (
        "change_wanted", "severity_stated", "severity_confirmed", "severity_changed", "severity_fell", "consent_refused",
    )  # fmt: skip
    earlier = [event for event in events if event.id < decision.id and event.kind in about and event.id not in undone]
    if decision.kind != "consent_asked" and earlier and earlier[-1].kind == "change_wanted":
        raise _stands(Sentence("it decided what the customer had asked for"))
