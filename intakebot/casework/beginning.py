"""How an agent begins an answer: by one that is kept ready, as it reads for this ticket."""

from dataclasses import dataclass
from typing import Any

from intakebot.casework.standing import Standing
from intakebot.casework.work import NotDone
from intakebot.domain.case import Case
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
        """What one says about this ticket; NotDone for what was never published, and for what can't be said here."""
        try:
            version = desk.templates.of(version_id)
        except NoSuchVersion as error:
            raise NotDone(error.detail) from None
        if not is_ready(version.draft.place.event) or version.published_at is None:
            raise NotDone("version {version} is no ready answer", version=str(version_id))
        reply = reply_of(version.draft, version_id)
        try:
            content = reply.render({**self.letters.known(case), **self.standing(desk, case)})
        except TemplateRefused as refused:
            raise NotDone(refused.said) from None
        return Begun(id=version_id, name=name_of(reply), template=reply.name, text=content.text.strip())

    def evidence(self, desk: Desk, case: Case, version_id: int, words: str) -> dict[str, Any]:
        """Which one was begun from, and whether its words were changed."""
        begun = self.begun(desk, case, version_id)
        return {"template": begun.template, "version": begun.id, "changed": begun.text != words}
