"""One short answer to what a customer said, by the channel that he said it on."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from intakebot.casework.hearing import Heard
from intakebot.casework.standing import Standing
from intakebot.classify.manners import Manner
from intakebot.domain.case import Case
from intakebot.domain.sentence import Sentence
from intakebot.store.desk import Desk

#: As in the template "noted"; "told": a letter of another kind says it already.
Noted: TypeAlias = Literal[
    "refused", "unproven", "given", "stated", "change_wanted", "conditions", "works_again", "told"
]
#: Answers within a clock hour about one ticket, and how often it is told how it stands.
_MOST, _MOST_NEWS = 10, 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Notes(Standing):
    """Answers customers."""

    def tell(self, desk: Desk, case: Case, what: Noted | Manner | None, said: Heard, *, asker: str = "") -> None:
        """Say what became of it; nothing where nothing did, or where a letter said it. `asker`: where news go to somebody who
        takes part but isn't its customer.
        """
        if what in ("news", "insists"):
            if self.letters.may(desk, f"news:{case.id}", _MOST_NEWS):
                self.status(desk, case, to=asker)
            return
        if what == "works_again":
            self._works_again(desk, case, said)
            if not self.letters.may(desk, f"works_again:{case.id}", 1):
                return
        if what in (None, "told", "thanks", "greets") or not self.letters.may(desk, f"noted:{case.id}", _MOST):
            return
        level = said.level.id if said.level else ""
        named = self.document(case).level_said(level, self.letters.language(desk, case)) if level else None
        self.letters.write(desk, case, "noted", {
            "what": what, "severity": named or None, "missing": self.missing(desk, case) if what == "given" else None,
        })  # fmt: skip

    def status(self, desk: Desk, case: Case, *, to: str = "") -> None:
        """How the request stands; `to`: where somebody who takes part asks."""
        self.letters.write(desk, case, "status", {
            **self.standing(desk, case),
            "state": "closed" if case.state == "closed" else "waiting" if case.waiting_since else "open",
            "answered": self.letters.moment(desk, case, case.first_contact_at) if case.first_contact_at else None,
        }, to=to)  # fmt: skip

    def _works_again(self, desk: Desk, case: Case, said: Heard) -> None:
        """An agent closes it: the customer's word is kept."""
        self.happened(desk, case, "works_again", said.evidence, actor="customer")
        desk.post.remind("may_be_closed", Sentence("the customer says that it works again"), self.clock(), case.id)
