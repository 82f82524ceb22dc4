"""Dialogues with the LMTP channel (RFC 2033) over loopback sockets."""

import smtplib
import socket
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest

from tests.channels.receiving.served import Served, Talk, serving

MAIL = b"Subject: Printer\r\n\r\nIt is on fire.\r\n"
HELLO = "LHLO relay.example"


@pytest.fixture
def served() -> Iterator[Served]:
    with serving(protocol="lmtp", max_size=1000) as served:
        yield served


def test_lmtp_is_greeted_with_lhlo_only(served: Served) -> None:
    with served.talk(hello=None) as talk:
        assert talk.hear() == "220 mail.desk.example LMTP ready"
        assert talk.say("EHLO relay.example") == "500 5.5.1 This is LMTP; please send LHLO"
        assert talk.say("HELO relay.example") == "500 5.5.1 This is LMTP; please send LHLO"
        assert talk.say("MAIL FROM:<>") == "503 5.5.1 Please send LHLO first"
        extensions = talk.say(HELLO).splitlines()
        assert {"250-PIPELINING", "250-ENHANCEDSTATUSCODES", "250-8BITMIME"} <= set(extensions)


def test_each_accepted_recipient_has_its_answer(served: Served) -> None:
    with served.talk(HELLO) as talk:
        talk.say("MAIL FROM:<a@b.example>")
        assert talk.say("RCPT TO:<support@desk.example>").startswith("250 ")
        assert talk.say("RCPT TO:<nobody@desk.example>").startswith("550 5.7.1 ")
        assert talk.say("RCPT TO:<billing@desk.example>").startswith("250 ")
        assert talk.say("RCPT TO:<support@desk.example>").startswith("250 ")
        assert talk.say("DATA").startswith("354 ")
        talk.type(MAIL + b".\r\n")
        assert [talk.hear() for _ in range(3)] == ["250 2.0.0 We have your message"] * 3
        assert talk.say("NOOP") == "250 2.0.0 OK"
        (received,) = served.desk.received
        assert received.envelope.channel == "lmtp"
        assert received.envelope.rcpt_tos == ("support@desk.example", "billing@desk.example")


@pytest.mark.parametrize(
    ("text", "answer"),
    [(b"x" * 2000 + b"\r\n", "552 5.3.4 "), (b"bare\nline\r\n", "554 5.6.0 ")],
    ids=["too big", "bare line feed"],
)
def test_a_refused_message_is_answered_once_a_recipient_too(served: Served, text: bytes, answer: str) -> None:
    with served.talk(HELLO) as talk:
        assert talk.send(text, "support@desk.example", "billing@desk.example").startswith(answer)
        assert talk.hear().startswith(answer)
        assert talk.say("NOOP") == "250 2.0.0 OK"
        assert talk.say("DATA").startswith("503 5.5.1 ")


def test_a_failed_commit_is_answered_once_a_recipient_too(served: Served) -> None:
    served.desk.error = OSError("disk full")
    with served.talk(HELLO) as talk:
        assert talk.send(MAIL, "support@desk.example", "billing@desk.example").startswith("451 4.3.0 ")
        assert talk.hear().startswith("451 4.3.0 ")
        assert talk.silent(0.05)


def test_many_refused_recipients_are_one_error() -> None:
    with serving(protocol="lmtp", max_errors=2) as served, served.talk(HELLO) as talk:
        recipients = [f"support+{number}@desk.example" for number in range(10)]
        assert talk.send(b"bare\nline\r\n", *recipients).startswith("554 ")
        assert [talk.hear()[:3] for _ in range(9)] == ["554"] * 9
        assert talk.say("NOOP").startswith("250 ")


def test_smtplib_speaks_it(served: Served) -> None:
    with smtplib.LMTP("127.0.0.1", served.port) as client:
        assert client.sendmail("a@b.example", ["support@desk.example"], MAIL) == {}
    assert served.desk.received[0].raw == MAIL


@pytest.mark.parametrize("uv", [False, True], ids=["asyncio", "uvloop"])
def test_a_socket_of_the_file_system(tmp_path: Path, uv: bool) -> None:
    path = tmp_path / "lmtp"
    with serving(protocol="lmtp", host=f"unix:{path}", uv=uv, trusted_peers=(ip_network("127.0.0.0/8"),)) as served:
        with socket.socket(socket.AF_UNIX) as sock:
            sock.settimeout(10)
            sock.connect(str(path))
            talk = Talk(sock)
            assert talk.hear().startswith("220 ")
            talk.say(HELLO)
            assert talk.send(MAIL).startswith("250 ")
        envelope = served.desk.received[0].envelope
        assert (envelope.peer, envelope.trusted) == ("unix", True)
        assert served.port == 0
    assert not path.exists()
