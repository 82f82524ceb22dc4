"""Passwords: what one must be, and their hashes."""

import re
import secrets
import unicodedata
from functools import cached_property
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from intakebot.domain.user import Unfit, folded_name
from intakebot.guard.common import COMMON

_SHORTEST, _LONGEST = 12, 256
#: argon2id (RFC 9106): above OWASP's least of 19 MiB and 2 passes; 65 ms here, and 32 MiB each.
_PASSES, _KIBIBYTES, _LANES = 3, 32 * 1024, 1
#: Hashed at a time, so that a crowd of guesses doesn't take the memory away: 128 MiB at most.
_AT_ONCE = 4
#: "aaaaaaaaaaaa", "abcabcabcabc", "            "
_REPEATED = re.compile(r"(.{1,4}?)\1+.{0,3}", re.DOTALL)


class Passwords:
    """Hashes and checks. Parameters may change: `outdated` tells which hashes to make anew."""

    def __init__(self, *, passes: int = _PASSES, kibibytes: int = _KIBIBYTES) -> None:
        self._hasher = PasswordHasher(
            time_cost=passes, memory_cost=kibibytes, parallelism=_LANES, hash_len=32, salt_len=16, type=Type.ID
        )
        self._gate = BoundedSemaphore(_AT_ONCE)

    def fit(self, password: str, name: str) -> str:
        """The hash of a new password; Unfit for a bad one. Nothing is asked of its characters.

        12 to 256 characters, not the user's name, none of those that everybody tries first.
        """
        if not _SHORTEST <= len(_plain(password)) <= _LONGEST:
            raise Unfit("a password has {least} to {most} characters", least=_SHORTEST, most=_LONGEST)
        folded = folded_name(password)
        if folded == folded_name(name):
            raise Unfit("the name is no password")
        if folded in COMMON or _REPEATED.fullmatch(_plain(password)):
            raise Unfit("this password is among those that are tried first")
        return self.hashed(password)

    def hashed(self, password: str) -> str:
        """Its hash, with parameters and a salt of its own."""
        with self._gate:
            return self._hasher.hash(_bytes(password))

    def right(self, kept: str | None, password: str) -> bool:
        """Whether it is the password behind a hash; without one the same work is done, and it is wrong."""
        try:
            with self._gate:
                self._hasher.verify(kept or self._nobodys, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False
        return bool(kept)

    def outdated(self, kept: str) -> bool:
        """Whether a hash was made with other parameters than ours."""
        return self._hasher.check_needs_rehash(kept)

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash(secrets.token_bytes(32))


def _plain(password: str) -> str:
    """However a keyboard composes letters, the same password (NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", password[: 4 * _LONGEST])


def _bytes(password: str) -> bytes:
    return _plain(password).encode("utf-8", "surrogatepass")
