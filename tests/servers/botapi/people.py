"""The people in the chats, whose parts the test plays."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.servers.botapi.entities import entities
from tests.servers.botapi.seen import Heard, heard
from tests.servers.botapi.world import Chat, Json, World

_paths = itertools.count()


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a person did: the message's id, and the update's (None when the bot doesn't get to know of it)."""

    message_id: int
    update_id: int | None


class Person:
    """A person in one chat: the private one with the bot, or a group. Each method is an act in Telegram's app."""

    def __init__(self, world: World, user: Json, chat: Chat) -> None:
        self._world = world
        self._chat = chat
        self.user = user
        self.id: int = user["id"]
        self.chat_id: int = chat.json["id"]

    @property
    def address(self) -> str:
        """The chat as intakebot calls it."""
        return f"telegram:{self.chat_id}"

    def says(self, text: str, reply_to: int | None = None, at: datetime | None = None) -> Said:
        """Write a message. Unblocks nothing: see `unblocks`."""
        found = entities(text)
        return self._sends({"text": text, **({"entities": found} if found else {})}, reply_to, at)

    def edits(self, message_id: int, text: str, at: datetime | None = None) -> Said:
        """Write one's own message anew."""
        with self._world.lock:
            message = self._chat.messages[message_id]
            message.pop("entities", None)
            found = entities(text)
            message.update({"text": text, "edit_date": self._stamp(at), **({"entities": found} if found else {})})
            return self._told("edited_message", message)

    def forwards(self, text: str, sender: str = "Somebody Else", at: datetime | None = None) -> Said:
        """Pass on the words of somebody who hides behind a name (MessageOriginHiddenUser)."""
        origin = {"type": "hidden_user", "sender_user_name": sender, "date": self._stamp(None)}
        return self._sends({"text": text, "forward_origin": origin}, None, at)

    def sends_photo(
        self, content: bytes, caption: str = "", *, media_group_id: str = "", size: int | None = None,
        reply_to: int | None = None, at: datetime | None = None,
    ) -> Said:  # fmt: skip
        """A photo in two sizes, the larger one with these bytes; `size` lies about how many there are."""
        with self._world.lock:
            small = {**self._file(content[:64], "photos", "jpg", None), "width": 90, "height": 60}
            large = {**self._file(content, "photos", "jpg", size), "width": 1280, "height": 853}
        return self._sends({"photo": [small, large], **_captioned(caption, media_group_id)}, reply_to, at)

    def sends_document(
        self, content: bytes, file_name: str = "", mime_type: str = "", caption: str = "", *, media_group_id: str = "",
        size: int | None = None, reply_to: int | None = None, at: datetime | None = None,
    ) -> Said:  # fmt: skip
        """Any file; `size` lies about its bytes."""
        with self._world.lock:
            document = self._file(content, "documents", file_name.rpartition(".")[2] or "bin", size)
        document |= {"file_name": file_name} if file_name else {}
        document |= {"mime_type": mime_type} if mime_type else {}
        return self._sends({"document": document, **_captioned(caption, media_group_id)}, reply_to, at)

    def sends_voice(self, content: bytes, duration: int = 3, caption: str = "", at: datetime | None = None) -> Said:
        """A voice note."""
        with self._world.lock:
            voice = {**self._file(content, "voice", "oga", None), "duration": duration, "mime_type": "audio/ogg"}
        return self._sends({"voice": voice, **_captioned(caption, "")}, None, at)

    def sends_sticker(self, content: bytes = b"RIFF", emoji: str = "👍", at: datetime | None = None) -> Said:
        """A sticker."""
        with self._world.lock:
            file = self._file(content, "stickers", "webp", None)
        look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._sends({"sticker": {**file, **look, "emoji": emoji, "set_name": "HotCherry"}}, None, at)

    def sends(self, content: Json, at: datetime | None = None) -> Said:
        """A message of any kind, its fields given: `{"location": {...}}`."""
        return self._sends(content, None, at)

    def presses(self, message_id: int, data: str) -> str:
        """Press a button of that message; the press's id, for `answers`."""
        with self._world.lock:
            press_id = self._world.press(self.chat_id)
            query = {
                "id": press_id, "from": self.user, "message": dict(self._chat.messages[message_id]),
                "chat_instance": str(abs(hash(self.chat_id))), "data": data,
            }  # fmt: skip
            self._world.updates.add("callback_query", query)
            self._world.told()
            return press_id

    def answers(self, press_id: str) -> Json | None:
        """How the bot answered that press (`text`, `show_alert`), None while it hasn't."""
        with self._world.lock:
            return self._world.presses[press_id].answer

    def blocks(self) -> int | None:
        """Block the bot: from now on it can't write here."""
        return self._membership("member", "kicked", "bot was blocked by the user")

    def unblocks(self) -> int | None:
        """Let the bot write again."""
        return self._membership("kicked", "member", "")

    def hears(self) -> list[Heard]:
        """What the bot has written in this chat, as it looks now."""
        with self._world.lock:
            return [heard(dict(m)) for m in self._chat.messages.values() if m["from"]["id"] == self._world.me["id"]]

    def waits_for(self, wanted: int | Callable[[list[Heard]], object], seconds: float = 10.0) -> list[Heard]:
        """What the bot has written, once it is that many messages or the condition is true; TimeoutError else."""
        deadline = time.monotonic() + seconds
        with self._world.changed:
            while not _enough(now := self.hears(), wanted):
                left = deadline - time.monotonic()
                if left <= 0:
                    told = [message.text for message in now]
                    raise TimeoutError(f"waited {seconds:g} s for {wanted} from the bot; it said {told}")
                self._world.changed.wait(left)
            return now

    def _sends(self, content: Json, reply_to: int | None, at: datetime | None) -> Said:
        with self._world.lock:
            head = {
                "message_id": self._chat.next_id(),
                "from": self.user,
                "chat": self._chat.json,
                "date": self._stamp(at),
            }
            message = {**head, **content}
            if reply_to is not None:
                answered = self._chat.messages[reply_to]
                message["reply_to_message"] = {k: v for k, v in answered.items() if k != "reply_to_message"}
            self._chat.messages[message["message_id"]] = message
            return self._told("message", message)

    def _told(self, kind: str, message: Json) -> Said:
        reaches = self._chat.private or self._world.me["can_read_all_group_messages"] or _for_bot(message, self._world)
        update_id = self._world.updates.add(kind, dict(message)) if reaches else None
        self._world.told()
        return Said(message_id=message["message_id"], update_id=update_id)

    def _membership(self, before: str, after: str, closed: str) -> int | None:
        with self._world.lock:
            self._chat.closed = closed
            update_id = self._world.updates.add("my_chat_member", self._change(before, after))
            self._world.told()
            return update_id

    def _change(self, before: str, after: str) -> Json:
        """A ChatMemberUpdated; a banned member has a date, 0 for ever."""
        bot = self._world.user()
        old, new = (
            {"user": bot, "status": status, **({"until_date": 0} if status == "kicked" else {})}
            for status in (before, after)
        )
        head = {"chat": self._chat.json, "from": self.user, "date": self._world.now()}
        return {**head, "old_chat_member": old, "new_chat_member": new}

    def _file(self, content: bytes, folder: str, ending: str, size: int | None) -> Json:
        return self._world.store(content, f"{folder}/file_{next(_paths)}.{ending}", size)

    def _stamp(self, at: datetime | None) -> int:
        return int(at.astimezone(UTC).timestamp()) if at else self._world.now()


