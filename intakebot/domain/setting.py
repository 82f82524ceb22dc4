"""What customers get by a mailbox, as operators may set it while the bot runs; all else about it stays in config.toml."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime

from intakebot.domain.mailbox import Mailbox


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """Terms and plan of who has none of their own, whose name letters bear, and in which zone they tell times."""

    terms: str | None = None
    plan: str | None = None
    from_name: str
    zone: str | None = None

    @classmethod
    def of(cls, box: Mailbox) -> "Setting":
        """How a mailbox is set."""
        return cls(**{name: getattr(box, name) for name in FIELDS})

    def on(self, box: Mailbox) -> Mailbox:
        """The mailbox set so."""
        return replace(box, **asdict(self))


FIELDS = tuple(field.name for field in fields(Setting))


@dataclass(frozen=True, kw_only=True, slots=True)
class SettingVersion:
    """What an operator decided about a mailbox: added to, never overwritten; the latest one holds."""

    id: int
    #: The mailbox's address.
    mailbox: str
    #: None: from then on what config.toml says holds again.
    setting: Setting | None
    #: Why.
    note: str
    made_by: str
    made_at: datetime

    def on(self, box: Mailbox) -> Mailbox:
        """The mailbox of config.toml as this leaves it."""
        return self.setting.on(box) if self.setting else box
