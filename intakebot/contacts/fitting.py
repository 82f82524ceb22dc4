"""Whether organisations and contacts fit the support documents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from intakebot.domain.customer import Contact, Organisation
from intakebot.domain.sentence import Sentence


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


def misfits(firm: Organisation, offers: Offers) -> Iterator[tuple[str, Sentence]]:
    """What an organisation names that its terms don't know, each with its field. Without terms it is served under those
    of the mailbox.
    """
    offer = offers.get(firm.terms or "")
    if firm.terms and offer is None:
        yield (
            "terms",
            Sentence("there are no terms {terms!r}; known are {known}", terms=firm.terms, known=tuple(offers)),
        )
        return
    if firm.plan and offer is None:
        yield "plan", Sentence("plan {plan!r} without terms: say which document it belongs to", plan=firm.plan)
    if firm.plan and offer and firm.plan not in offer.plans:
        yield (
            "plan",
            Sentence(
                "{terms} has no plan {plan!r}; it has {known}", terms=str(firm.terms), plan=firm.plan, known=offer.plans
            ),
        )
    regions = sorted({region for one in _meant(firm, offers) for region in one.regions})
    if firm.region and firm.region not in regions:
        yield "region", _known(_no_region(firm.terms, firm.region), regions)


def unknown_roles(person: Contact, firm: Organisation | None, offers: Offers) -> Iterator[Sentence]:
    """Roles of a contact that the terms of the organisation don't know."""
    known = sorted({role for one in _meant(firm, offers) for role in one.roles})
    for role in person.roles:
        if role not in known:
            yield _known(_no_role(firm.terms if firm else None, role), known)


def most_holders(firm: Organisation, role: str, offers: Offers) -> int:
    """How many people of an organisation may have a role; 0 is no limit."""
    offer = offers.get(firm.terms or "")
    return offer.roles.get(role, 0) if offer else 0


def _meant(firm: Organisation | None, offers: Offers) -> list[Offer]:
    """The document of an organisation; any, when it names none, and none, when it names one that doesn't exist."""
    if firm is None or firm.terms is None:
        return list(offers.values())
    return [offers[firm.terms]] if firm.terms in offers else []


def _no_region(terms: str | None, region: str) -> Sentence:
    if terms:
        return Sentence("{terms} has no region {region!r}", terms=terms, region=region)
    return Sentence("the terms have no region {region!r}", region=region)


def _no_role(terms: str | None, role: str) -> Sentence:
    if terms:
        return Sentence("{terms} has no role {role!r}", terms=terms, role=role)
    return Sentence("the terms have no role {role!r}", role=role)


def _known(unknown: Sentence, ids: list[str]) -> Sentence:
    if ids:
        return Sentence("{unknown}; known are {known}", unknown=unknown, known=tuple(ids))
    return Sentence("{unknown}; it knows none", unknown=unknown)
