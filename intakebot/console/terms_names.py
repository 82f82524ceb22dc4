"""What is said of versions of support documents."""

from intakebot.console.names import Names
from intakebot.console.names import marked as _

_DONE = {
    "kept": _("The draft is kept. What is in force stays as it was."),
    "publish": _("Published: this is in force from now on. Deadlines that stand don't move."),
    "rollback": _("The earlier version is in force again. Deadlines that stand don't move."),
    "discard": _("The draft is discarded."),
    "withdrawn": _("Withdrawn: what stood there before is in force again. Deadlines that stand don't move."),
}  # fmt: skip


class TermsNames(Names):
    """These in one language."""

    def done(self, key: str) -> str:
        """What was done; "" for nothing that is known."""
        return self._of(_DONE, key, "")
