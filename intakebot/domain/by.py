"""Who does something, for the audit."""

from dataclasses import dataclass

from intakebot.domain.user import User


@dataclass(frozen=True, kw_only=True, slots=True)
class By:
    """A user, or whoever runs a command on the host."""

    name: str
    #: None for commands.
    user_id: int | None = None
    #: Of the other side's machine; "" for commands.
    address: str = ""

    @classmethod
    def user(cls, user: User, address: str) -> "By":
        """Somebody at the console or the API."""
        return cls(name=user.name, user_id=user.id, address=address)
