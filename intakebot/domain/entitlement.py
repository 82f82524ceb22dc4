"""What a contact may expect."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """Something about a request that an agent must know before working on it; nobody is refused by the bot."""

    #: "unknown_plan", "not_authorised", "no_support", "expired", "outdated_version", "service:remote_connection" …
    code: str
    clause: str = ""
    #: For agents: a sentence (domain/sentence.py).
    detail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entitlement:
    """The terms and plan that apply, and what follows from them for this contact."""

    terms: str | None
    #: The plan that the request is served under; None: no plan is known, so nothing is promised.
    plan: str | None
    #: ISO 639-1, the terms' first language first; empty: the terms name none, any language we have serves.
    languages: tuple[str, ...] = ()
    #: IANA zone of the times that the contact reads.
    zone: str = "UTC"
    #: Zone and holidays of the customer, for hours that are the customer's (VEE-05); None: not known.
    customer_zone: str | None = None
    customer_holidays: str | None = None
    #: What the terms count as the reaction: the registration notice, or the first contact by a person.
    reaction: Literal["notice", "first_contact"] = "first_contact"
    #: The clause that says so; "" without terms.
    reaction_clause: str = ""
    #: Nobody we know: the acknowledgement is neutral (design.md 4.7).
    stranger: bool = True
    contact_id: int | None = None
    organisation_id: int | None = None
    #: What the store already knows of the customer, by the names of `requirements.Known`.
    known: Mapping[str, str] = field(default_factory=dict)
    #: What the contact may do under these terms: ids of Document.roles.
    roles: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    #: Versions of terms and calendar, to be stamped on what they decide.
    versions: Mapping[str, str] = field(default_factory=dict)
