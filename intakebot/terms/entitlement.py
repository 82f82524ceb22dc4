"""What a contact may expect, by the document that applies: nobody is refused, but an agent must know (issue 3)."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from intakebot.domain.customer import Customer, Organisation
from intakebot.domain.entitlement import Entitlement, Mark
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.sentence import Sentence
from intakebot.terms.clocks import calendar_of
from intakebot.terms.document import Document

_NOBODY = Organisation(key="", name="")


def entitle(document: Document | None, box: Mailbox, customer: Customer, at: datetime) -> Entitlement:
    """The entitlement of whoever wrote to this mailbox at that time; without a document only languages stay open."""
    organisation = customer.organisation or _NOBODY
    stranger = customer.contact is None and customer.organisation is None
    zone = organisation.zone or box.zone
    known = _known(customer, organisation)
    who = {"stranger": stranger, "contact_id": customer.contact_id, "organisation_id": customer.organisation_id}
    if document is None:
        return Entitlement(terms=None, plan=None, zone=zone or "UTC", known=known, **who)  # type: ignore[arg-type]  # by their names
    lapsed = _lapsed(organisation, zone or document.zone, at)
    plan = None if lapsed else _plan(document, box, organisation)
    marks = [lapsed] if lapsed else [*_unknown(document, organisation, plan)]
    marks += [*_authority(document, customer), *_version(document, organisation)]
    served = plan or document.unknown_plan.serve_as
    if served:
        marks += _of_plan(document, served)
    return Entitlement(
        terms=document.id,
        plan=served,
        languages=spoken(document, organisation, at),
        zone=zone or document.zone,
        customer_zone=organisation.zone,
        customer_holidays=organisation.holidays,
        reaction=document.reaction.counts,
        reaction_clause=document.reaction.clause,
        known={**known, **({"plan": plan} if plan else {})},
        roles=customer.contact.roles if customer.contact else (),
        marks=tuple(marks),
        versions={"terms": document.version},
        **who,  # type: ignore[arg-type]  # by their names
    )


def spoken(document: Document, organisation: Organisation, at: datetime) -> tuple[str, ...]:
    """Languages of the first line for this customer, now (VEE-02/03); empty where the document names none."""
    languages = document.languages
    if languages.products and organisation.product and organisation.product.lower() not in languages.products:
        return languages.outside
    if languages.hours:
        calendar = calendar_of(document.calendars[languages.hours], organisation.zone, organisation.holidays)
        if not calendar.is_open(at):
            return languages.outside
    region = languages.regions.get(organisation.region or "")
    return region.languages if region else languages.spoken


def _plan(document: Document, box: Mailbox, organisation: Organisation) -> str | None:
    """The customer's, else the mailbox's; None when neither is one of this document's.

    Who bought something that isn't there any more doesn't get another plan's promises for it (design.md 4.6).
    """
    if _gone(document, organisation):
        return None
    default = box.plan if box.terms == document.id else None
    only = next(iter(document.plans)) if len(document.plans) == 1 else None
    return next((plan for plan in (organisation.plan, default, only) if plan in document.plans), None)


def _gone(document: Document, organisation: Organisation) -> Sentence | None:
    """What the customer bought and the terms don't know (any more); None when all is there."""
    if organisation.terms and organisation.terms != document.id:
        return Sentence("the customer's terms, {terms}, aren't there", terms=organisation.terms)
    if organisation.plan and organisation.plan not in document.plans:
        return Sentence("{terms} has no plan {plan}", terms=document.id, plan=organisation.plan)
    return None


def _lapsed(organisation: Organisation, zone: str, at: datetime) -> Mark | None:
    """Before the first or after the last day of what the customer bought."""
    day = at.astimezone(ZoneInfo(zone)).date()
    if organisation.valid_until and day > organisation.valid_until:
        return Mark(code="expired", detail=Sentence("the entitlement ended on {day}", day=organisation.valid_until))
    if organisation.valid_from and day < organisation.valid_from:
        return Mark(
            code="not_yet_valid", detail=Sentence("the entitlement begins on {day}", day=organisation.valid_from)
        )
    return None


def _unknown(document: Document, organisation: Organisation, plan: str | None) -> Iterator[Mark]:
    if plan is None:
        serve_as = document.unknown_plan.serve_as
        why = _gone(document, organisation) or Sentence("no plan is known")
        detail = Sentence("{why}; nothing is promised", why=why)
        if serve_as:
            detail = Sentence("{why}; served as {plan}", why=why, plan=document.plans[serve_as].name.name(serve_as))
        yield Mark(code="unknown_plan", clause=document.unknown_plan.clause or "", detail=detail)


def _authority(document: Document, customer: Customer) -> Iterator[Mark]:
    """Only persons with certain roles may open requests (VEE-01, MAR-09)."""
    openers = {key: role for key, role in document.roles.items() if role.opens}
    roles = set(customer.contact.roles) if customer.contact else set()
    if openers and not roles & openers.keys():
        clause = next(iter(openers.values())).clause
        names = tuple(role.name.name(key) for key, role in openers.items())
        yield Mark(code="not_authorised", clause=clause, detail=Sentence("the writer is none of: {roles}", roles=names))


def _version(document: Document, organisation: Organisation) -> Iterator[Mark]:
    """Outdated versions get known solutions only (CEN-11, VEE-22)."""
    rule = document.duties.versions
    if rule and any(_matches(organisation.version, specifier) for specifier in rule.outdated):
        detail = Sentence("version {version} is outdated: known solutions and fixes only", version=organisation.version)
        yield Mark(code="outdated_version", clause=rule.clause, detail=detail)


def _matches(version: str, specifier: str) -> bool:
    try:
        return Version(version) in SpecifierSet(specifier, prereleases=True)
    except (InvalidVersion, InvalidSpecifier):
        return False


def _of_plan(document: Document, plan: str) -> Iterator[Mark]:
    bought = document.plans[plan]
    name = bought.name.name(plan)
    if bought.support == "none":
        yield Mark(
            code="no_support", clause=bought.clause, detail=Sentence("the plan {plan} includes no support", plan=name)
        )
    elif bought.support == "best_effort":
        yield Mark(
            code="best_effort", clause=bought.clause, detail=Sentence("the plan {plan} promises no answer", plan=name)
        )


def _known(customer: Customer, organisation: Organisation) -> dict[str, str]:
    """What nobody needs to be asked; a mail tells its writer's name and address by itself."""
    person = customer.contact
    found = {
        "name": person.name if person else "", "email": person.address if person else "",
        "telephone": person.telephone if person else "", "organisation": organisation.name,
        "product": organisation.product, "version": organisation.version, "support_id": organisation.support_id,
    }  # fmt: skip
    return {key: value for key, value in found.items() if value}
