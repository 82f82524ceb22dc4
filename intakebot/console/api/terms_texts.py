"""Texts of support documents, for programs: the same desk as on the pages (console/terms_desk.py), and the same rules."""

from intakebot.amending.prospect import Prospect
from intakebot.console import terms_desk, terms_versions
from intakebot.console.api.answers import TermsVersions
from intakebot.console.api.operation import ApiCall
from intakebot.console.api.problem import too_often
from intakebot.console.house import House
from intakebot.console.letter_check import TooOften
from intakebot.console.terms_check import proved
from intakebot.domain.terms_text import TermsVersion


def listed(call: ApiCall, house: House) -> TermsVersions:
    """All versions of a document; none where nobody ever wrote one."""
    id_ = terms_desk.known_id(call)
    present = house.amending.present(id_).text if house.terms.find(id_) else ""
    return TermsVersions(
        terms=id_, present=present, versions=house.store.read(lambda desk: desk.terms_texts.history(id_))
    )


def version(call: ApiCall, house: House) -> TermsVersion:
    """One of them."""
    return terms_versions.version_of(call, house)


def drafted(call: ApiCall, house: House) -> TermsVersion:
    """A text is kept as a draft, whatever its faults."""
    return house.amending.draft(terms_desk.text_of(call), call.by)


def checked(call: ApiCall, house: House) -> Prospect:
    """What would come of putting a text in force; nothing is kept."""
    try:
        return proved(call, house, terms_desk.text_of(call))
    except TooOften as slow:
        raise too_often(slow.wait) from None


def acted(call: ApiCall, house: House, *, name: str) -> TermsVersion:
    """A version is published, brought back or discarded."""
    return terms_versions.act(call, house, name)


def withdrawn(call: ApiCall, house: House) -> TermsVersions:
    """What was published isn't in force any more."""
    terms_versions.withdraw(call, house)
    return listed(call, house)
