"""Files that customers sent are fetched when they are wanted (getFile), never from anywhere but Telegram."""

import asyncio
from urllib.parse import quote

import httpx
from telegram import File

from intakebot.channels.chatting.account import Account
from intakebot.channels.chatting.line import Line, tls
from intakebot.channels.chatting.outcomes import of_fetching
from intakebot.channels.shared.kept import Kept
from intakebot.domain.errors import Deferred, Refused

#: For one file, however steadily it trickles.
_LONGEST_SECONDS = 300.0
#: Download links are valid for an hour: what isn't there right after getFile is gone.
_GONE = (400, 404, 410)


class Files:
    """Fetches files of one bot. For one event loop."""

    def __init__(self, account: Account) -> None:
        self._largest = account.largest_file
        self._kept = Kept(lambda: Line(account))
        timeout = httpx.Timeout(account.answer_seconds, connect=account.connect_seconds)
        self._client = httpx.AsyncClient(timeout=timeout, follow_redirects=False, trust_env=False, verify=tls())

    async def fetch(self, file_id: str) -> bytes:
        """A file's bytes. Refused when it is gone or too large for bots, Deferred when it can't be had just now."""
        line = self._kept.line()
        try:
            async with asyncio.timeout(_LONGEST_SECONDS):
                return await self._download(line, self._path(line, await line.bot.get_file(file_id)))
        except (Refused, Deferred):
            raise
        except Exception as error:
            raise of_fetching(line, error) from None  # its context may hold the token

    async def close(self) -> None:
        """Let connections go."""
        await self._client.aclose()
        await self._kept.close()

    def _path(self, line: Line, file: File) -> str:
        """Where it lies below the bot's own folder."""
        if (file.file_size or 0) > self._largest:
            raise Refused(f"the file has {file.file_size} bytes, {self._largest} are allowed")
        path = (file.file_path or "").removeprefix(f"{line.files_url}/")
        if not path or path.startswith("/") or ":" in path or ".." in path.split("/"):
            raise Refused("Telegram doesn't say where the file lies")
        return path

    async def _download(self, line: Line, path: str) -> bytes:
        found = bytearray()
        url, plain = f"{line.files_url}/{quote(path)}", {"accept-encoding": "identity"}
        async with self._client.stream("GET", url, headers=plain) as answer:
            if answer.status_code in _GONE:
                raise Refused(f"the file is gone: {answer.status_code}")
            if answer.status_code != httpx.codes.OK:
                raise Deferred(f"the file can't be had: {answer.status_code}")
            async for chunk in answer.aiter_raw():
                found += chunk
                if len(found) > self._largest:
                    raise Refused(f"the file has more than {self._largest} bytes")
        return bytes(found)
