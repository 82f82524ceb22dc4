"""Links by which somebody chooses a password, sign-in by a provider's word, and what is found on record, on both stores."""

from datetime import timedelta
from functools import partial
from typing import Any

from intakebot.domain.user import User
from intakebot.guard.answers import WRONG, Entered
from intakebot.guard.invitations import Invitations
from intakebot.store.audit import Sought
from tests.guard.house import ROOT, House, new_address

FRESH = "nine slow herons"


def _invited(house: House, user: User) -> tuple[Invitations, str]:
    made = Invitations(store=house.store, accounts=house.accounts)
    return made, house.store.write(lambda desk: made.make(desk, user, ROOT)).result()


def _accept(house: House, made: Invitations, slip: str) -> User | None:
    fresh = house.passwords.hashed(FRESH)
    return house.store.write(lambda desk: made.accept(desk, slip, fresh, address=new_address())).result()


def test_a_link_sets_a_password_once_and_ends_sessions(house: House) -> None:
    user = house.user()
    before, (made, slip) = house.enter(user), _invited(house, user)
    assert _accept(house, made, slip) == user
    assert house.sessions.user_of(before.token) is None
    assert isinstance(house.come(user, FRESH), Entered)
    assert _accept(house, made, slip) is None
    assert house.acts(user)[-3:] == ["invited", "password_changed", "signed_in"]


def test_another_link_is_worth_nothing_once_one_was_used(house: House) -> None:
    user = house.user()
    (made, first), (_, second) = _invited(house, user), _invited(house, user)
    assert _accept(house, made, second)
    assert _accept(house, made, first) is None


def test_links_side_by_side_set_one_password(house: House) -> None:
    user = house.user()
    made, slip = _invited(house, user)
    hashes = [house.passwords.hashed(f"{FRESH} {n}") for n in range(4)]
    work = [partial(made.accept, given=slip, password=kept, address="") for kept in hashes]
    done = [one.result() for one in [house.store.write(act) for act in work]]
    assert [one is not None for one in done].count(True) == 1


def test_who_is_vouched_for_is_in_unless_disabled_or_unknown(house: House) -> None:
    user = house.user()
    vouch = partial(house.sign_in.vouched, by="provider", address=new_address(), agent="Browser/1")
    came = vouch(user.name.upper())
    assert isinstance(came, Entered)
    assert house.sessions.user_of(came.token) is not None
    house.store.write(lambda desk: house.accounts.disable(desk, user, ROOT)).result()
    assert vouch(user.name) == WRONG
    assert vouch("nobody at all") == WRONG
    assert house.audit(user)[-1].evidence == {"why": "disabled", "by": "provider"}


def test_the_record_is_sought_by_name_act_and_span(house: House) -> None:
    user = house.user()
    house.enter(user)
    at = house.clock()

    def found(**more: Any) -> list[str]:
        sought = Sought(names=frozenset({user.name}), **more)
        return [entry.act for _, entry in house.store.read(lambda desk: desk.audit.last(9, sought=sought))]

    assert found() == ["signed_in", "user_added"]
    assert found(act="user_added") == ["user_added"]
    assert found(until=at) == []
    assert found(since=at, until=at + timedelta(seconds=1)) == ["signed_in", "user_added"]
    assert {"signed_in", "user_added"} <= set(house.store.read(lambda desk: desk.audit.acts()))
    assert house.store.read(lambda desk: desk.sessions.last_seen())[user.id] == at
    assert not house.store.read(lambda desk: desk.users.nobody())
