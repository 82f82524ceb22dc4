"""How updates reach the bot: it asks for them and waits (getUpdates), or they are posted to it (setWebhook)."""

import asyncio
import re
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.servers.botapi.errors import ApiError, bad
from tests.servers.botapi.parameters import Parameters
from tests.servers.botapi.world import Hook, World

_LONGEST_POLL = 50
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 0.5
_POST_SECONDS = 5.0
METHODS = ("getupdates", "setwebhook", "deletewebhook", "getwebhookinfo")


class Delivery:
    """Lives in the server's event loop."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._loop = asyncio.get_running_loop()
        self._stirred = asyncio.Event()
        self._closing = False
        self._poll = 0
        self._posting = self._loop.create_task(self._post_all())
        world.stir = self._stir

    async def call(self, method: str, given: Parameters) -> Any:
        """One of METHODS."""
        if method == "getupdates":
            return await self._get_updates(given)
        with self._world.lock:
            return {"setwebhook": self._set, "deletewebhook": self._delete, "getwebhookinfo": self._info}[method](given)

    async def close(self) -> None:
        """Polls end, posting ends."""
        self._closing = True
        self._world.stir = lambda: None
        self._stirred.set()
        self._posting.cancel()
        await asyncio.gather(self._posting, return_exceptions=True)

    @property
    def closing(self) -> bool:
        return self._closing

    async def rest(self, seconds: float) -> None:
        """Sleep, no longer than the server runs."""
        deadline = self._loop.time() + seconds
        while not self._closing and await self._wait(deadline):
            pass

    async def _get_updates(self, given: Parameters) -> list[dict[str, Any]]:
        self._poll += 1
        mine = self._poll
        self._wake()
        offset, limit = given.number("offset", 0), given.number("limit", 100)
        deadline = self._loop.time() + min(given.number("timeout", 0), _LONGEST_POLL)
        with self._world.lock:
            self._world.updates.allow(given.compound("allowed_updates", list))
        while True:
            with self._world.lock:
                self._check(mine)
                found = self._world.updates.after(offset, max(1, min(limit, 100)))
            if found or self._closing or not await self._wait(deadline):
                return found

    def _check(self, poll: int) -> None:
        if self._world.hook:
            said = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            raise ApiError(409, f"Conflict: {said}")
        if poll != self._poll:
            said = "terminated by other getUpdates request; make sure that only one bot instance is running"
            raise ApiError(409, f"Conflict: {said}")

    def _set(self, given: Parameters) -> bool:
        url, secret = given.text("url"), given.text("secret_token")
        if not url:
            return self._delete(given)
        if urlsplit(url).scheme not in ("http", "https"):  # as a local Bot API server, which takes plain HTTP too
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if secret and not re.fullmatch("[A-Za-z0-9_-]{1,256}", secret):
            raise bad("secret token contains unallowed characters")
        self._world.updates.allow(given.compound("allowed_updates", list))
        self._dropped(given)
        self._world.hook = Hook(url=url, secret=secret)
        self._wake()
        return True

    def _delete(self, given: Parameters) -> bool:
        self._dropped(given)
        self._world.hook = None
        self._wake()
        return True

    def _dropped(self, given: Parameters) -> None:
        if given.truth("drop_pending_updates"):
            self._world.updates.forget()

    def _info(self, _given: Parameters) -> dict[str, Any]:
        hook = self._world.hook
        found: dict[str, Any] = {
            "url": hook.url if hook else "",
            "has_custom_certificate": False,
            "pending_update_count": self._world.updates.pending,
        }
        if hook:
            found |= {"max_connections": 40}
            if hook.last_error:
                found |= {"last_error_date": hook.last_error_at, "last_error_message": hook.last_error}
        if self._world.updates.allowed:
            found |= {"allowed_updates": self._world.updates.allowed}
        return found

    async def _post_all(self) -> None:
        """Post one update after the other, each until it is taken."""
        pause = _FIRST_PAUSE
        async with httpx.AsyncClient(trust_env=False, timeout=_POST_SECONDS) as client:
            while not self._closing:
                with self._world.lock:
                    hook, update = self._world.hook, self._world.updates.first()
                if hook is None or update is None:
                    await self._wait(self._loop.time() + 60)
                elif await self._posted(client, hook, update):
                    pause = _FIRST_PAUSE
                    with self._world.lock:
                        self._world.updates.taken(update)
                else:
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, _LONGEST_PAUSE)

    async def _posted(self, client: httpx.AsyncClient, hook: Hook, update: dict[str, Any]) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            answer = await client.post(hook.url, json=update, headers=headers)
        except httpx.HTTPError as error:
            said = str(error) or type(error).__name__
        else:
            if answer.is_success:
                return True
            said = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
        hook.last_error, hook.last_error_at = said, self._world.now()
        return False

    def _stir(self) -> None:
        self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self._stirred.set()
        self._stirred = asyncio.Event()

    async def _wait(self, deadline: float) -> bool:
        """Until something changes; whether the deadline is still ahead."""
        if self._closing:
            return False
        stirred = self._stirred
        try:
            async with asyncio.timeout_at(deadline):
                await stirred.wait()
        except TimeoutError:
            return False
        return True
