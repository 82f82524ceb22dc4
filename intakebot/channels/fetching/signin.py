"""Signing in: a password or an access token, never over a connection that the settings don't allow."""

import subprocess
import time
from collections.abc import Callable

from imapclient.exceptions import (
    IMAPClientAbortError,
    IMAPClientError,
)

from intakebot.channels.fetching.account import Account
from intakebot.channels.fetching.client import Client
from intakebot.domain.errors import Temporary

#: Codes of RFC 5530 §3 by which a server says that it isn't the password's fault.
_PASSING = ("[UNAVAILABLE]", "[INUSE]", "[SERVERBUG]", "[LIMIT]")


class SignInRefused(Temporary):
    """The IMAP server refused the sign-in."""


class NotProtected(Temporary):
    """The IMAP server offers no protected connection."""


class NoToken(Temporary):
    """The token command gave no access token."""


def sign_in(client: Client, account: Account, stopping: Callable[[], bool]) -> None:
    """Protect the connection as the settings ask, and sign in."""
    if account.tls == "starttls":
        if not client.has_capability("STARTTLS"):
            raise NotProtected(f"{account.host} doesn't offer STARTTLS")
        client.starttls(account.tls_context)
    try:
        if account.token_command:
            _with_token(client, account, token(account.token_command, account.token_timeout.total_seconds(), stopping))
        elif account.password:
            _with_password(client, account, account.password())
    except IMAPClientError as error:
        # imapclient hides the loss of the connection behind its LoginError
        cause = error.__context__ if isinstance(error.__context__, IMAPClientError) else error
        detail = _words(cause)
        if isinstance(cause, IMAPClientAbortError) or any(code in detail for code in _PASSING):
            raise Temporary(detail) from None
        raise SignInRefused(f"{account.user} at {account.host}: {detail}") from None


def _with_password(client: Client, account: Account, password: str) -> None:
    """LOGIN, which every server knows; AUTHENTICATE PLAIN (RFC 4616) where LOGIN is disabled or can't carry the text."""
    printable = all(text.isascii() and text.isprintable() for text in (account.user, password))
    login = printable and not client.has_capability("LOGINDISABLED")
    if login:
        client.login(account.user, password)
    elif client.has_capability("AUTH=PLAIN") and account.tls != "none":
        client.plain_login(account.user, password)
    else:
        raise SignInRefused(f"{account.host} takes no password this way (LOGINDISABLED, or letters beyond ASCII)")


def _with_token(client: Client, account: Account, access: str) -> None:
    """XOAUTH2, or OAUTHBEARER where only that is known. A refusal comes as a challenge first, which wants an answer."""
    bearer = not client.has_capability("AUTH=XOAUTH2") and client.has_capability("AUTH=OAUTHBEARER")
    name = account.user.replace("=", "=3D").replace(",", "=2C")
    first = f"n,a={name},\1auth=Bearer {access}\1\1" if bearer else f"user={account.user}\1auth=Bearer {access}\1\1"
    answers, last = iter((first,)), "\1" if bearer else ""  # RFC 7628 §3.2.3
    client.sasl_login("OAUTHBEARER" if bearer else "XOAUTH2", lambda _challenge: next(answers, last))


def token(command: tuple[str, ...], limit: float, stopping: Callable[[], bool]) -> str:
    """The first line that the command writes; NoToken when it fails, overruns `limit` seconds or writes none."""
    try:
        # the operator's own command, without a shell
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 -- the operator's own command, no shell
    except OSError as error:
        raise NoToken(f"{command[0]}: {error.strerror}") from None
    with process:
        output, complaint = _communicate(process, time.monotonic() + limit, stopping)
    lines = output.decode("ascii", "replace").split()
    if process.returncode or len(lines) == 0 or not lines[0].isascii():
        said = complaint.decode("utf-8", "replace").strip()[-200:]
        raise NoToken(f"{command[0]} ended with {process.returncode}: {said or 'no output'}")
    return lines[0]


def _communicate(
    process: "subprocess.Popen[bytes]", deadline: float, stopping: Callable[[], bool]
) -> tuple[bytes, bytes]:
    """Its whole output; killed at the deadline or when we are stopping."""
    while True:
        try:
            return process.communicate(timeout=0.2)
        except subprocess.TimeoutExpired:
            if stopping() or time.monotonic() > deadline:
                process.kill()
                process.communicate()
                raise NoToken(f"{process.args[0]!r} took too long") from None  # type: ignore[index]  # args is the list we gave


def _words(error: BaseException) -> str:
    said = error.args[0] if error.args else ""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
