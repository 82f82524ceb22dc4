"""What the store knows of those who wrote, looked up before their messages are settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from intakebot.domain.address import normal
from intakebot.domain.chat import CHATS
from intakebot.domain.customer import Customer
from intakebot.domain.errors import Permanent, Temporary
from intakebot.domain.received import Envelope
from intakebot.domain.understanding import Understood
from intakebot.store.chats import ChatState
from intakebot.store.desk import Desk
from intakebot.store.maintenances import Maintenance
from intakebot.store.store import Store

_log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A chat, and all that was said there of the request that is being told."""

    state: ChatState
    words: str
    #: When the last of it came.
    heard_at: datetime | None = None
    #: The language of the latest request told there.
    language: str = "und"


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What the store knew when a batch was taken in."""

    #: By normalised address of the sender.
    customers: Mapping[str, Customer] = field(default_factory=dict)
    maintenances: tuple[Maintenance, ...] = ()
    #: By address, of the chats that wrote.
    chats: Mapping[str, Told] = field(default_factory=dict)

    def told(self, terms: str | None) -> Mapping[str, str] | None:
        """What customers under these terms are told of maintenance, by language."""
        return next((work.said for work in self.maintenances if work.terms in (None, terms)), None)


def known_of(store: Store, read: Sequence[Understood | Permanent], chats: Mapping[str, Told], now: datetime) -> Known:
    """Whose the senders' addresses are, and what goes on; nothing while the store can't say (design.md 4.8)."""
    addresses = {normal(said.message.sender.address) for said in read if isinstance(said, Understood)}

    def look(desk: Desk) -> Known:
        found = desk.customers.of(addresses)
        return Known(customers=found, maintenances=tuple(desk.maintenances.running(now)), chats=chats)

    try:
        return store.read(look)
    except Temporary as error:
        _log.warning("customers.unknown", error=str(error))
        return Known(chats=chats)


def chats_of(store: Store, envelopes: Sequence[Envelope]) -> Mapping[str, Told]:
    """What is known of the chats that wrote, and what their writers have told of the request that they are telling."""
    wrote = [envelope for envelope in envelopes if envelope.channel in CHATS and envelope.mail_from]

    def look(desk: Desk) -> dict[str, Told]:
        return {told.state.address: told for envelope in wrote if (told := _told(desk, envelope))}

    return store.read(look) if wrote else {}


def _told(desk: Desk, envelope: Envelope) -> Told | None:
    state = desk.chats.of(envelope.mail_from or "")
    if state is None:
        return None
    going_on = state.gather_until is not None and envelope.received_at <= state.gather_until and not state.fresh_for
    language = desk.cases.of(state.ticket_id).language if state.ticket_id else "und"
    if not going_on or not state.ticket_id:
        return Told(state=state, words="", language=language)
    words, heard_at = desk.chats.told(state.ticket_id), desk.cases.heard_at(state.ticket_id)
    return Told(state=state, words=words, heard_at=heard_at, language=language)
