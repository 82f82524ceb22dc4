"""Somebody's own tokens for the API."""

from starlette.responses import Response

from intakebot.console.call import Call, Missing, whole
from intakebot.console.house import House
from intakebot.console.people.me import UNFIT, UNSURE, done, shown, unfit
from intakebot.console.people.sure import doubt
from intakebot.console.render import page
from intakebot.domain.user import Unfit
from intakebot.guard import opaque


def added(call: Call, house: House) -> Response:
    """A new token, told this once."""
    if unsure := doubt(call, house):
        return shown(call, house, {"token": unsure}, UNSURE)
    token = opaque.api_token()
    try:
        kept = house.store.write(lambda desk: house.accounts.add_token(
            desk, call.me, opaque.digest(token), call.by, name=call.said("name", 200),
            days=whole(call.said("days")) or 0, role=call.said("role", 20),
        )).result()  # fmt: skip
    except Unfit as error:
        return shown(call, house, {"token": unfit(call, error)}, UNFIT)
    return page(call, "token.html", {"token": token, "kept": kept})


def ended(call: Call, house: House) -> Response:
    """It lets in no more."""
    if not house.store.write(lambda desk: house.accounts.end_token(desk, call.me, call.id(), call.by)).result():
        raise Missing
    return done("revoked")
