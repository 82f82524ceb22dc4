"""What operators set for mailboxes reaches a running process without a restart, whichever process they set it by."""

import threading
from collections.abc import Iterable, Mapping

import structlog

from intakebot.domain.mailbox import Mailbox
from intakebot.domain.mailboxes import Mailboxes
from intakebot.domain.setting import SettingVersion
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from intakebot.terms.library import BadTerms, Library

_log = structlog.get_logger()


class Settings:
    """Keeps mailboxes at what is set in the store."""

    def __init__(self, store: Store, terms: Library, mailboxes: Mailboxes) -> None:
        self._store = store
        self._terms = terms
        self._mailboxes = mailboxes
        self._known = self._refused = 0
        #: Who looks later sees later.
        self._looking = threading.Lock()

    def lay(self) -> None:
        """From now on mailboxes are as they are set; BadTerms, with what mends it, where the terms don't know that any more."""
        versions = self._store.read(_latest)
        boxes = self._mailboxes.laid_over(versions)
        if found := misfits(self._terms, boxes, versions):
            raise BadTerms("\n  ".join(found))
        self._mailboxes.become(boxes)

    def refresh(self) -> None:
        """Look whether anything was set; cheap when nothing was. StoreUnavailable.

        What doesn't fit our terms, where another host has others, isn't taken: all stays as it was, and the log says why.
        """
        with self._looking:
            last = self._store.read(_last_id)
            if last == self._known:
                return
            try:
                self.lay()
                self._known = last
            except BadTerms as misfit:
                if last != self._refused:
                    _log.error("mailbox.misfit", error=misfit.detail)
                self._refused = last


def misfits(terms: Library, boxes: Iterable[Mailbox], versions: Mapping[str, SettingVersion]) -> list[str]:
    """What is set and the terms don't know (any more): never silently another promise. How to mend it is said, too."""
    found = []
    for box in boxes:
        if box.address in versions:
            try:
                terms.check(box)
            except BadTerms as misfit:
                found.append(_mended(misfit.detail, versions[box.address]))
    return found


def _mended(why: str, version: SettingVersion) -> str:
    return (
        f"{why} (set by {version.made_by} on {version.made_at.date()}); set other terms: intakebot mailbox set"
        f" {version.mailbox} --terms T --plan P, or go back to config.toml: intakebot mailbox reset {version.mailbox}"
    )


def _last_id(desk: Desk) -> int:
    return desk.mailbox_settings.last_id()


def _latest(desk: Desk) -> dict[str, SettingVersion]:
    return desk.mailbox_settings.latest()
