"""Everybody who works on cases, put together once: for the running process, for commands, for tests."""

from dataclasses import dataclass
from datetime import timedelta

from intakebot.casework.attempts import Attempts
from intakebot.casework.beginning import Beginning
from intakebot.casework.clocks import TicketClocks
from intakebot.casework.conditions import LevelConditions
from intakebot.casework.correspondence import Correspondence
from intakebot.casework.gathering import Gathering
from intakebot.casework.putting_off import PuttingOff
from intakebot.casework.severity import Severities
from intakebot.conversation import Conversation
from intakebot.conversation.asides import Asides
from intakebot.conversation.commands import Commands
from intakebot.conversation.linking import Linking
from intakebot.conversation.notes import Notes
from intakebot.conversation.places import Places
from intakebot.conversation.presses import Presses
from intakebot.conversation.steps import Steps
from intakebot.domain.times import Clock
from intakebot.duties import Duties
from intakebot.terms.library import Library
from intakebot.triage import OtherDesk, Triage


@dataclass(frozen=True, kw_only=True, slots=True)
class Silences:
    """What time tells about the messages of a chat."""

    #: Silence that ends a request which is told in several messages, and the longest that one may take.
    quiet: timedelta = timedelta(seconds=15)
    longest: timedelta = timedelta(minutes=3)
    #: For so long after the last message a new one may go on about the same matter without saying so.
    current_for: timedelta = timedelta(days=3)


SILENCES = Silences()


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """What timers, customers and agents turn to."""

    clocks: TicketClocks
    duties: Duties
    conversation: Conversation
    places: Places
    commands: Commands
    steps: Steps
    presses: Presses
    triage: Triage


def staffed(
    terms: Library, letters: Correspondence, clock: Clock, *, warn_at: float = 0.25, survey_url: str = "",
    silences: Silences = SILENCES, others: tuple[OtherDesk, ...] = (),
) -> Office:  # fmt: skip
    """An office; `warn_at` and `survey_url` as in TicketClocks and Duties, `others` as in Triage."""
    clocks = TicketClocks(terms=terms, letters=letters, clock=clock, warn_at=warn_at)
    conditions = LevelConditions(terms=terms, letters=letters, clock=clock, clocks=clocks)
    severities = Severities(terms=terms, letters=letters, clock=clock, clocks=clocks, conditions=conditions)
    attempts = Attempts(terms=terms, letters=letters, clock=clock)
    duties = Duties(
        terms=terms, letters=letters, clock=clock, clocks=clocks, conditions=conditions, attempts=attempts,
        gathering=Gathering(
            terms=terms, letters=letters, clock=clock, quiet=silences.quiet, longest=silences.longest
        ),
        putting_off=PuttingOff(terms=terms, letters=letters, clock=clock), survey_url=survey_url,
    )  # fmt: skip
    notes = Notes(terms=terms, letters=letters, clock=clock)
    conversation = Conversation(
        terms=terms, letters=letters, clock=clock, conditions=conditions, severities=severities, attempts=attempts,
        duties=duties, notes=notes,
    )  # fmt: skip
    steps = Steps(terms=terms, letters=letters, clock=clock, notes=notes)
    asides = Asides(terms=terms, letters=letters, clock=clock)
    commands = Commands(
        terms=terms, letters=letters, clock=clock, notes=notes, asides=asides,
        linking=Linking(terms=terms, letters=letters, clock=clock, asides=asides),
    )  # fmt: skip
    presses = Presses(
        terms=terms, letters=letters, clock=clock, commands=commands, steps=steps, conversation=conversation
    )
    places = Places(terms=terms, letters=letters, clock=clock, current_for=silences.current_for)
    beginning = Beginning(terms=terms, letters=letters, clock=clock)
    triage = Triage(
        terms=terms, letters=letters, clock=clock, clocks=clocks, conditions=conditions, severities=severities,
        attempts=attempts, duties=duties, beginning=beginning, others=others,
    )  # fmt: skip
    return Office(
        clocks=clocks, duties=duties, conversation=conversation, places=places, commands=commands, steps=steps,
        presses=presses, triage=triage,
    )  # fmt: skip
