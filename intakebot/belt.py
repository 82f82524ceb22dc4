"""A queue in memory with a limit: what goes over it waits in the store instead."""

from queue import SimpleQueue
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Belt(Generic[T]):
    """Items on their way within this process, in order; each has a weight, together they have a limit."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._weight = 0
        self._stopped = False
        self._lock = Lock()
        self._items: SimpleQueue[tuple[T, int] | None] = SimpleQueue()

    @property
    def has_room(self) -> bool:
        """Whether more may be put on; a single item over the limit is taken when the belt is empty."""
        return self._weight < self._limit

    def put(self, item: T, weight: int = 1) -> None:
        """Put something on."""
        with self._lock:
            self._weight += weight
        self._items.put((item, weight))

    def get(self) -> T | None:
        """The next item, waiting for it; None once the belt was stopped, whatever lies on it."""
        entry = self._items.get()
        if entry is None or self._stopped:
            self._items.put(None)
            return None
        with self._lock:
            self._weight -= entry[1]
        return entry[0]

    def get_all(self, most: int) -> list[T]:
        """The next items, waiting for the first and taking along what lies there; none once the belt was stopped."""
        found: list[T] = []
        while len(found) < most and (not found or not self._items.empty()):
            item = self.get()
            if item is None:
                break
            found.append(item)
        return found

    def stop(self) -> None:
        """Whoever waits, and whoever comes later, gets None. What lies on the belt lies in the store too."""
        self._stopped = True
        self._items.put(None)
