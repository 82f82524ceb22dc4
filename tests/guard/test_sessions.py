"""Sessions that end, and those of others."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intakebot.domain.by import By
from intakebot.domain.session import REMEMBERED
from intakebot.guard import opaque
from tests.guard.house import ROOT, House


def test_only_the_token_itself_lets_in(house: House) -> None:
    token = house.enter(house.user()).token
    other = "A" if token[0] != "A" else "B"
    for wrong in ("", opaque.session_token(), other + token[1:], token + "A", f" {token}", opaque.digest(token).hex()):
        assert house.sessions.user_of(wrong) is None
    assert house.sessions.user_of(token) is not None


@given(st.text())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cookie_is_looked_at_safely(house: House, cookie: str) -> None:
    assert house.sessions.user_of(cookie) is None


def test_no_token_is_kept(house: House) -> None:
    came = house.enter(house.user())
    assert house.store.read(lambda desk: desk.sessions.find(came.token.encode())) is None
    assert house.store.read(lambda desk: desk.sessions.find(opaque.digest(came.token))) == came.session


def test_it_falls_idle_after_eight_hours(house: House) -> None:
    token = house.enter(house.user()).token
    house.clock.move(hours=7, minutes=59)
    assert house.sessions.user_of(token) is not None
    house.clock.move(minutes=1)
    assert house.sessions.user_of(token) is None


def test_whoever_does_something_isnt_idle_but_a_week_is_the_end(house: House) -> None:
    token = house.enter(house.user()).token
    hours = 0
    while who := house.sessions.user_of(token):
        house.sessions.renew(who)
        house.store.write(lambda _desk: None).result()  # renewing doesn't wait
        house.clock.move(hours=6)
        hours += 6
    assert hours == 7 * 24


def test_looking_someone_up_keeps_nothing_awake(house: House) -> None:
    token = house.enter(house.user()).token
    for _ in range(4):
        house.clock.move(hours=2)
        found = house.sessions.user_of(token)
    assert found is None


def test_acts_within_five_minutes_are_one_note(house: House) -> None:
    who = house.signed_in(house.user())
    house.clock.move(minutes=4)
    house.sessions.renew(who)
    house.store.write(lambda _desk: None).result()
    (session,) = house.store.read(lambda desk: desk.sessions.of(who.user.id, house.clock()))
    assert session.seen_at == session.created_at


def test_signing_out_ends_this_session_alone(house: House) -> None:
    anna = house.user()
    first, second = house.enter(anna), house.enter(anna)
    who = house.sessions.user_of(first.token)
    assert who is not None
    assert house.sessions.revoke(who, first.session.id, By.user(who.user, "192.0.2.7"))
    assert not house.sessions.revoke(who, first.session.id, By.user(who.user, "192.0.2.7"))
    assert house.sessions.user_of(first.token) is None
    assert house.sessions.user_of(second.token) is not None
    assert house.acts(anna)[-1] == "signed_out"


def test_nobody_ends_anothers_session(house: House) -> None:
    who, other = house.signed_in(house.user()), house.enter(house.user())
    assert not house.sessions.revoke(who, other.session.id, By.user(who.user, "192.0.2.7"))
    assert house.sessions.user_of(other.token) is not None


def test_a_disabled_user_is_out_at_once_and_stays_out(house: House) -> None:
    anna = house.user()
    token = house.enter(anna).token
    assert house.store.write(lambda desk: house.accounts.disable(desk, anna, ROOT)).result() == 1
    assert house.sessions.user_of(token) is None
    house.store.write(lambda desk: house.accounts.enable(desk, anna, ROOT)).result()
    assert house.sessions.user_of(token) is None
    house.enter(anna)


def test_a_user_who_is_disabled_by_hand_is_out_too(house: House) -> None:
    anna = house.user()
    token = house.enter(anna).token
    house.store.write(lambda desk: desk.users.change(anna.id, active=False)).result()
    assert house.sessions.user_of(token) is None


@pytest.mark.parametrize("change", ["password", "role", "sessions", "factor"])
def test_what_changes_a_users_rights_ends_their_other_sessions(house: House, change: str) -> None:
    anna = house.user()
    here, elsewhere = house.enter(anna), house.enter(anna)
    keep = here.session.id
    if change == "password":
        kept = house.passwords.hashed("nine quiet otters")
        house.store.write(lambda desk: house.accounts.set_password(desk, anna, kept, ROOT, keep=keep)).result()
    elif change == "role":
        house.store.write(lambda desk: house.accounts.set_role(desk, anna, "manager", ROOT, keep=keep)).result()
    elif change == "sessions":
        house.store.write(lambda desk: house.accounts.end_sessions(desk, anna, ROOT, keep=keep)).result()
    else:
        enrolment = house.store.write(lambda desk: house.factors.begin(desk, anna)).result()
        assert enrolment.secret in enrolment.uri
        held = house.store.read(lambda desk: desk.users.credentials_of(anna.id))
        assert held is not None
        assert held.totp_pending is not None
        code = house.code(held.totp_pending)
        assert house.store.write(lambda desk: house.factors.confirm(desk, anna, code, ROOT, keep=keep)).result()
    assert house.sessions.user_of(elsewhere.token) is None
    assert house.sessions.user_of(here.token) is not None
    assert house.audit(anna)[-1].evidence["sessions_ended"] == 1


def test_old_sessions_go_and_the_audit_stays(house: House) -> None:
    anna = house.user()
    came = house.enter(anna)
    house.store.write(lambda desk: desk.sessions.forget(came.session.expires_at)).result()
    assert house.store.read(lambda desk: desk.sessions.find(opaque.digest(came.token))) == came.session
    late = came.session.expires_at + REMEMBERED
    house.store.write(lambda desk: desk.sessions.forget(late)).result()
    assert house.store.read(lambda desk: desk.sessions.find(opaque.digest(came.token))) is None
    assert house.acts(anna)[-1] == "signed_in"
