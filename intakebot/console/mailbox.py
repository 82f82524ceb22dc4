"""What customers get by one mailbox: changed once what follows was seen; what was decided before stands below."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from intakebot.binding.consequences import Consequences
from intakebot.binding.prospect import Prospect
from intakebot.binding.wish import Read, reset, together
from intakebot.console.call import Call, Missing, whole
from intakebot.console.customer_fields import by_field, digest
from intakebot.console.house import House
from intakebot.console.render import page
from intakebot.contacts.entry import Entry, Place
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.setting import FIELDS
from intakebot.terms.clocks import Deadlines
from intakebot.terms.document import Document
from intakebot.terms.document.targets import CLOCKS, Clock

#: Of one field.
_LONGEST = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """What a request of one level is promised before and after, if there is such a level; None: nothing, as no plan is known."""

    said: str
    before: Deadlines | None = None
    after: Deadlines | None = None
    was: bool
    will_be: bool

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """The reaction, and what else is promised on either side."""
        all_ = [one for side in (self.before, self.after) for one in side or ()]
        promised = {one.clock for one in all_ if one.promise.text != "none"}
        return tuple(clock for clock in CLOCKS if clock == "reaction" or clock in promised)


def mailbox(call: Call, house: House) -> Response:
    """How it is set, and the form."""
    house.binding.settings.refresh()  # another process may have set it: values are those of `seen`
    box = house.binding.mailboxes.of(known(call, house).address)
    history = house.binding.history(box.address)
    seen = history[0].id if history else 0
    return _page(call, house, {name: getattr(box, name) or "" for name in FIELDS}, seen, Prospect())


def wished(call: Call, house: House) -> Response:
    """What would follow is shown; exactly that is kept once it is agreed to."""
    box, seen = known(call, house), whole(call.said("seen")) or 0
    values = {name: call.said(name, _LONGEST) for name in ("from_name", "zone")}
    values["terms"], _, values["plan"] = call.said("bought", 200).partition("/")
    read = _read(box, values, back=bool(call.said("to_file", 1)))
    found, done = kept(call, house, read, lambda now: now.looked[0].seen == seen and bool(now.differences))
    if done:
        return RedirectResponse(place_of(box.address, what="kept"), 303)
    return _page(call, house, values, seen, found)


def kept(
    call: Call, house: House, read: Read, as_seen: Callable[[Prospect], bool] = lambda _now: True
) -> tuple[Prospect, bool]:
    """Exactly what was shown is kept; what was shown to nobody yet is only looked at, which holds no writer up."""
    agreed = call.said("agreed", 64)
    if not agreed:
        return house.binding.looked(read), False
    return house.binding.kept(
        read, call.by, call.said("note", _LONGEST), lambda now: as_seen(now) and agreed == stamp(house, now)
    )  # fmt: skip


def known(call: Call, house: House) -> Mailbox:
    """The one that an address means, as config.toml has it; Missing."""
    box = house.binding.configured(call.asked("address", 400))
    if box is None:
        raise Missing
    return box


def place_of(address: str, **more: str) -> str:
    """The page of a mailbox."""
    return "/mailbox?" + urlencode({"address": address, **more})


def stamp(house: House, found: Prospect) -> str:
    """Tells what would come of it from anything else: other values, other versions of the terms."""
    named = [box.terms for one in found.differences for box in (one.before, one.after)]
    documents = [document.version for document in map(house.terms.find, named) if document]
    return digest(found.changes, [one.seen for one in found.looked], documents)


def levels(follows: Consequences, language: str) -> Iterator[Level]:
    """Side by side under one document, one after the other under two."""
    before, after = follows.before, follows.after
    old, new = before.document, after.document
    same = old is not None and new is not None and old.id == new.id
    for key, said in _named(old, language, alone=same):
        then = after.due.get(key) if same else None
        yield Level(said=said, before=before.due.get(key), after=then, was=True, will_be=same)
    for key, said in () if same else _named(new, language):
        yield Level(said=said, after=after.due.get(key), was=False, will_be=True)


def _named(document: Document | None, language: str, *, alone: bool = False) -> Iterator[tuple[str, str]]:
    """Its levels, and what they are called: beside those of another document, with its own id."""
    if document is None:
        return
    for key in document.severities:
        said = document.level_said(key, language)
        yield key, said if alone else f"{document.id}: {said}"


def _read(box: Mailbox, values: Mapping[str, str], *, back: bool) -> Read:
    entry = Entry(what="mailbox", place=Place(file="form"), values={"address": box.address, **values})
    return reset(entry) if back else together([entry])


def _page(call: Call, house: House, values: Mapping[str, str], seen: int, found: Prospect) -> Response:
    box = known(call, house)
    history = house.binding.history(box.address)
    crossed = seen != (history[0].id if history else 0)
    one = next(iter(() if crossed else found.differences), None)
    follows = house.binding.consequences(one) if one else None
    facts: dict[str, Any] = {
        "box": house.binding.mailboxes.of(box.address), "configured": box, "history": history, "values": values, "seen": seen,
        "faults": by_field(found.faults, call), "crossed": crossed, "looked": found.looked, "one": one,
        "follows": follows, "levels": tuple(levels(follows, call.language)) if follows else (),
        "agreed": stamp(house, found) if one else "", "note": call.said("note", _LONGEST), "documents": tuple(house.terms),
        "back": bool(call.said("to_file", 1)), "here_at": place_of(box.address), "what": call.asked("what", 20),
    }  # fmt: skip
    return page(call, "mailbox.html", facts, status=409 if crossed else 200)
