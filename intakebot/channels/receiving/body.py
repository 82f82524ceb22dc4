"""The text that follows DATA: where it ends, and whether it may be taken."""

from typing import Literal, TypeAlias

#: Why a message is refused: more than is kept · a line feed or carriage return on its own · no room for it just now.
Fault: TypeAlias = Literal["too-big", "bare", "full"]

_END = b"\r\n.\r\n"


class Body:
    """A message as it comes in, in pieces of any size; linear in its length.

    Only CR LF "." CR LF ends it (RFC 5321 §4.1.1.4), and a CR or LF alone is a fault (§2.3.8): servers that disagree
    about either let a sender smuggle a second message in. A faulty message is read to its end and not kept.
    """

    def __init__(self, max_size: int) -> None:
        """`max_size` counts bytes as the message has them, without the dots that transport adds."""
        self.fault: Fault | None = None
        self.counted = 0
        self._max_size = max_size
        # A text of nothing but "." lines grows by a third under way.
        self._keep = max_size + max_size // 3 + len(_END) + 2
        # The line end of the DATA command itself: the end may follow at once.
        self._text = bytearray(b"\r\n")
        self._checked = 0

    def growth(self) -> int:
        """Bytes of memory this takes more (or, negative, less) than when last asked; `counted` is their sum."""
        change = len(self._text) - self.counted
        self.counted += change
        return change

    def feed(self, piece: bytes | bytearray) -> bytearray | None:
        """Take in the next piece. None while the end hasn't come; then what stood after it, which may be empty."""
        text = self._text
        start = max(len(text) - len(_END) + 1, 0)
        text += piece
        end = text.find(_END, start)
        self._check(len(text) - text.endswith(b"\r") if end < 0 else end + 2)
        if end >= 0:
            rest = text[end + len(_END) :]
            del text[end + 2 :]
            return rest
        if len(text) > self._keep:
            self.fault = self.fault or "too-big"
        if self.fault:
            self._forget()
        return None

    def refuse(self, fault: Fault) -> None:
        """Keep none of it; a fault that was found before stays."""
        self.fault = self.fault or fault
        self._forget()

    def content(self) -> bytes:
        """The message, without the dots that transport added (RFC 5321 §4.5.2); to be asked once, after the end.

        A message that proves too big is empty and has the fault.
        """
        text = self._text
        if b"\r\n." in text:
            text = text.replace(b"\r\n.", b"\r\n")
        if len(text) - 2 > self._max_size:
            self.fault = self.fault or "too-big"
        self._text = bytearray(b"\r\n")
        return b"" if self.fault else bytes(memoryview(text)[2:])

    def _check(self, stop: int) -> None:
        """Look for a CR or LF on its own up to `stop`, which never parts a CR from its LF."""
        if not self.fault and self._checked < stop:
            text, start = self._text, self._checked
            pairs = text.count(b"\r\n", start, stop)
            if text.count(b"\n", start, stop) != pairs or text.count(b"\r", start, stop) != pairs:
                self.fault = "bare"
            self._checked = stop

    def _forget(self) -> None:
        """Keep only what may be the beginning of the end."""
        del self._text[: -len(_END) + 1]
        self._checked = 0
