"""What people, their acts and what is wrong with them are called, in each language."""

import re

from intakebot.console.names import Names
from intakebot.console.names import marked as _
from intakebot.domain.user import Unfit

_ROLES = {"agent": _("agent"), "manager": _("manager"), "operator": _("operator")}
_ACTS = {
    "signed_in": _("signed in"), "sign_in_failed": _("sign-in failed"), "sign_in_slowed": _("sign-in slowed down"),
    "code_wanted": _("code asked for"), "signed_out": _("session ended"), "user_added": _("user added"),
    "user_described": _("details changed"), "password_changed": _("password changed"), "role_changed": _("role changed"),
    "disabled": _("disabled"), "enabled": _("enabled"), "sessions_ended": _("sessions ended"), "invited": _("link made"),
    "token_added": _("token added"), "token_ended": _("token revoked"), "factor_set": _("second factor set up"),
    "request_made": _("filed mail made a ticket"),
    "factor_removed": _("second factor removed"), "recovery_codes_made": _("recovery codes made"),
}  # fmt: skip
_DONE = {
    "described": _("Kept."), "password": _("The password is changed. Your other sessions have ended."),
    "factor_off": _("The second factor is switched off."), "ended": _("Ended."), "revoked": _("The token is revoked."),
    "role": _("The role is changed."), "disabled": _("The user is disabled and signed out everywhere."),
    "enabled": _("The user may sign in again."), "factor": _("The second factor is removed."),
    "sessions": _("The user is signed out everywhere."),
}  # fmt: skip
#: What guard says when something can't be; what it says with other words stays as it is.
_UNFIT = (
    _("a password has 12 to 256 characters"), _("the name is no password"),
    _("this password is among those that are tried first"), _("a token lasts 1 to 366 days"),
    _("no second factor was begun"), _("too many wrong codes: wait a quarter of an hour"),
    _("what colleagues read has 1 to 100 printable characters"), _("a name has 1 to 60 characters"),
    _("a name needs letters, of one alphabet"), _("this Cyrillic name can't be told from a Latin one"),
    _("a name consists of Latin or Cyrillic letters and digits, between them single spaces or . _ - ' @ +"),
)  # fmt: skip
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrom", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS X", "CrOS", "Linux")


class Called(Names):
    """The names in one language."""

    def role(self, key: str) -> str:
        """A role."""
        return self._of(_ROLES, key)

    def act(self, key: str) -> str:
        """A kind of act in the record."""
        return self._of(_ACTS, key)

    def done(self, key: str) -> str:
        """What was just done; "" for what nobody does."""
        return self._of(_DONE, key, "")

    def unfit(self, error: Unfit) -> str:
        """Why something can't be, as a sentence."""
        said = self._words.gettext(error.detail)
        return f"{said[:1].upper()}{said[1:].rstrip('.')}."

    def browser(self, agent: str) -> str:
        """What a browser calls itself, in short: "Firefox, Linux"; else its first words."""
        name = next((name for mark, name in _BROWSERS if mark in agent), "")
        system = next((system for system in _SYSTEMS if system in agent), "")
        if name:
            return ", ".join(filter(None, (name, system)))
        return (re.split(r"[\s(]", agent, maxsplit=1)[0])[:40] or self._words.gettext("unknown")
