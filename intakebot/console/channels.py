"""For operators: where mail and chats come in, when something came last, what waits, what was set aside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from intakebot.console.call import Call
from intakebot.console.condition import Condition
from intakebot.console.house import House
from intakebot.console.letter_names import LetterNames
from intakebot.console.render import page
from intakebot.domain.mailbox import Mailbox
from intakebot.store.inbox import SetAside
from intakebot.store.pulse import Hanging, Waiting

#: Lines of one list.
_MOST = 200
#: Mailboxes that need no search.
_MANY = 5


@dataclass(frozen=True, kw_only=True)
class Channels:
    """How they all stand."""

    mailboxes: tuple[Mailbox, ...]
    #: When each mailbox got its last message; without those that never did.
    last: Mapping[str, datetime]
    conditions: tuple[Condition, ...]
    queues: list[Waiting]
    #: Letters that wait for a person, or that are just leaving; no more than one beyond a list's lines.
    hanging: list[Hanging]
    set_aside: list[SetAside]


def standing(house: House) -> Channels:
    """For pages and programs."""
    mailboxes = tuple(house.binding.mailboxes)
    boxes = [box.address for box in mailboxes]
    last, queues, hanging, aside = house.store.read(
        lambda desk: (
            desk.pulse.last_received(boxes), desk.pulse.queues(), desk.pulse.hanging(_MOST + 1),
            desk.inbox.all_set_aside(),
        )
    )  # fmt: skip
    return Channels(
        mailboxes=mailboxes, last=last, conditions=house.conditions(), queues=queues, hanging=hanging,
        set_aside=aside,
    )  # fmt: skip


def channels(call: Call, house: House) -> Response:
    """All of it on one page; of many mailboxes those that are like the words."""
    now, words = standing(house), call.asked("q", 100)
    return page(call, "channels.html", {
        **vars(now), "found": [box for box in now.mailboxes if like(house, box, words)], "q": words,
        "many": len(now.mailboxes) > _MANY, "what": call.asked("what", 20), "done": call.asked("done", 20), "documents": {document.id: document for document in house.terms}, "most": _MOST, "letters_said": LetterNames(call.language),
    })  # fmt: skip


def like(house: House, box: Mailbox, words: str) -> bool:
    """Whether its addresses, terms or name contain each of the words."""
    document = house.terms.find(box.terms)
    told = (box.address, *box.aliases, box.prefix, box.terms or "", document.title if document else "", box.from_name)
    whole = " ".join(told).casefold()
    return all(word in whole for word in words.casefold().split())
