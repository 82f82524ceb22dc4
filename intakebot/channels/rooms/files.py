"""Files that customers sent are fetched when they are wanted, by our own homeserver, never from anywhere else."""

import re

import aiohttp

from intakebot.channels.rooms.account import Account
from intakebot.channels.rooms.line import Line
from intakebot.channels.rooms.outcomes import of_fetching
from intakebot.channels.shared.kept import Kept
from intakebot.domain.errors import Deferred, Refused

_CHUNK = 64 * 1024
_MXC = re.compile(r"mxc://([A-Za-z0-9.:\[\]-]{1,255})/([A-Za-z0-9_-]{1,255})")


class Files:
    """Fetches files for one account. For one event loop."""

    def __init__(self, account: Account) -> None:
        self._largest = account.largest_file
        self._kept = Kept(lambda: Line(account))

    async def fetch(self, place: str) -> bytes:
        """The bytes at "mxc://server/id". Refused when it is gone or too large, Deferred when it can't be had just now."""
        found, line = _MXC.fullmatch(place), self._kept.line()
        if found is None:
            raise Refused("Matrix doesn't say where the file lies")
        try:
            async with line.media(found[1], found[2]) as answer:
                return await self._read(answer)
        except (Refused, Deferred):
            raise
        except Exception as error:
            raise of_fetching(line, error) from None

    async def close(self) -> None:
        """Let connections go."""
        await self._kept.close()

    async def _read(self, answer: aiohttp.ClientResponse) -> bytes:
        if (answer.content_length or 0) > self._largest:
            raise Refused(f"the file has {answer.content_length} bytes, {self._largest} are allowed")
        found = bytearray()
        async for chunk in answer.content.iter_chunked(_CHUNK):
            found += chunk
            if len(found) > self._largest:
                raise Refused(f"the file has more than {self._largest} bytes")
        return bytes(found)
