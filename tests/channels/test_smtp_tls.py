"""STARTTLS (RFC 3207) over loopback sockets, with a certificate made for the test."""

import smtplib
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.receiving.served import Served, serving
from tests.servers.need import need
from tests.servers.ports import wait_until

MAIL = b"Subject: Printer\r\n\r\nIt is on fire.\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Certificate and key in one file, for mail.desk.example."""
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    name = ("-subj", "/CN=mail.desk.example", "-addext", "subjectAltName=DNS:mail.desk.example,DNS:localhost")
    make = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1")
    command = [str(need("openssl", "openssl")), *make, *name, "-keyout", str(path), "-out", "-"]
    made = subprocess.run(command, check=True, capture_output=True, timeout=30)
    path.write_bytes(path.read_bytes() + made.stdout)
    return path


@pytest.fixture
def client_side(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


@pytest.fixture(params=[False, True], ids=["asyncio", "uvloop"])
def served(certificate: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    with serving(tls=context, require_tls=True, uv=request.param) as served:
        yield served


def test_a_message_over_tls(served: Served, client_side: ssl.SSLContext) -> None:
    with served.talk() as talk:
        assert "250-STARTTLS" in talk.say("EHLO client.example")
        assert talk.say("MAIL FROM:<a@b.example>") == "530 5.7.0 Please send STARTTLS first"
        assert talk.say("STARTTLS please").startswith("501 5.5.4 ")
        assert talk.say("STARTTLS").startswith("220 2.0.0 ")
        talk.secure(client_side)
        assert talk.say("MAIL FROM:<a@b.example>") == "503 5.5.1 Please send EHLO first"
        assert "STARTTLS" not in talk.say("EHLO client.example")
        assert talk.say("STARTTLS").startswith("503 5.5.1 ")
        big = b"Subject: x\r\n\r\n" + b"0123456789\r\n" * 100_000
        assert talk.send(big).startswith("250 2.0.0 ")
        assert talk.say("QUIT").startswith("221 ")
        assert served.desk.received[0].raw == big
    wait_until(lambda: served.sessions == 0, "the end of the session")


def test_smtplib_over_tls(served: Served, client_side: ssl.SSLContext) -> None:
    with smtplib.SMTP("localhost", served.port, timeout=10) as client:
        client.starttls(context=client_side)
        client.sendmail("a@b.example", ["support@desk.example"], MAIL)
    assert served.desk.received[0].raw == MAIL


def test_what_came_in_the_clear_counts_for_nothing(served: Served, client_side: ssl.SSLContext) -> None:
    with served.talk() as talk:
        talk.type(b"STARTTLS\r\nEHLO evil.example\r\nMAIL FROM:<evil@b.example>\r\nRCPT TO:<support@desk.example>\r\n")
        assert talk.hear().startswith("220 2.0.0 ")
        assert talk.silent()
        talk.secure(client_side)
        assert talk.say("DATA").startswith("503 5.5.1 ")
        assert talk.say("RCPT TO:<support@desk.example>").startswith("503 5.5.1 ")
        assert talk.say("MAIL FROM:<a@b.example>") == "503 5.5.1 Please send EHLO first"
        talk.say("EHLO client.example")
        assert talk.send(MAIL).startswith("250 ")
        assert served.desk.received[0].envelope.mail_from == "anna@customer.example"


def test_a_handshake_that_fails_ends_the_session(served: Served) -> None:
    with served.talk() as talk:
        talk.say("STARTTLS")
        talk.type(b"this is no handshake at all\r\n" * 10)
        while talk.sock.recv(65536):
            pass
        wait_until(lambda: served.sessions == 0, "the end of the session")
    assert served.desk.received == []


def test_a_client_that_vanishes_in_the_handshake_is_forgotten(served: Served) -> None:
    with served.talk() as talk:
        talk.say("STARTTLS")
    wait_until(lambda: served.sessions == 0, "the end of the session")


def test_a_client_that_vanishes_over_tls_is_forgotten(served: Served, client_side: ssl.SSLContext) -> None:
    with served.talk() as talk:
        talk.say("STARTTLS")
        talk.secure(client_side)
        talk.say("EHLO client.example")
        talk.begin()
        talk.type(MAIL)
    wait_until(lambda: served.sessions == 0, "the end of the session")
    assert served.desk.received == []


def test_stopping_ends_sessions_over_tls(served: Served, client_side: ssl.SSLContext) -> None:
    with served.talk() as talk:
        talk.say("STARTTLS")
        talk.secure(client_side)
        talk.say("EHLO client.example")
        stopped = served.stop()
        assert talk.hear().startswith("421 4.3.2 ")
        talk.sock.close()
        stopped.result(10)
