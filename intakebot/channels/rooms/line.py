"""The line to a homeserver: nio's AsyncClient with one token, and its words without the token.

What others wrote is asked for by its `send`, and read here (`news` says why).
"""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

import aiohttp
import nio

from intakebot.channels.rooms.account import Account
from intakebot.channels.rooms.news import Event, News, Page, inner, news_of, page_of, word

#: What we want to hear of: words, who comes and goes.
TYPES = ["m.room.message", "m.room.encrypted", "m.sticker", "m.room.member"]
#: Events of one room that come in one answer; what lies before them is asked for.
MOST_EVENTS = 100
_NOTHING: dict[str, Any] = {"types": []}
_FILTER: dict[str, Any] = {
    "presence": _NOTHING,
    "account_data": _NOTHING,
    "room": {
        "account_data": _NOTHING,
        "ephemeral": _NOTHING,
        "state": {"types": ["m.room.member"], "lazy_load_members": True},
        "timeline": {"types": TYPES, "limit": MOST_EVENTS},
    },
}
#: Messages before an event that are looked through.
_MOST_BEFORE = 20
_LONGEST_WORDS = 300
#: Seconds for one file, however steadily it trickles.
_LONGEST_DOWNLOAD = 300.0
_MARK = "org.intakebot.mark"


class NotOk(Exception):
    """The homeserver answered, but not as was wished."""

    def __init__(self, status: int, code: str, words: str, after: timedelta | None = None) -> None:
        """`code` as the specification names errors, "M_FORBIDDEN"; `after`: how long it wants to be left alone."""
        self.status = status
        self.code = code
        self.after = after
        super().__init__(f"{status} {code} {words}".strip())

    @property
    def unknown_token(self) -> bool:
        """Whether the access token isn't good any more."""
        return self.code in ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN") or self.status == 401

    @property
    def limited(self) -> bool:
        """Whether it came too soon."""
        return self.code == "M_LIMIT_EXCEEDED" or self.status == 429

    @property
    def final(self) -> bool:
        """Whether asking again would change nothing."""
        return 400 <= self.status < 500 and not self.limited and not self.unknown_token


