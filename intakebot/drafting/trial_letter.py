"""A test letter to a manager: as a customer would read it, with sample values, and plainly no letter about a request."""

from dataclasses import replace
from datetime import datetime

from intakebot.domain.chat import is_chat
from intakebot.domain.letter import Letter
from intakebot.domain.mailboxes import Mailboxes
from intakebot.domain.template import Draft
from intakebot.drafting.previews import previews
from intakebot.replies.catalogue import Content, reply_of
from intakebot.replies.compose import HeaderRefused
from intakebot.replies.letters import Occasion, written
from intakebot.replies.render import TemplateRefused
from intakebot.terms.library import Library

#: For one person within a clock hour.
MOST = 20
#: Before the subject.
_TEST = {"ru": "Проба", "pl": "Próba", "en": "Test"}


def trial_letter(
    terms: Library, mailboxes: Mailboxes, draft: Draft, to: str, at: datetime, key: str
) -> Letter:  # fmt: skip
    """The draft in the first situation of its terms, from their mailbox; `key` makes it another letter than the last one.

    TemplateRefused when it can't be made, HeaderRefused for an address that is none.
    """
    if is_chat(to):
        raise HeaderRefused("{address!r} is no mail address", address=to)
    place = draft.place
    box = next((box for box in mailboxes if box.terms == place.terms), next(iter(mailboxes)))
    shown = previews(terms, draft, place.terms)[0]
    if shown.content is None:
        raise TemplateRefused(*shown.faults)
    occasion = Occasion(
        language=place.language, from_name=box.from_name, from_address=box.address, reply_to="", to=to,
        mail_from="", message_id=f"template-test.{key}@{box.domain}", at=at,
    )  # fmt: skip
    return written(occasion, _marked(shown.content, draft), f"test:{reply_of(draft).name}")


def _marked(content: Content, draft: Draft) -> Content:
    """With a subject that says what it is; what is only said in chats stands in the text."""
    subject = content.subject or draft.place.event
    text = content.text if content.text.strip() else f"{content.chat}\n"
    return replace(content, subject=f"[{_TEST.get(draft.place.language, _TEST['en'])}] {subject}", text=text, chat="")
