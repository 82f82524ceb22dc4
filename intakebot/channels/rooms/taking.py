"""Events become `Received` and are handed over to be committed."""

import json
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime

from intakebot.channels.rooms.account import Account
from intakebot.channels.rooms.below import below
from intakebot.channels.rooms.line import Line
from intakebot.channels.rooms.members import Members
from intakebot.channels.rooms.news import Event, inner, word
from intakebot.domain.errors import Temporary
from intakebot.domain.received import Accept, Envelope, Received
from intakebot.domain.times import Clock
from intakebot.domain.waiting import ended

_GONE = ("leave", "ban")


@dataclass(frozen=True, kw_only=True, slots=True)
class Came:
    """An event of a room, and since when it can have been there at the earliest."""

    room: str
    event: Event
    not_before: datetime | None


class Taker:
    """Hands events of one account to `accept`."""

    def __init__(self, account: Account, accept: Accept, clock: Clock, members: Members) -> None:
        self._account = account
        self._accept = accept
        self._clock = clock
        self._members = members

    async def offer(self, line: Line, came: Came) -> "Future[None] | None":
        """Ends after the commit of that event; None for what is nothing to us. The bytes are JSON (ASCII) of what
        `reading/chats/matrix.py` says.
        """
        event, user = came.event, self._account.user
        there = await self._members.of(line, came.room)
        if not self._concerns(event, there):
            return None
        told = {
            "own": user,
            "room": came.room,
            "private": len(there) <= 2,
            "name": there.get(event["sender"], ""),
            "event": event,
            "below": await below(line, came.room, event) if event["type"] == "m.room.message" else None,
        }
        return self._accept(Received(envelope=self._envelope(came), raw=json.dumps(told).encode()))

    async def committed(self, work: "Future[None]") -> None:
        """Wait for the commit; Temporary when it didn't happen or takes too long. It isn't cancelled then."""
        seconds = self._account.accept_timeout.total_seconds()
        if not await ended(work, seconds):
            raise Temporary(f"nothing was committed within {seconds:g} s")
        work.result()

    def _concerns(self, event: Event, there: Mapping[str, str]) -> bool:
        """Words of others, unless they were taken back; somebody's going, where we are alone then, or ours."""
        content, user = inner(event, "content"), self._account.user
        if event["sender"] == user or not word(event, "event_id"):
            return False
        if event["type"] != "m.room.member":
            return bool(content) and event["type"] in ("m.room.message", "m.sticker")
        return content.get("membership") in _GONE and (event.get("state_key") == user or len(there) <= 1)

    def _envelope(self, came: Came) -> Envelope:
        return Envelope(
            channel="matrix",
            mailbox=self._account.mailbox,
            mail_from=f"matrix:{came.room}",
            peer=f"matrix room {came.room}",
            received_at=self._received_at(came),
            source=f"matrix:{came.room}/{came.event['event_id']}",
            trusted=True,
        )

    def _received_at(self, came: Came) -> datetime:
        """When the homeserver got it (design.md 4.4). The event tells what its sender's own homeserver, which may be
        anybody's, makes of the time: it is believed within what we saw ourselves.
        """
        now, said = self._clock(), came.event.get("origin_server_ts")
        try:
            at = datetime.fromtimestamp(int(said or 0) / 1000, UTC) if said else now
        except (OverflowError, ValueError, OSError, TypeError):
            at = now
        return min(max(at, came.not_before or at), now)
