"""Triage: what agents decide about a ticket becomes its severity, and its history. `verbs.py` has them all, by noun.

Each verb is one transaction on the desk; `by` is the agent's name. NotDone says why it can't be, so that a person can act on it.
"""

from intakebot.triage.ground import OtherDesk
from intakebot.triage.verbs import Triage

__all__ = ["OtherDesk", "Triage"]
