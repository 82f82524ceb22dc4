"""The support documents, read as a person would."""

from starlette.responses import Response

from intakebot.console import hours_said
from intakebot.console.call import Call, Missing
from intakebot.console.house import House
from intakebot.console.render import page
from intakebot.console.terms_names import TermsNames
from intakebot.console.terms_search import found
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
    q = call.asked("q", 100)
    return page(call, "terms.html", {
        "documents": documents, "titles": {document.id: document.title for document, *_ in documents}, "q": q,
        "said": TermsNames(call.language).done(call.asked("done", 20)),
        "hits": found(house.terms, q) if q else None, "drafts": house.store.read(lambda desk: desk.terms_texts.drafts()),
    })  # fmt: skip


def document(call: Call, house: House) -> Response:
    """One of them whole, each promise with its clause."""
    one = known(call, house)
    return page(call, "document.html", {
        "document": one, "origin": house.terms.origin(one.id), "alterations": house.terms.alterations(one.id),
        "gaps": [(written(key), reason) for key, reason in gaps(one)],
        **hours_said.spoken(words(call.language)),
    })  # fmt: skip


def known(call: Call, house: House) -> Document:
    """The document in the address; Missing."""
    one = house.terms.find(call.path["id"])
    if one is None:
        raise Missing
    return one
