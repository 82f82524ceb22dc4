"""What the console is told of channels: the state that each keeps, in one form."""

from intakebot.bots import Channel
from intakebot.channels.imap import ImapChannel
from intakebot.channels.smtp import SmtpChannel
from intakebot.console.condition import Condition


def of_listener(listener: SmtpChannel) -> Condition:
    """Of SMTP or LMTP."""
    kind, _, place = listener.place.partition(" ")
    return Condition(kind=kind, place=place, health="working" if listener.listening else "idle")


def of_watcher(role: str, watcher: ImapChannel) -> Condition:
    """Of a folder that is watched."""
    state = watcher.state
    return Condition(
        kind="imap", place=role.removeprefix("imap:"),
        health="failing" if state.failing_since else "working" if state.connected else "idle",
        last_contact_at=state.last_contact_at, last_message_at=state.last_mail_at, failing_since=state.failing_since,
        last_error=state.last_error,
    )  # fmt: skip


def of_chat(role: str, chat: Channel) -> Condition:
    """Of an account in a chat."""
    kind, _, place = role.partition(":")
    state = chat.state
    return Condition(
        kind=kind, place=place, health="failing" if state.failing_since else "working" if state.connected else "idle",
        last_contact_at=state.last_contact_at, last_message_at=state.last_message_at, failing_since=state.failing_since,
        last_error=state.last_error,
    )  # fmt: skip
