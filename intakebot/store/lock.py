"""SQLite has one writer: a file beside the database is locked while a process may write.

SQLite 3.7–3.51.2 can corrupt a write-ahead log that two connections checkpoint at once (design.md 5).
"""

import fcntl
import os
from pathlib import Path
from typing import IO

from intakebot.domain.errors import Temporary


class InUse(Temporary):
    """Another process is writing to this database."""


class FileLock:
    """Held from construction to release(); the kernel lets it go when the process dies."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: IO[str] = path.open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read(20).strip()
            self._file.close()
            raise InUse(f"process {holder or 'unknown'} holds {path}") from None
        self._file.truncate(0)
        self._file.write(f"{os.getpid()}\n")
        self._file.flush()

    def release(self) -> None:
        """Let others write."""
        self._file.close()
