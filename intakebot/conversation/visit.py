"""One message in a chat, with what the store knew of the chat when it came."""

from dataclasses import dataclass
from datetime import datetime

from intakebot.domain.chat import Chat
from intakebot.domain.message import Message
from intakebot.store.chats import ChatState


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """Who wrote what, where and when."""

    message: Message
    chat: Chat
    state: ChatState
    contact_id: int
    #: Address of the mailbox whose bot it is.
    mailbox: str
    #: The language that we write there.
    language: str
    received_at: datetime
    #: Id of the delivery: what is said in answer is said once.
    received_id: int

    @property
    def key(self) -> str:
        """For the names of what is said in answer."""
        return str(self.received_id)
