"""A real Dovecot 2.3 on loopback for the tests: any user may sign in with PASSWORD and has a Maildir of their own.

Everything lives in one short-named temporary folder (a Unix socket's path holds 107 bytes). As root, mail is kept by
"nobody", since Dovecot refuses to serve mail as root; as anybody else, all of Dovecot runs as that one user.
"""

import contextlib
import grp
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.servers.certificates import self_signed
from tests.servers.need import need
from tests.servers.ports import free_port, listens, wait_until

PASSWORD = "sesame-7"

_CONFIG = """\
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1, 127.0.0.2
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
auth_mechanisms = {mechanisms}
auth_failure_delay = 0
auth_verbose = yes
disable_plaintext_auth = {tls_only}
ssl = yes
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
ssl_dh =
mail_location = maildir:~/Maildir
mail_max_userip_connections = 100
maildir_stat_dirs = yes
{oauth}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mail_uid} gid={mail_gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
{extra}
"""
_OAUTH = """\
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf
}}
"""
_OAUTH_FILE = """\
tokeninfo_url = {url}
introspection_mode = auth
username_attribute = email
active_attribute = active
active_value = yes
"""


@dataclass
class Dovecot:
    """One server; `start` and `stop` may be called again and again, on the same ports and the same mail."""

    #: CAPABILITY after sign-in, when not Dovecot's own ("IMAP4rev1 UIDPLUS").
    capability: str = ""
    #: Refuse passwords without TLS (LOGINDISABLED).
    tls_only: bool = False
    mechanisms: str = "plain login xoauth2 oauthbearer"
    #: Where access tokens are looked up; the token is appended to it.
    tokeninfo_url: str = ""
    port: int = field(default_factory=free_port)
    tls_port: int = field(default_factory=free_port)
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="dove")))
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def certificate(self) -> Path:
        """The self-made certificate, for localhost and 127.0.0.1; 127.0.0.2, where it listens too, is a wrong name."""
        return self.folder / "certificate.pem"

    def maildir(self, user: str) -> Path:
        return self.folder / "mail" / user / "Maildir"

    def start(self) -> None:
        if not self.certificate.exists():
            self._prepare()
        (self.folder / "dovecot.conf").write_text(self._config())
        command = (need("dovecot", "dovecot-imapd"), "-F", "-c", self.folder / "dovecot.conf")
        self._process = subprocess.Popen(command, start_new_session=True)
        wait_until(lambda: listens(self.port) and listens(self.tls_port), f"Dovecot; its log: {self.log()}")

    def stop(self) -> None:
        """Kill the server as a crash would; ended politely it waits for its helpers for seconds."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)
        self._process = None
        wait_until(lambda: not listens(self.port), "Dovecot's port to be free")
        shutil.rmtree(self.folder / "run")

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def log(self) -> str:
        with contextlib.suppress(FileNotFoundError):
            return (self.folder / "log").read_text()
        return ""

    def drop(self, user: str, raw: bytes, folder: str = "INBOX") -> None:
        """Deliver as a local agent does: a file in tmp/, renamed into new/. The folder must have been opened once."""
        place = self.maildir(user) if folder == "INBOX" else self.maildir(user) / f".{folder}"
        name = f"{secrets.token_hex(8)}.test"
        (place / "tmp" / name).write_bytes(raw)
        (place / "tmp" / name).chmod(0o644)
        (place / "tmp" / name).rename(place / "new" / name)

    def _prepare(self) -> None:
        self.folder.chmod(0o755)
        self_signed(self.folder)
        (self.folder / "mail").mkdir()
        if os.getuid() == 0:
            os.chown(self.folder / "mail", *_mail_owner())
        if self.tokeninfo_url:
            (self.folder / "oauth2.conf").write_text(_OAUTH_FILE.format(url=self.tokeninfo_url))

    def _config(self) -> str:
        root = os.getuid() == 0
        mail_uid, mail_gid = _mail_owner()
        me, group = pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name
        return _CONFIG.format(
            folder=self.folder,
            internal="dovecot" if root else me,
            internal_group="dovecot" if root else group,
            login="dovenull" if root else me,
            tls_only="yes" if self.tls_only else "no",
            oauth=_OAUTH.format(folder=self.folder) if self.tokeninfo_url else "",
            password=PASSWORD,
            mechanisms=self.mechanisms,
            mail_uid=mail_uid,
            mail_gid=mail_gid,
            port=self.port,
            tls_port=self.tls_port,
            extra=f"protocol imap {{\n  imap_capability = {self.capability}\n}}" if self.capability else "",
        )


def _mail_owner() -> tuple[int, int]:
    owner = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    return owner.pw_uid, owner.pw_gid


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A running Dovecot, shared: take a user name of your own."""
    server = Dovecot()
    server.start()
    yield server
    server.remove()


@pytest.fixture
def new_dovecot() -> Iterator[Callable[..., Dovecot]]:
    """Makes and starts further servers with settings of their own, removed after the test."""
    servers: list[Dovecot] = []

    def make(capability: str = "", **settings: Any) -> Dovecot:
        servers.append(Dovecot(capability=capability, **settings))
        servers[-1].start()
        return servers[-1]

    yield make
    for server in servers:
        server.remove()
