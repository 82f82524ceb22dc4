"""What an operator decides about one listening address, and what is known of whoever calls there."""

import ssl
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Literal

_LOOPBACK = ip_address("127.0.0.1")


@dataclass(frozen=True, kw_only=True, slots=True)
class Peer:
    """Who calls: for people, for the caps, and for what may be believed."""

    #: IP address, or "unix" for a caller on a socket of the file system.
    name: str
    #: What connections are counted by: the IPv4 address, the IPv6 /64 (one customer's usual share), or "unix".
    group: str
    #: Whether Authentication-Results headers that come by this caller may be believed.
    trusted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Listener:
    """One listening address: where, who with, and the caps. Sizes are bytes, times are seconds."""

    #: Address or name to bind ("" is every address), or "unix:/path" for a socket of the file system.
    host: str
    #: 0 picks a free port; without meaning for "unix:".
    port: int
    protocol: Literal["smtp", "lmtp"] = "smtp"
    #: Our own name, as greeting and EHLO tell it.
    hostname: str
    #: Offers STARTTLS when given.
    tls: ssl.SSLContext | None = None
    #: Refuses MAIL in the clear.
    require_tls: bool = False
    max_size: int = 25 * 1024 * 1024
    max_recipients: int = 100
    max_connections: int = 200
    max_connections_per_address: int = 20
    #: Commands and refusals (5xx) of one session, counted anew after each accepted message.
    max_commands: int = 1000
    max_errors: int = 20
    #: Bytes of unfinished messages of all sessions together.
    max_held: int = 256 * 1024 * 1024
    #: Silence, between commands and within a message (RFC 5321 §4.5.3.2.7 asks for 300 at least).
    command_timeout: float = 300.0
    #: One message, from 354 to its end.
    data_timeout: float = 600.0
    #: A whole session; a message that has begun may be finished.
    session_timeout: float = 1800.0
    #: Waiting for `accept`; clients wait ten minutes for the answer (RFC 5321 §4.5.3.2.6).
    accept_timeout: float = 60.0
    #: How long `stop` lets running messages go on.
    grace: float = 5.0
    #: A caller on a "unix:" socket counts as 127.0.0.1.
    trusted_peers: tuple[IPv4Network | IPv6Network, ...] = ()

    def __post_init__(self) -> None:
        if self.require_tls and self.tls is None:
            raise ValueError("require_tls needs a certificate: tls isn't given")

    @property
    def path(self) -> str | None:
        """Path of the socket in the file system; None when this is a network address."""
        return self.host.removeprefix("unix:") if self.host.startswith("unix:") else None

    def peer(self, peername: object) -> Peer:
        """Describe a caller by what the transport calls `peername`: (host, port, ...), whatever it is for "unix:"."""
        if self.path:
            return Peer(name="unix", group="unix", trusted=self._trusts(_LOOPBACK))
        if not (isinstance(peername, tuple) and peername):  # gone before it could be asked
            return Peer(name="unknown", group="unknown", trusted=False)
        address = ip_address(str(peername[0]))
        if isinstance(address, IPv6Address):
            address = address.ipv4_mapped or IPv6Address(int(address))
        group = str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)
        return Peer(name=str(address), group=group, trusted=self._trusts(address))

    def _trusts(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address in network for network in self.trusted_peers)
