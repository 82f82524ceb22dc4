"""Signing in and out. Why somebody was refused is never told apart: a wrong name looks like a wrong password."""

from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call
from intakebot.console.entrance import COOKIE
from intakebot.console.house import House
from intakebot.console.render import page
from intakebot.console.words import words


def form(call: Call, house: House) -> Response:
    """The page that asks."""
    return _asking(call, call.asked("back", 500), "")


def sign_in(call: Call, house: House) -> Response:
    """Somebody says who they are."""
    name, back = call.said("name", 60), call.said("back", 500)
    ended = house.sign_in(call, name, call.said("password", 300), call.said("code", 20))
    if ended.token:
        answer = RedirectResponse(_inside(back), 303)
        answer.set_cookie(COOKIE, ended.token, max_age=30 * 86400, httponly=True, samesite="lax", secure=house.secure, path="/")
        return answer
    wrong = words(call.language).gettext(ended.why)
    return _asking(call, back, wrong, name=name, second=ended.second, status=401 if not ended.second or call.said("code") else 200)


def sign_out(call: Call, house: House) -> Response:
    """The session ends, for good."""
    if call.token:
        house.sign_out(call.token)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


def _asking(call: Call, back: str, wrong: str, *, name: str = "", second: bool = False, status: int = 200) -> Response:
    return page(call, "sign_in.html", {"back": back, "wrong": wrong, "name": name, "second": second}, status=status)


def _inside(back: str) -> str:
    """An address of our own, whatever was asked for."""
    found = urlsplit(back)
    inside = not found.scheme and not found.netloc and back.startswith("/") and not back.startswith(("//", "/\\"))
    return back if inside else "/triage"
