"""Operators look after users, and read the record of what was done, over HTTP."""

import csv
import io
import re
from collections.abc import Iterator

import httpx
import pytest

from intakebot.domain.user import User
from intakebot.guard import opaque
from tests.console.people_fixtures import Open, Visitor, alert, opened
from tests.guard.house import PASSWORD, ROOT

FRESH = "nine slow herons"


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    with opened(tmp_path_factory.mktemp("users")) as running:
        yield running


@pytest.fixture(scope="module")
def boss(console: Open) -> User:
    return console.user("operator", "olga")


@pytest.fixture
def operator(console: Open, boss: User) -> Visitor:
    return console.come(boss)


def _link(page: httpx.Response) -> str:
    (found,) = re.findall(r'readonly value="(http://[^"]+/welcome/[^"]+)"', page.text)
    return str(found)


def _add(operator: Visitor, name: str, **more: str) -> httpx.Response:
    typed = {"name": name, "display": "", "role": "agent", "language": "en", "zone": "UTC", "password": PASSWORD}
    return operator.post("/users", **typed | more)


def test_somebody_new_sets_a_password_by_a_link_that_works_once(console: Open, operator: Visitor, boss: User) -> None:
    page = _add(operator, "Jan.Kowalski", display="Jan Kowalski", role="manager", zone="Europe/Warsaw")
    link, guest = _link(page), console.visitor()
    assert "You sign in as jan.kowalski." in guest.get(link).text
    assert alert(guest.post(link, fresh="short", again="short")) == "A password has 12 to 256 characters."
    assert guest.post(link, fresh=FRESH, again=FRESH).url.path == "/sign-in"
    assert guest.sign_in("jan.kowalski", FRESH).inside
    assert guest.get(link).status_code == 404
    assert guest.post(link, fresh=PASSWORD, again=PASSWORD).status_code == 404
    user = console.house.store.read(lambda desk: desk.users.named("jan.kowalski"))
    assert user is not None
    assert (user.display, user.role, user.zone) == ("Jan Kowalski", "manager", "Europe/Warsaw")
    told = [(act, console.record(user, act)[0].name) for act in ("user_added", "invited", "password_changed")]
    assert told == [("user_added", boss.name), ("invited", boss.name), ("password_changed", user.name)]


def test_a_link_ends_after_two_days(console: Open, operator: Visitor) -> None:
    link = _link(_add(operator, "later"))
    console.clock.move(days=2)
    assert "doesn't work any more" in console.visitor().get(link).text


def test_a_link_is_for_one_user_and_not_for_who_is_disabled(console: Open, operator: Visitor) -> None:
    link, user = _link(_add(operator, "gone")), console.user()
    forged = re.sub(r"/welcome/\d+", f"/welcome/{user.id}", link)
    assert console.visitor().post(forged, fresh=FRESH, again=FRESH).status_code == 404
    gone = console.house.store.read(lambda desk: desk.users.named("gone"))
    assert gone is not None
    operator.post(f"/users/{gone.id}/disable")
    assert console.visitor().post(link, fresh=FRESH, again=FRESH).status_code == 404


def test_what_stands_in_for_a_password_at_sign_in_is_no_link(console: Open) -> None:
    user = console.user()
    console.enrol(user)
    wanted = console.visitor().post("/sign-in", name=user.name, password=PASSWORD).text
    (slip,) = re.findall(r'name="pending" value="([^"]+)"', wanted)
    assert console.visitor().get(f"/welcome/{slip}").status_code == 404


@pytest.mark.parametrize(
    ("name", "more", "why"),
    [
        ("olga", {}, "There is a user olga already."),
        ("ann<script>", {}, "A name consists of Latin or Cyrillic letters"),
        ("somebody", {"role": "emperor"}, "There is no role 'emperor'"),
        ("somebody", {"zone": "Mars/Base"}, "There is no zone 'Mars/Base'."),
        ("somebody", {"password": "wrong"}, "That isn't right. Please try again."),
    ],
)
def test_nobody_is_added_who_can_not_be(
    console: Open, operator: Visitor, name: str, more: dict[str, str], why: str
) -> None:
    before = console.house.store.read(lambda desk: desk.users.all())
    assert alert(_add(operator, name, **more)).startswith(why)
    assert console.house.store.read(lambda desk: desk.users.all()) == before


def test_another_role_counts_at_the_next_sign_in(console: Open, operator: Visitor) -> None:
    user = console.user()
    theirs = console.come(user)
    answer = operator.post(f"/users/{user.id}/role", role="manager", password=PASSWORD)
    assert "The role is changed." in answer.text
    assert console.load(user).role == "manager"
    assert not theirs.inside
    (line,) = console.record(user, "role_changed")
    assert line.evidence == {"sessions_ended": 1, "before": "agent", "now": "manager"}


@pytest.mark.parametrize("act", ["role", "enable", "factor", "link"])
def test_a_stolen_session_of_an_operator_gives_nobody_rights(console: Open, operator: Visitor, act: str) -> None:
    user = console.user()
    console.enrol(user)
    before = console.load(user)
    answer = operator.post(f"/users/{user.id}/{act}", role="operator", password="stolen")
    assert (answer.status_code, alert(answer)) == (401, "That isn't right. Please try again.")
    assert console.load(user) == before
    assert console.record(user, "invited") == []


