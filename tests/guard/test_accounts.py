"""What operators change about users, and what stays of it in the audit."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from intakebot.domain.by import By
from intakebot.domain.times import utc_now
from intakebot.domain.user import Unfit, User
from intakebot.guard import opaque
from intakebot.guard.answers import Entered
from intakebot.store.audit import Sought
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from tests.guard.house import ROOT, House, new_address


def _write(house: House, verb: Callable[..., Any], *given: Any, **more: Any) -> Any:
    return house.store.write(lambda desk: verb(desk, *given, **more)).result()


def test_a_name_is_given_once_however_it_is_written(house: House) -> None:
    anna = house.user()
    for again in (anna.name, anna.name.upper(), f" {anna.name} "):
        with pytest.raises(Unfit, match="already"):
            _write(house, house.accounts.add, again, "hash", "agent", ROOT)


def test_a_new_user_is_shown_as_they_were_written(house: House) -> None:
    name = f"Anna.Nowak.{house.user().name}"
    told = {"display": "Анна", "language": "ru", "zone": "Europe/Warsaw"}
    anna = _write(house, house.accounts.add, name, "hash", "manager", ROOT)
    assert (anna.name, anna.display, anna.role, anna.active, anna.totp) == (name.lower(), name, "manager", True, False)
    assert (anna.language, anna.zone, anna.created_at) == ("en", "UTC", house.clock())
    _write(house, house.accounts.describe, anna, ROOT, **told)
    found = house.store.read(lambda desk: house.accounts.named(desk, name))
    assert {what: getattr(found, what) for what in told} == told
    assert found in house.store.read(lambda desk: desk.users.all())


@pytest.mark.parametrize(
    "more",
    [{"role": "admin"}, {"role": "OPERATOR"}, {"language": "de"}, {"zone": "Warsaw"}, {"zone": "../etc/passwd"}, {"zone": ""},
     {"display": "a\u202eb"}, {"name": "bot"}],
    ids=str,
)  # fmt: skip
def test_what_nobody_can_be_is_refused(house: House, more: dict[str, str]) -> None:
    given = {"name": "good" + house.user().name, "role": "agent"} | more
    with pytest.raises(Unfit):
        _write(house, house.accounts.add, password="hash", by=ROOT, **given)


def test_nobody_of_this_name(house: House) -> None:
    with pytest.raises(Unfit, match=r"there is no user nobody\.at\.all"):
        house.store.read(lambda desk: house.accounts.named(desk, "Nobody.At.All"))


def test_every_change_is_audited_with_who_did_it(house: House) -> None:
    anna, root = house.user(), By(name="root", user_id=house.user("operator").id, address="192.0.2.9")
    token = opaque.api_token()
    changes: list[Callable[..., Any]] = [
        partial(house.accounts.set_password, user=anna, password="hash", by=root),
        partial(house.accounts.set_role, user=anna, role="manager", by=root),
        partial(house.accounts.describe, user=anna, by=root, display="A", language="en", zone="UTC"),
        partial(house.accounts.end_sessions, user=anna, by=root),
        partial(house.accounts.add_token, user=anna, digest=opaque.digest(token), by=root, name="a script"),
        partial(house.factors.remove, user=anna, by=root),
        partial(house.accounts.disable, user=anna, by=root),
        partial(house.accounts.enable, user=anna, by=root),
    ]  # fmt: skip
    for change in changes:
        _write(house, change)
    told = house.audit(anna)[1:]
    assert [entry.act for entry in told] == [
        "password_changed", "role_changed", "user_described", "sessions_ended", "token_added", "factor_removed", "disabled", "enabled",
    ]  # fmt: skip
    assert {(entry.user_id, entry.name, entry.address) for entry in told} == {(root.user_id, "root", "192.0.2.9")}
    assert told[1].evidence == {"before": "agent", "now": "manager", "sessions_ended": 0}
    assert not any("hash" in str(entry) or token in str(entry) for entry in told)


def test_at_the_console_the_last_operator_stays(house: House) -> None:
    others = [user for user in house.store.read(lambda desk: desk.users.all()) if user.role == "operator"]
    for other in others:
        _write(house, house.accounts.disable, other, ROOT)
    one, two = house.user("operator"), house.user("operator")
    by = By(name=one.name, user_id=one.id, address="192.0.2.9")
    _write(house, house.accounts.disable, two, by)
    for change in (house.accounts.disable, partial(house.accounts.set_role, role="manager")):
        with pytest.raises(Unfit, match="last operator"):
            _write(house, change, user=one, by=by)
    assert _write(house, house.accounts.set_role, one, "operator", by) == 0
    _write(house, house.accounts.disable, one, ROOT)  # on the host anybody can add another


def test_two_operators_who_end_each_other_from_two_processes_leave_one(postgres_url: str) -> None:
    first, second = Store(postgres_url, utc_now), Store(postgres_url, utc_now)
    try:
        house = House(store=first)
        one, two = house.user("operator"), house.user("operator")
        begun, end = threading.Event(), threading.Event()

        def slowly(desk: Desk) -> None:
            house.accounts.disable(desk, two, By.user(one, ""))
            begun.set()
            end.wait(10)

        ending = first.write(slowly)
        assert begun.wait(10)
        other = second.write(lambda desk: house.accounts.disable(desk, one, By.user(two, "")))
        with pytest.raises(TimeoutError):
            other.result(0.5)
        end.set()
        ending.result(10)
        with pytest.raises(Unfit, match="last operator"):
            other.result(10)
    finally:
        first.close()
        second.close()


class TestFactors:
    def test_the_former_one_holds_until_the_new_one_is_proved(self, house: House) -> None:
        anna = house.user()
        former, _ = house.enrol(anna)
        _write(house, house.factors.begin, anna)
        house.enter(anna, house.code(former))
        assert _write(house, house.factors.confirm, anna, "000000x", ROOT) is None
        house.clock.move(seconds=30)
        house.enter(anna, house.code(former))

    def test_a_new_one_takes_the_place_of_the_former_with_its_codes(self, house: House) -> None:
        anna = house.user()
        former, codes = house.enrol(anna)
        latter, _ = house.enrol(anna)
        assert not isinstance(house.come(anna, code=house.code(former)), Entered)
        assert not isinstance(house.come(anna, code=codes[0]), Entered)
        house.enter(anna, house.code(latter))

    def test_nothing_is_confirmed_that_wasnt_begun(self, house: House) -> None:
        anna = house.user()
        with pytest.raises(Unfit):
            _write(house, house.factors.confirm, anna, "123456", ROOT)

    def test_new_recovery_codes_take_the_place_of_the_former(self, house: House) -> None:
        anna = house.user()
        with pytest.raises(Unfit):
            _write(house, house.factors.new_codes, anna, ROOT)
        _, former = house.enrol(anna)
        anna = house.store.read(lambda desk: house.accounts.named(desk, anna.name))
        codes = _write(house, house.factors.new_codes, anna, ROOT)
        assert not isinstance(house.come(anna, code=former[0]), Entered)
        house.enter(anna, codes[0])

    def test_without_it_the_password_is_enough_and_old_codes_are_void(self, house: House) -> None:
        anna = house.user()
        house.enrol(anna)
        _write(house, house.factors.remove, anna, ROOT)
        house.enter(anna)
        assert house.store.read(lambda desk: desk.users.recovery_left(anna.id)) == 0


class TestTokens:
    def issue(self, house: House, user: User, **more: Any) -> str:
        token = opaque.api_token()
        _write(house, house.accounts.add_token, user, opaque.digest(token), ROOT, name="a script", **more)
        return token

    def test_the_token_is_its_user(self, house: House) -> None:
        anna = house.user("manager")
        bearer = house.bearers.user_of(self.issue(house, anna))
        assert bearer is not None
        assert (bearer.user, bearer.token_name) == (anna, "a script")

    def test_wrong_ones_dont_reach_the_store(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        token = self.issue(house, house.user())
        reads: list[object] = []
        read = house.store.read

        def noted(work: Callable[[Desk], Any]) -> Any:
            reads.append(work)
            return read(work)

        monkeypatch.setattr(house.store, "read", noted)
        wrong = token[:-1] + ("0" if token[-1] != "0" else "1")
        for other in (wrong, token.upper(), token[:-9], "", "ibt_", f"Bearer {token}"):
            assert house.bearers.user_of(other) is None
        assert reads == []
        assert house.bearers.user_of(opaque.api_token()) is None
        assert len(reads) == 1

    def test_it_is_no_higher_than_itself_nor_than_its_user_now(self, house: House) -> None:
        anna = house.user("operator")
        low, high = self.issue(house, anna, role="agent"), self.issue(house, anna)
        assert [self.role(house, token) for token in (low, high)] == ["agent", "operator"]
        _write(house, house.accounts.set_role, anna, "manager", ROOT)
        assert [self.role(house, token) for token in (low, high)] == ["agent", "manager"]

    def role(self, house: House, token: str) -> str:
        bearer = house.bearers.user_of(token)
        assert bearer is not None
        return bearer.user.role

    @pytest.mark.parametrize("more", [{"role": "manager"}, {"role": "root"}, {"days": 0}, {"days": 367}], ids=str)
    def test_one_that_is_too_much_isnt_made(self, house: House, more: dict[str, Any]) -> None:
        with pytest.raises(Unfit):
            self.issue(house, house.user("agent"), **more)

    def test_it_ends_by_its_day_by_hand_and_with_its_user(self, house: House) -> None:
        anna = house.user()
        short, long, third = (self.issue(house, anna, days=days) for days in (1, 2, 3))
        (latest, *_) = house.store.read(lambda desk: desk.tokens.of(anna.id))
        assert not _write(house, house.accounts.end_token, house.user(), latest.id, ROOT)  # it is anna's
        assert _write(house, house.accounts.end_token, anna, latest.id, ROOT)
        assert not _write(house, house.accounts.end_token, anna, latest.id, ROOT)
        house.clock.move(days=1)
        assert [house.bearers.user_of(one) is not None for one in (short, long, third)] == [False, True, False]
        _write(house, house.accounts.disable, anna, ROOT)
        _write(house, house.accounts.enable, anna, ROOT)
        assert house.bearers.user_of(long) is None

    def test_one_of_a_user_who_is_disabled_by_hand_doesnt_let_in(self, house: House) -> None:
        anna = house.user()
        token = self.issue(house, anna)
        house.store.write(lambda desk: desk.users.change(anna.id, active=False)).result()
        assert house.bearers.user_of(token) is None

    def test_its_use_is_noted_now_and_then(self, house: House) -> None:
        anna = house.user()
        token = self.issue(house, anna)
        first = house.clock()
        for _ in range(3):
            house.bearers.user_of(token)
            house.store.write(lambda _desk: None).result()  # noting doesn't wait
            house.clock.move(minutes=2)
        (kept,) = house.store.read(lambda desk: desk.tokens.of(anna.id))
        assert kept.used_at == first

    def test_nobody_has_hundreds(self, house: House) -> None:
        anna = house.user()
        for _ in range(20):
            self.issue(house, anna)
        with pytest.raises(Unfit, match="20 tokens"):
            self.issue(house, anna)
        house.clock.move(days=90)
        self.issue(house, anna)  # those let nobody in any more


class TestAudit:
    def test_what_was_typed_is_kept_short_and_harmless(self, house: House) -> None:
        house.come("\x1b[31m\u202e\ud800" + "x" * 1000, "wrong password", address=new_address())
        ((_, entry),) = house.store.read(lambda desk: desk.audit.last(1))
        assert entry.name == "\ufffd[31m\ufffd\ufffd" + "x" * 53
        assert entry.user_id is None

    def test_it_is_read_page_by_page(self, house: House) -> None:
        anna = house.user()

        def acted(desk: Desk) -> None:
            for n in range(5):
                desk.audit.did(By.user(anna, "::1"), f"act{n}", house.clock())

        house.store.write(acted).result()
        sought = Sought(names=frozenset({anna.name}))
        first = house.store.read(lambda desk: desk.audit.last(2, sought=sought))
        rest = house.store.read(lambda desk: desk.audit.last(9, sought=sought, before=first[-1][0]))
        assert [entry.act for _, entry in (*first, *rest)] == ["act4", "act3", "act2", "act1", "act0", "user_added"]
