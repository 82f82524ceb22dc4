"""Letters within a ticket's thread: questions, requests for consent, news; to the customer or to agents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from intakebot.domain.chat import IN_CHAT, Note, Rows, is_chat
from intakebot.domain.letter import Letter
from intakebot.domain.sentence import Sentence
from intakebot.replies.catalogue import Catalogue, Content, Reply
from intakebot.replies.compose import Head, compose
from intakebot.replies.proof import lacks
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
    #: In a chat: the buttons below, and the chat's own name of the message that is answered.
    rows: Rows = ()
    answers: str = ""
    #: It answers a message, though that had no usable id; else `in_reply_to` says so (RFC 3834 §5).
    answered: bool = False


def from_template(
    catalogue: Catalogue, event: str, occasion: Occasion, variables: Mapping[str, str | None], terms: str | None = None,
    on_fault: Callable[[TemplateRefused], None] | None = None,
) -> Letter:  # fmt: skip
    """A letter made from the event's template for these terms; TemplateRefused when all that there are fail.

    `on_fault` is told of one that fails where another stands in.
    """
    content, name = first_that_serves(catalogue, event, occasion.language, variables, terms, on_fault)
    return written(occasion, content, name)


def first_that_serves(
    catalogue: Catalogue, event: str, language: str, variables: Mapping[str, str | None], terms: str | None,
    on_fault: Callable[[TemplateRefused], None] | None, number: str | None = None,
) -> tuple[Content, str]:  # fmt: skip
    """Content and name of the first template that can be rendered; the last one's TemplateRefused if none can.

    With a `number` given, it must be fit to be a notice of that request, too.
    """
    replies = catalogue.replies_for(event, language, terms)
    if not replies:
        raise TemplateRefused(Fault(file=f"{language}/{event}.liquid", reason=Sentence("is missing")))
    for reply in replies[:-1]:
        try:
            return _sound(reply, variables, number), reply.name
        except TemplateRefused as refused:
            if on_fault:
                on_fault(refused)
    return _sound(replies[-1], variables, number), replies[-1].name


def _sound(reply: Reply, variables: Mapping[str, str | None], number: str | None) -> Content:
    content = reply.render(variables)
    if number and (lacking := lacks(content, number)):
        raise TemplateRefused(*(Fault(file=reply.sources[kind].file, reason=why) for kind, why in lacking))
    return content


def written(occasion: Occasion, content: Content, template: str) -> Letter:
    """A letter with this content; HeaderRefused when an address or the subject can't stand in a header."""
    if is_chat(occasion.to):
        return in_chat(occasion, content, template)
    head = Head(
        from_name=occasion.from_name, from_address=occasion.from_address, reply_to=occasion.reply_to,
        to=occasion.to, at=occasion.at, message_id=occasion.message_id, in_reply_to=occasion.in_reply_to,
        references=occasion.references, language=occasion.language, begun=not (occasion.in_reply_to or occasion.answered),
    )  # fmt: skip
    return Letter(
        message_id=occasion.message_id, mail_from=occasion.mail_from, rcpt_to=occasion.to,
        content=compose(head, content), language=occasion.language, template=template,
    )  # fmt: skip


def in_chat(occasion: Occasion, content: Content, template: str) -> Letter:
    """The same in a chat."""
    note = Note(text=content.chat or content.text.strip(), rows=occasion.rows, answers=occasion.answers)
    return Letter(
        message_id=occasion.message_id, mail_from=IN_CHAT, rcpt_to=occasion.to, content=note.written(),
        language=occasion.language, template=template,
    )  # fmt: skip
