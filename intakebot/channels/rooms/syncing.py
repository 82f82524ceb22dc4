"""News of all rooms are asked for (/sync), and the token behind them moves once all of them are committed.

Where is that token kept? In the account's own data on the homeserver, beside the rooms that it is about: a channel has no
store, and whichever host receives next finds it there. It is written after the commits, so a kill in between only makes the
same events come again, under the same `Envelope.source`. Nothing but memory would do while we run; but after an outage the
homeserver gives only the latest events of each room, and what lies before them is asked for from the token on (`_gap`),
however long it was. Without a token, or with one that the homeserver doesn't know (another server under the old name), what
came within a day is taken: as Telegram keeps it for bots.
"""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog

from intakebot.channels.rooms.account import Account
from intakebot.channels.rooms.encrypted import Encrypted
from intakebot.channels.rooms.invites import Invites
from intakebot.channels.rooms.line import Line, NotOk
from intakebot.channels.rooms.members import Members
from intakebot.channels.rooms.news import Event, News, RoomNews, word
from intakebot.channels.rooms.taking import Came, Taker
from intakebot.channels.shared.health import Health
from intakebot.channels.shared.lasting import Failure, Lasting
from intakebot.domain.errors import Permanent
from intakebot.domain.received import Accept
from intakebot.domain.times import Clock

_log = structlog.get_logger()

#: How far back a room's history counts where no token tells what we know: when we come to it, and at the very first.
_BEFORE = timedelta(days=1)
#: While nothing comes the token is kept this often, so that the next start needn't look through all that was nothing to us.
_KEEP_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A token of /sync: what came before is committed; and when it was asked for."""

    since: str
    at: datetime


class Syncer(Lasting[Line]):
    """One account that is to receive."""

    channel = "matrix"

    def __init__(self, account: Account, accept: Accept, clock: Clock, health: Health) -> None:
        super().__init__(account, health)
        self._account = account
        self._clock = clock
        self._members = Members()
        self._taker = Taker(account, accept, clock, self._members)
        self._invites = Invites(account)
        self._encrypted = Encrypted(account)
        self._mark: Mark | None = None
        #: As the homeserver has it, and whether something was committed since.
        self._kept: Mark | None = None
        self._owing = False

    def _open(self) -> Line:
        return Line(self._account)

    async def _talk(self, line: Line) -> None:
        try:
            await self._begin(line)
            seconds = 0  # the first answer tells at once whether all is well
            while True:
                await self._round(line, seconds)
                self._well()
                seconds = self._account.poll_seconds
        finally:
            await self._invites.pause()
            await line.close()

    async def _begin(self, line: Line) -> None:
        who = await line.whoami()
        if who != self._account.user:
            raise Permanent(f"the access token is that of {who}")
        if self._mark is None:
            self._mark = self._kept = _mark_of(await line.kept())
        self._invites.resume(line)

    async def _round(self, line: Line, seconds: int) -> None:
        """Ask once, hand everything over, and move the token behind it."""
        asked_at, before = self._clock(), self._mark
        try:
            news = await line.sync(before.since if before else None, seconds)
        except NotOk as error:
            if before is None or error.status != 400:
                raise
            _log.warning("matrix.token_unknown", user=self._account.user, error=line.words(error))
            self._mark = None
            return
        self._owing |= await self._take(line, news, before)
        self._mark = Mark(since=news.token, at=asked_at)
        await self._keep(line, self._mark)

    async def _keep(self, line: Line, mark: Mark) -> None:
        """Never beyond an invitation that waits for its answer: it would not be told again."""
        old = self._kept is None or mark.at - self._kept.at > _KEEP_EVERY
        if (self._owing or old) and not self._invites.owed:
            await line.keep({"since": mark.since, "at": mark.at.isoformat()})
            self._kept, self._owing = mark, False

    async def _take(self, line: Line, news: News, before: Mark | None) -> bool:
        """Whether there was anything."""
        for room, state in news.invited.items():
            self._invites.came(line, room, state)
        taken = [await self._room(line, room, told, before) for room, told in news.rooms.items()]
        return any(taken) or bool(news.invited)

    async def _room(self, line: Line, room: str, told: RoomNews, before: Mark | None) -> int:
        """Hand over what came in one room, in order; how much that was."""
        seen = (*told.state, *told.events)
        if any(event["type"] == "m.room.member" for event in seen):
            self._members.changed(room)
        since = None if any(self._is_our_coming(event) for event in seen) else before
        taken = 0
        if before and told.limited:
            async for page in _gap(line, room, before.since, told):
                taken += await self._hand_over(line, room, page, since)
        return taken + await self._hand_over(line, room, told.events, since)

    async def _hand_over(self, line: Line, room: str, events: Iterable[Event], since: Mark | None) -> int:
        """Ends after all are committed. Without a mark they may be history."""
        offers = []
        for event in events:
            if since is None and self._is_history(event):
                continue
            if event["type"] == "m.room.encrypted":
                if event["sender"] != self._account.user:
                    await self._encrypted.came(line, room, word(event, "event_id"))
                continue
            if work := await self._taker.offer(
                line, Came(room=room, event=event, not_before=since.at if since else None)
            ):
                offers.append(work)
        for work in offers:
            await self._taker.committed(work)
            self._health.message()
        return len(offers)

    def _is_our_coming(self, event: Event) -> bool:
        """Whether we joined by it: then all of the room is told, as if it were news."""
        ours = event["type"] == "m.room.member" and event.get("state_key") == self._account.user
        was = word(event, "unsigned", "prev_content", "membership")
        return ours and word(event, "content", "membership") == "join" and was != "join"

    def _is_history(self, event: Event) -> bool:
        said = event.get("origin_server_ts")
        return isinstance(said, int) and said < (self._clock() - _BEFORE).timestamp() * 1000

    def _failure(self, line: Line, error: Exception) -> Failure:
        words = line.words(error)
        if not isinstance(error, NotOk):
            return Failure(words=words)
        if error.unknown_token:
            told = f"the homeserver doesn't know the access token ({words}): it was revoked or mistyped"
            return Failure(words=told, refused=True)
        return Failure(words=words, seconds=error.after.total_seconds() if error.after else 0.0)


async def _gap(line: Line, room: str, since: str, told: RoomNews) -> AsyncIterator[list[Event]]:
    """What came between two answers, oldest first, a page at a time."""
    known = {word(event, "event_id") for event in told.events}
    while since:
        page = await line.history(room, since, told.before)
        new = [event for event in page.events if word(event, "event_id") not in known]
        yield new
        since = page.end if page.end != since and len(new) == len(page.events) else ""


def _mark_of(kept: dict[str, Any]) -> Mark | None:
    try:
        return Mark(since=str(kept["since"]), at=datetime.fromisoformat(kept["at"]).astimezone(UTC))
    except (KeyError, ValueError, TypeError):
        return None
