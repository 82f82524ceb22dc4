"""Which ticket a message belongs to (design.md 4.7): nobody gets into another's ticket."""

from collections.abc import Iterable
from dataclasses import dataclass

from intakebot.domain.message import Message
from intakebot.domain.received import Envelope
from intakebot.domain.ticket import Ticket
from intakebot.domain.token import Token
from intakebot.store.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """Where a message belongs: into a ticket, or nowhere while it claims to be about one."""

    ticket: Ticket | None = None
    #: Why it was let in: "token", or "number" with the proof of its sender.
    by: str = ""
    #: Number of a ticket that it names without a right to it.
    claims: str = ""


def token_of(message: Message, envelope: Envelope, secret: bytes) -> Token | None:
    """The first of our signed tokens in its references or its recipients."""
    return next((token for text in _places(message, envelope) if (token := Token.find(text, secret))), None)


def return_path_of(message: Message, envelope: Envelope, secret: bytes) -> Token | None:
    """The token of the return path that this was delivered to; nobody but the relay and the recipient knows it."""
    for address in (*envelope.rcpt_tos, *message.delivered_to):
        token = Token.find(address, secret)
        if token and token.purpose == "b":
            return token
    return None


def _places(message: Message, envelope: Envelope) -> Iterable[str]:
    yield from envelope.rcpt_tos
    yield from message.delivered_to
    yield from message.in_reply_to
    yield from reversed(message.references)
    yield from (who.address for who in (*message.to, *message.cc))


def thread_of(desk: Desk, message: Message, token: Token | None, contact_id: int) -> Thread:
    """A token lets in who takes part; a number or a known Message-ID needs an authenticated sender too.

    Who gave no address takes part in nothing.
    """
    if not message.sender.address:
        return Thread(claims=token.number if token else "")
    if token and (ticket := desk.tickets.numbered(token.number)):
        if desk.tickets.takes_part(ticket.id, contact_id):
            return Thread(ticket=_going_on(desk, ticket), by="token")
        return Thread(claims=ticket.number)
    named = _named(desk, message)
    if named is None:
        return Thread()
    if message.authentication.passed and desk.tickets.takes_part(named.id, contact_id):
        return Thread(ticket=_going_on(desk, named), by=f"number, {message.authentication.reason}")
    return Thread(claims=named.number)


def _going_on(desk: Desk, ticket: Ticket) -> Ticket:
    """Whoever takes part in a ticket takes part in the one that it was merged into."""
    return desk.tickets.of(desk.matters.surviving(ticket.id)) if ticket.state == "closed" else ticket


def _named(desk: Desk, message: Message) -> Ticket | None:
    by_number = (desk.tickets.numbered(number) for number in message.ticket_refs)
    found = next((ticket for ticket in by_number if ticket), None)
    return found or desk.tickets.with_message((*message.in_reply_to, *message.references[-20:]))
