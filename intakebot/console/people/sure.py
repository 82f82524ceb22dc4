"""A session alone isn't enough for some acts: whoever asks for them shows once more that it is them."""

from intakebot.console.call import Call
from intakebot.console.house import House
from intakebot.console.login import why


def doubt(call: Call, house: House) -> str:
    """What to tell whoever didn't show it by password, and code where they have a second factor; "" when they did."""
    denied = house.sign_in.confirm(call.signed_in, call.secret("password"), call.said("code", 40), address=call.address)
    return why(call, denied) if denied else ""
