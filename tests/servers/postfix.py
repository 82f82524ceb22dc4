"""A real Postfix in a temporary folder, on loopback, as the relay that operators have.

What becomes of a letter depends on the recipient's domain:

- customers.example: delivered to a Maildir that `Postfix.delivered` reads; but "nobody...@" is taken and then bounced
- refused.example: 550 at RCPT · later.example: 450 at RCPT
- each domain of `routes`: handed on as the route says ("smtp:[127.0.0.1]:2525", "lmtp:inet:127.0.0.1:2424"), so a bounce
  to a return path in our own domain comes back to us
- anything else: 554, no relaying
"""

import email
import email.policy
import os
import re
import shutil
import ssl
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from pwd import getpwnam
from typing import TypeAlias

import pytest

from tests.servers.certificates import self_signed
from tests.servers.need import need
from tests.servers.ports import free_port, listens, wait_until

CUSTOMERS = "customers.example"
_MAIN = """\
compatibility_level = 3.7
queue_directory = {home}/queue
data_directory = {home}/data
daemon_directory = {daemons}
maillog_file = {home}/log
maillog_file_prefixes = {home}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = relay.example
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
mynetworks = 127.0.0.0/8
disable_dns_lookups = yes
smtp_host_lookup = native
smtpd_peername_lookup = no
enable_long_queue_ids = yes
smtpd_reject_unlisted_recipient = no
smtpd_client_connection_count_limit = 0
smtpd_recipient_restrictions =
  check_recipient_access inline:{{ {{ refused.example = 550 5.1.1 No such person here }}
    {{ later.example = 450 4.2.0 Come back later }} }},
  reject_unauth_destination
relay_domains = refused.example, later.example {routed}
transport_maps = inline:{{ {{ nowhere.invalid = error }} {routes} }}
virtual_mailbox_domains = customers.example
virtual_mailbox_base = {home}
virtual_mailbox_maps = regexp:{home}/etc/people
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
smtpd_tls_chain_files = {home}/key.pem, {home}/certificate.pem
smtpd_tls_security_level = may
smtpd_tls_loglevel = 1
smtpd_tls_session_cache_database =
tls_random_source = dev:/dev/urandom
"""
_PEOPLE = """\
if !/^nobody/
/.@customers\\.example$/ mail/
endif
"""
_MASTER = """\
127.0.0.1:{plain} inet n - n - - smtpd
  -o smtpd_tls_security_level=none
127.0.0.1:{starttls} inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
127.0.0.1:{implicit} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
virtual unix - n n - - virtual
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Postfix:
    """A running Postfix."""

    home: Path
    #: Loopback ports: no TLS offered · STARTTLS required · TLS from the first byte.
    plain: int
    starttls: int
    implicit: int

    @property
    def log(self) -> str:
        """What it has logged so far."""
        path = self.home / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    @property
    def trust(self) -> ssl.SSLContext:
        """A client's context that trusts this server's certificate (for 127.0.0.1 and localhost) and no other."""
        return ssl.create_default_context(cafile=self.home / "certificate.pem")

    def queue_ids(self, message_id: str) -> list[str]:
        """Queue ids under which it logged this Message-ID (without angle brackets)."""
        return re.findall(rf"cleanup\[\d+\]: (\w+): message-id=<{re.escape(message_id)}>", self.log)

    def delivered(self, message_id: str, seconds: float = 20.0) -> EmailMessage:
        """The delivered letter of this Message-ID, with Return-Path and Delivered-To; waits for it."""
        wait_until(lambda: self._with(message_id), f"delivery of <{message_id}>", seconds)
        return self._with(message_id)[0]

    def letters(self) -> list[EmailMessage]:
        """Everything that customers got so far."""
        files = sorted((self.home / "mail" / "new").glob("*"))
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]

    def _with(self, message_id: str) -> list[EmailMessage]:
        return [letter for letter in self.letters() if letter["Message-ID"] == f"<{message_id}>"]


#: Starts a Postfix with routes, which is stopped at the end of the test.
StartPostfix: TypeAlias = Callable[[Mapping[str, str]], Postfix]


@pytest.fixture(scope="session")
def postfix() -> Iterator[Postfix]:
    """One Postfix for all tests that need no routes of their own."""
    with running_postfix({}) as server:
        yield server


@pytest.fixture
def start_postfix() -> Iterator[StartPostfix]:
    """`start_postfix({"support.example": "smtp:[127.0.0.1]:2525"})`"""
    with ExitStack() as stack:
        yield lambda routes: stack.enter_context(running_postfix(routes))


@contextmanager
def running_postfix(routes: Mapping[str, str]) -> Iterator[Postfix]:
    """Start, wait until it listens, stop and remove."""
    command = need("postfix", "postfix")
    home = Path(tempfile.mkdtemp(prefix="intakebot-postfix-"))
    home.chmod(0o755)  # its daemons run as postfix and nobody
    server = Postfix(home=home, plain=free_port(), starttls=free_port(), implicit=free_port())
    try:
        before = os.umask(0o022)  # commands that ran in this process before make what they write private
        try:
            _set_up(server, routes)
        finally:
            os.umask(before)
        process = _begun(server, command)
        try:
            assert process.poll() is None, f"Postfix didn't start:\n{server.log}{(home / 'talk').read_text()}"
            yield server
        finally:
            subprocess.run([command, "-c", home / "etc", "stop"], check=False, capture_output=True)
            process.wait(20)
    finally:
        shutil.rmtree(home)


def _begun(server: Postfix, command: Path) -> "subprocess.Popen[bytes]":
    """Its process, once it listens or has ended."""
    with (server.home / "talk").open("w") as talk:
        start: list[str | Path] = [command, "-c", server.home / "etc", "start-fg"]
        process = subprocess.Popen(start, stderr=talk, start_new_session=True, umask=0o022)
    ports = (server.plain, server.starttls, server.implicit)
    wait_until(lambda: process.poll() is not None or all(map(listens, ports)), "Postfix to listen")
    return process


def _set_up(server: Postfix, routes: Mapping[str, str]) -> None:
    home = server.home
    for folder in ("etc", "queue", "data", "mail"):
        (home / folder).mkdir(mode=0o755)
    nobody = getpwnam("nobody")
    shutil.chown(home / "data", "postfix")
    shutil.chown(home / "mail", nobody.pw_uid, nobody.pw_gid)
    self_signed(home)
    main = _MAIN.format(
        home=home,
        daemons=need("master", "postfix").parent,
        routed="".join(f", {domain}" for domain in routes),
        routes=" ".join(f"{{ {domain} = {route} }}" for domain, route in routes.items()),
        uid=nobody.pw_uid,
        gid=nobody.pw_gid,
    )
    master = _MASTER.format(plain=server.plain, starttls=server.starttls, implicit=server.implicit)
    for name, text in (("main.cf", main), ("master.cf", master), ("people", _PEOPLE)):
        (home / "etc" / name).write_text(text)
        os.utime(home / "etc" / name, (0, 0))  # Postfix waits until a file that is being written has settled
