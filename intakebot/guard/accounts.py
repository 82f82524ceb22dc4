"""What operators change about users, and users about themselves; each act is audited in the same transaction."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from intakebot.domain.by import By
from intakebot.domain.times import Clock
from intakebot.domain.user import LANGUAGES, ROLES, Language, Role, Unfit, User, display_name, user_name
from intakebot.store.desk import Desk
from intakebot.store.tokens import ApiToken

_MOST_DAYS, _MOST_TOKENS = 366, 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Accounts:
    """Users, within the caller's transaction; Unfit for what can't be. Passwords come as hashes (`Passwords.fit`)."""

    clock: Clock

    def named(self, desk: Desk, name: str) -> User:
        """The user of this name; Unfit when there is none."""
        if found := desk.users.named(user_name(name)):
            return found
        raise Unfit("there is no user {name}", name=user_name(name))

    def add(
        self, desk: Desk, name: str, password: str, role: str, by: By, *,
        display: str = "", language: str = "en", zone: str = "UTC",
    ) -> User:  # fmt: skip
        """A new user; colleagues read the name as it was written unless told otherwise."""
        user = desk.users.add(
            user_name(name), password, self.clock(), display=display_name(display or name), role=_role(role),
            language=_language(language), zone=_zone(zone),
        )  # fmt: skip
        if user is None:
            raise Unfit("there is a user {name} already", name=user_name(name))
        self._note(desk, user, by, "user_added", {"role": role})
        return user

    def describe(self, desk: Desk, user: User, by: By, *, display: str, language: str, zone: str) -> None:
        """How they are shown, and what they read."""
        told = {"display": display_name(display), "language": _language(language), "zone": _zone(zone)}
        desk.users.change(user.id, **told)
        self._note(desk, user, by, "user_described", told)

    def set_password(self, desk: Desk, user: User, password: str, by: By, *, keep: int | None = None) -> int:
        """Another password; ends their sessions other than `keep`, and says how many."""
        desk.users.change(user.id, password=password)
        return self._ended(desk, user, by, "password_changed", keep)

    def set_role(self, desk: Desk, user: User, role: str, by: By, *, keep: int | None = None) -> int:
        """Another role; ends their sessions other than `keep`, and says how many."""
        if _role(role) != "operator":
            self._stay_operated(desk, user, by)
        desk.users.change(user.id, role=role)
        return self._ended(desk, user, by, "role_changed", keep, {"before": user.role, "now": role})

    def disable(self, desk: Desk, user: User, by: By) -> int:
        """They can't get in any more: sessions and tokens end; how many sessions. What they did stays theirs."""
        self._stay_operated(desk, user, by)
        desk.users.change(user.id, active=False)
        return self._ended(desk, user, by, "disabled", None, {"tokens": desk.tokens.revoke_all(user.id, self.clock())})

    def enable(self, desk: Desk, user: User, by: By) -> None:
        """They may sign in again; ended sessions and tokens stay ended."""
        desk.users.change(user.id, active=True)
        self._note(desk, user, by, "enabled")

    def end_sessions(self, desk: Desk, user: User, by: By, *, keep: int | None = None) -> int:
        """End their sessions other than `keep`; how many there were."""
        return self._ended(desk, user, by, "sessions_ended", keep)

    def add_token(
        self, desk: Desk, user: User, digest: bytes, by: By, *, name: str, days: int = 90, role: str = ""
    ) -> ApiToken:
        """A token for the API by its digest, for 1 to 366 days; its role is the user's or a lower one."""
        if not 1 <= days <= _MOST_DAYS:
            raise Unfit("a token lasts 1 to {most} days", most=_MOST_DAYS)
        if not user.may(given := _role(role or user.role)):
            raise Unfit("{name} is {role}: a token can't be {wanted}", name=user.name, role=user.role, wanted=role)
        now, shown = self.clock(), display_name(name)
        if not user.active or sum(one.lives(now) for one in desk.tokens.of(user.id)) >= _MOST_TOKENS:
            raise Unfit("{name} is disabled, or has {most} tokens already", name=user.name, most=_MOST_TOKENS)
        kept = desk.tokens.add(user.id, digest, now, name=shown, role=given, expires_at=now + timedelta(days=days))
        self._note(desk, user, by, "token_added", {"token": kept.id, "name": shown, "role": given, "days": days})
        return kept

    def end_token(self, desk: Desk, user: User, token_id: int, by: By) -> bool:
        """End one of their tokens; False when they have none of this id."""
        if not desk.tokens.revoke(user.id, token_id, self.clock()):
            return False
        self._note(desk, user, by, "token_ended", {"token": token_id})
        return True

    def _stay_operated(self, desk: Desk, user: User, by: By) -> None:
        """At the console the last operator can't go; by a command on the host anybody can, as it can add one."""
        last = user.role == "operator" and user.active and desk.users.operators() == 1
        if by.user_id is not None and last:
            raise Unfit("{name} is the last operator", name=user.name)

    def _ended(
        self, desk: Desk, user: User, by: By, act: str, keep: int | None, evidence: dict[str, Any] | None = None
    ) -> int:
        ended = desk.sessions.revoke_all(user.id, self.clock(), keep)
        self._note(desk, user, by, act, {"sessions_ended": ended, **(evidence or {})})
        return ended

    def _note(self, desk: Desk, user: User, by: By, act: str, evidence: dict[str, Any] | None = None) -> None:
        desk.audit.did(by, act, self.clock(), to=user.name, evidence=evidence)


def _role(given: str) -> Role:
    for role in ROLES:
        if role == given:
            return role
    raise Unfit("there is no role {role!r}; there are {known}", role=given, known=ROLES)


def _language(given: str) -> Language:
    for language in LANGUAGES:
        if language == given:
            return language
    raise Unfit("the console doesn't speak {language!r}; it speaks {known}", language=given, known=LANGUAGES)


def _zone(given: str) -> str:
    try:
        return ZoneInfo(given).key
    except (KeyError, ValueError, OSError):
        raise Unfit("there is no zone {zone!r}", zone=given) from None
