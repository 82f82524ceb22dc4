"""What an agent must know about a message, by its words: services outside the plan, wishes, conduct. Nobody is refused."""

from collections.abc import Collection, Iterator

from intakebot.classify import conduct, services
from intakebot.domain.entitlement import Mark
from intakebot.domain.message import Message
from intakebot.terms.document import Document
from intakebot.terms.library import Library

#: A wish for a new feature (VEE-20), and one for somebody above (VEE-24).
FEATURE, MANAGER = "feature_request", "manager_wanted"
_WISHES = {FEATURE: "asks for a new feature", MANAGER: "asks for a manager"}


def marks_of(
    terms: Library, document: Document, plan: str | None, roles: Collection[str], message: Message, *, first: bool
) -> list[Mark]:
    """Marks of one message; `first`: it is the request itself, as against what follows it; `roles` of the writer."""
    look, subject = terms.seeking(document.id), message.subject if first else ""
    asked = [sign.id for sign in services.asked(look.services, subject, message.reply)]
    found = [*_services(document, plan, set(roles) if message.authentication.passed else set(), asked)]
    if first:
        found += _outside(document, plan, asked)
    wishes = {FEATURE: document.duties.feature_requests, MANAGER: document.duties.manager}
    for sign in services.asked(look.wishes, subject, message.reply):
        if wish := wishes[sign.id]:
            found.append(Mark(code=sign.id, clause=wish.clause, detail=_WISHES[sign.id]))
    rule = document.duties.conduct
    if rule and conduct.found_in(message.reply):
        found.append(Mark(code="conduct", clause=rule.clause, detail="insulting or obscene words"))
    return found


def _services(document: Document, plan: str | None, roles: set[str], asked: list[str]) -> Iterator[Mark]:
    """What is asked for and isn't in the plan (CEN-15, MAR-13), or isn't the writer's to ask for (MAR-10)."""
    for key in asked:
        service = document.services[key]
        if plan not in service.plans:
            yield Mark(code=f"service:{key}", clause=service.clause, detail=service.name.en)
        elif service.roles and not roles & set(service.roles):
            detail = f"{service.name.en}: the writer isn't proven to be {' or '.join(service.roles)}"
            yield Mark(code=f"service:{key}", clause=service.clause, detail=detail)


def _outside(document: Document, plan: str | None, asked: list[str]) -> Iterator[Mark]:
    """What lies beyond a plan for certain things only (EUR-07)."""
    only = document.plans[plan].only if plan else ()
    if only and not set(only) & set(asked):
        names = ", ".join(document.services[key].name.en for key in only)
        yield Mark(
            code="outside_plan", clause=document.services[only[0]].clause, detail=f"the plan covers only: {names}"
        )
