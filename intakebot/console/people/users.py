"""All users, for operators: who they are, what they may, whether they get in."""

from collections.abc import Callable
from typing import Any, TypeAlias

from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call, Missing
from intakebot.console.house import House
from intakebot.console.people.called import Called
from intakebot.console.people.choices import zones
from intakebot.console.people.me import UNFIT, UNSURE, unfit
from intakebot.console.people.sure import doubt
from intakebot.console.render import page
from intakebot.domain.user import LANGUAGES, ROLES, Unfit, User
from intakebot.guard.invitations import LIVES, nobodys_password
from intakebot.store.desk import Desk

_Act: TypeAlias = Callable[[Desk, User], object]


def listed(call: Call, house: House, wrong: str = "", status: int = 200) -> Response:
    """Everybody, and a form for somebody new."""
    everybody, seen = house.store.read(lambda desk: (desk.users.all(), desk.sessions.last_seen()))
    facts = {
        "everybody": everybody, "seen": seen, "wrong": wrong, "roles": ROLES, "languages": LANGUAGES, "zones": zones(),
        "typed": {name: call.said(name, 200) for name in ("name", "display", "role", "language", "zone")},
        "default_zone": house.zone,
    }  # fmt: skip
    return page(call, "users.html", facts, status=status)


def added(call: Call, house: House) -> Response:
    """Somebody new, who sets their password by a link that is told this once."""
    if unsure := doubt(call, house):
        return listed(call, house, unsure, UNSURE)
    name, role = call.said("name", 200), call.said("role", 20)
    more = {what: call.said(what, 200) for what in ("display", "language", "zone") if call.said(what, 200)}
    password = house.passwords.hashed(nobodys_password())

    def work(desk: Desk) -> tuple[User, str]:
        user = house.accounts.add(desk, name, password, role, call.by, **more)
        return user, house.invitations.make(desk, user, call.by)

    try:
        user, slip = house.store.write(work).result()
    except Unfit as error:
        return listed(call, house, unfit(call, error), UNFIT)
    return _told(call, house, user, slip)


def one(call: Call, house: House, wrong: str = "", status: int = 200) -> Response:
    """One user, and what can be done about them."""
    key = call.id()
    user = house.store.read(lambda desk: desk.users.load(key))
    if user is None:
        raise Missing
    sessions, tokens = house.store.read(lambda desk: (desk.sessions.of(key, call.now), desk.tokens.of(key)))
    facts = {
        "person_of": user, "sessions": sessions, "tokens": tokens, "roles": ROLES, "wrong": wrong,
        "done": Called(call.language).done(call.asked("done", 20)),
    }  # fmt: skip
    return page(call, "user.html", facts, status=status)


def again(call: Call, _house: House) -> Response:
    """The addresses of what is done about somebody lead back to their page."""
    return RedirectResponse(f"/users/{call.id()}", 303)


def role(call: Call, house: House) -> Response:
    """Another role; their sessions end, but for the operator's own who does it."""
    keep = call.signed_in.session.id
    given = call.said("role", 20)
    return _surely(call, house, "role", lambda desk, user: house.accounts.set_role(
        desk, user, given, call.by, keep=keep if user.id == call.me.id else None
    ))  # fmt: skip


def disabled(call: Call, house: House) -> Response:
    """They are kept out, at once: nothing is asked of the operator first."""
    return _done(call, house, "disabled", lambda desk, user: house.accounts.disable(desk, user, call.by))


def sessions_ended(call: Call, house: House) -> Response:
    """They have to sign in again, likewise at once."""
    return _done(call, house, "sessions", lambda desk, user: house.accounts.end_sessions(desk, user, call.by))


def enabled(call: Call, house: House) -> Response:
    """They may sign in again."""
    return _surely(call, house, "enabled", lambda desk, user: house.accounts.enable(desk, user, call.by))


def factor_removed(call: Call, house: House) -> Response:
    """They lost their authenticator."""
    return _surely(call, house, "factor", lambda desk, user: house.factors.remove(desk, user, call.by))


def invited(call: Call, house: House) -> Response:
    """A link for who forgot the password, told this once. The password they have holds until they set another."""
    if unsure := doubt(call, house):
        return one(call, house, unsure, UNSURE)
    user, slip = _changed(call, house, lambda desk, user: (user, house.invitations.make(desk, user, call.by)))
    return _told(call, house, user, slip)


def _surely(call: Call, house: House, what: str, act: _Act) -> Response:
    unsure = doubt(call, house)
    return one(call, house, unsure, UNSURE) if unsure else _done(call, house, what, act)


def _done(call: Call, house: House, what: str, act: _Act) -> Response:
    try:
        _changed(call, house, act)
    except Unfit as error:
        return one(call, house, unfit(call, error), UNFIT)
    return RedirectResponse(f"/users/{call.id()}?done={what}", 303)


def _changed(call: Call, house: House, act: Callable[[Desk, User], Any]) -> Any:
    key = call.id()

    def work(desk: Desk) -> Any:
        user = desk.users.load(key)
        if user is None:
            raise Missing
        return act(desk, user)

    return house.store.write(work).result()


def _told(call: Call, house: House, user: User, slip: str) -> Response:
    link = f"{house.url or call.site}/welcome/{slip}"
    return page(call, "invited.html", {"person_of": user, "link": link, "until": call.now + LIVES})
