"""What managers publish reaches a running process without a restart, whichever process they published it by."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import structlog

from intakebot.domain.template import Version
from intakebot.domain.terms_text import TermsText
from intakebot.replies.catalogue import Catalogue
from intakebot.store import revisions
from intakebot.store.desk import Desk
from intakebot.store.store import Store, looking, revision
from intakebot.store.versions import Versions
from intakebot.terms.faults import BadTerms
from intakebot.terms.library import Library
from intakebot.terms.sources import published_as

T = TypeVar("T")

_log = structlog.get_logger()


@dataclass(slots=True)
class _Shelf:
    """One kind of what is published, and who is to have it."""

    of: Callable[[Desk], Versions[Any, Any]]
    publish: Callable[[list[Any]], None]
    known: tuple[int, ...] = ()

    def ids(self, desk: Desk) -> tuple[int, ...]:
        """Of what is published."""
        return self.of(desk).published_ids()

    def published(self, desk: Desk) -> list[Any]:
        """All of it."""
        return self.of(desk).published()


class Publications:
    """Keeps a catalogue of letters and a library of terms at what is published in the store."""

    def __init__(self, store: Store, catalogue: Catalogue, terms: Library) -> None:
        self._store = store
        self._terms = terms
        self._shelves = (
            _Shelf(lambda desk: desk.terms_texts, self._publish_terms),
            _Shelf(lambda desk: desk.templates, catalogue.publish),
        )
        #: Who looks later sees later.
        self._looking = threading.Lock()

    def refresh(self) -> None:
        """Look whether anything was published or withdrawn; cheap when nothing was. StoreUnavailable."""
        with self._looking:
            found = self._store.read(self._ids)
            for shelf, ids in zip(self._shelves, found, strict=True):
                if ids != shelf.known:
                    versions = self._store.read(shelf.published)
                    shelf.publish(versions)
                    shelf.known = tuple(version.id for version in versions)

    def _ids(self, desk: Desk) -> list[tuple[int, ...]]:
        return [shelf.ids(desk) for shelf in self._shelves]

    def _publish_terms(self, versions: list[Any]) -> None:
        """What can't be used here, beside this host's own files, leaves all as it was: that is told, once."""
        try:
            self._terms.publish(version.draft for version in versions)
        except BadTerms as error:
            _log.error("terms.unusable", faults=[str(fault) for fault in error.faults])


def published_letters(url: str) -> list[Version]:
    """What is published in a store that others may be writing to; nothing where there is no store of this schema yet."""
    return _published(url, lambda desk: desk.templates.published())


def library_of(folder: Path | None, url: str) -> Library:
    """The terms that are in force, by an operator's folder and such a store; BadTerms says what to do, too."""
    texts = published_texts(url)
    try:
        return Library(folder, texts)
    except BadTerms as error:
        faulty = {fault.file for fault in error.faults}
        hints = [
            f"withdraw it by: intakebot terms withdraw {one.id} --by NAME"
            for one in texts
            if published_as(one.id) in faulty
        ]
        raise BadTerms("\n  ".join([error.detail, *hints]), error.faults) from None


def published_texts(url: str) -> list[TermsText]:
    """Texts of terms that are published there."""
    return [version.draft for version in _published(url, lambda desk: desk.terms_texts.published())]


def _published(url: str, look: Callable[[Desk], list[T]]) -> list[T]:
    return looking(url, look) if revision(url) == revisions.HEAD else []
