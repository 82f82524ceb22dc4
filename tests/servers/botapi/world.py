"""What the server knows: chats, files, presses, faults; shared by the test's thread and the server's under one lock."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.servers.botapi.errors import ApiError
from tests.servers.botapi.updates import Updates

Json = dict[str, Any]


@dataclass(kw_only=True)
class Chat:
    """One chat with its messages by id."""

    json: Json
    messages: dict[int, Json] = field(default_factory=dict)
    #: Why the bot may not write here ("bot was blocked by the user"), "" when it may.
    closed: str = ""
    #: The supergroup that this group became.
    migrated_to: int = 0

    @property
    def private(self) -> bool:
        return bool(self.json["type"] == "private")

    def next_id(self) -> int:
        """Ids are never used twice."""
        return max(self.messages, default=0) + 1


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request that came."""

    method: str
    parameters: Json
    #: In seconds of the monotonic clock.
    at: float
    #: HTTP status of the answer; 0 when there was none.
    status: int


@dataclass(kw_only=True)
class Stored:
    """A file that was sent to the bot."""

    content: bytes
    path: str
    unique_id: str
    size: int


@dataclass(kw_only=True)
class Press:
    """A press that waits for its answer, or has got it."""

    chat: int
    made: float
    answer: Json | None = None


@dataclass(kw_only=True)
class Break:
    """How a method is to fail next."""

    how: str | int
    seconds: float
    times: int


@dataclass(kw_only=True)
class Hook:
    """Where updates are posted."""

    url: str
    secret: str
    last_error: str = ""
    last_error_at: int = 0


class World:
    """All of it. Whoever touches it holds `lock`."""

    def __init__(self, token: str, clock: Callable[[], datetime]) -> None:
        self.token = token
        self.clock = clock
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.me: Json = {
            "id": int(token.partition(":")[0]), "is_bot": True, "first_name": "intakebot", "username": "intake_test_bot",
            "can_join_groups": True, "can_read_all_group_messages": True, "supports_inline_queries": False,
        }  # fmt: skip
        self.updates = Updates()
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, Stored] = {}
        self.presses: dict[str, Press] = {}
        self.press_seconds = 15.0
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.hook: Hook | None = None
        self.breaks: dict[str, list[Break]] = {}
        self.floods: dict[int, Break] = {}
        self.calls: list[Call] = []
        #: Told when something has changed for pollers and the webhook.
        self.stir: Callable[[], None] = lambda: None

    def told(self) -> None:
        """Something changed: whoever waits may look again."""
        self.changed.notify_all()
        self.stir()

    def now(self) -> int:
        """Unix time."""
        return int(self.clock().astimezone(UTC).timestamp())

    def user(self) -> Json:
        """The bot as a member of chats."""
        return {key: self.me[key] for key in ("id", "is_bot", "first_name", "username")}

    def next_break(self, method: str) -> Break | None:
        """How this call is to fail, None when it isn't."""
        for waiting in self.breaks.get(method, []):
            if waiting.times > 0:
                waiting.times -= 1
                return waiting
        return None

    def flooded(self, chat: int) -> None:
        """429 while the chat is flooded."""
        flood = self.floods.get(chat)
        if flood and flood.times > 0:
            flood.times -= 1
            seconds = int(flood.seconds)
            raise ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)

    def store(self, content: bytes, path: str, size: int | None) -> Json:
        """Keep a file; the fields that all of Telegram's file objects have."""
        file_id, unique_id = "BQAC" + secrets.token_urlsafe(40), "AgAD" + secrets.token_urlsafe(8)
        said = len(content) if size is None else size
        self.files[file_id] = Stored(content=content, path=path, unique_id=unique_id, size=said)
        return {"file_id": file_id, "file_unique_id": unique_id, "file_size": said}

    def press(self, chat: int) -> str:
        """A new press; its id."""
        press_id = str(secrets.randbelow(2**62))
        self.presses[press_id] = Press(chat=chat, made=time.monotonic())
        return press_id
