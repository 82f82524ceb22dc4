"""What people do about themselves, and operators about others."""

import base64
import re
from datetime import timedelta

from intakebot.guard import totp
from tests.console.conftest import PASSWORD, signed_in
from tests.console.walks.walker import Walker

_FRESH, _AGAIN = "nine slow herons", "nine dry umbrellas"


def looks_after(walker: Walker) -> None:
    """An operator adds somebody, who comes in by a link and looks after themselves; then their ways in are taken and given."""
    name = f"guest-{walker.language}"
    walker.goes("/users")
    told = {"name": name, "language": walker.language, "zone": "UTC"}
    walker.is_refused("/users", **told, password="wrong")
    walker.sends("/users", **told, password=PASSWORD)
    walker.looks(typed=True)
    link = walker.page.locator("input[readonly]").last.input_value()
    with walker.another() as guest:
        _comes_in(guest, name, link)
        secret = _takes_care(guest, name)
        user = _user(walker, name)
        _keeps_out(walker, user)
        guest.goes("/me")
        _signs_in(guest, name, _FRESH)
        guest.is_refused("/sign-in", code="000000")
        guest.sends("/sign-in", code=_code(guest, secret))
        guest.looks()
        guest.sends("/sign-out")
        guest.looks(typed=True)
    _lets_in(walker, user)
    _stays_the_last(walker)


def _comes_in(guest: Walker, name: str, link: str) -> None:
    """By the link, with a password of their own."""
    path = link.removeprefix(guest.seat.url)
    guest.goes(path)
    guest.is_refused("", fresh=_FRESH, again=_AGAIN)
    guest.sends("", fresh=_FRESH, again=_FRESH)
    guest.looks(typed=True)
    guest.goes("/sign-in?back=/me")
    _signs_in(guest, name, _FRESH, wrong=_AGAIN)


def _signs_in(guest: Walker, name: str, password: str, wrong: str = "") -> None:
    if wrong:
        guest.is_refused("/sign-in", name=name, password=wrong)
    guest.sends("/sign-in", name=name, password=password)
    guest.looks()


def _takes_care(guest: Walker, name: str) -> bytes:
    """Of name, password, sessions, tokens and second factor; the factor's secret."""
    guest.is_refused("/me", display="Ewa", zone="Mars/Base")
    guest.does("/me", "Kept.", display="Ewa", zone="Europe/Warsaw")
    guest.is_refused("/me/password", password=_AGAIN, fresh=_FRESH, again=_FRESH)
    guest.does(
        "/me/password",
        "The password is changed. Your other sessions have ended.",
        password=_FRESH,
        fresh=_FRESH,
        again=_FRESH,
    )
    _ends_sessions(guest, name)
    _makes_a_token(guest, name)
    return _has_a_factor(guest)


def _ends_sessions(guest: Walker, name: str) -> None:
    """One elsewhere, then all others."""
    with signed_in(guest.desk, name, _FRESH), signed_in(guest.desk, name, _FRESH), signed_in(guest.desk, name, _FRESH):
        guest.goes("/me")
        for ends in (guest.does, guest.is_too_late):
            ends(next(place for place in guest.offered() if re.fullmatch(r"/me/sessions/\d+", place)))
        guest.does("/me/sessions", "Ended.")
        assert not [place for place in guest.offered() if place.startswith("/me/sessions")]


def _makes_a_token(guest: Walker, name: str) -> None:
    guest.is_refused("/me/tokens", name="script", password=_AGAIN)
    guest.sends("/me/tokens", name="script", password=_FRESH)
    guest.looks()
    assert guest.page.locator("input[readonly]").last.input_value().startswith("ibt_")
    guest.follows("I have kept it")
    guest.does(next(place for place in guest.offered() if place.startswith("/me/tokens/")), "The token is revoked.")
    guest.desk.day.command("user", "token", name, "--name", "another", "--days", "1")
    guest.goes("/me")
    guest.is_too_late(next(place for place in guest.offered() if place.startswith("/me/tokens/")))


def _has_a_factor(guest: Walker) -> bytes:
    """It is set up, gets other recovery codes, is switched off, and set up again; the secret."""
    secret = _sets_up(guest)
    guest.is_refused("/me/factor/recovery", password=_FRESH, code="000000")
    guest.sends("/me/factor/recovery", password=_FRESH, code=_code(guest, secret))
    guest.looks()
    assert guest.page.locator("code.secret").count() == 10
    guest.follows("I have kept them")
    guest.is_refused("/me/factor/off", password=_FRESH, code="000000")
    guest.does("/me/factor/off", "The second factor is switched off.", password=_FRESH, code=_code(guest, secret))
    return _sets_up(guest)


def _sets_up(guest: Walker) -> bytes:
    guest.is_refused("/me/factor", password=_AGAIN)
    guest.sends("/me/factor", password=_FRESH)
    guest.looks()
    secret = base64.b32decode(guest.page.locator("code.secret").inner_text())
    guest.is_refused("/me/factor/code", code="000000")
    guest.sends("/me/factor/code", code=_code(guest, secret))
    guest.looks()
    guest.follows("I have kept them")
    return secret


def _code(guest: Walker, secret: bytes) -> str:
    """The one of the next moment: each works once."""
    guest.desk.day.now += timedelta(seconds=30)
    return totp.code(secret, totp.step(guest.desk.day.now))


def _user(walker: Walker, name: str) -> str:
    """The address of somebody's page."""
    (found,) = [one["id"] for one in walker.desk.day.command("user", "list") if one["name"] == name]
    return f"/users/{found}"


def _keeps_out(walker: Walker, user: str) -> None:
    walker.goes(user)
    walker.does(f"{user}/sessions", "The user is signed out everywhere.")


def _lets_in(walker: Walker, user: str) -> None:
    """Another role, another link, no factor; out and in again."""
    walker.goes(user)
    for act in ("role", "factor", "link"):
        walker.is_refused(f"{user}/{act}", password=_AGAIN)
    walker.does(f"{user}/role", "The role is changed.", role="manager", password=PASSWORD)
    walker.does(f"{user}/factor", "The second factor is removed.", password=PASSWORD)
    walker.does(f"{user}/disable", "The user is disabled and signed out everywhere.")
    walker.is_refused(f"{user}/enable", password=_AGAIN)
    walker.does(f"{user}/enable", "The user may sign in again.", password=PASSWORD)
    walker.sends(f"{user}/link", password=PASSWORD)
    walker.looks()


def _stays_the_last(walker: Walker) -> None:
    """Where no other operator is left, the last can't go."""
    chef = f"chef-{walker.language}"
    for one in walker.desk.day.command("user", "list"):
        if one["role"] == "operator" and one["active"] and one["name"] != chef:
            walker.desk.day.command("user", "disable", one["name"])
    user = _user(walker, chef)
    walker.goes(user)
    walker.is_refused(f"{user}/disable")
