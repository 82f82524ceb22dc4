"""Signing in by a provider: whom it proves, and everything that proves nobody."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from joserfc.jwk import ECKey

from intakebot.console.oidc.provider import Provider
from tests.console.oidc_provider import CLIENT, SECRET, Idp
from tests.console.people_fixtures import Open, alert, opened
from tests.console.serving import served

FAILED = "That way in didn't work. Please try again, or use your password."
ANNA = "anna@firm.example"


@pytest.fixture(scope="module")
def idp() -> Iterator[Idp]:
    made = Idp()
    with served(made.routes()) as port:
        made.url = f"http://127.0.0.1:{port}"
        yield made


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory, idp: Idp) -> Iterator[Open]:
    def provider(clock: Any) -> Provider:
        idp.clock = clock
        return Provider(
            issuer=idp.url, client_id=CLIENT, secret=lambda: SECRET, name="the firm", claim="email", clock=clock
        )

    with opened(tmp_path_factory.mktemp("oidc"), provider) as running:
        running.user("agent", ANNA)
        running.user("agent", "0042a")
        yield running


@pytest.fixture(autouse=True)
def _honest(idp: Idp) -> None:
    idp.reset(email=ANNA, email_verified=True)


def test_whom_the_provider_proves_is_in_and_where_they_wanted(console: Open) -> None:
    visitor = console.visitor()
    asked = visitor.get("/me").text
    (link,) = re.findall(r'href="(/sign-in/oidc[^"]*)"[^>]*>Sign in by the firm<', asked)
    answer = visitor.get(link.replace("&amp;", "&"))
    assert answer.url.path == "/me"
    assert ANNA in answer.text
    assert "intakebot_journey" not in visitor.client.cookies
    anna = console.house.store.read(lambda desk: desk.users.named(ANNA))
    assert anna is not None
    assert console.record(anna, "signed_in")[-1].evidence["by"] == "provider"


def _refused(answer: httpx.Response) -> bool:
    return (answer.status_code, alert(answer)) == (401, FAILED) and "intakebot_session" not in answer.headers.get(
        "set-cookie", ""
    )


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "of another attempt"},
        {"nonce": None},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": "nobody@firm.example"},
        {"email": None},
        {"iss": "https://evil.example"},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"]},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"exp": 1},
        {"exp": None},
        {"nbf": 4_000_000_000},
        {"sub": None},
    ],
)
def test_a_token_that_proves_nobody(console: Open, idp: Idp, claims: dict[str, Any]) -> None:
    idp.claims |= claims
    visitor = console.visitor()
    assert _refused(visitor.get("/sign-in/oidc"))
    assert not visitor.inside


def test_another_key(console: Open, idp: Idp) -> None:
    idp.signs_with = ECKey.generate_key("P-256")
    assert _refused(console.visitor().get("/sign-in/oidc"))


def test_a_disabled_user_stays_out_and_it_is_on_record(console: Open, idp: Idp) -> None:
    user = console.user("agent", "gone@firm.example")
    console.house.store.write(lambda desk: desk.users.change(user.id, active=False)).result()
    idp.claims["email"] = user.name
    assert _refused(console.visitor().get("/sign-in/oidc"))
    (line,) = console.record(user, "sign_in_failed")
    assert line.evidence == {"why": "disabled", "by": "provider"}


def test_an_unknown_user_is_not_added(console: Open, idp: Idp) -> None:
    before = console.house.store.read(lambda desk: desk.users.all())
    idp.claims["email"] = "new@firm.example"
    assert _refused(console.visitor().get("/sign-in/oidc"))
    assert console.house.store.read(lambda desk: desk.users.all()) == before


@pytest.mark.parametrize("way", [{"state": "forged"}, {"state": ""}, {"iss": "https://evil.example"}])
def test_an_answer_that_was_not_asked_for(console: Open, idp: Idp, way: dict[str, str]) -> None:
    idp.way_back = way
    assert _refused(console.visitor().get("/sign-in/oidc"))


def test_an_answer_counts_in_the_browser_that_asked_and_once(console: Open) -> None:
    visitor = console.visitor()
    visitor.client.follow_redirects = False
    there = visitor.get("/sign-in/oidc").headers["location"]
    back = visitor.get(there).headers["location"]
    victim = console.visitor()
    assert _refused(victim.get(back))
    assert visitor.get(back).headers["location"] == "/triage"
    assert _refused(visitor.get(back))


def test_a_code_is_not_taken_twice_even_with_the_cookie(console: Open) -> None:
    visitor = console.visitor()
    visitor.client.follow_redirects = False
    back = visitor.get(visitor.get("/sign-in/oidc").headers["location"]).headers["location"]
    journey = visitor.client.cookies["intakebot_journey"]
    visitor.get(back)
    thief = httpx.get(back, headers={"Cookie": f"intakebot_journey={journey}"})
    assert _refused(thief)


def test_a_journey_ends_after_ten_minutes(console: Open) -> None:
    visitor = console.visitor()
    visitor.client.follow_redirects = False
    back = visitor.get(visitor.get("/sign-in/oidc").headers["location"]).headers["location"]
    console.clock.move(minutes=10)
    assert _refused(visitor.get(back))


def test_a_forged_journey(console: Open) -> None:
    cookie = {"Cookie": "intakebot_journey=e30=.0123"}
    assert _refused(httpx.get(f"{console.url}/sign-in/oidc/back?state=x&code=y", headers=cookie))


def test_a_provider_that_calls_itself_otherwise(console: Open, idp: Idp) -> None:
    console.clock.move(minutes=11)
    idp.calls_itself = "https://evil.example"
    assert _refused(console.visitor().get("/sign-in/oidc"))


def test_nobody_is_led_to_another_site_afterwards(console: Open) -> None:
    visitor = console.visitor()
    visitor.client.follow_redirects = False
    there = visitor.get("/sign-in/oidc?back=https://evil.example/").headers["location"]
    back = visitor.get(there).headers["location"]
    assert visitor.get(back).headers["location"] == "/triage"


def test_a_provider_that_does_not_answer(console: Open, idp: Idp) -> None:
    console.clock.move(minutes=11)
    assert console.house.oidc is not None
    gone, console.house.oidc.issuer = console.house.oidc.issuer, "http://127.0.0.1:9"
    try:
        answer = console.visitor().get("/sign-in/oidc")
    finally:
        console.house.oidc.issuer = gone
    assert (answer.status_code, alert(answer)) == (503, FAILED)


def test_by_the_providers_own_id_where_that_is_chosen(console: Open, idp: Idp) -> None:
    assert console.house.oidc is not None
    console.house.oidc.claim = "sub"
    try:
        idp.claims |= {"email": ANNA, "sub": "0042a"}
        assert "0042a" in console.visitor().get("/sign-in/oidc?back=/me").text
    finally:
        console.house.oidc.claim = "email"


def test_without_a_provider_there_is_no_such_way(tmp_path_factory: pytest.TempPathFactory) -> None:
    with opened(tmp_path_factory.mktemp("none")) as console:
        visitor = console.visitor()
        assert "Sign in by" not in visitor.get("/sign-in").text
        assert [visitor.get(f"/sign-in/oidc{more}").status_code for more in ("", "/back?state=x")] == [404, 404]
