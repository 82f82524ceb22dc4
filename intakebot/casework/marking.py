"""What an agent must know about a message, by its words: services outside the plan, wishes, conduct. Nobody is refused."""

from collections.abc import Collection, Iterator

from intakebot.classify import conduct, services
from intakebot.domain.entitlement import Mark
from intakebot.domain.message import Message
from intakebot.domain.sentence import Sentence
from intakebot.terms.document import Document
from intakebot.terms.library import Library

#: A wish for a new feature (VEE-20), and one for somebody above (VEE-24).
FEATURE, MANAGER = "feature_request", "manager_wanted"
_WISHES = {FEATURE: Sentence("asks for a new feature"), MANAGER: Sentence("asks for a manager")}


def marks_of(
    terms: Library, document: Document, plan: str | None, roles: Collection[str], message: Message, *, first: bool
) -> list[Mark]:
    """Marks of one message; `first`: it is the request itself, as against what follows it; `roles` of the writer."""
    look, subject = terms.seeking(document), message.subject if first else ""
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
        found.append(Mark(code="conduct", clause=rule.clause, detail=Sentence("insulting or obscene words")))
    return found


def _services(document: Document, plan: str | None, roles: set[str], asked: list[str]) -> Iterator[Mark]:
    """What is asked for and isn't in the plan (CEN-15, MAR-13), or isn't the writer's to ask for (MAR-10)."""
    for key in asked:
        service = document.services[key]
        if plan not in service.plans:
            yield Mark(
                code=f"service:{key}", clause=service.clause, detail=Sentence("{service}", service=service.name.name())
            )
        elif service.roles and not roles & set(service.roles):
            whose = tuple(document.roles[role].name.name(role) for role in service.roles)
            detail = Sentence(
                "{service}: the writer isn't proven to be one of: {roles}", service=service.name.name(), roles=whose
            )
            yield Mark(code=f"service:{key}", clause=service.clause, detail=detail)


def _outside(document: Document, plan: str | None, asked: list[str]) -> Iterator[Mark]:
    """What lies beyond a plan for certain things only (EUR-07)."""
    only = document.plans[plan].only if plan else ()
    if only and not set(only) & set(asked):
        names = tuple(document.services[key].name.name() for key in only)
        yield Mark(
            code="outside_plan",
            clause=document.services[only[0]].clause,
            detail=Sentence("the plan covers only: {names}", names=names),
        )
