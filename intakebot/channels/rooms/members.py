"""Who is in which room."""

from collections.abc import Mapping

from intakebot.channels.rooms.line import Line, NotOk

#: Rooms that are remembered before all are forgotten.
_MOST = 5_000


class Members:
    """Display names by id, remembered until somebody comes or goes."""

    def __init__(self) -> None:
        self._known: dict[str, Mapping[str, str]] = {}

    async def of(self, line: Line, room: str) -> Mapping[str, str]:
        """Those in the room; nobody where we aren't any more."""
        if room not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[room] = await _asked(line, room)
        return self._known[room]

    def changed(self, room: str) -> None:
        """Somebody came or went."""
        self._known.pop(room, None)


async def _asked(line: Line, room: str) -> Mapping[str, str]:
    try:
        return await line.members(room)
    except NotOk as error:
        if error.final:
            return {}
        raise
