"""What pages may turn to; the composition root hands it in."""

from dataclasses import dataclass
from datetime import timedelta

from intakebot.casework.clocks import TicketClocks
from intakebot.domain.times import Clock
from intakebot.drafting.editing import Editing
from intakebot.guard.sessions import Sessions
from intakebot.guard.signin import SignIn
from intakebot.store.store import Store
from intakebot.terms.library import Library
from intakebot.triage import Triage


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
    #: Browsers reach it over TLS.
    secure: bool
    #: For so long letters about a decision stay, so that it can be undone.
    undo_within: timedelta
    sign_in: SignIn
    sessions: Sessions
    editing: Editing
