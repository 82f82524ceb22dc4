"""Where somebody came from, kept in the address of where they are, so that they find back without script."""

from urllib.parse import urlencode

from intakebot.console.call import Call, inside

#: What it is called in an address.
WHENCE = "from"


def whence(call: Call) -> str:
    """The address of the page that led here; "" for none of ours."""
    return inside(call.asked(WHENCE, 4_000), "")


def address(path: str, **parts: str | int) -> str:
    """An address of ours; "" and 0 are left out."""
    said = urlencode({name: value for name, value in parts.items() if value not in ("", 0)})
    return f"{path}?{said}" if said else path


def message_at(number: str, came_from: str = "") -> str:
    """A ticket with its message, in the queue of all tickets."""
    return address("/triage", view="all", ticket=number, **{WHENCE: came_from})


def original_at(message: int, number: str = "", came_from: str = "") -> str:
    """A message as it was sent; `number`: of its ticket."""
    return address(f"/messages/{message}", ticket=number, **{WHENCE: came_from})


def history_at(number: str, came_from: str = "") -> str:
    """A ticket's own page."""
    return address(f"/tickets/{number}", **{WHENCE: came_from})
