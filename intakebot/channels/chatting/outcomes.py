"""What an error of python-telegram-bot means for what was to be sent or fetched."""

from datetime import timedelta

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter

from intakebot.channels.chatting.line import Line, span
from intakebot.domain.errors import Deferred, InDoubt, Refused

#: The request wasn't written.
_NOT_SENT = (
    httpx.PoolTimeout, httpx.ConnectTimeout, httpx.ConnectError, httpx.ProxyError, httpx.UnsupportedProtocol,
    httpx.LocalProtocolError, httpx.InvalidURL,
)  # fmt: skip


def of_sending(line: Line, error: Exception) -> Deferred | Refused | InDoubt:
    """Deferred and Refused: certainly not sent. InDoubt: no answer, or one that doesn't say (5xx of a gateway)."""
    words = line.words(error)
    if isinstance(error, RetryAfter):
        return Deferred(words, after=timedelta(seconds=span(error)))
    if isinstance(error, BadRequest | Forbidden | ChatMigrated):
        return Refused(words)
    if isinstance(error, InvalidToken):  # the operator can mend it, and the letter is still wanted
        return Deferred(f"Telegram doesn't know the bot's token: {words}")
    return Deferred(words) if isinstance(error.__cause__, _NOT_SENT) else InDoubt(words)


def of_fetching(line: Line, error: Exception) -> Deferred | Refused:
    """Asking again does no harm: only what Telegram refuses is refused."""
    if isinstance(error, BadRequest | Forbidden):
        return Refused(line.words(error))
    after = timedelta(seconds=span(error)) if isinstance(error, RetryAfter) else None
    return Deferred(line.words(error), after=after)
