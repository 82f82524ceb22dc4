"""The server itself, and what a test tells it."""

import asyncio
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import Self

import uvicorn

from intakebot.domain.times import utc_now
from tests.servers.botapi.people import Group, Person
from tests.servers.botapi.polling import Delivery
from tests.servers.botapi.web import Protocol, Web
from tests.servers.botapi.world import Break, Call, Chat, Json, Stored, World
from tests.servers.ports import wait_until


class BotApi:
    """One bot's server on a loopback port, while the `with` block lasts."""

    def __init__(self, token: str = "", clock: Callable[[], datetime] = utc_now, port: int = 0) -> None:
        self.token = token or f"{secrets.randbelow(10**9) + 10**9}:AA{secrets.token_urlsafe(24)}"
        self._world = World(self.token, clock)
        self._listening = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listening.getsockname()[1]
        self._server: _Server | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="bot api", daemon=True)

    @property
    def url(self) -> str:
        """The root that `/bot<token>` and `/file/bot<token>` are appended to."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def id(self) -> int:
        """The bot's own id."""
        return int(self._world.me["id"])

    def __enter__(self) -> Self:
        self._thread.start()
        wait_until(lambda: self._server and self._server.started, "the Bot API server")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join()
        self._listening.close()

    def person(self, user_id: int, first_name: str = "Anna", language_code: str = "en", username: str = "") -> Person:
        """Somebody who has started a private chat with the bot; the same one for the same id."""
        user: Json = {"id": user_id, "is_bot": False, "first_name": first_name}
        user |= {"username": username} if username else {}
        user |= {"language_code": language_code} if language_code else {}
        named: Json = {key: user[key] for key in ("id", "first_name", "username") if key in user}
        with self._world.lock:
            chat = self._world.chats.setdefault(user_id, Chat(json={**named, "type": "private"}))
        return Person(self._world, user, chat)

    def group(self, chat_id: int, title: str = "Support") -> Group:
        """A group with the bot in it: a supergroup when its id begins with -100."""
        kind = "supergroup" if str(chat_id).startswith("-100") else "group"
        with self._world.lock:
            chat = self._world.chats.setdefault(chat_id, Chat(json={"id": chat_id, "title": title, "type": kind}))
        return Group(self._world, chat)

    def reads_groups(self, whether: bool) -> None:
        """False is BotFather's privacy mode: in groups only commands and answers reach the bot."""
        with self._world.lock:
            self._world.me["can_read_all_group_messages"] = whether

    def redeliver(self, update_id: int) -> None:
        """Deliver an update once more, even if it was confirmed."""
        with self._world.lock:
            self._world.updates.again(update_id)
            self._world.told()

    def update(self, content: Json) -> int:
        """An update of any shape, its `update_id` aside; its id."""
        with self._world.lock:
            update_id = self._world.updates.add_raw(content)
            self._world.told()
            return update_id

    @property
    def pending(self) -> int:
        """Updates that the bot hasn't confirmed."""
        with self._world.lock:
            return self._world.updates.pending

    def floods(self, chat: int, retry_after: int, times: int = 1) -> None:
        """The next sends to that chat are answered with 429."""
        with self._world.lock:
            self._world.floods[chat] = Break(how=429, seconds=retry_after, times=times)

    def breaks(self, method: str, how: str | int, seconds: float = 0, times: int = 1) -> None:
        """The next calls of a method ("file": downloads) fail.

        `how`: "drop" (done, the connection cut instead of an answer), "refuse" (cut, not done), "slow" (done, answered
        after `seconds`), or an HTTP status (not done; 429 with `seconds` as "retry after").
        """
        with self._world.lock:
            self._world.breaks.setdefault(method, []).append(Break(how=how, seconds=seconds, times=times))

    def mends(self) -> None:
        """No more breaks and floods."""
        with self._world.lock:
            self._world.breaks.clear()
            self._world.floods.clear()

    def forgets_presses_after(self, seconds: float) -> None:
        """How long a press may wait for its answer."""
        with self._world.lock:
            self._world.press_seconds = seconds

    @property
    def calls(self) -> list[Call]:
        """All requests so far, in the order of their answers."""
        with self._world.lock:
            return list(self._world.calls)

    def called(self, method: str) -> list[Call]:
        """The requests of one method."""
        return [call for call in self.calls if call.method == method]

    @property
    def files(self) -> dict[str, Stored]:
        """Files by file_id; a test may change what they hold."""
        return self._world.files

    def commands(self, language: str = "") -> dict[str, str]:
        """The bot's menu in the default scope: descriptions by command."""
        with self._world.lock:
            found = self._world.commands.get(('{"type": "default"}', language), [])
            return {each["command"]: each["description"] for each in found}

    async def _serve(self) -> None:
        delivery = Delivery(self._world)
        config = uvicorn.Config(
            Web(self._world, delivery).pages, http=Protocol, log_config=None, access_log=False, lifespan="off",
            timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._loop, self._ending = asyncio.get_running_loop(), asyncio.Event()
        self._server = _Server(config)
        serving = asyncio.create_task(self._server.serve(sockets=[self._listening]))
        await self._ending.wait()
        await delivery.close()
        self._server.should_exit = True
        await serving
        await self._server.cut()


class _Server(uvicorn.Server):
    """Leaves signals to the tests."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def cut(self) -> None:
        """Let go of those who came while it ended."""
        for _ in range(3):  # what was accepted becomes a connection, which is cut, and lets its socket go
            await asyncio.sleep(0)
            for connection in self.server_state.connections.copy():
                connection.transport.abort()
