"""The second factor: begun with a secret for the authenticator, there once a code has proved it."""

from dataclasses import dataclass, field

from intakebot.domain.by import By
from intakebot.domain.times import Clock
from intakebot.domain.user import Unfit, User
from intakebot.guard import limits, opaque, totp
from intakebot.store.desk import Desk

_ISSUER = "intakebot"


@dataclass(frozen=True, kw_only=True, slots=True)
class Enrolment:
    """What an authenticator needs, told once."""

    #: To be typed, and to be shown as a QR code.
    secret: str = field(repr=False)
    uri: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Factors:
    """Second factors, within the caller's transaction. Ask `SignIn.confirm` before: a session alone isn't enough."""

    clock: Clock

    def begin(self, desk: Desk, user: User) -> Enrolment:
        """A new secret; the factor that there may be holds until a code of the new one is confirmed."""
        secret = totp.new_secret()
        desk.users.change(user.id, totp_pending=secret)
        return Enrolment(secret=totp.shown(secret), uri=totp.uri(secret, user.name, _ISSUER))

    def confirm(self, desk: Desk, user: User, code: str, by: By, *, keep: int | None = None) -> tuple[str, ...] | None:
        """The new factor holds from now on, and other sessions than `keep` end; recovery codes, told once. None: a wrong code."""
        now, held = self.clock(), desk.users.hold(user.id)
        if held is None or held.totp_pending is None:
            raise Unfit("no second factor was begun")
        if limits.take(desk.throttles, [limits.of_code(user.id)], now):
            raise Unfit("too many wrong codes: wait a quarter of an hour")
        step = totp.matching(held.totp_pending, code, now)
        if step is None:
            return None
        desk.users.change(user.id, totp_secret=held.totp_pending, totp_pending=None, totp_step=step)
        desk.throttles.drop(limits.of_code(user.id).key)
        codes = self._codes(desk, user)
        ended = desk.sessions.revoke_all(user.id, now, keep)
        self._note(desk, user, by, "factor_set", {"sessions_ended": ended})
        return codes

    def new_codes(self, desk: Desk, user: User, by: By) -> tuple[str, ...]:
        """Recovery codes in place of the former ones, told once."""
        if not user.totp:
            raise Unfit("{name} has no second factor", name=user.name)
        self._note(desk, user, by, "recovery_codes_made")
        return self._codes(desk, user)

    def remove(self, desk: Desk, user: User, by: By) -> None:
        """The password alone lets in from now on; by the user, or by an operator when the authenticator is lost."""
        desk.users.change(user.id, totp_secret=None, totp_pending=None, totp_step=0)
        desk.users.keep_recovery(user.id, ())
        self._note(desk, user, by, "factor_removed")

    def _codes(self, desk: Desk, user: User) -> tuple[str, ...]:
        codes = opaque.recovery_codes()
        desk.users.keep_recovery(user.id, filter(None, map(opaque.recovery_digest, codes)))
        return codes

    def _note(self, desk: Desk, user: User, by: By, act: str, evidence: dict[str, int] | None = None) -> None:
        desk.audit.did(by, act, self.clock(), to=user.name, evidence=evidence)
