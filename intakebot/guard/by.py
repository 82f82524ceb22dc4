"""Who does something to an account, for the audit."""

from dataclasses import dataclass

from intakebot.domain.session import Bearer, SignedIn


@dataclass(frozen=True, kw_only=True, slots=True)
class By:
    """A user, or whoever runs a command on the host."""

    name: str
    #: None for commands.
    user_id: int | None = None
    #: Of the other side's machine; "" for commands.
    address: str = ""

    @classmethod
    def user(cls, who: SignedIn | Bearer, address: str) -> "By":
        """Somebody at the console or the API."""
        return cls(name=who.user.name, user_id=who.user.id, address=address)
