"""The box that an agent answers in: empty, or begun with an answer that is kept ready."""

from dataclasses import dataclass, replace

from intakebot.casework.beginning import Ready
from intakebot.casework.work import NotDone
from intakebot.console.call import Call, whole
from intakebot.console.house import House
from intakebot.console.telling import sentence
from intakebot.domain.case import Case
from intakebot.store.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class Answering:
    """What stands in it."""

    #: What an agent may begin with.
    offered: tuple[Ready, ...]
    words: str = ""
    #: What was put in last, the digest of its words, and why nothing could be.
    begun_from: int | None = None
    begun_as: str = ""
    why: str = ""


def answering(desk: Desk, house: House, call: Call, case: Case) -> Answering:
    """As the call asks for it: a ready answer is put after what was typed, so that no word is lost."""
    beginning, typed = house.triage.beginning, _held(call, case, "words")
    offered, chosen = beginning.offered(desk, case), whole(call.said("ready", 20))
    before = Answering(
        offered=offered, words=typed, begun_from=whole(_held(call, case, "begun_from")),
        begun_as=_held(call, case, "begun_as"),
    )  # fmt: skip
    if chosen is None:
        return before
    try:
        begun = beginning.begun(desk, case, chosen)
    except NotDone as refused:
        return replace(before, why=sentence(refused.detail, call.language, call.zone))
    words = "\n\n".join(filter(None, (typed, begun.text)))
    return Answering(offered=offered, words=words, begun_from=begun.id, begun_as=begun.digest)


def _held(call: Call, case: Case, name: str) -> str:
    """What a field of the box held, when it was to be filled further or was refused."""
    return call.said(name) or call.typed(f"/tickets/{case.number}/answer", name)
