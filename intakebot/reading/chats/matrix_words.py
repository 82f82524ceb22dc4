"""The words of a Matrix message: its body or a file's caption, the command it begins with."""

import re

from intakebot.reading.chats.characters import plain, shown
from intakebot.reading.chats.fields import Fields
from intakebot.reading.chats.written import Words

#: Characters of a text; an event has 65,536 bytes at most.
MAX_TEXT = 20_000
#: "!status", as is the custom there, or "/status", which most clients keep for themselves.
_COMMAND = re.compile(r"\s{0,10}[!/]([A-Z][A-Z0-9_]{0,31})(?:\s+|\Z)", re.ASCII | re.IGNORECASE)
_FILES = ("m.image", "m.file", "m.audio", "m.video")


def words(content: Fields, *, stripped: bool) -> Words:
    """The words of a message; `stripped`: without the quotation that clients put before an answer."""
    whole = _caption(content) if content.text("msgtype") in _FILES else content.text("body")
    raw = _answer(whole[: 2 * MAX_TEXT]) if stripped else whole
    text = plain(raw[:MAX_TEXT])
    if not shown(text):
        return Words(wordless=True)
    command, argument = _command(text)
    return Words(
        text=text, reply=text, command=command, argument=argument, cut=len(raw) > MAX_TEXT,
        wordless=content.text("msgtype") == "m.location",
    )  # fmt: skip


def _caption(content: Fields) -> str:
    """A file's body is its name, unless that is told apart (since version 1.10)."""
    body, filename = content.text("body"), content.text("filename")
    return body if filename and body != filename else ""


def _answer(body: str) -> str:
    """What stands behind the quotation of the answered message: lines that begin with ">", then an empty one (until
    version 1.13 each answer had one).
    """
    lines = body.split("\n")
    quoted = next((at for at, line in enumerate(lines) if not line.startswith(">")), len(lines))
    if not quoted or not lines[0].startswith(("> <@", "> * <@")):
        return body
    return "\n".join(lines[quoted:]).removeprefix("\n")


def _command(text: str) -> tuple[str, str]:
    found = _COMMAND.match(text)
    return (found[1].lower(), text[found.end() :].strip()) if found else ("", "")
