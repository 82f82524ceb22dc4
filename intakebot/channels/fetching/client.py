"""imapclient, with what it overlooks in IDLE and between commands."""

import socket
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError

from intakebot.channels.fetching.account import Account


class IdleRefused(Exception):
    """The server has IDLE among its capabilities and refuses it."""


class Client(IMAPClient):  # type: ignore[misc]  # imapclient ships no types
    """One connection, not signed in. Not for several threads at once, but for `interrupt`."""

    _unread = False

    def __init__(self, account: Account) -> None:
        limits = SocketTimeout(account.connect_timeout.total_seconds(), account.read_timeout.total_seconds())
        implicit = account.tls == "implicit"
        super().__init__(account.host, account.port, ssl=implicit, ssl_context=account.tls_context, timeout=limits)
        self.normalise_times = False

    def idle(self) -> None:
        """Begin IDLE; IdleRefused when the server answers NO or BAD."""
        try:
            super().idle()
        except IMAPClientError as error:
            if self._imap.tagged_commands.pop(self._idle_tag, None):
                raise IdleRefused(str(error)) from None
            raise
        self._unread = True

    def news(self) -> bool:
        """Whether, since this was asked last, the server told of new mail (EXISTS) within its answers to commands.

        What it told there it doesn't tell again in IDLE.
        """
        return bool(self._imap.response("EXISTS")[1] != [None])

    def interrupt(self) -> None:
        """Cut the connection from another thread: whatever waits for it ends at once with an error."""
        # SSLSocket.shutdown would drop the TLS state beneath the thread that reads.
        socket.socket.shutdown(self.socket(), socket.SHUT_RDWR)

    def _poll_socket(self, sock: socket.socket, timeout: float | None = None) -> Any:
        """Wait for something to read; at the first call in IDLE don't.

        What came in one packet with the "+" stands in imaplib's buffer already, where no poll sees it.
        """
        unread, self._unread = self._unread, False
        return unread or super()._poll_socket(sock, timeout)
