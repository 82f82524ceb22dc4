"""Who may do what under a document: open requests, set the severity, change it."""

from typing import Literal

from pydantic import Field

from intakebot.terms.document.part import Clause, Id, Language, Part, Wording


class Role(Part):
    """A role that a contact may have."""

    name: Wording
    #: Most people of one organisation who may have it; 0 is no limit (MAR-09: two organisational contacts).
    most: int = Field(0, ge=0)
    #: May open requests. Where no role of a document says so, everybody may.
    opens: bool = False
    #: May change the lists of persons (MAR-10).
    manages: bool = False
    clause: Clause


class Agreement(Part):
    """How the severity comes about and changes."""

    #: Who names it first: the customer (CEN-08, MAR-04), both together (VEE-14), support where the document is silent.
    set_by: Literal["customer", "both", "support"] = "support"
    #: Support changes it only when the customer agrees.
    needs_consent: bool = False
    #: The customer may raise or lower it later without asking.
    customer_may_change: bool = False
    clause: Clause | None = None


class Region(Part):
    """Where a customer is, and what first line speaks there (VEE-02)."""

    name: Wording
    languages: tuple[Language, ...]


class Languages(Part):
    """What support speaks; empty: the document names none, any language that we have serves."""

    spoken: tuple[Language, ...] = ()
    clause: Clause | None = None
    #: By region, where the document says so; `spoken` then is what the default region speaks.
    regions: dict[Id, Region] = Field(default_factory=dict)
    #: The calendar in whose hours those languages are spoken, what is spoken outside of them, and the clause (VEE-03).
    hours: Id | None = None
    outside: tuple[Language, ...] = ()
    outside_clause: Clause | None = None
    #: Products (lower case) for which they are spoken; any other is served as outside of the hours. Empty: all.
    products: tuple[str, ...] = ()


class UnknownPlan(Part):
    """How a customer is served whose plan isn't known (CEN-09)."""

    #: None: under no plan, so that nothing is promised.
    serve_as: Id | None = None
    #: The customer must say which plan is in force: the notice asks.
    ask: bool = False
    clause: Clause | None = None
