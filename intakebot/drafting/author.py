"""Who does something with templates, for history and audit."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Author:
    """A manager at the console, or whoever runs a command on the host."""

    name: str
    #: None for commands.
    user_id: int | None = None
    #: Of the other side's machine; "" for commands.
    address: str = ""
