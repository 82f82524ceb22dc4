"""Somebody's own account, over HTTP."""

import re
from collections.abc import Iterator

import pytest

from intakebot.guard import opaque
from tests.console.people_fixtures import Open, alert, opened
from tests.guard.house import PASSWORD

FRESH = "nine slow herons"


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    with opened(tmp_path_factory.mktemp("me")) as running:
        yield running


def test_whoever_is_not_signed_in_is_asked_to_and_comes_back(console: Open) -> None:
    answer = console.visitor().get("/me")
    assert (answer.url.path, answer.url.params["back"]) == ("/sign-in", "/me")


def test_name_and_zone_change_the_page_at_once(console: Open) -> None:
    user = console.user()
    visitor = console.come(user)
    answer = visitor.post("/me", display="Anna <b>Nowak</b>", language="en", zone="Europe/Warsaw")
    assert "Anna &lt;b&gt;Nowak&lt;/b&gt;" in answer.text
    now = console.load(user)
    assert (now.display, now.language, now.zone) == ("Anna <b>Nowak</b>", "en", "Europe/Warsaw")
    (line,) = console.record(user, "user_described")
    assert (line.name, line.address, line.evidence["zone"]) == (user.name, "127.0.0.1", "Europe/Warsaw")


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("zone", "Mars/Base", "There is no zone 'Mars/Base'."),
        ("language", "xx", "The console doesn't speak 'xx'; it speaks en, ru, pl."),
        ("display", " \t", "What colleagues read has 1 to 100 printable characters."),
    ],
)
def test_what_can_not_be_is_told_where_it_was_typed(console: Open, field: str, value: str, why: str) -> None:
    user = console.user()
    typed = {"display": "Anna", "language": "en", "zone": "UTC"} | {field: value}
    answer = console.come(user).post("/me", **typed)
    assert (answer.status_code, alert(answer)) == (422, why)
    assert console.load(user) == user


def test_a_new_password_ends_the_other_sessions(console: Open) -> None:
    user = console.user()
    here, there = console.come(user), console.come(user)
    answer = here.post("/me/password", password=PASSWORD, fresh=FRESH, again=FRESH)
    assert "The password is changed." in answer.text
    assert here.inside
    assert not there.inside
    assert not console.visitor().sign_in(user.name).inside
    assert console.visitor().sign_in(user.name, FRESH).inside
    (line,) = console.record(user, "password_changed")
    assert (line.name, line.evidence) == (user.name, {"sessions_ended": 1})


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"password": "wrong" * 3}, "That isn't right. Please try again."),
        ({"again": FRESH + " "}, "The two passwords differ."),
        ({"fresh": "short", "again": "short"}, "A password has 12 to 256 characters."),
        ({"fresh": "welcome2026!", "again": "welcome2026!"}, "This password is among those that are tried first."),
    ],
)
def test_a_bad_password_changes_nothing(console: Open, typed: dict[str, str], why: str) -> None:
    user = console.user()
    visitor = console.come(user)
    answer = visitor.post("/me/password", **{"password": PASSWORD, "fresh": FRESH, "again": FRESH} | typed)
    assert alert(answer) == why
    assert console.record(user, "password_changed") == []
    assert console.visitor().sign_in(user.name).inside


def test_guessing_the_password_in_a_stolen_session_is_slowed_down(console: Open) -> None:
    visitor = console.come(console.user())
    told = [alert(visitor.post("/me/password", password=f"guess {n}", fresh=FRESH, again=FRESH)) for n in range(7)]
    assert told[0] == "That isn't right. Please try again."
    assert told[-1].startswith("Too many tries.")
    console.clock.move(hours=1)


def test_a_second_factor_is_set_up_used_and_switched_off(console: Open) -> None:
    user = console.user()
    visitor, other = console.come(user), console.come(user)
    page = visitor.post("/me/factor", password=PASSWORD)
    (shown,) = re.findall(r'<code class="secret">([A-Z2-7]+)</code>', page.text)
    assert f"secret={shown}" in page.text
    assert "<svg" in page.text
    assert "style=" not in page.text
    held = console.house.store.read(lambda desk: desk.users.credentials_of(user.id))
    assert held is not None
    secret = held.totp_pending
    assert secret is not None
    wrong = visitor.post("/me/factor/code", code="000000")
    assert alert(wrong) == "That code isn't right. Please try the next one."
    assert shown not in wrong.text
    codes = re.findall(
        r'<code class="secret">([a-z2-7-]{19})</code>', visitor.post("/me/factor/code", code=console.code(secret)).text
    )
    assert len(set(codes)) == 10
    assert console.load(user).totp
    assert not other.inside
    assert not console.visitor().sign_in(user.name).inside
    assert console.visitor().sign_in(user.name, code=console.fresh_code(secret)).inside
    assert console.visitor().sign_in(user.name, code=codes[0]).inside
    assert "9 recovery codes are left." in visitor.get("/me").text
    assert alert(visitor.post("/me/factor/off", password=PASSWORD)) == "That isn't right. Please try again."
    assert (
        alert(visitor.post("/me/factor/off", password=PASSWORD, code=codes[0])) == "That isn't right. Please try again."
    )
    answer = visitor.post("/me/factor/off", password=PASSWORD, code=console.fresh_code(secret))
    assert "The second factor is switched off." in answer.text
    assert not console.load(user).totp
    assert [len(console.record(user, act)) for act in ("factor_set", "factor_removed")] == [1, 1]


