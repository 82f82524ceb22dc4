"""How a bot's channel is doing."""

from dataclasses import dataclass, replace
from datetime import datetime

from intakebot.domain.times import Clock


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """What is known just now; times are aware, None for never."""

    connected: bool = False
    last_contact_at: datetime | None = None
    last_message_at: datetime | None = None
    failing_since: datetime | None = None
    last_error: str = ""
    #: The token isn't known where it is used: nothing will work until somebody mends that.
    refused: bool = False

    @property
    def failing(self) -> str:
        """Since when, and why, for people; "" while it does well."""
        return f"failing since {self.failing_since.isoformat()}: {self.last_error}" if self.failing_since else ""


class Health:
    """Keeps the state."""

    def __init__(self, clock: Clock) -> None:
        self.state = State()
        self._clock = clock

    def well(self) -> None:
        """The other side answered, and nothing is owed."""
        self.state = replace(
            self.state, connected=True, last_contact_at=self._clock(), failing_since=None, last_error="", refused=False
        )

    def message(self) -> None:
        """Something came and was committed."""
        self.state = replace(self.state, last_message_at=self._clock())

    def failed(self, error: str, *, refused: bool = False) -> None:
        """Something didn't work."""
        since = self.state.failing_since or self._clock()
        self.state = replace(self.state, connected=False, failing_since=since, last_error=error, refused=refused)

    def stopped(self) -> None:
        """The channel runs no more, by our own will."""
        self.state = replace(self.state, connected=False)
