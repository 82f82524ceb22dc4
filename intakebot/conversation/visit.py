"""One message in a chat, with what the store knew of the chat when it came."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from intakebot.classify.manners import Manner, manner
from intakebot.domain.case import Case
from intakebot.domain.chat import Chat
from intakebot.domain.message import Message
from intakebot.store.chats import ChatState
from intakebot.store.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Who wrote what, where and when. (Without slots: what it is in passing is worked out once.)"""

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

    @property
    def sender(self) -> str:
        """Address of whoever wrote."""
        return self.message.sender.address

    @property
    def fresh(self) -> bool:
        """Whether it was announced that this opens a new request."""
        return self.state.fresh_for == self.sender

    @property
    def there(self) -> str:
        """In a group nothing counts but what was told there: its address; "" in a private chat."""
        return "" if self.chat.private else self.chat.address

    @cached_property
    def said(self) -> Manner | None:
        """What it is in passing, if it is no more than that."""
        return manner(self.message.reply)

    @property
    def idle(self) -> bool:
        """Nothing that a person could work with."""
        return self.chat.wordless or self.said is not None

    def heard(self, desk: Desk, case: Case) -> None:
        """Whose request it is was heard here, and is written to here from now on; nobody else moves its letters."""
        if case.contact_id == self.contact_id:
            desk.cases.heard_in(case.id, self.chat.address)

    def own(self, desk: Desk, *numbers: str) -> Case | None:
        """The first of these requests that the writer takes part in; in a group one that was told there."""
        for ticket in filter(None, map(desk.tickets.numbered, numbers)):
            if desk.tickets.takes_part(ticket.id, self.contact_id) and (
                not self.there or desk.chats.told_there(ticket.id, self.there)
            ):
                return desk.cases.of(ticket.id)
        return None

    def requests(self, desk: Desk, most: int, *, closed: bool = False) -> list[Case]:
        """The writer's open requests, the latest first, or all; in a group those that were told there."""
        return desk.chats.requests(self.contact_id, most, closed=closed, there=self.there)
