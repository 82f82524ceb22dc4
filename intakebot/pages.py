"""What the console's pages are handed, put together from the configuration."""

from collections.abc import Callable
from datetime import timedelta

from intakebot import providers
from intakebot.binding.binding import Binding
from intakebot.config import ConsoleConfig
from intakebot.console.condition import Condition
from intakebot.console.house import House
from intakebot.domain.times import Clock
from intakebot.drafting.editing import Editing
from intakebot.guard.accounts import Accounts
from intakebot.guard.bearers import Bearers
from intakebot.guard.factors import Factors
from intakebot.guard.invitations import Invitations
from intakebot.guard.passwords import Passwords
from intakebot.guard.sessions import Sessions
from intakebot.guard.signin import SignIn
from intakebot.parts import Rooms
from intakebot.store.store import Store


def house(
    section: ConsoleConfig, store: Store, rooms: Rooms, clock: Clock, editing: Editing, binding: Binding, *,
    conditions: Callable[[], tuple[Condition, ...]] = tuple,
) -> House:  # fmt: skip
    """What the console's pages turn to."""
    passwords, accounts = Passwords(), Accounts(clock=clock)
    return House(
        store=store, triage=rooms.office.triage, terms=rooms.terms, clocks=rooms.office.clocks, clock=clock,
        zone=section.zone, url=section.url, secure=section.url.startswith("https:"),
        undo_within=timedelta(seconds=section.undo_seconds),
        bearers=Bearers(store=store, clock=clock),
        sign_in=SignIn(store=store, clock=clock, passwords=passwords),
        sessions=Sessions(store=store, clock=clock), passwords=passwords, accounts=accounts, factors=Factors(clock=clock),
        invitations=Invitations(store=store, accounts=accounts), oidc=providers.provider(section.oidc, clock),
        binding=binding, editing=editing, conditions=conditions,
    )  # fmt: skip
