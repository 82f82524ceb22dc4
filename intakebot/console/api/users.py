"""Users and what they did. What takes rights away can be done here; what gives any asks for a password at the console."""

from collections.abc import Callable

from intakebot.console.api.answers import Act, Acts, Ended, Users
from intakebot.console.api.operation import ApiCall
from intakebot.console.api.shapes import Further
from intakebot.console.call import Missing
from intakebot.console.house import House
from intakebot.domain.by import By
from intakebot.domain.user import User, user_name
from intakebot.store.desk import Desk


def listed(_call: ApiCall, house: House) -> Users:
    """Everybody."""
    return Users(users=house.store.read(lambda desk: desk.users.all()))


def disabled(call: ApiCall, house: House) -> Ended:
    """Somebody can't get in any more."""
    return _ended(call, house, house.accounts.disable)


def signed_out(call: ApiCall, house: House) -> Ended:
    """Somebody has to sign in again."""
    return _ended(call, house, house.accounts.end_sessions)


def audit(call: ApiCall, house: House) -> Acts:
    """The latest acts."""
    asked = call.sought(Further)
    found = house.store.read(lambda desk: desk.audit.last(asked.limit + 1, before=asked.after or None))
    told = [Act(id=key, entry=entry) for key, entry in found[: asked.limit]]
    return Acts(acts=told, next=told[-1].id if len(found) > asked.limit else None)


def _ended(call: ApiCall, house: House, verb: Callable[[Desk, User, By], int]) -> Ended:
    name, by = user_name(call.path["name"]), call.by

    def work(desk: Desk) -> Ended:
        user = desk.users.named(name)
        if user is None:
            raise Missing
        return Ended(name=user.name, sessions_ended=verb(desk, user, by))

    return house.store.write(work).result()
