"""Entities that Telegram itself finds in a text: commands, as far as intakebot looks at them."""

import re
from typing import Any

#: A slash, up to 32 Latin letters, digits and underscores, perhaps a bot's name; not within a word or a path.
_COMMAND = re.compile(r"(?<![\w/<>])/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{3,32}))?(?![\w/<>@])")


def entities(text: str) -> list[dict[str, Any]]:
    """The commands of a text; offsets and lengths in UTF-16 units."""
    return [
        {"type": "bot_command", "offset": units(text[: found.start()]), "length": units(found.group())}
        for found in _COMMAND.finditer(text)
    ]


def units(text: str) -> int:
    """Length in UTF-16 units, by which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
