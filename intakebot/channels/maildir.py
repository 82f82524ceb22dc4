"""Letters are written to a local Maildir: the embedded default, until a relay is configured."""

import asyncio
import hashlib
import os
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from intakebot.channels.sending.wire import check, crlf
from intakebot.domain.errors import Deferred
from intakebot.domain.letter import Handover, Letter
from intakebot.domain.times import Clock


class MaildirCarrier:
    """Delivers each letter once: its file's name follows from Message-ID and recipient, so a repeat changes nothing."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    async def carry(self, letter: Letter, about_to_send: Callable[[], Awaitable[None]]) -> Handover:
        """Write one letter durably, after `about_to_send`. Deferred when the disk or the folder doesn't let us."""
        check(letter)
        await about_to_send()
        name = unique_name(letter)
        try:
            written = await asyncio.to_thread(self._deliver, letter, name)
        except OSError as error:
            raise Deferred(f"{self._folder}: {error.strerror or error}") from error
        done = "written to" if written else "already in"
        return Handover(at=self._clock(), to=str(self._folder), reply=f"250 {done} Maildir as {name}", queue_id=name)

    async def close(self) -> None:
        """Nothing is kept open."""

    def _deliver(self, letter: Letter, name: str) -> bool:
        """tmp, fsync, rename to new, fsync; False when it was there before."""
        self._prepare()
        if self._stands(name):
            return False
        draft = self._folder / "tmp" / f"{name}.{os.getpid()}.{secrets.token_hex(4)}"
        try:
            _write(draft, _as_delivered(letter))
            draft.rename(self._folder / "new" / name)
        finally:
            draft.unlink(missing_ok=True)
        _sync(self._folder / "new")
        return True

    def _prepare(self) -> None:
        parts = [self._folder / part for part in ("tmp", "new", "cur")]
        if all(part.is_dir() for part in parts):
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in parts:
            part.mkdir(mode=0o700, exist_ok=True)
        _sync(self._folder)
        _sync(self._folder.parent)

    def _stands(self, name: str) -> bool:
        """In new, or in cur, where readers append ":2," and flags."""
        if (self._folder / "new" / name).exists():
            _sync(self._folder / "new")
            return True
        with suppress(FileNotFoundError), os.scandir(self._folder / "cur") as entries:
            return any(entry.name.partition(":")[0] == name for entry in entries)
        return False


def unique_name(letter: Letter) -> str:
    """The file's name: the same for the same letter to the same person, and nothing of it is anybody's text."""
    digest = hashlib.sha256(f"{letter.message_id}\n{letter.rcpt_to}".encode())
    return f"{digest.hexdigest()[:40]}.intakebot"


def _as_delivered(letter: Letter) -> bytes:
    """With the envelope on top, as final delivery adds it (RFC 5321 §4.4), and a local file's line ends."""
    envelope = f"Return-Path: <{letter.mail_from}>\r\nDelivered-To: {letter.rcpt_to}\r\n"
    return (envelope.encode() + crlf(letter.content)).replace(b"\r\n", b"\n")


def _write(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
