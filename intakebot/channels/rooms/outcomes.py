"""What an error of the homeserver means for what was to be sent or fetched."""

import aiohttp

from intakebot.channels.rooms.line import Line, NotOk
from intakebot.domain.errors import Deferred, InDoubt, Refused

#: The request wasn't written.
_NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.InvalidURL, aiohttp.ConnectionTimeoutError)


def of_sending(line: Line, error: Exception) -> Deferred | Refused | InDoubt:
    """Deferred and Refused: certainly not sent. InDoubt: no answer, or one that doesn't say (5xx of a gateway)."""
    words = line.words(error)
    if isinstance(error, NotOk):
        if error.limited:
            return Deferred(words, after=error.after)
        if error.unknown_token:  # the operator can mend it, and the letter is still wanted
            return Deferred(f"the homeserver doesn't know the token: {words}")
        return Refused(words) if error.final else InDoubt(words)
    return Deferred(words) if isinstance(error, _NOT_SENT) else InDoubt(words)


def of_fetching(line: Line, error: Exception) -> Deferred | Refused:
    """Asking again does no harm: only what the homeserver refuses is refused."""
    if isinstance(error, NotOk):
        return Refused(line.words(error)) if error.final else Deferred(line.words(error), after=error.after)
    return Deferred(line.words(error))
