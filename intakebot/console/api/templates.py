"""What customers read, for programs: the same desk as on the pages (console/letter.py), and the same rules."""

from intakebot.console import letter, versions
from intakebot.console.api.answers import Begun, Beside, Kept, Letter, Letters, Written
from intakebot.console.api.operation import ApiCall
from intakebot.console.api.problem import too_often
from intakebot.console.house import House
from intakebot.console.letter_check import Found, TooOften, found
from intakebot.domain.template import Version
from intakebot.replies.catalogue import reply_of
from intakebot.replies.completion import completion
from intakebot.replies.events import EVENTS
from intakebot.store.desk import Desk


def listed(_call: ApiCall, house: House) -> Letters:
    """Which there are, and whose words they are."""
    catalogue = house.editing.catalogue
    events = dict.fromkeys((*EVENTS, *(reply.event for reply in catalogue.replies)))

    def look(desk: Desk) -> tuple[list[Version], list[Version]]:
        return desk.templates.published(), desk.templates.drafts()

    published, drafts = house.store.read(look)
    return Letters(letters={event: catalogue.languages(event) for event in events}, published=published, drafts=drafts)


def one(call: ApiCall, house: House) -> Letter:
    """A letter in one language: what customers get, what the product came with, and every version."""
    place, editing = letter.place_of(call, house), house.editing
    return Letter(
        place=place, reached=(reach := editing.reach(place)).terms, excluded=reach.excluded, variables=dict(completion(place.event, call.language).variables),
        present=editing.present(place).parts, shipped=editing.shipped(place).parts,
        versions=house.store.read(lambda desk: desk.templates.history(place)),
    )  # fmt: skip


def version(call: ApiCall, house: House) -> Beside:
    """One version, whatever became of it, and what would be published with it, or again."""
    one = versions.version_of(call, house)
    beside = house.editing.beside(one.draft.place, call.me.name, back=one.state == "retired").values()
    return Beside(version=one, stamp=reply_of(one.draft).name, beside=tuple(each for each in beside if each))


def drafted(call: ApiCall, house: House) -> Kept:
    """Words are kept as a draft, whatever their faults."""
    return _kept(house.editing.draft(letter.draft_of(call, house), call.by))


def begun(call: ApiCall, house: House) -> Begun:
    """Drafts of what customers get now, in the languages that lack one."""
    return Begun(begun=house.editing.begin(letter.place_of(call, house), call.by))


def checked(call: ApiCall, house: House) -> Found:
    """All that can be found out about words before anybody reads them."""
    draft = letter.draft_of(call, house)
    try:
        return found(call, house, draft, letter.choice_of(call, house, draft.place))
    except TooOften as slow:
        raise too_often(slow.wait) from None


def tested(call: ApiCall, house: House) -> Written:
    """A letter to an address of one's own."""
    to = call.said("to", 200)
    house.editing.send_test(letter.draft_of(call, house), to, call.by)
    return Written(to=to)


def withdrawn(call: ApiCall, house: House) -> Letter:
    """What managers published there isn't what customers get any more."""
    versions.withdraw(call, house)
    return one(call, house)


def acted(call: ApiCall, house: House, *, name: str) -> Kept:
    """A version is published, brought back or discarded."""
    return _kept(versions.act(call, house, name))


def _kept(version: Version) -> Kept:
    return Kept(version=version, stamp=reply_of(version.draft).name)
