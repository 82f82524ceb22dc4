"""Somebody's own account: how they are shown, their password, where they are signed in."""

from collections.abc import Mapping

from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call, Missing
from intakebot.console.house import House
from intakebot.console.people.called import Called
from intakebot.console.people.choices import zones
from intakebot.console.people.sure import doubt
from intakebot.console.render import page
from intakebot.console.telling import sentence
from intakebot.domain.user import LANGUAGES, ROLES, Unfit

#: Somebody who typed something wrong, or didn't show that it is them.
UNFIT, UNSURE = 422, 401
_PARTS = ("about", "password", "factor", "token")


def me(call: Call, house: House) -> Response:
    """The page."""
    return shown(call, house)


def again(_call: Call, _house: House) -> Response:
    """The addresses of what is done here lead back to the page."""
    return RedirectResponse("/me", 303)


def shown(call: Call, house: House, wrong: Mapping[str, str] | None = None, status: int = 200) -> Response:
    """The page, with what is wrong with what was typed, by part of the page: about, password, factor, token."""
    mine = call.me.id
    sessions, tokens, left = house.store.read(
        lambda desk: (desk.sessions.of(mine, call.now), desk.tokens.of(mine), desk.users.recovery_left(mine))
    )
    facts = {
        "sessions": sessions, "tokens": tokens, "recovery_left": left, "wrong": dict.fromkeys(_PARTS, "") | dict(wrong or {}), "zones": zones(),
        "languages": LANGUAGES, "roles": [role for role in ROLES if call.me.may(role)],
        "current": call.signed_in.session.id, "done": Called(call.language).done(call.asked("done", 20)),
    }  # fmt: skip
    return page(call, "me.html", facts, status=status)


def described(call: Call, house: House) -> Response:
    """Another name to be shown by, language or zone."""
    told = {name: call.said(name, 200) for name in ("display", "language", "zone")}
    try:
        house.store.write(lambda desk: house.accounts.describe(desk, call.me, call.by, **told)).result()
    except Unfit as error:
        return shown(call, house, {"about": unfit(call, error)}, UNFIT)
    return done("described")


def password(call: Call, house: House) -> Response:
    """Another password, by whoever knows the old one; other sessions end."""
    try:
        fresh = fresh_password(call, house, call.me.name)
    except Unfit as error:
        return shown(call, house, {"password": unfit(call, error)}, UNFIT)
    if unsure := doubt(call, house):
        return shown(call, house, {"password": unsure}, UNSURE)
    keep = call.signed_in.session.id
    house.store.write(lambda desk: house.accounts.set_password(desk, call.me, fresh, call.by, keep=keep)).result()
    return done("password")


def session_ended(call: Call, house: House) -> Response:
    """One of their sessions ends; the one that asks, too, when it is meant."""
    if not house.sessions.revoke(call.signed_in, call.id(), call.by):
        raise Missing
    return done("ended")


def others_ended(call: Call, house: House) -> Response:
    """All their sessions end but the one that asks."""
    keep = call.signed_in.session.id
    house.store.write(lambda desk: house.accounts.end_sessions(desk, call.me, call.by, keep=keep)).result()
    return done("ended")


def fresh_password(call: Call, house: House, name: str) -> str:
    """The hash of a new password that was typed twice; Unfit for a bad one."""
    fresh = call.secret("fresh")
    if fresh != call.secret("again"):
        raise Unfit("the two passwords differ")
    return house.passwords.fit(fresh, name)


def unfit(call: Call, error: Unfit) -> str:
    """Why it can't be, in the language of whoever asks."""
    return sentence(error.detail, call.language, call.zone)


def done(what: str) -> Response:
    """Back to the page, which tells what was done."""
    return RedirectResponse(f"/me?done={what}", 303)
