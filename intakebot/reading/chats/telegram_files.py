"""The files of a Telegram message: where they lie and what they are called; their contents are fetched by the channel."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from intakebot.domain.message import Attachment
from intakebot.reading.chats.characters import file_name
from intakebot.reading.chats.fields import Fields

#: Bytes that the Bot API lets a bot fetch (https://core.telegram.org/bots/api#getfile).
MAX_FETCHED = 20 * 1024 * 1024
_FILE_ID = re.compile(r"[!-~]{1,512}")
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}")


class _Kind(NamedTuple):
    """What a file of one kind is when its message doesn't say so."""

    stem: str
    extension: str
    content_type: str


#: At most one of each in a message, so seven files at most; an album is several messages.
_KINDS: Mapping[str, _Kind] = {
    "document": _Kind("document", "", "application/octet-stream"),
    "voice": _Kind("voice", ".ogg", "audio/ogg"),
    "audio": _Kind("audio", ".mp3", "audio/mpeg"),
    "video": _Kind("video", ".mp4", "video/mp4"),
    "video_note": _Kind("video-note", ".mp4", "video/mp4"),
    "animation": _Kind("animation", ".mp4", "video/mp4"),
}


def files(said: Fields, message: int) -> tuple[tuple[Attachment, ...], bool]:
    """The attachments of the message with this id, and whether one had to be left out because nothing tells where it is."""
    found = tuple(_found(said, message))
    return tuple(one for one in found if one is not None), None in found


def _found(said: Fields, message: int) -> Iterator[Attachment | None]:
    if said.has("photo"):
        yield _photo(said.entries("photo"), message)
    for name, kind in _KINDS.items():
        if said.has(name) and not (name == "document" and said.has("animation")):  # it is the animation once more
            yield _file(said.inner(name), kind, message)


def _photo(sizes: Sequence[Fields], message: int) -> Attachment | None:
    """The largest of a photo's sizes that can be fetched."""
    usable = [size for size in sizes if _FILE_ID.fullmatch(size.text("file_id"))]
    if not usable:
        return None
    best = max(usable, key=lambda size: (_bytes(size) <= MAX_FETCHED, _area(size), _bytes(size)))
    return _attachment(best, f"photo-{message}.jpg", "image/jpeg")


def _file(file: Fields, kind: _Kind, message: int) -> Attachment | None:
    if not _FILE_ID.fullmatch(file.text("file_id")):
        return None
    given = file.text("mime_type").lower()
    fixed = kind.stem == "voice" or not _TYPE.fullmatch(given)
    name = file_name(file.text("file_name")) or f"{kind.stem}-{message}{kind.extension}"
    return _attachment(file, name, kind.content_type if fixed else given)


def _attachment(file: Fields, filename: str, content_type: str) -> Attachment:
    return Attachment(
        filename=filename,
        content_type=content_type,
        content=b"",
        remote=f"telegram:{file.text('file_id')}",
        remote_size=_bytes(file),
    )


def _bytes(file: Fields) -> int:
    """Size as told, 0 when not told."""
    return max(file.number("file_size") or 0, 0)


def _area(size: Fields) -> int:
    return (size.number("width") or 0) * (size.number("height") or 0)
