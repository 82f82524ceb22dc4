"""The relay that our letters leave by, and how a connection to it is opened."""

import asyncio
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import aiosmtplib

from intakebot.channels.sending.dialogue import Dialogue
from intakebot.channels.sending.session import Session
from intakebot.channels.sending.wire import Offer
from intakebot.domain.errors import Deferred

_HOST = re.compile(r"[^\x00-\x20\x7f<>]{1,255}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Relay:
    """Where and how letters are handed over. Spans in seconds; those for answers are RFC 5321 §4.5.3.2's."""

    host: str
    port: int
    #: "starttls" is required, never dropped silently (RFC 8314 §4.1); "implicit" is TLS from the first byte.
    tls: Literal["starttls", "implicit", "none"] = "starttls"
    user: str | None = None
    #: Asked at each connection, in a thread, so that a changed password needs no restart.
    password: Callable[[], str] | None = field(default=None, repr=False)
    #: What we call ourselves in EHLO.
    hostname: str
    connections: int = 4
    letters_per_connection: int = 100
    idle_seconds: float = 20.0
    #: For the whole opening: name look-up, TCP, greeting, TLS, log-in.
    connect_seconds: float = 60.0
    #: For each answer to MAIL, RCPT and DATA.
    command_seconds: float = 300.0
    #: For the answer to the whole letter; giving up early makes duplicates.
    data_seconds: float = 600.0
    #: None: the system's authorities, certificate and name verified.
    context: ssl.SSLContext | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not self.hostname.isascii() or not all(map(_HOST.fullmatch, (self.host, self.hostname))):
            raise ValueError(f"relay: host {self.host!r} or hostname {self.hostname!r} can't be used")
        if min(self.connections, self.letters_per_connection) < 1:
            raise ValueError("relay: connections and letters_per_connection start at 1")
        if (self.user is None) != (self.password is None):
            raise ValueError("relay: user and password belong together")

    @property
    def name(self) -> str:
        """As it is shown: "mx.example.org:25"."""
        return f"{self.host}:{self.port}"


async def opened(relay: Relay) -> Session:
    """A new session: connected, encrypted and logged in as the relay's configuration says. Deferred when it can't be.

    aiosmtplib opens it and gives the transport away; from then on answers are read by our own Dialogue, which can
    pipeline and tells a connection lost before the content from one lost after it.
    """
    try:
        async with asyncio.timeout(relay.connect_seconds):
            return await _opened(relay)
    except TimeoutError as error:
        raise Deferred(f"{relay.name} wasn't ready within {relay.connect_seconds:g} s") from error
    except aiosmtplib.SMTPResponseException as error:
        raise Deferred(f"{relay.name} answered {error.code} {error.message!a}") from error
    except (OSError, aiosmtplib.SMTPException, ValueError) as error:
        raise Deferred(f"{relay.name}: {error}") from error


async def _opened(relay: Relay) -> Session:
    client = aiosmtplib.SMTP(
        hostname=relay.host,
        port=relay.port,
        local_hostname=relay.hostname,
        use_tls=relay.tls == "implicit",
        start_tls=False,
        tls_context=relay.context,
        timeout=relay.connect_seconds,
    )
    try:
        await client.connect()
        await _greet(client)
        if relay.tls == "starttls":
            await _encrypt(client, relay)
        if relay.user is not None and relay.password is not None:
            await _log_in(client, relay.user, relay.password)
        return _session(client, relay)
    except BaseException:
        client.close()
        raise


async def _greet(client: aiosmtplib.SMTP) -> None:
    try:
        await client.ehlo()
    except aiosmtplib.SMTPHeloError as error:
        if error.code // 100 != 5 or not client.is_connected:
            raise
        await client.helo()


async def _encrypt(client: aiosmtplib.SMTP, relay: Relay) -> None:
    if not client.supports_extension("starttls"):
        raise Deferred(f'{relay.name} offers no STARTTLS, and tls = "starttls" requires it: nothing was sent in clear')
    await client.starttls()
    await _greet(client)


async def _log_in(client: aiosmtplib.SMTP, user: str, password: Callable[[], str]) -> None:
    try:
        secret = await asyncio.to_thread(password)
    except Exception as error:
        raise Deferred(f"the relay's password can't be read: {error}") from error
    await client.login(user, secret)


def _session(client: aiosmtplib.SMTP, relay: Relay) -> Session:
    if client.transport is None or client.transport.is_closing():
        raise Deferred(f"{relay.name} closed the connection after the greeting")
    return Session(
        dialogue=Dialogue(client.transport),
        offer=Offer.of(client.esmtp_extensions),
        command_seconds=relay.command_seconds,
        data_seconds=relay.data_seconds,
    )