class Line:
    """One account with one token; whatever the account's `token` raises."""

    def __init__(self, account: Account) -> None:
        quiet()
        self.user = account.user
        self._account = account
        self._token = account.token().strip()
        seconds = account.connect_seconds + account.answer_seconds
        config = nio.AsyncClientConfig(max_limit_exceeded=0, max_timeouts=0, request_timeout=seconds)
        self._client = nio.AsyncClient(account.homeserver, account.user, config=config)
        self._client.access_token, self._client.user_id = self._token, account.user

    @property
    def current(self) -> bool:
        """Whether this is still the account's token."""
        return self._account.token().strip() == self._token

    async def whoami(self) -> str:
        """Whose the token is."""
        return str((await self._asked(self._client.whoami())).user_id)

    async def sync(self, since: str | None, seconds: int) -> News:
        """What came since then, once there is something or after so many seconds."""
        asked = {"filter": json.dumps(_FILTER), "timeout": str(seconds * 1000)} | ({"since": since} if since else {})
        return news_of(await self._get("sync", asked, seconds))

    async def history(self, room: str, start: str, end: str) -> Page:
        """What we want to hear of, from one token of the room's history on, up to another, oldest first."""
        asked = {"dir": "f", "from": start, "limit": str(MOST_EVENTS), "filter": json.dumps({"types": TYPES})}
        return page_of(await self._get(f"rooms/{_part(room)}/messages", asked | ({"to": end} if end else {})))

    async def before(self, room: str, event: str, senders: tuple[str, ...] = ()) -> tuple[Event, ...]:
        """Messages before an event, of these or of all, the latest first."""
        at = word(await self._get(f"rooms/{_part(room)}/context/{_part(event)}", {"limit": "1"}), "start")
        wanted: dict[str, Any] = {"types": ["m.room.message"]} | ({"senders": senders} if senders else {})
        asked = {"dir": "b", "from": at, "limit": str(_MOST_BEFORE), "filter": json.dumps(wanted)}
        return page_of(await self._get(f"rooms/{_part(room)}/messages", asked)).events

    async def event(self, room: str, event: str) -> Event:
        """One event."""
        return await self._get(f"rooms/{_part(room)}/event/{_part(event)}")

    async def members(self, room: str) -> dict[str, str]:
        """Who is in a room: display names by id."""
        joined = inner(await self._get(f"rooms/{_part(room)}/joined_members"), "joined")
        return {person: word(about, "display_name") for person, about in joined.items()}

    async def join(self, room: str) -> None:
        """Accept an invitation."""
        where = f"/_matrix/client/v3/join/{_part(room)}"
        async with self._called("POST", where, "{}", seconds=self._account.join_seconds):
            return

    async def leave(self, room: str) -> None:
        """Leave a room, or decline an invitation."""
        await self._asked(self._client.room_leave(room))

    async def send(self, room: str, content: dict[str, Any], transaction: str) -> str:
        """Send a message; its id. The same transaction gives the same message (Carrier says for how long)."""
        sent = await self._asked(self._client.room_send(room, "m.room.message", content, tx_id=transaction))
        return str(sent.event_id)

    async def kept(self) -> dict[str, Any]:
        """What we keep in the account's own data, empty when there is nothing."""
        try:
            return await self._get(self._mark)
        except NotOk as error:
            if error.status != 404:
                raise
            return {}

    async def keep(self, values: dict[str, Any]) -> None:
        """Keep this there."""
        async with self._called("PUT", f"/_matrix/client/v3/{self._mark}", json.dumps(values)):
            return

    @asynccontextmanager
    async def media(self, server: str, media: str) -> AsyncIterator[aiohttp.ClientResponse]:
        """A file as it comes (authenticated media, version 1.11); nio itself would read all of it, however long."""
        path = f"/_matrix/client/v1/media/download/{_part(server)}/{_part(media)}"
        async with self._called("GET", path, seconds=_LONGEST_DOWNLOAD) as answer:
            yield answer

    def words(self, error: BaseException) -> str:
        """What went wrong, one line, with the token struck out."""
        said = str(error) or type(error).__name__
        return " ".join(said.replace(self._token or "\0", "<token>").split())[:_LONGEST_WORDS]

    async def close(self) -> None:
        """Let connections go."""
        await self._client.close()

    @property
    def _mark(self) -> str:
        return f"user/{_part(self.user)}/account_data/{_MARK}"

    async def _get(self, path: str, asked: Mapping[str, str] | None = None, seconds: float = 0) -> Event:
        """An object; `seconds`: how long the homeserver may wait before it answers."""
        patience = seconds + self._account.connect_seconds + self._account.answer_seconds
        where = f"/_matrix/client/v3/{path}" + (f"?{urlencode(asked)}" if asked else "")
        async with self._called("GET", where, seconds=patience) as answer:
            return await _json(answer)

    @asynccontextmanager
    async def _called(
        self, method: str, path: str, body: str | None = None, *, seconds: float | None = None
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """An answer to be read; NotOk for a refusal."""
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        async with await self._client.send(method, path, body, headers, timeout=seconds) as answer:
            if answer.status >= 300:
                raise _told(answer.status, await _json(answer))
            yield answer

    async def _asked(self, question: Awaitable[Any]) -> Any:
        """The answer; NotOk when the homeserver refuses, TimeoutError or aiohttp's errors when there is none."""
        answer = await question
        if isinstance(answer, nio.ErrorResponse):
            status = answer.transport_response.status if answer.transport_response else 0
            after = timedelta(milliseconds=answer.retry_after_ms) if answer.retry_after_ms else None
            raise NotOk(status, str(answer.status_code or ""), str(answer.message), after)
        return answer


def quiet() -> None:
    """Keep out of the log what nio can't parse: people's words are among it."""
    logging.getLogger("nio").setLevel(logging.CRITICAL + 1)


def _told(status: int, said: Event) -> NotOk:
    after = said.get("retry_after_ms")
    wait = timedelta(milliseconds=after) if isinstance(after, int) else None
    return NotOk(status, str(said.get("errcode", "")), str(said.get("error", "")), wait)


async def _json(answer: aiohttp.ClientResponse) -> Event:
    """What it says; nothing of a gateway's page."""
    try:
        said: Any = await answer.json(content_type=None)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _part(name: str) -> str:
    """As a part of a path, whatever it holds."""
    return quote(name, safe="")
