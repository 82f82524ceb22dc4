"""Whether organisations and contacts fit the support documents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from intakebot.domain.customer import Contact, Organisation


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """What one document offers customers, as far as their files refer to it: ids."""

    plans: tuple[str, ...] = ()
    #: Roles, with the most people of one organisation who may have each; 0 is no limit (MAR-09).
    roles: Mapping[str, int] = field(default_factory=dict)
    #: Empty where the document knows none (VEE-02).
    regions: tuple[str, ...] = ()


#: By id of the document.
Offers: TypeAlias = Mapping[str, Offer]


def misfits(firm: Organisation, offers: Offers) -> Iterator[tuple[str, str]]:
    """What an organisation names that its terms don't know, each with its field. Without terms it is served under those
    of the mailbox.
    """
    offer = offers.get(firm.terms or "")
    if firm.terms and offer is None:
        yield "terms", f"there are no terms {firm.terms!r}; known are {', '.join(offers)}"
        return
    if firm.plan and offer is None:
        yield "plan", f"plan {firm.plan!r} without terms: say which document it belongs to"
    if firm.plan and offer and firm.plan not in offer.plans:
        yield "plan", f"{firm.terms} has no plan {firm.plan!r}; it has {', '.join(offer.plans)}"
    regions = sorted({region for one in _meant(firm, offers) for region in one.regions})
    if firm.region and firm.region not in regions:
        yield "region", f"{_whose(firm)} no region {firm.region!r}; {_known(regions)}"


def unknown_roles(person: Contact, firm: Organisation | None, offers: Offers) -> Iterator[str]:
    """Roles of a contact that the terms of the organisation don't know."""
    known = sorted({role for one in _meant(firm, offers) for role in one.roles})
    for role in person.roles:
        if role not in known:
            yield f"{_whose(firm)} no role {role!r}; {_known(known)}"


def most_holders(firm: Organisation, role: str, offers: Offers) -> int:
    """How many people of an organisation may have a role; 0 is no limit."""
    offer = offers.get(firm.terms or "")
    return offer.roles.get(role, 0) if offer else 0


def _meant(firm: Organisation | None, offers: Offers) -> list[Offer]:
    """The document of an organisation; any, when it names none, and none, when it names one that doesn't exist."""
    if firm is None or firm.terms is None:
        return list(offers.values())
    return [offers[firm.terms]] if firm.terms in offers else []


def _whose(firm: Organisation | None) -> str:
    return f"{firm.terms} has" if firm and firm.terms else "the terms have"


def _known(ids: list[str]) -> str:
    return f"known are {', '.join(ids)}" if ids else "it knows none"
