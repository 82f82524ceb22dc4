"""Letters within a ticket's thread: questions, requests for consent, news; to the customer or to agents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from intakebot.domain.letter import Letter
from intakebot.replies.catalogue import Catalogue, Content
from intakebot.replies.compose import Head, compose
from intakebot.replies.render import Fault, TemplateRefused


@dataclass(frozen=True, kw_only=True, slots=True)
class Occasion:
    """Who gets a letter, in answer to what."""

    #: ISO 639-1, one that the event has a template in.
    language: str
    from_name: str
    from_address: str
    reply_to: str
    to: str
    #: Return path: signed VERP address, or "".
    mail_from: str
    #: Ours, without angle brackets; likewise the ids of the message that is answered.
    message_id: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    #: For the Date header (aware).
    at: datetime


def from_template(catalogue: Catalogue, event: str, occasion: Occasion, variables: Mapping[str, str | None]) -> Letter:
    """A letter made from the event's template; TemplateRefused when it fails."""
    reply = catalogue.reply(event, occasion.language)
    if reply is None:
        raise TemplateRefused(Fault(file=f"{occasion.language}/{event}.liquid", reason="is missing"))
    return written(occasion, reply.render(variables), reply.name)


def written(occasion: Occasion, content: Content, template: str) -> Letter:
    """A letter with this content; HeaderRefused when an address or the subject can't stand in a header."""
    head = Head(
        from_name=occasion.from_name, from_address=occasion.from_address, reply_to=occasion.reply_to,
        to=occasion.to, at=occasion.at, message_id=occasion.message_id, in_reply_to=occasion.in_reply_to,
        references=occasion.references, language=occasion.language, begun=not occasion.in_reply_to,
    )  # fmt: skip
    return Letter(
        message_id=occasion.message_id, mail_from=occasion.mail_from, rcpt_to=occasion.to,
        content=compose(head, content), language=occasion.language, template=template,
    )  # fmt: skip
