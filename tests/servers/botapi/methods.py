"""The methods that bots call, each by its documented name, in snake case; all but getUpdates, which waits, and the webhook's."""

import json
import re
import time
from typing import Any

from tests.servers.botapi.entities import entities, units
from tests.servers.botapi.errors import ApiError, bad
from tests.servers.botapi.parameters import Parameters
from tests.servers.botapi.world import Chat, Json, World

#: Bytes that bots may download ("getFile").
_LARGEST_FILE = 20_000_000
_LONGEST_TEXT = 4096
_LONGEST_BUTTON_DATA = 64
_LARGEST_MARKUP = 100


class Methods:
    """Called by name, in the server's thread, holding the world's lock."""

    def __init__(self, world: World) -> None:
        self._world = world

    def call(self, method: str, given: Parameters) -> Any:
        """Names of methods are case-insensitive: sendMessage is `send_message` here."""
        known = {name.replace("_", ""): name for name in vars(type(self)) if name[0] != "_" and name != "call"}
        if method.lower() not in known:
            raise ApiError(404, "Not Found: method not found")
        return getattr(self, known[method.lower()])(given)

    def get_me(self, _given: Parameters) -> Json:
        return self._world.me

    def send_message(self, given: Parameters) -> Json:
        chat = self._chat(given, sends=True)
        text, markup = _text(given), _markup(given)
        answered = self._answered(chat, given.compound("reply_parameters", dict) or {})
        found = entities(text)
        message: Json = {
            "message_id": chat.next_id(), "from": self._world.user(), "chat": chat.json, "date": self._world.now(),
            **({"reply_to_message": answered} if answered else {}), "text": text,
            **({"entities": found} if found else {}), **({"reply_markup": markup} if markup else {}),
        }  # fmt: skip
        chat.messages[message["message_id"]] = message
        self._world.told()
        return message

    def edit_message_text(self, given: Parameters) -> Json:
        return self._edit(given, {"text": _text(given), "reply_markup": _markup(given)})

    def edit_message_reply_markup(self, given: Parameters) -> Json:
        return self._edit(given, {"reply_markup": _markup(given)})

    def answer_callback_query(self, given: Parameters) -> bool:
        press = self._world.presses.get(given.text("callback_query_id"))
        if press is None or time.monotonic() - press.made > self._world.press_seconds:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if units(given.text("text")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        press.answer = {"text": given.text("text"), "show_alert": given.truth("show_alert")}
        self._world.told()
        return True

    def get_file(self, given: Parameters) -> Json:
        file_id = given.text("file_id")
        file = self._world.files.get(file_id)
        if file is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if file.size > _LARGEST_FILE:
            raise bad("file is too big")
        return {"file_id": file_id, "file_unique_id": file.unique_id, "file_size": file.size, "file_path": file.path}

    def set_my_commands(self, given: Parameters) -> bool:
        commands = given.compound("commands", list) or []
        for each in commands:
            if not re.fullmatch("[a-z0-9_]{1,32}", str(each.get("command", ""))):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= units(str(each.get("description", ""))) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        if len(commands) > 100:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        self._world.commands[_place(given)] = commands
        self._world.told()
        return True

    def get_my_commands(self, given: Parameters) -> list[Json]:
        return self._world.commands.get(_place(given), [])

    def send_chat_action(self, given: Parameters) -> bool:
        self._chat(given, sends=True)
        if given.text("action") != "typing" and not given.text("action").startswith(("upload_", "record_")):
            raise bad("wrong parameter action in request")
        return True

    def leave_chat(self, given: Parameters) -> bool:
        chat = self._chat(given, sends=False)
        if chat.private:
            raise bad("chat member status can't be changed in private chats")
        chat.closed = f"bot is not a member of the {chat.json['type']} chat"
        self._world.told()
        return True

    def _chat(self, given: Parameters, *, sends: bool) -> Chat:
        chat = self._world.chats.get(number := given.number("chat_id"))
        if chat is None:
            raise bad("chat not found")
        if chat.migrated_to:
            said = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, said, migrate_to_chat_id=chat.migrated_to)
        if chat.closed:
            raise ApiError(403, f"Forbidden: {chat.closed}")
        if sends:
            self._world.flooded(number)
        return chat

    def _answered(self, chat: Chat, reply: Json) -> Json | None:
        if "message_id" not in reply:
            return None
        found = chat.messages.get(int(reply["message_id"]))
        if found is None and not reply.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
        return {k: v for k, v in found.items() if k != "reply_to_message"} if found else None

    def _edit(self, given: Parameters, changes: Json) -> Json:
        chat = self._chat(given, sends=True)
        message = chat.messages.get(given.number("message_id"))
        if message is None:
            raise bad("message to edit not found")
        if message["from"]["id"] != self._world.me["id"]:
            raise bad("message can't be edited")
        if all(message.get(key) == value for key, value in changes.items()):
            raise bad(
                "message is not modified: specified new message content and reply markup are exactly the same as a "
                "current content and reply markup of the message"
            )
        edited = {**message, **changes, "edit_date": self._world.now()}
        chat.messages[message["message_id"]] = {key: value for key, value in edited.items() if value is not None}
        self._world.told()
        return chat.messages[message["message_id"]]


def _text(given: Parameters) -> str:
    text = given.text("text").strip()
    if not text:
        raise bad("message text is empty")
    if units(text) > _LONGEST_TEXT:
        raise bad("message is too long")
    return text


def _markup(given: Parameters) -> Json | None:
    markup: Json | None = given.compound("reply_markup", dict)
    rows = (markup or {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if len(buttons) > _LARGEST_MARKUP:
        raise bad("REPLY_MARKUP_TOO_LONG")
    for button in buttons:
        if not button.get("text"):
            raise bad("text buttons are unallowed in the inline keyboard")
        if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= _LONGEST_BUTTON_DATA:
            raise bad("BUTTON_DATA_INVALID")
    return markup if rows else None


def _place(given: Parameters) -> tuple[str, str]:
    """Scope and language that commands belong to."""
    scope = given.compound("scope", dict) or {"type": "default"}
    return json.dumps(scope, sort_keys=True), given.text("language_code")
