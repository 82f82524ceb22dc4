"""What the console is told of channels: the state that each keeps, in one form."""

from datetime import datetime

from intakebot.bots import Channel
from intakebot.bots import State as ChatState
from intakebot.channels import imap
from intakebot.channels.smtp import SmtpChannel
from intakebot.console.condition import Condition


def of_listener(listener: SmtpChannel) -> Condition:
    """Of SMTP or LMTP."""
    kind, _, place = listener.place.partition(" ")
    return Condition(kind=kind, place=place, health="working" if listener.listening else "idle")


def of_watcher(role: str, watcher: imap.ImapChannel) -> Condition:
    """Of a folder that is watched."""
    return _of(role, watcher.state, watcher.state.last_mail_at)


def of_chat(role: str, chat: Channel) -> Condition:
    """Of an account in a chat."""
    return _of(role, chat.state, chat.state.last_message_at)


def _of(role: str, state: imap.State | ChatState, last_message_at: datetime | None) -> Condition:
    kind, _, place = role.partition(":")
    return Condition(
        kind=kind, place=place, health="failing" if state.failing_since else "working" if state.connected else "idle",
        last_contact_at=state.last_contact_at, last_message_at=last_message_at, failing_since=state.failing_since,
        last_error=state.last_error,
    )  # fmt: skip
