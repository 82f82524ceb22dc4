"""Whoever holds the token: how they are shown, where they are signed in. Password, second factor and new tokens ask for the
password, at the console.
"""

from intakebot.console.api.answers import Ended, Id, Me
from intakebot.console.api.operation import ApiCall
from intakebot.console.call import Missing
from intakebot.console.house import House
from intakebot.domain.user import User
from intakebot.store.desk import Desk


def me(call: ApiCall, house: House) -> Me:
    """With sessions and tokens."""
    mine = call.me.id
    sessions, tokens = house.store.read(lambda desk: (desk.sessions.of(mine, call.now), desk.tokens.of(mine)))
    return Me(user=call.me, token=call.holder.token_id, sessions=sessions, tokens=tokens)


def described(call: ApiCall, house: House) -> User:
    """Another name to be shown by, language or zone."""
    told = {name: call.said(name, 200) for name in ("display", "language", "zone")}

    def work(desk: Desk) -> User | None:
        house.accounts.describe(desk, call.me, call.by, **told)
        return desk.users.load(call.me.id)

    user = house.store.write(work).result()
    if user is None:
        raise Missing
    return user


def signed_out(call: ApiCall, house: House) -> Ended:
    """All their sessions end."""
    ended = house.store.write(lambda desk: house.accounts.end_sessions(desk, call.me, call.by)).result()
    return Ended(name=call.me.name, sessions_ended=ended)


def token_ended(call: ApiCall, house: House) -> Id:
    """One of their tokens lets in no more; the one that is called with, too, when it is meant."""
    key = call.id()
    if not house.store.write(lambda desk: house.accounts.end_token(desk, call.me, key, call.by)).result():
        raise Missing
    return Id(id=key, done="revoked")
