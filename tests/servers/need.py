"""Programs that the tests talk to; a missing one fails the test and says what to install."""

import shutil
from pathlib import Path

import pytest

_PLACES = ("/usr/sbin", "/usr/local/sbin", "/usr/lib/postfix/sbin", "/usr/lib/dovecot")


def need(program: str, package: str) -> Path:
    """Path of a program, searched on PATH and where Debian puts daemons; fails naming the Debian package."""
    found = shutil.which(program) or shutil.which(program, path=":".join(_PLACES))
    if not found:
        pytest.fail(f"{program} is missing; install it: apt-get install {package} (make test does, where it may)")
    return Path(found)
