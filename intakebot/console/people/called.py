"""What people and their acts are called, in each language."""

import re

from intakebot.console.names import Names
from intakebot.console.names import marked as _

_ROLES = {"agent": _("agent"), "manager": _("manager"), "operator": _("operator")}
_ACTS = {
    "signed_in": _("signed in"), "sign_in_failed": _("sign-in failed"), "sign_in_slowed": _("sign-in slowed down"),
    "code_wanted": _("code asked for"), "signed_out": _("session ended"), "user_added": _("user added"),
    "user_described": _("details changed"), "password_changed": _("password changed"), "role_changed": _("role changed"),
    "disabled": _("disabled"), "enabled": _("enabled"), "sessions_ended": _("sessions ended"), "invited": _("link made"),
    "token_added": _("token added"), "token_ended": _("token revoked"), "factor_set": _("second factor set up"),
    "mailbox_set": _("mailbox set"), "mailbox_reset": _("mailbox back to config.toml"),
    "request_made": _("filed mail made a ticket"),
    "terms_drafted": _("terms drafted"), "terms_published": _("terms published"), "terms_withdrawn": _("terms withdrawn"),
    "terms_rolled_back": _("earlier terms published again"), "terms_discarded": _("draft of terms discarded"),
    "factor_removed": _("second factor removed"), "recovery_codes_made": _("recovery codes made"),
}  # fmt: skip
_DONE = {
    "described": _("Kept."), "password": _("The password is changed. Your other sessions have ended."),
    "factor_off": _("The second factor is switched off."), "ended": _("Ended."), "revoked": _("The token is revoked."),
    "role": _("The role is changed."), "disabled": _("The user is disabled and signed out everywhere."),
    "enabled": _("The user may sign in again."), "factor": _("The second factor is removed."),
    "sessions": _("The user is signed out everywhere."),
}  # fmt: skip
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

    def browser(self, agent: str) -> str:
        """What a browser calls itself, in short: "Firefox, Linux"; else its first words."""
        name = next((name for mark, name in _BROWSERS if mark in agent), "")
        system = next((system for system in _SYSTEMS if system in agent), "")
        if name:
            return ", ".join(filter(None, (name, system)))
        return (re.split(r"[\s(]", agent, maxsplit=1)[0])[:40] or self._words.gettext("unknown")
