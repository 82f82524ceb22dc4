"""Signing in, and what those try who shouldn't get in."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intakebot.domain.session import SignedIn
from intakebot.domain.times import utc_now
from intakebot.guard import limits
from intakebot.guard.answers import EXPIRED, WRONG, CodeWanted, Denied, Entered
from intakebot.guard.passwords import Passwords
from intakebot.guard.signin import SignIn
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from tests.guard.house import PASSWORD, ROOT, House, new_address


def test_name_and_password_let_in(house: House) -> None:
    anna = house.user()
    came = house.enter(anna, address="192.0.2.7")
    assert came.user == anna
    assert house.sessions.user_of(came.token) == SignedIn(user=anna, session=came.session)
    assert (came.session.address, came.session.agent) == ("192.0.2.7", "Browser/1")
    assert house.acts(anna) == ["user_added", "signed_in"]
    assert house.audit(anna)[-1].address == "192.0.2.7"
    assert came.token not in repr(came)


def test_the_name_may_be_written_as_people_write_it(house: House) -> None:
    anna = house.user()
    assert isinstance(house.come(f" {anna.name.upper()} "), Entered)


def test_an_unknown_name_a_disabled_user_and_a_wrong_password_are_all_the_same(house: House) -> None:
    """Nobody learns whether a name exists: neither from the answer nor from the work that it takes, which is counted."""
    known, gone = house.user(), house.user()
    house.store.write(lambda desk: house.accounts.disable(desk, gone, ROOT)).result()
    tries: list[tuple[str, str]] = [
        (known.name, "wrong password"), (gone.name, PASSWORD), ("nobody", PASSWORD), ("", ""), ("n\x00body\ud800", "\x00\ud800"),
        ("x" * 100_000, "y" * 100_000),
    ]  # fmt: skip
    for name, password in tries:
        before, rows = house.passwords.checked, len(house.store.read(lambda desk: desk.audit.last(10_000)))
        assert house.come(name, password) == WRONG
        assert house.passwords.checked == before + 1
        assert len(house.store.read(lambda desk: desk.audit.last(10_000))) == rows + 1
    assert [entry.evidence["why"] for entry in house.audit(gone) if entry.act == "sign_in_failed"] == ["disabled"]


def test_without_a_user_the_same_hash_is_worked_on(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[str] = []
    verify = PasswordHasher.verify

    def noted(hasher: PasswordHasher, kept: str, given: bytes) -> bool:
        worked.append(kept)
        return verify(hasher, kept, given)

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    house.come(house.user(), "wrong password")
    house.come("nobody at all", "wrong password")
    real, nobodys = (kept.rsplit("$", 2)[0] for kept in worked)
    assert real == nobodys  # kind, version and parameters, which are what decides how long it takes


def test_locking_out_tells_nothing_about_names_either(house: House) -> None:
    def answers(name: str) -> list[Denied | Entered | CodeWanted]:
        address = new_address()
        return [house.come(name, "wrong password", address=address) for _ in range(8)]

    assert answers(house.user().name) == answers("nobody." + new_address())


class TestSecondFactor:
    def test_is_asked_for_only_after_the_right_password(self, house: House) -> None:
        anna = house.user()
        secret, _ = house.enrol(anna)
        assert house.come(anna, "wrong password") == house.come(anna, "wrong password", house.code(secret)) == WRONG
        wanted = house.come(anna)
        assert isinstance(wanted, CodeWanted)
        assert wanted.pending not in repr(wanted)
        came = house.sign_in.answer(wanted.pending, house.code(secret), address=new_address())
        assert isinstance(came, Entered)
        assert house.acts(anna)[-4:] == ["sign_in_failed", "sign_in_failed", "code_wanted", "signed_in"]
        assert house.audit(anna)[-1].evidence["by"] == "code"

    def test_a_wrong_password_uses_no_code_up(self, house: House) -> None:
        anna = house.user()
        secret, _ = house.enrol(anna)
        code = house.code(secret)
        assert house.come(anna, "wrong password", code) == WRONG
        assert isinstance(house.come(anna, code=code), Entered)

    def test_a_code_lets_in_once(self, house: House) -> None:
        anna = house.user()
        secret, _ = house.enrol(anna)
        code = house.code(secret)
        house.enter(anna, code)
        assert house.come(anna, code=code) == WRONG
        assert house.audit(anna)[-1].evidence == {"why": "replayed"}
        house.clock.move(seconds=30)
        assert house.come(anna, code=code) == WRONG
        house.enter(anna, house.code(secret))

    def test_an_earlier_code_is_void_once_a_later_one_was_used(self, house: House) -> None:
        anna = house.user()
        secret, _ = house.enrol(anna)
        earlier = house.code(secret)
        house.clock.move(seconds=30)
        house.enter(anna, house.code(secret))
        assert house.come(anna, code=earlier) == WRONG

    def test_the_code_that_confirmed_the_factor_doesnt_let_in(self, house: House) -> None:
        anna = house.user()
        secret, _ = house.enrol(anna)
        house.clock.move(seconds=-30)
        assert house.come(anna, code=house.code(secret)) == WRONG

    def test_a_recovery_code_lets_in_once(self, house: House) -> None:
        anna = house.user()
        _, codes = house.enrol(anna)
        house.enter(anna, codes[3].upper().replace("-", " "))
        assert house.audit(anna)[-1].evidence["by"] == "recovery"
        assert house.come(anna, code=codes[3]) == WRONG
        house.enter(anna, codes[4])
        assert house.store.read(lambda desk: desk.users.recovery_left(anna.id)) == 8

    def test_anothers_recovery_code_lets_nobody_in(self, house: House) -> None:
        anna, boris = house.user(), house.user()
        house.enrol(anna)
        _, codes = house.enrol(boris)
        assert house.come(anna, code=codes[0]) == WRONG

    def test_guessing_codes_with_the_right_password_is_slowed_down_from_anywhere(self, house: House) -> None:
        anna = house.user()
        secret, _ = house.enrol(anna)
        wrong = f"{(int(house.code(secret)) + 500_000) % 1_000_000:06}"
        assert [house.come(anna, code=wrong) for _ in range(5)] == [WRONG] * 5
        slowed = house.come(anna, code=house.code(secret))
        assert slowed == Denied(reason="slow", wait=timedelta(minutes=15))
        house.clock.move(minutes=15)
        house.enter(anna, house.code(secret))


class TestWhatStandsInForThePassword:
    def wanted(self, house: House) -> tuple[CodeWanted, Callable[[], str]]:
        anna = house.user()
        secret, _ = house.enrol(anna)
        wanted = house.come(anna)
        assert isinstance(wanted, CodeWanted)
        return wanted, lambda: house.code(secret)

    def test_holds_five_minutes(self, house: House) -> None:
        wanted, code = self.wanted(house)
        house.clock.move(minutes=4, seconds=59)
        assert house.sign_in.answer(wanted.pending, "000000x", address=new_address()) == WRONG
        house.clock.move(seconds=2)
        assert house.sign_in.answer(wanted.pending, code(), address=new_address()) == EXPIRED

    def test_is_void_with_another_password(self, house: House) -> None:
        wanted, code = self.wanted(house)
        user_id = int(wanted.pending.split(".")[0])
        kept = house.passwords.hashed("nine quiet otters")
        house.store.write(lambda desk: desk.users.change(user_id, password=kept)).result()
        assert house.sign_in.answer(wanted.pending, code(), address=new_address()) == EXPIRED

    def test_isnt_anothers(self, house: House) -> None:
        wanted, code = self.wanted(house)
        other, _ = self.wanted(house)
        forged = ".".join([other.pending.split(".")[0], *wanted.pending.split(".")[1:]])
        assert house.sign_in.answer(forged, code(), address=new_address()) == EXPIRED

    def test_cant_be_prolonged(self, house: House) -> None:
        wanted, code = self.wanted(house)
        user_id, until, mac = wanted.pending.split(".")
        assert house.sign_in.answer(f"{user_id}.{int(until) + 60}.{mac}", code(), address=new_address()) == EXPIRED

    @given(st.text(max_size=100) | st.from_regex(r"[0-9]{1,30}\.[0-9]{1,20}\.[0-9a-f]{60,70}", fullmatch=True))
    @settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_nothing_else_does(self, house: House, given: str) -> None:
        assert house.sign_in.answer(given, "123456", address="192.0.2.1") == EXPIRED


class TestGuessing:
    def test_from_one_address_is_locked_after_five_and_opens_by_itself(self, house: House) -> None:
        anna, address = house.user(), new_address()
        assert [house.come(anna, f"guess number {n}", address=address) for n in range(5)] == [WRONG] * 5
        before = house.passwords.checked
        assert house.come(anna, address=address) == Denied(reason="slow", wait=timedelta(minutes=3))
        assert house.passwords.checked == before  # isn't even looked at
        house.clock.move(minutes=3)
        assert isinstance(house.come(anna, address=address), Entered)

    def test_being_locked_is_noted_once_and_knocking_on_prolongs_nothing(self, house: House) -> None:
        anna, address = house.user(), new_address()
        for n in range(50):
            house.come(anna, f"guess number {n}", address=address)
        assert house.acts(anna) == ["user_added", *["sign_in_failed"] * 5, "sign_in_slowed"]
        house.clock.move(minutes=3)
        house.enter(anna, address=address)

    def test_one_success_forgives_earlier_mistakes(self, house: House) -> None:
        anna, address = house.user(), new_address()
        for _ in range(3):
            assert [house.come(anna, "wrong password", address=address) for _ in range(4)] == [WRONG] * 4
            house.enter(anna, address=address)

    def test_from_many_addresses_is_slowed_down_but_not_for_its_owner_at_home(self, house: House) -> None:
        anna, home = house.user(), new_address()
        house.enter(anna, address=home)
        tries = [house.come(anna, "wrong password") for _ in range(25)]
        assert tries == [WRONG] * 20 + [Denied(reason="slow", wait=timedelta(seconds=30))] * 5
        house.enter(anna, address=home)

    def test_an_owner_elsewhere_waits_half_a_minute(self, house: House) -> None:
        anna = house.user()
        for _ in range(25):
            house.come(anna, "wrong password")
        assert isinstance(house.come(anna), Denied)
        house.clock.move(seconds=30)
        house.enter(anna)

    def test_many_names_from_one_address_are_slowed_down(self, house: House) -> None:
        address = new_address()
        tries = [house.come(f"name{n}.{address}", address=address) for n in range(32)]
        assert tries == [WRONG] * 30 + [Denied(reason="slow", wait=timedelta(seconds=10))] * 2

    def test_an_office_behind_one_address_isnt_slowed_down_by_its_successes(self, house: House) -> None:
        address, people = new_address(), [house.user() for _ in range(3)]
        for _ in range(12):
            for one in people:
                house.enter(one, address=address)

    def test_a_guesser_with_an_account_of_his_own_gains_nothing_by_using_it(self, house: House) -> None:
        address, own = new_address(), house.user()
        house.enter(own, address=address)
        wrong = 0
        for n in range(40):
            wrong += house.come(f"victim{n}.{address}", address=address) == WRONG
            house.come(own, address=address)
        assert wrong == 30

    def test_side_by_side_gains_nothing(self, house: House) -> None:
        """Tries are counted before they are looked at, whichever process looks."""
        anna, address = house.user(), new_address()
        came: list[object] = []
        threads = [
            threading.Thread(target=lambda: came.append(house.come(anna, "wrong password", address=address)))
            for _ in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert came.count(WRONG) == 5

    def test_an_ipv6_network_is_one_place(self) -> None:
        assert limits.place("2001:db8:1:2::1") == limits.place("2001:db8:1:2:ffff::") != limits.place("2001:db8:1:3::1")
        assert limits.place("::ffff:192.0.2.1") == limits.place("192.0.2.1")
        assert limits.place("::1") == "::/64"
        assert limits.place("unix:") == "unix:"


def test_limits_and_codes_hold_across_processes(postgres_url: str) -> None:
    """Two processes with one database: one code lets in once, and what one counts the other knows."""
    first, second = Store(postgres_url, utc_now), Store(postgres_url, utc_now)
    try:
        here = House(store=first)
        there = SignIn(store=second, clock=here.clock, passwords=here.passwords)
        anna, address = here.user(), new_address()
        secret, _ = here.enrol(anna)
        code = here.code(secret)
        came: list[object] = []
        doors = [here.sign_in, there] * 3
        start = threading.Barrier(len(doors))

        def enter(door: SignIn) -> None:
            start.wait(10)
            came.append(door.attempt(anna.name, PASSWORD, code, address=new_address()))

        threads = [threading.Thread(target=enter, args=[door]) for door in doors]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert sum(isinstance(one, Entered) for one in came) == 1
        assert len(came) == len(doors)
        boris = here.user()
        assert [door.attempt(boris.name, "wrong", address=address) for door in doors[:5]] == [WRONG] * 5
        assert isinstance(there.attempt(boris.name, PASSWORD, address=address), Denied)
    finally:
        first.close()
        second.close()


def test_nobody_slips_in_while_another_process_changes_the_password(postgres_url: str) -> None:
    """Else the session of whoever has the old one would outlive the change."""
    first, second = Store(postgres_url, utc_now), Store(postgres_url, utc_now)
    try:
        here, there = House(store=first), House(store=second)
        anna = here.user()
        changed, end = threading.Event(), threading.Event()

        def change(desk: Desk) -> None:
            here.accounts.set_password(desk, anna, "another hash", ROOT)
            changed.set()
            end.wait(10)

        changing = first.write(change)
        assert changed.wait(10)
        came: list[object] = []
        entering = threading.Thread(target=lambda: came.append(there.come(anna)))
        entering.start()
        entering.join(0.5)
        assert came == []
        end.set()
        changing.result(10)
        entering.join(20)
        assert came == [WRONG]
    finally:
        first.close()
        second.close()


def test_one_code_and_many_at_once_lets_one_in(house: House) -> None:
    anna = house.user()
    secret, codes = house.enrol(anna)
    for code in (house.code(secret), codes[0]):
        came: list[object] = []
        start = threading.Barrier(4)

        def enter(code: str = code, start: threading.Barrier = start, came: list[object] = came) -> None:
            start.wait(10)
            came.append(house.come(anna, code=code))

        threads = [threading.Thread(target=enter) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert sorted(isinstance(one, Entered) for one in came) == [False, False, False, True]
        house.clock.move(minutes=90)


@pytest.mark.parametrize("columns", [{"active": False}, {"password": "another hash"}], ids=str)
def test_who_changes_while_the_password_is_looked_at_doesnt_get_in(
    house: House, monkeypatch: pytest.MonkeyPatch, columns: dict[str, Any]
) -> None:
    anna = house.user()
    right = house.passwords.right

    def slow(kept: str | None, password: str) -> bool:
        house.store.write(lambda desk: desk.users.change(anna.id, **columns)).result()
        return right(kept, password)

    monkeypatch.setattr(house.passwords, "right", slow)
    assert house.come(anna) == WRONG
    assert house.audit(anna)[-1].evidence == {"why": "changed"}


def test_a_hash_of_other_parameters_is_made_anew_at_the_next_sign_in(house: House) -> None:
    anna = house.user()
    stronger = Passwords(passes=2, kibibytes=8)
    door = SignIn(store=house.store, clock=house.clock, passwords=stronger)
    for _ in range(2):
        assert isinstance(door.attempt(anna.name, PASSWORD, address=new_address()), Entered)
        held = house.store.read(lambda desk: desk.users.credentials(anna.name))
        assert held is not None
        assert not stronger.outdated(held.password)
        assert held.password not in repr(held)


class TestConfirming:
    def test_it_is_really_them(self, house: House) -> None:
        anna = house.user()
        secret, _ = house.enrol(anna)
        who = SignedIn(user=anna, session=house.enter(anna, house.code(secret)).session)
        house.clock.move(seconds=30)
        address = new_address()
        assert house.sign_in.confirm(who, "wrong password", house.code(secret), address=address) == WRONG
        assert house.sign_in.confirm(who, PASSWORD, address=address) == WRONG
        assert house.sign_in.confirm(who, PASSWORD, house.code(secret), address=address) is None
        assert house.sign_in.confirm(who, PASSWORD, house.code(secret), address=address) == WRONG

    def test_a_stolen_session_guesses_no_faster(self, house: House) -> None:
        who, address = house.signed_in(house.user()), new_address()
        tries = [house.sign_in.confirm(who, "wrong password", address=address) for _ in range(6)]
        assert tries == [WRONG] * 5 + [Denied(reason="slow", wait=timedelta(minutes=3))]
