"""Handing a request over to another desk, which is told by a signed call, by mail, or both. It stays open with us."""

from dataclasses import dataclass
from functools import partial

from intakebot.casework.work import NotDone
from intakebot.replies.passing import passing
from intakebot.store.desk import Desk
from intakebot.triage.ground import Ground, OtherDesk, plain


@dataclass(frozen=True, kw_only=True, slots=True)
class HandingOver(Ground):
    """Hands over."""

    def hand_over(self, desk: Desk, number: str, by: str, *, to: str, words: str = "") -> None:
        """Tell another desk of the configuration ([[handover]]) about the request, with the customer's latest words."""
        case, other, said = self._open(desk, number), self._other(to), plain(words)
        facts = {
            "number": case.number, "severity": case.severity or "", "subject": case.subject, "words": said,
            "latest": desk.cases.words(case.id), "by": by,
        }  # fmt: skip
        self.happened(desk, case, "handed_over", {"to": other.name, "words": said}, actor=by)
        if other.webhook:
            now = self.clock()
            body = {"kind": "handed_over", "at": now.isoformat(), "terms": case.terms, "plan": case.plan, **facts}
            desk.call(case.id, other.webhook, body, now)
        if other.mail and not self.letters.pass_on(desk, case, other.mail, partial(passing, facts)):
            raise NotDone("no letter can be written to {address}", address=other.mail)

    def _other(self, name: str) -> OtherDesk:
        found = next((other for other in self.others if other.name == name), None)
        if found is None:
            raise self._no_desk(name)
        return found

    def _no_desk(self, name: str) -> NotDone:
        if known := tuple(other.name for other in self.others):
            return NotDone("there is no desk {name!r}; there is {known}", name=name, known=known)
        return NotDone("there is no desk {name!r}; there is none: see [[handover]] in the configuration", name=name)
