"""For operators: where mail and chats come in, when something came last, what waits, what was set aside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from intakebot.console.call import Call
from intakebot.console.condition import Condition
from intakebot.console.house import House
from intakebot.console.render import page
from intakebot.domain.mailbox import Mailbox
from intakebot.store.inbox import SetAside
from intakebot.store.pulse import Hanging, Waiting

#: Lines of one list.
_MOST = 200


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
    """All of it on one page."""
    return page(call, "channels.html", {
        **vars(standing(house)), "documents": {document.id: document for document in house.terms}, "most": _MOST,
    })  # fmt: skip
