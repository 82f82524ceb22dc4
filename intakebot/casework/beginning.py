"""How an agent begins an answer: by one that is kept ready, as it reads for this ticket."""

import hashlib
from dataclasses import dataclass
from typing import Any

from intakebot.casework.standing import Standing
from intakebot.casework.work import NotDone
from intakebot.domain.case import Case
from intakebot.domain.template import Version
from intakebot.replies.catalogue import reply_of
from intakebot.replies.events import is_ready
from intakebot.replies.ready import name_of
from intakebot.replies.render import TemplateRefused
from intakebot.store.desk import Desk
from intakebot.store.versions import NoSuchVersion


@dataclass(frozen=True, kw_only=True, slots=True)
class Ready:
    """An answer that is kept ready, by the id of its version."""

    id: int
    #: What agents know it by.
    name: str
    #: Its stamp: "ready-logs/pl@3f2a…".
    template: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun(Ready):
    """Likewise, as it reads for one ticket."""

    text: str
    #: Of the text, to be given back with the answer: so it is known whether its words were changed.
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Beginning(Standing):
    """Finds them and fills them in."""

    def offered(self, desk: Desk, case: Case) -> tuple[Ready, ...]:
        """Those to choose from for this customer, by name: what is published for them."""
        found = (
            Ready(id=one.published, name=name_of(one), template=one.name)
            for one in self.letters.ready(desk, case)
            if one.published is not None
        )
        return tuple(sorted(found, key=lambda one: one.name.casefold()))

    def begun(self, desk: Desk, case: Case, version_id: int) -> Begun:
        """What one says about this ticket; NotDone for one that isn't offered (any more), and for what can't be said here."""
        version = self._version(desk, version_id)
        if version.state != "published":
            raise NotDone("this ready answer was changed or withdrawn since: choose from those that there are now")
        reply = reply_of(version.draft, version_id)
        try:
            content = reply.render({**self.letters.known(case), **self.standing(desk, case)})
        except TemplateRefused as refused:
            raise NotDone(refused.said) from None
        text = content.text.strip()
        return Begun(id=version_id, name=name_of(reply), template=reply.name, text=text, digest=_digest(text))

    def evidence(self, desk: Desk, version_id: int, digest: str, words: str) -> dict[str, Any]:
        """Which one was begun from, whatever became of it since, and whether its words as they were then were changed."""
        stamp = reply_of(self._version(desk, version_id).draft).name
        return {"template": stamp, "version": version_id, "changed": _digest(words) != digest}

    def _version(self, desk: Desk, version_id: int) -> Version:
        """A ready answer that agents are or were offered; NotDone for what never was one."""
        try:
            version = desk.templates.of(version_id)
        except NoSuchVersion as error:
            raise NotDone(error.detail) from None
        if not is_ready(version.draft.place.event) or version.published_at is None:
            raise NotDone("version {version} is no ready answer", version=str(version_id))
        return version


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
