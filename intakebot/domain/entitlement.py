"""What a contact may expect."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Entitlement:
    """The terms and plan that apply, and the languages that the support under them speaks."""

    terms: str | None
    plan: str | None
    #: ISO 639-1, the terms' first language first; empty: the terms name none, any language we have serves.
    languages: tuple[str, ...] = ()
    #: IANA zone of the times that the contact reads.
    zone: str = "UTC"
    #: What the terms count as the reaction: the registration notice, or the first contact by a person.
    reaction: Literal["notice", "first_contact"] = "first_contact"
    #: The clause that says so; "" without terms.
    reaction_clause: str = ""
