"""All support mailboxes as they are set just now."""

from collections.abc import Iterable, Iterator, Mapping

from intakebot.domain.mailbox import Mailbox
from intakebot.domain.setting import SettingVersion


class Mailboxes:
    """What config.toml says, with what operators set laid over it. Threads read it while one sets it, as a whole."""

    def __init__(self, configured: Iterable[Mailbox]) -> None:
        #: As the file has them, in its order.
        self.configured = tuple(configured)
        self._set = {box.address: box for box in self.configured}

    def __iter__(self) -> Iterator[Mailbox]:
        return iter(self._set.values())

    def named(self, address: str) -> Mailbox | None:
        """The one that people call so, with or without capitals; as the file has it."""
        wanted = address.strip().lower()
        return next((box for box in self.configured if box.address.lower() == wanted), None)

    def of(self, address: str) -> Mailbox:
        """The one of this address; the first where there is none (any more)."""
        there = self._set
        return there.get(address) or next(iter(there.values()))

    def laid_over(self, versions: Mapping[str, SettingVersion]) -> tuple[Mailbox, ...]:
        """What the file says, with the latest version of each mailbox, by its address, laid over."""
        return tuple(versions[box.address].on(box) if box.address in versions else box for box in self.configured)

    def become(self, boxes: Iterable[Mailbox]) -> None:
        """From now on they are so."""
        self._set = {box.address: box for box in boxes}
