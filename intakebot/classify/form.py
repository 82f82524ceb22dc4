"""A registration form that was filled in (MAR-02): its fields, the severity chosen on it (MAR-03), and what is empty.

The fields are details like any other; a form adds the choice of a level and the list of what its writer left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from intakebot.classify.details import Attached, Details, read
from intakebot.classify.stated import level
from intakebot.domain.sought import Found, Level, Sought


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """What a filled form says."""

    details: Details
    #: The level chosen on it, None for none or several.
    level: Found | None
    #: Ids of mandatory fields with nothing in them, in the order of the form.
    missing: tuple[str, ...]


def filled(
    sought: Sequence[Sought], levels: Sequence[Level], subject: str, text: str, attachments: Sequence[Attached] = ()
) -> Form:
    """Read a mail as a form; `sought` are its mandatory fields."""
    details = read(sought, subject, text, attachments)
    told = {sign.id for sign in details.given}
    return Form(
        details=details,
        level=level(levels, subject, text),
        missing=tuple(item.id for item in sought if item.id not in told),
    )
