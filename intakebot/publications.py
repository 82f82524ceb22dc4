"""What managers publish reaches a running process without a restart, whichever process they published it by."""

import threading

from intakebot.domain.template import Version
from intakebot.replies.catalogue import Catalogue
from intakebot.store import revisions
from intakebot.store.desk import Desk
from intakebot.store.engines import reading
from intakebot.store.store import Store, exists, looking


class Publications:
    """Keeps a catalogue at what is published in the store."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue
        self._known: tuple[int, ...] = ()
        #: Who looks later sees later.
        self._looking = threading.Lock()

    def refresh(self) -> None:
        """Look whether anything was published or withdrawn; cheap when nothing was. StoreUnavailable."""
        with self._looking:
            if self._store.read(_ids) != self._known:
                versions = self._store.read(_versions)
                self._catalogue.publish(versions)
                self._known = tuple(version.id for version in versions)


def published_in(url: str) -> list[Version]:
    """What is published in a store that others may be writing to; nothing where there is no store of this schema yet."""
    if not exists(url):
        return []
    engine = reading(url)
    try:
        ready = revisions.current(engine) == revisions.HEAD
    finally:
        engine.dispose()
    return looking(url, _versions) if ready else []


def _ids(desk: Desk) -> tuple[int, ...]:
    return desk.templates.published_ids()


def _versions(desk: Desk) -> list[Version]:
    return desk.templates.published()
