"""Who was invited sets a password. It signs nobody in: the sign-in page follows, with its second factor."""

from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call
from intakebot.console.house import House
from intakebot.console.people.me import UNFIT, fresh_password, unfit
from intakebot.console.render import page
from intakebot.domain.user import Unfit, User


def welcome(call: Call, house: House) -> Response:
    """The page behind the link."""
    return _asking(call, house.store.read(lambda desk: house.invitations.guest(desk, call.path["slip"])))


def accepted(call: Call, house: House) -> Response:
    """The password is set, unless the link was used meanwhile."""
    slip = call.path["slip"]
    guest = house.store.read(lambda desk: house.invitations.guest(desk, slip))
    if guest is None:
        return _asking(call, None)
    try:
        fresh = fresh_password(call, house, guest.name)
    except Unfit as error:
        return _asking(call, guest, unfit(call, error), UNFIT)
    if house.store.write(lambda desk: house.invitations.accept(desk, slip, fresh, address=call.address)).result():
        return RedirectResponse("/sign-in", 303)
    return _asking(call, None)


def _asking(call: Call, guest: User | None, wrong: str = "", status: int = 200) -> Response:
    return page(call, "welcome.html", {"guest": guest, "wrong": wrong}, status=status if guest else 404)
