"""A letter that didn't leave, came back, or may have left is sent again, when a person says so. Its first way stays in the history."""

from collections.abc import Sequence
from dataclasses import dataclass

from intakebot.casework.work import NotDone
from intakebot.domain.event import Event
from intakebot.domain.letter import ACKNOWLEDGEMENT
from intakebot.domain.sentence import Sentence
from intakebot.store.desk import Desk
from intakebot.store.post import Standing
from intakebot.triage.ground import Ground

#: After these nothing is in doubt any more: the letter came back.
_CAME_BACK = ("notice_taken_back", "letter_bounced")


def _kept_back(letter: Standing, events: Sequence[Event]) -> Sentence | None:
    """Why a letter isn't to be sent again; None when it may be."""
    if letter.waiting in ("claimed", "sending"):
        return Sentence("it is leaving just now")
    if letter.waiting == "ready":
        return Sentence("it will be tried again by itself")
    if letter.handed_over_at and not letter.bounced_at:
        return Sentence("it has arrived, as far as the receiver tells")
    told = [event.actor for event in events if event.kind == "notified"]
    if told and letter.kind == "acknowledgement":
        return Sentence("{who} has told the customer another way", who=told[-1])
    return None


def _in_doubt(letter_id: int, events: Sequence[Event]) -> bool:
    """Whether the customer may have it already."""
    kinds = [event.kind for event in events if event.evidence.get("letter") == letter_id]
    doubts = [at for at, kind in enumerate(kinds) if kind == "delivery_in_doubt"]
    return bool(doubts) and not any(kind in _CAME_BACK for kind in kinds[doubts[-1] :])


def may_go_again(desk: Desk, letter_ids: Sequence[int]) -> dict[int, bool]:
    """Of these letters those that may be sent again, and whether the customer may have them already."""
    found = [(letter, letter.ticket_id) for letter in desk.post.standings(letter_ids) if letter.ticket_id]
    told = desk.history.of_tickets([ticket_id for _, ticket_id in found])
    with_events = ((letter, told.get(ticket_id, [])) for letter, ticket_id in found)
    return {letter.id: _in_doubt(letter.id, events) for letter, events in with_events if not _kept_back(letter, events)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Resending(Ground):
    """Sends again."""

    def send_again(self, desk: Desk, number: str, by: str, *, letter: int | None = None, anyway: bool = False) -> None:
        """Try a letter (by its id; else the notice) once more: one that is held, was given up, or came back. NotDone for one
        that has arrived or is under way; one that may have arrived goes only `anyway`.
        """
        case = desk.cases.of(self._id(desk, number))
        if letter is None:
            notice = desk.post.find(case.id, ACKNOWLEDGEMENT)
            letter = notice.id if notice else 0
        standing = desk.post.standing(letter)
        if standing is None or standing.ticket_id != case.id:
            raise NotDone("{number} has no such letter", number=number)
        events = desk.history.since(case.id, 0)
        if why := _kept_back(standing, events):
            raise NotDone("the letter isn't sent again: {why}", why=why)
        doubtful = _in_doubt(letter, events)
        if doubtful and not anyway:
            raise NotDone("the customer may have this letter already: say that it is to go out all the same")
        desk.jobs.release("deliver", letter, self.clock())
        desk.post.sent_again(letter, self.clock())
        evidence = {"letter": letter, **({"anyway": True} if doubtful else {})}
        self.happened(desk, case, "resend_asked", evidence, actor=by)
