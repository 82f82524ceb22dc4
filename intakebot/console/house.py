"""What pages may turn to; the composition root hands it in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from intakebot.amending.amending import Amending
from intakebot.binding.binding import Binding
from intakebot.casework.clocks import TicketClocks
from intakebot.console.condition import Condition
from intakebot.domain.times import Clock
from intakebot.drafting.editing import Editing
from intakebot.guard.accounts import Accounts
from intakebot.guard.bearers import Bearers
from intakebot.guard.factors import Factors
from intakebot.guard.invitations import Invitations
from intakebot.guard.passwords import Passwords
from intakebot.guard.sessions import Sessions
from intakebot.guard.signin import SignIn
from intakebot.store.store import Store
from intakebot.terms.library import Library
from intakebot.triage import Triage

if TYPE_CHECKING:
    from intakebot.console.oidc.provider import Provider


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """The rooms behind the console."""

    store: Store
    triage: Triage
    terms: Library
    clocks: TicketClocks
    clock: Clock
    #: Where the console's people are, unless they say otherwise: an IANA zone.
    zone: str
    #: How browsers reach it; "" where that is by the address that they ask.
    url: str
    #: Browsers reach it over TLS.
    secure: bool
    #: For so long letters about a decision stay, so that it can be undone.
    undo_within: timedelta
    sign_in: SignIn
    sessions: Sessions
    editing: Editing
    binding: Binding
    bearers: Bearers
    passwords: Passwords
    accounts: Accounts
    factors: Factors
    invitations: Invitations
    #: None where nobody signs in by a provider.
    oidc: "Provider | None" = None
    #: How channels are doing just now; nothing is known where only pages are served.
    conditions: Callable[[], tuple[Condition, ...]] = tuple

    @property
    def amending(self) -> Amending:
        """What is done with support documents."""
        return Amending(editing=self.editing)
