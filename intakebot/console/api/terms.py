"""Support documents, and when something is due under them."""

from typing import Any

from intakebot.console.api import answers, shapes
from intakebot.console.api.operation import ApiCall
from intakebot.console.api.problem import Problem
from intakebot.console.call import Missing
from intakebot.console.house import House
from intakebot.terms.clocks import CannotCount, asking
from intakebot.terms.library import BadTerms
from intakebot.terms.showing import listed, shown


def documents(_call: ApiCall, house: House) -> answers.Documents:
    """All of them, in short."""
    return answers.Documents(terms=[answers.Listed(**one) for one in listed(house.terms)])


def document(call: ApiCall, house: House) -> dict[str, Any]:
    """A whole one."""
    asked = call.sought(shapes.Document)
    if house.terms.find(call.path["terms"]) is None:
        raise Missing
    try:
        return shown(house.terms, call.path["terms"], asked.plan, asked.lang)
    except BadTerms as error:
        raise Problem(422, error.detail) from None


def due(call: ApiCall, house: House) -> answers.Due:
    """The calculator."""
    asked = call.sought(shapes.Due).model_dump()
    try:
        found = asking.answer(asking.question({**asked, "received": asked["received"].isoformat()}), house.terms.of)
    except (CannotCount, BadTerms) as error:
        raise Problem(422, str(error)) from None
    return answers.Due(**found)
