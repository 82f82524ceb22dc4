"""The file of a Matrix message: where it lies and what it is called; its content is fetched by the channel."""

import re
from collections.abc import Mapping

from intakebot.domain.message import Attachment
from intakebot.reading.chats.characters import file_name
from intakebot.reading.chats.fields import Fields

_MXC = re.compile(r"mxc://[A-Za-z0-9.:\[\]-]{1,255}/[A-Za-z0-9_-]{1,255}")
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}")
#: What a file of one kind is called when its message doesn't say so.
_STEMS: Mapping[str, str] = {"m.image": "image", "m.file": "file", "m.audio": "audio", "m.video": "video"}
_UNKNOWN = "application/octet-stream"


def attachment(content: Fields, message: str) -> tuple[Attachment | None, bool]:
    """The attachment of the message with this id, and whether it is unreadable: encrypted, or nothing tells where it is."""
    stem = _STEMS.get(content.text("msgtype"))
    if stem is None:
        return None, False
    place, info = content.text("url"), content.inner("info")
    if not _MXC.fullmatch(place):
        return None, True
    given = info.text("mimetype").lower()
    found = Attachment(
        filename=file_name(content.text("filename") or content.text("body")) or f"{stem}-{message[1:9]}",
        content_type=given if _TYPE.fullmatch(given) else _UNKNOWN,
        content=b"",
        remote=f"matrix:{place}",
        remote_size=max(info.number("size") or 0, 0),
    )
    return found, False