def test_new_recovery_codes_replace_the_former_ones(console: Open) -> None:
    user = console.user()
    secret = console.enrol(user)
    visitor = console.come(user, console.code(secret))
    page = visitor.post("/me/factor/recovery", password=PASSWORD, code=console.fresh_code(secret))
    codes = re.findall(r'<code class="secret">([a-z2-7-]{19})</code>', page.text)
    assert console.visitor().sign_in(user.name, code=codes[9]).inside
    assert len(console.record(user, "recovery_codes_made")) == 1


def test_codes_for_a_factor_that_was_begun_can_not_be_guessed_at_length(console: Open) -> None:
    visitor = console.come(console.user())
    visitor.post("/me/factor", password=PASSWORD)
    told = [alert(visitor.post("/me/factor/code", code="000000")) for _ in range(6)]
    assert told[-1] == "Too many wrong codes: wait a quarter of an hour."


@pytest.mark.parametrize("path", ["/me/factor", "/me/factor/recovery", "/me/factor/off", "/me/tokens"])
def test_a_session_alone_is_not_enough(console: Open, path: str) -> None:
    user = console.user()
    before = console.load(user)
    answer = console.come(user).post(path, name="script", days="9", role="agent")
    assert (answer.status_code, alert(answer)) == (401, "That isn't right. Please try again.")
    tokens = console.house.store.read(lambda desk: desk.tokens.of(user.id))
    held = console.house.store.read(lambda desk: desk.users.credentials_of(user.id))
    assert (console.load(user), tokens, held and held.totp_pending) == (before, [], None)


def test_own_sessions_are_listed_and_ended_one_by_one(console: Open) -> None:
    user = console.user()
    here, there = console.come(user), console.come(user)
    page = here.get("/me").text
    assert page.count("Firefox, Linux") == 2
    (other,) = re.findall(r'action="(/me/sessions/\d+)"', page)
    assert "Ended." in here.post(other).text
    assert here.inside
    assert not there.inside
    assert len(console.record(user, "signed_out")) == 1


def test_all_other_sessions_end_at_once(console: Open) -> None:
    user = console.user()
    here, *others = (console.come(user) for _ in range(3))
    here.post("/me/sessions")
    assert here.inside
    assert not any(other.inside for other in others)
    (line,) = console.record(user, "sessions_ended")
    assert line.evidence == {"sessions_ended": 2}


def test_nobody_ends_the_sessions_or_tokens_of_another(console: Open) -> None:
    victim = console.user()
    theirs = console.come(victim)
    session = console.house.store.read(lambda desk: desk.sessions.of(victim.id, console.clock()))[0]
    mine = console.come(console.user())
    assert mine.post(f"/me/sessions/{session.id}").status_code == 404
    assert mine.post("/me/tokens/1").status_code == 404
    assert theirs.inside


def test_a_token_is_shown_once_works_and_is_revoked(console: Open) -> None:
    user = console.user("manager")
    visitor = console.come(user)
    page = visitor.post("/me/tokens", password=PASSWORD, name="=cmd|'x'", days="30", role="agent").text
    (token,) = re.findall(r"ibt_[0-9a-v]{52}_[0-9a-f]{8}", page)
    assert opaque.is_api_token(token)
    kept = console.house.store.read(lambda desk: desk.tokens.find(opaque.digest(token)))
    assert kept is not None
    assert (kept.user_id, kept.role) == (user.id, "agent")
    listed = visitor.get("/me").text
    assert token not in listed
    assert "never" in listed
    assert "The token is revoked." in visitor.post(f"/me/tokens/{kept.id}").text
    after = console.house.store.read(lambda desk: desk.tokens.find(opaque.digest(token)))
    assert after is not None
    assert not after.lives(console.clock())
    assert [len(console.record(user, act)) for act in ("token_added", "token_ended")] == [1, 1]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"days": "0"}, "A token lasts 1 to 366 days."),
        ({"days": "x"}, "A token lasts 1 to 366 days."),
        ({"name": ""}, "What colleagues read has 1 to 100 printable characters."),
        ({"role": "operator"}, "{name} is agent: a token can't be operator."),
    ],
)
def test_a_token_that_can_not_be(console: Open, typed: dict[str, str], why: str) -> None:
    user = console.user()
    answer = console.come(user).post(
        "/me/tokens", **{"password": PASSWORD, "name": "script", "days": "30", "role": "agent"} | typed
    )
    assert alert(answer).lower() == why.format(name=user.name).lower()
    assert console.house.store.read(lambda desk: desk.tokens.of(user.id)) == []


def test_addresses_of_acts_lead_back_to_the_page(console: Open) -> None:
    assert console.come(console.user()).get("/me/factor/code").url.path == "/me"
