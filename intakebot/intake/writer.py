"""Who wrote a message, as whom he counts, and in which language."""

from dataclasses import replace

from intakebot.domain.address import Address, normal
from intakebot.domain.chat import CHATS, is_chat
from intakebot.domain.customer import Customer
from intakebot.domain.message import Authentication, Message
from intakebot.domain.understanding import Understood


def meant(message: Message) -> Message:
    """Behind "/new" stands the request. Mail that writes as a chat does comes from nobody: chats have their own channel."""
    if message.chat is None:
        if message.message_id.rpartition("@")[2] in CHATS:
            message = replace(message, message_id="")
        return (
            replace(message, sender=Address(name=message.sender.name, address=""))
            if is_chat(message.sender.address)
            else message
        )
    if message.chat.command == "new" and message.chat.argument:
        return replace(message, text=message.chat.argument, reply=message.chat.argument)
    return message


def proven(message: Message, customer: Customer) -> Message:
    """A chat that proved whose it is proves its writer (design.md 4.7)."""
    if message.chat is None or customer.contact is None:
        return message
    return replace(
        message, authentication=Authentication(passed=True, reason=f"{message.sender.address}, linked by a code")
    )


def diverted(message: Message, customer: Customer) -> bool:
    """Whether the notice goes elsewhere than to the writer, and nothing proves who that is: anybody can write a
    customer's address into From and his own into Reply-To.
    """
    to = message.answer_to
    firm, person = customer.organisation, customer.contact
    own = {normal(message.sender.address), *((person.address, *person.addresses) if person else ())}
    known = normal(to.address) in own or (firm is not None and to.domain in firm.domains)
    return not known and not message.authentication.passed


def language_of(understood: Understood, customer: Customer) -> str:
    """What was written; texts that are too short to tell take the customer's language (design.md 5)."""
    found = understood.impression.language if understood.impression else "und"
    if found != "und":
        return found
    own = customer.contact.language if customer.contact else None
    return own or (customer.organisation.language if customer.organisation else None) or found
