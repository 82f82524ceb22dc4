"""Timers and marks that a document imposes beside the targets. What isn't in the file isn't done."""

from typing import Literal

from pydantic import Field

from intakebot.terms.document.part import Clause, Id, Part, Pattern, Span, Wording


class Conditions(Part):
    """A level that is kept only while the customer keeps to conditions (MAR-06–08)."""

    level: Id
    #: What the customer must confirm, for the notice.
    confirm: Wording
    #: Mail of ours must be answered within this time while the level lasts.
    answer_within: Span
    #: The level that it falls to by itself.
    falls_to: Id
    clause: Clause
    answer_clause: Clause
    fall_clause: Clause
    #: Who doesn't agree is served as the lower level.
    refused_clause: Clause


class ContactAttempts(Part):
    """Before a silent customer's request may be closed (VEE-19)."""

    times: int = Field(ge=1, le=10)
    #: Each is made on another working day of this calendar; None: of the customer's plan, where every day may be one.
    calendar: Id | None = None
    clause: Clause


class Survey(Part):
    """After a request is closed (VEE-21)."""

    after: Span
    clause: Clause


class OutOfHours(Part):
    """Work outside working hours costs more (MAR-12)."""

    rate: float = Field(gt=1)
    least: Span
    clause: Clause


class Rule(Part):
    """A rule that needs nothing but its clause."""

    clause: Clause


class Wish(Rule):
    """Something that customers may ask for, and how that sounds in ru, pl and en."""

    patterns: tuple[Pattern, ...] = ()


class SelfService(Rule):
    """Where customers find help by themselves (XOP-15)."""

    urls: tuple[str, ...]


class Versions(Rule):
    """Outdated versions get known solutions only (CEN-11, VEE-22)."""

    #: Version specifiers of the operator ("<12.0"): a product whose version matches one is outdated.
    outdated: tuple[str, ...] = ()


class Duties(Part):
    """All of a document's."""

    conditions: Conditions | None = None
    #: Targets don't bind while the customer was asked for information and hasn't answered (XOP-11).
    waiting: Rule | None = None
    contact_attempts: ContactAttempts | None = None
    survey: Survey | None = None
    out_of_hours: OutOfHours | None = None
    #: Running maintenance is told in the notice (XOP-14).
    maintenance: Rule | None = None
    self_service: SelfService | None = None
    versions: Versions | None = None
    #: Insults and obscenities are flagged, never refused (CEN-13).
    conduct: Rule | None = None
    #: Figures may not hold where third-party software causes the error (XOP-13).
    third_party: Rule | None = None
    #: Kinds of request (facet `kind`) that have no target at all (VEE-18).
    no_target_for: dict[Literal["question", "feature_request", "feedback", "licence", "other"], Rule] = Field(
        default_factory=dict
    )
    #: Feature requests are welcome: the notice asks what for, and not for logs (VEE-20).
    feature_requests: Wish | None = None
    #: Who is unhappy may ask for a manager, whom agents then call (VEE-24).
    manager: Wish | None = None
