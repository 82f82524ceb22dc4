"""The support documents, read as a person would."""

from starlette.responses import Response

from intakebot.console import hours_said
from intakebot.console.call import Call, Missing
from intakebot.console.house import House
from intakebot.console.render import page
from intakebot.console.words import words
from intakebot.terms.document import Document
from intakebot.terms.faults import written
from intakebot.terms.gaps import gaps


def listed(call: Call, house: House) -> Response:
    """All documents."""
    documents = [
        (document, house.terms.origin(document.id), len(house.terms.alterations(document.id)))
        for document in house.terms
    ]
    return page(call, "terms.html", {"documents": documents})


def document(call: Call, house: House) -> Response:
    """One of them whole, each promise with its clause."""
    found = known(call, house)
    return page(call, "document.html", {
        "document": found, "origin": house.terms.origin(found.id), "alterations": house.terms.alterations(found.id),
        "gaps": [(written(key), reason) for key, reason in gaps(found)],
        **hours_said.spoken(words(call.language)),
    })  # fmt: skip


def known(call: Call, house: House) -> Document:
    """The document in the address; Missing."""
    found = house.terms.find(call.path["id"])
    if found is None:
        raise Missing
    return found
