"""Ports and waiting, for servers that tests start."""

import random
import socket
import time
from collections.abc import Callable

#: Below those that Linux hands out (ip_local_port_range): no other socket is given one of these before it is used, and
#: who connects while nobody listens can't meet himself there.
_OURS = range(20_000, 32_000)


def free_port() -> int:
    """A loopback TCP port that nobody listens on, and that no other test is given until this process ends."""
    return next(port for port in random.sample(_OURS, 1_000) if _claimed(port) and not listens(port))


def _claimed(port: int) -> bool:
    """Whether it is ours now: who holds the abstract name (unix(7)) has the port."""
    with socket.socket(socket.AF_UNIX) as claim:
        try:
            claim.bind(f"\0intakebot-test-port-{port}")
        except OSError:
            return False
        claim.detach()
        return True


def wait_until(true: Callable[[], object], what: str, seconds: float = 20.0) -> None:
    """Poll until something is true; TimeoutError says what was waited for."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds:g} s for {what}")
        time.sleep(0.01)


def listens(port: int) -> bool:
    """Whether something accepts connections on a loopback port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
    except OSError:
        return False
    return True
