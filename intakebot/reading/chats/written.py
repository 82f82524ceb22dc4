"""The message that was read from a chat, whichever it is: one sender, and nothing of what only mail has."""

from dataclasses import dataclass
from datetime import datetime

from intakebot.domain import number
from intakebot.domain.address import Address
from intakebot.domain.chat import Chat
from intakebot.domain.message import Attachment, Authentication, Auto, Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What was written, cleaned."""

    text: str = ""
    #: Without what the writer marked as a quotation, unless that is all.
    reply: str = ""
    command: str = ""
    argument: str = ""
    #: Names in it, lower case: "@our_bot".
    named: tuple[str, ...] = ()
    #: No words, and nothing shared that would do instead; files aside.
    wordless: bool = False
    #: The end is missing.
    cut: bool = False

    def defects(self, *, lacking: bool) -> tuple[str, ...]:
        """What couldn't be read of it; `lacking`: a file of it couldn't."""
        return tuple(code for code, true in (("text-cut", self.cut), ("file-unreadable", lacking)) if true)


NOTHING = Words()


def message(
    message_id: str,
    sender: Address,
    date: datetime | None,
    chat: Chat,
    *,
    said: Words = NOTHING,
    in_reply_to: tuple[str, ...] = (),
    attachments: tuple[Attachment, ...] = (),
    auto: Auto | None = None,
    defects: tuple[str, ...] = (),
) -> Message:
    """The message; its sender is proven as far as the account goes, which proves no mail address."""
    service, _, account = sender.address.partition(":")
    return Message(
        message_id=message_id,
        in_reply_to=in_reply_to,
        references=(),
        sender=sender,
        reply_to=(),
        to=(),
        cc=(),
        delivered_to=(),
        subject="",
        date=date,
        text=said.text,
        reply=said.reply,
        attachments=attachments,
        auto=auto,
        report=None,
        authentication=Authentication(passed=False, reason=f"{service} account {account}"),
        ticket_refs=number.find(said.text),
        defects=defects,
        chat=chat,
    )
