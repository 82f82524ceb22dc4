"""One ticket whole: history with proof, and why each deadline is when it is."""

from starlette.responses import Response

from intakebot.console.call import Call, Missing
from intakebot.console.dossier import dossier
from intakebot.console.house import House
from intakebot.console.render import page


def history(call: Call, house: House) -> Response:
    """Everything that is known of a ticket."""
    found = house.store.read(lambda desk: dossier(desk, house, call, call.path["number"].upper()))
    if found is None:
        raise Missing
    steps = {deadline.clock: deadline.steps(call.language) for deadline in found.deadlines}
    return page(call, "history.html", {
        "ticket": found, "steps": steps, "desks": [one.name for one in house.triage.others], "done": call.asked("done", 20), "what": call.asked("what", 20),
    })  # fmt: skip
