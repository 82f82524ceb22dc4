"""What a chat message has beyond its words, and what we say in a chat.

Chats have addresses of their own, "telegram:12345": no mail address looks like that. In Telegram's private chats the
address of the chat is that of the person; in Matrix rooms ("matrix:!room:hs") and people ("matrix:@anna:hs") have their own.
"""

import json
from dataclasses import asdict, dataclass
from typing import Literal, TypeAlias, get_args

#: What happened in the chat: words or files came, a message was rewritten, a button was pressed, the bot was blocked or
#: thrown out.
Act: TypeAlias = Literal["said", "edited", "pressed", "left"]
#: Letters to chats bear this in place of a return path.
IN_CHAT = "chat"
#: Channels whose people have such addresses.
ChatChannel: TypeAlias = Literal["telegram", "matrix"]
CHATS: tuple[str, ...] = get_args(ChatChannel)


def is_chat(address: str) -> bool:
    """Whether this is the address of a chat, or of a person in one."""
    channel, colon, _ = address.partition(":")
    return bool(colon) and channel in CHATS


@dataclass(frozen=True, kw_only=True)
class Chat:
    """The place of a message in its chat."""

    #: Where answers go.
    address: str
    #: Just one person and the bot.
    private: bool
    #: The chat's own name of the message, unique within it; of a press: of the message with the button.
    message: str
    act: Act = "said"
    #: A command without its slash and the bot's name, lower case, and the words behind it.
    command: str = ""
    argument: str = ""
    #: What the pressed button stands for.
    pressed: str = ""
    #: The chat's own name of the message that this one answers.
    answers: str = ""
    #: Common to the files of one album.
    album: str = ""
    #: A sticker, a location, a greeting card: nothing that a person could work with.
    wordless: bool = False
    #: The bot is named in it.
    addressed: bool = False
    #: The words are somebody else's.
    forwarded: bool = False
    #: Language of the person's own client, ISO 639-1, "" when not told.
    language: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """Something to press: its words, and what it stands for (at most 64 bytes: Telegram's limit)."""

    text: str
    data: str


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """What we say in a chat: plain text, with rows of buttons below."""

    text: str
    rows: Rows = ()
    #: The chat's own name of the message that it answers.
    answers: str = ""

    def written(self) -> bytes:
        """As a letter's content."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def of(cls, content: bytes) -> "Note":
        """From a letter's content; ValueError for what is none."""
        given = json.loads(content)
        rows = tuple(tuple(Button(**button) for button in row) for row in given["rows"])
        return cls(text=given["text"], rows=rows, answers=given["answers"])