def test_disabling_shuts_out_at_once_and_enabling_lets_in_again(console: Open, operator: Visitor) -> None:
    user = console.user()
    theirs, token = console.come(user), opaque.api_token()
    console.house.store.write(
        lambda desk: console.house.accounts.add_token(desk, user, opaque.digest(token), ROOT, name="script")
    ).result()
    assert "disabled" in operator.post(f"/users/{user.id}/disable").text
    assert not theirs.inside
    assert not console.visitor().sign_in(user.name).inside
    assert console.house.store.read(lambda desk: desk.tokens.of(user.id)) == []
    assert "may sign in again" in operator.post(f"/users/{user.id}/enable", password=PASSWORD).text
    assert console.visitor().sign_in(user.name).inside
    assert [len(console.record(user, act)) for act in ("disabled", "enabled")] == [1, 1]


@pytest.mark.parametrize("path", ["disable", "role"])
def test_the_last_operator_stays(console: Open, operator: Visitor, boss: User, path: str) -> None:
    answer = operator.post(f"/users/{boss.id}/{path}", role="agent", password=PASSWORD)
    assert alert(answer) == "olga is the last operator."
    assert console.load(boss) == boss
    assert operator.inside


def test_a_lost_second_factor_is_removed_by_an_operator(console: Open, operator: Visitor) -> None:
    user = console.user()
    console.enrol(user)
    assert "The second factor is removed." in operator.post(f"/users/{user.id}/factor", password=PASSWORD).text
    assert console.visitor().sign_in(user.name).inside
    (line,) = console.record(user, "factor_removed")
    assert line.name == "olga"


def test_a_forgotten_password_is_replaced_but_the_second_factor_stays(console: Open, operator: Visitor) -> None:
    user = console.user()
    secret = console.enrol(user)
    link = _link(operator.post(f"/users/{user.id}/link", password=PASSWORD))
    console.visitor().post(link, fresh=FRESH, again=FRESH)
    assert not console.visitor().sign_in(user.name, FRESH).inside
    assert console.visitor().sign_in(user.name, FRESH, console.fresh_code(secret)).inside


def test_sessions_of_another_end(console: Open, operator: Visitor) -> None:
    user = console.user()
    theirs = console.come(user)
    operator.post(f"/users/{user.id}/sessions")
    assert not theirs.inside
    assert console.record(user, "sessions_ended")[0].name == "olga"


def test_who_is_listed(console: Open, operator: Visitor) -> None:
    user = console.user(display="Ева <i>Ли</i>")
    assert "Ева &lt;i&gt;Ли&lt;/i&gt;" in operator.get("/users").text
    assert operator.get(f"/users/{user.id}").status_code == 200
    assert operator.get(f"/users/{user.id}/role").url.path == f"/users/{user.id}"
    assert operator.get("/users/99999").status_code == 404
    assert operator.post("/users/99999/disable").status_code == 404


@pytest.mark.parametrize("role", ["agent", "manager"])
def test_users_and_record_are_for_operators(console: Open, role: str) -> None:
    visitor, other = console.come(console.user(role)), console.user()
    assert [visitor.get(path).status_code for path in ("/users", f"/users/{other.id}", "/audit", "/audit.csv")] == [
        403
    ] * 4
    for act in ("role", "disable", "enable", "sessions", "factor", "link"):
        assert visitor.post(f"/users/{other.id}/{act}", role="operator", password=PASSWORD).status_code == 403
    assert visitor.post("/users", name="mine", password=PASSWORD).status_code == 403


def test_the_record_is_sought_by_user_act_and_day(console: Open, operator: Visitor) -> None:
    user, other = console.user(), console.user()
    console.come(user)
    console.come(other)
    day = console.clock().date().isoformat()
    found = operator.get(f"/audit?user={user.name.upper()}&act=signed_in&day={day}").text
    assert found.count("<tr><td>") == 1
    assert f"<td>{user.name}</td><td>signed in</td>" in found
    assert "Nothing of this kind" in operator.get(f"/audit?user={user.name}&day=2020-01-01").text
    assert operator.get(f"/audit?user={user.name}&day=yesterday&before=x").text.count("<tr><td>") == 2


def test_a_day_is_one_of_the_readers_zone(console: Open) -> None:
    console.clock.move(days=1)
    console.clock.now = console.clock.now.replace(hour=23, minute=30)  # the next morning in Warsaw
    reader = console.user("operator", zone="Europe/Warsaw")
    visitor = console.come(reader)
    today = console.clock().date()
    tomorrow = today.fromordinal(today.toordinal() + 1)
    pages = [visitor.get(f"/audit?user={reader.name}&act=signed_in&day={day}").text for day in (today, tomorrow)]
    assert [page.count("<tr><td>") for page in pages] == [0, 1]


def test_the_record_has_pages(console: Open, operator: Visitor) -> None:
    user = console.user()
    accounts = console.house.accounts
    for _ in range(100):
        console.house.store.write(lambda desk: accounts.enable(desk, user, ROOT))
    console.house.store.write(lambda desk: accounts.enable(desk, user, ROOT)).result()
    first = operator.get(f"/audit?user={user.name}&act=enabled").text
    assert first.count("<tr><td>") == 100
    (earlier,) = re.findall(r'href="(/audit\?[^"]+before=\d+)"', first)
    assert operator.get(earlier.replace("&amp;", "&")).text.count("<tr><td>") == 1


def test_the_record_as_csv_calculates_nothing(console: Open, operator: Visitor) -> None:
    console.visitor().post("/sign-in", name='=HYPERLINK("http://evil")', password="x")
    answer = operator.get("/audit.csv?act=sign_in_failed")
    assert answer.headers["content-disposition"] == 'attachment; filename="audit.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {row["act"] for row in rows} == {"sign_in_failed"}
    assert rows[0]["name"] == '\'=hyperlink("http://evil")'
    assert rows[0]["at"] == console.clock().isoformat()
