"""Configurations of bots that work with real servers."""

import secrets
from pathlib import Path

from tests.servers.dovecot import PASSWORD

_MAIL = """\
[relay]
host = "127.0.0.1"
port = {relay_port}
tls = "{tls}"
{ca}

[lmtp]
listen = "{lmtp}"

[[mailbox]]
address = "support@desk.example"
prefix = "DESK"

[[mailbox]]
address = "help@lmtp.example"
prefix = "HELP"
"""
_IMAP = """
[[mailbox]]
address = "{user}@imap.example"
prefix = "MAP"
authserv_id = "mx.imap.example"
[mailbox.imap]
host = "127.0.0.1"
port = {port}
tls = "none"
user = "{user}"
password_file = "{password_file}"
poll_seconds = 1
"""


def config(relay_port: int = 0, tls: str = "none", ca: str = "", lmtp: str = "", imap: str = "") -> str:
    """config.toml of a bot with a relay, unless its port is 0, and with a mailbox to be fetched from, if given."""
    text = _MAIL.format(relay_port=relay_port or 25, tls=tls, ca=ca, lmtp=lmtp)
    return (text if relay_port else text.replace('host = "127.0.0.1"', "", 1)) + imap


def mailbox(user: str, port: int, folder: Path) -> str:
    """The mailbox of a Dovecot's user; the password's file is written into the folder."""
    (folder / "password").write_text(f"{PASSWORD}\n")
    return _IMAP.format(user=user, port=port, password_file=folder / "password")


def new_user() -> str:
    """A user's name that nobody else has."""
    return f"user{secrets.token_hex(4)}"
