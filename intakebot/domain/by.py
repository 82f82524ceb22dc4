"""Who does something, for the audit."""

from dataclasses import dataclass

from intakebot.domain.user import User

CONSOLE, COMMAND, API = "console", "command", "api:"


@dataclass(frozen=True, kw_only=True, slots=True)
class By:
    """A user, or whoever runs a command on the host."""

    name: str
    #: None for commands.
    user_id: int | None = None
    #: Of the other side's machine; "" for commands.
    address: str = ""
    #: What the act came through: "console", "api:" with the token's name, "command", or the address of a chat's account.
    #: Names can be given to anything; this can't.
    through: str = COMMAND

    @classmethod
    def user(cls, user: User, address: str, through: str = CONSOLE) -> "By":
        """Somebody at the console or the API."""
        return cls(name=user.name, user_id=user.id, address=address, through=through)