class Group:
    """A group that the bot is in."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self._chat = chat
        self.chat_id: int = chat.json["id"]

    def member(self, person: Person) -> Person:
        """The same person, writing and hearing in this group."""
        return Person(self._world, person.user, self._chat)

    def adds_bot(self, by: Person) -> int | None:
        """Somebody adds the bot; the update's id."""
        return self.member(by)._membership("left", "member", "")

    def removes_bot(self, by: Person) -> int | None:
        """Somebody throws the bot out."""
        return self.member(by)._membership(
            "member", "kicked", f"bot was kicked from the {self._chat.json['type']} chat"
        )

    def becomes(self, chat_id: int) -> "Group":
        """The group is made a supergroup: it has another id from now on."""
        with self._world.lock:
            self._chat.migrated_to = chat_id
            self._world.chats[chat_id] = Chat(json={**self._chat.json, "id": chat_id, "type": "supergroup"})
            return Group(self._world, self._world.chats[chat_id])

    def hears(self) -> list[Heard]:
        """What the bot has written in this group."""
        return Person(self._world, {"id": 0}, self._chat).hears()

    def waits_for(self, wanted: int | Callable[[list[Heard]], object], seconds: float = 10.0) -> list[Heard]:
        """As a person's."""
        return Person(self._world, {"id": 0}, self._chat).waits_for(wanted, seconds)


def _captioned(caption: str, album: str) -> Json:
    return {**({"caption": caption} if caption else {}), **({"media_group_id": album} if album else {})}


def _enough(now: list[Heard], wanted: int | Callable[[list[Heard]], object]) -> bool:
    return len(now) >= wanted if isinstance(wanted, int) else bool(wanted(now))


def _for_bot(message: Json, world: World) -> bool:
    """Whether a bot in privacy mode gets to see it: commands, and answers to its own messages."""
    kinds: list[Any] = [entity["type"] for entity in message.get("entities", ())]
    answered = message.get("reply_to_message", {}).get("from", {}).get("id")
    return "bot_command" in kinds or answered == world.me["id"] or f"@{world.me['username']}" in message.get("text", "")
