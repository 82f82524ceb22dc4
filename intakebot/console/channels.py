"""For operators: where mail and chats come in, when something came last, what waits, what was set aside."""

from starlette.responses import Response

from intakebot.console.call import Call
from intakebot.console.house import House
from intakebot.console.render import page

#: Lines of one list.
_MOST = 200


def channels(call: Call, house: House) -> Response:
    """All of it on one page."""
    boxes = [box.address for box in house.mailboxes]
    last, queues, hanging, aside = house.store.read(
        lambda desk: (
            desk.pulse.last_received(boxes), desk.pulse.queues(), desk.pulse.hanging(_MOST + 1),
            desk.inbox.all_set_aside(),
        )
    )  # fmt: skip
    return page(call, "channels.html", {
        "mailboxes": house.mailboxes, "documents": {document.id: document for document in house.terms}, "last": last,
        "conditions": house.conditions(), "queues": queues, "hanging": hanging, "set_aside": aside, "most": _MOST,
    })  # fmt: skip
