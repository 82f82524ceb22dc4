"""Random strings that let somebody in; of each nothing but its digest is kept.

They have 80 random bits or more, so a plain SHA-256 can't be turned back by trying.
"""

import base64
import hashlib
import re
import secrets
import zlib

_API = re.compile(r"ibt_[0-9a-v]{52}_[0-9a-f]{8}")
_SESSION = re.compile(r"[A-Za-z0-9_-]{43}")
_RECOVERY = re.compile(r"[a-z2-7]{16}")
_RECOVERY_CODES = 10


def digest(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def session_token() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def is_session_token(token: str) -> bool:
    """Whether it looks like one."""
    return bool(_SESSION.fullmatch(token))


def api_token() -> str:
    """256 random bits that can be told from other secrets, with a checksum: "ibt_…_1a2b3c4d"."""
    body = base64.b32hexencode(secrets.token_bytes(32)).decode().rstrip("=").lower()
    return f"ibt_{body}_{_checksum(f'ibt_{body}')}"


def is_api_token(token: str) -> bool:
    """Whether it was copied whole: its form and its checksum are right."""
    return bool(_API.fullmatch(token)) and token[-8:] == _checksum(token[:-9])


def recovery_codes() -> tuple[str, ...]:
    """Ten codes of 80 random bits to be written down: "abcd-efgh-ijkl-mnop"."""
    return tuple(_grouped(base64.b32encode(secrets.token_bytes(10)).decode().lower()) for _ in range(_RECOVERY_CODES))


def recovery_digest(typed: str) -> bytes | None:
    """What is kept of a recovery code, however it is typed; None for what can't be one."""
    plain = re.sub(r"[\s-]", "", typed[:50]).lower()
    return digest(plain) if _RECOVERY.fullmatch(plain) else None


def _checksum(body: str) -> str:
    return f"{zlib.crc32(body.encode()):08x}"


def _grouped(plain: str) -> str:
    return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))
