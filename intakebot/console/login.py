"""Signing in and out. Why somebody was refused is never told apart: a wrong name looks like a wrong password."""

from typing import Any

from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call, inside
from intakebot.console.entrance import COOKIE
from intakebot.console.house import House
from intakebot.console.render import page
from intakebot.console.words import words
from intakebot.domain.session import LONGEST
from intakebot.guard.answers import CodeWanted, Denied, Entered


def form(call: Call, house: House) -> Response:
    """The page that asks."""
    return asking(call, house, {})


def sign_in(call: Call, house: House) -> Response:
    """Somebody says who they are: with name and password, then with a code where they have a second factor."""
    came: Entered | CodeWanted | Denied
    if pending := call.said("pending", 500):
        came = house.sign_in.answer(pending, call.said("code", 40), address=call.address, agent=call.agent)
    else:
        came = house.sign_in.attempt(
            call.said("name", 200), call.secret("password"), address=call.address, agent=call.agent
        )
    match came:
        case Entered():
            return entered(house, came, inside(call.said("back")))
        case CodeWanted():
            return asking(call, house, {"pending": came.pending})
        case Denied(reason="wrong") if pending:
            return asking(call, house, {"pending": pending, "wrong": why(call, came)}, status=401)
        case _:
            return asking(call, house, {"wrong": why(call, came)}, status=429 if came.reason == "slow" else 401)


def entered(house: House, came: Entered, back: str) -> Response:
    """They are in: the browser gets the session's token, and goes to where they wanted."""
    answer = RedirectResponse(back, 303)
    answer.set_cookie(
        COOKIE, came.token, max_age=int(LONGEST.total_seconds()), httponly=True, samesite="lax",
        secure=house.secure, path="/",
    )  # fmt: skip
    return answer


def sign_out(call: Call, house: House) -> Response:
    """The session ends, for good."""
    if call.who:
        house.sessions.revoke(call.who, call.who.session.id, call.by)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


def why(call: Call, denied: Denied) -> str:
    """What to tell whoever was denied."""
    said = words(call.language)
    if denied.reason == "slow":
        return said.gettext("Too many tries. Please wait %(span)s.") % {"span": said.span(denied.wait)}
    if denied.reason == "expired":
        return said.gettext("That took too long. Please begin again.")
    return said.gettext("That isn't right. Please try again.")


def asking(call: Call, house: House, facts: dict[str, Any], status: int = 200) -> Response:
    """The sign-in page."""
    back = call.said("back") or call.asked("back", 4_000)
    known = {
        "back": back, "wrong": "", "name": call.said("name", 60), "pending": "",
        "provider": house.oidc.name if house.oidc else "",
        "nobody": house.store.read(lambda desk: desk.users.nobody()),
    }  # fmt: skip
    return page(call, "sign_in.html", known | facts, status=status)
