"""How much may go on at one listening address at a time."""

from collections import Counter

from intakebot.channels.receiving.listener import Listener, Peer


class Gate:
    """Counts sessions and the memory of unfinished messages. Used from one event loop only."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._sessions: Counter[str] = Counter()
        self._all = 0
        self._held = 0

    def enter(self, peer: Peer) -> str | None:
        """Count a new session; when there are too many, don't, and give the answer to send instead."""
        if self._all >= self._listener.max_connections:
            return "421 4.7.0 Too many connections just now; please try again in a few minutes"
        if self._sessions[peer.group] >= self._listener.max_connections_per_address:
            return "421 4.7.0 Too many connections from your address; please try again in a few minutes"
        self._sessions[peer.group] += 1
        self._all += 1
        return None

    def leave(self, peer: Peer) -> None:
        """A session that had entered has ended."""
        self._all -= 1
        self._sessions[peer.group] -= 1
        if not self._sessions[peer.group]:
            del self._sessions[peer.group]

    def hold(self, change: int) -> bool:
        """Count bytes held or (negative) let go; False when all sessions together hold too much."""
        self._held += change
        return self._held <= self._listener.max_held
