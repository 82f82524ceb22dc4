"""Dialogues with the SMTP channel over loopback sockets."""

import smtplib
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network

import pytest
import structlog

from intakebot.channels.receiving import conversation
from intakebot.domain.errors import Permanent, StoreUnavailable
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.received import Envelope
from tests.channels.receiving.served import NOW, SUPPORT, Served, serving
from tests.servers.ports import wait_until

MAIL = b"Subject: Printer\r\n\r\nIt is on fire.\r\n"


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as served:
        yield served


@pytest.mark.parametrize("uv", [False, True], ids=["asyncio", "uvloop"])
def test_an_ordinary_dialogue(uv: bool) -> None:
    with serving(uv=uv) as served, served.talk(hello=None) as talk:
        assert talk.hear() == "220 mail.desk.example ESMTP ready"
        assert talk.say("EHLO client.example").splitlines() == [
            "250-mail.desk.example",
            "250-PIPELINING",
            "250-SIZE 26214400",
            "250-ENHANCEDSTATUSCODES",
            "250-8BITMIME",
            "250-SMTPUTF8",
            "250 HELP",
        ]
        assert talk.send(MAIL) == "250 2.0.0 We have your message"
        assert talk.say("QUIT") == "221 2.0.0 Goodbye"
        assert talk.hung_up()
        (received,) = served.desk.received
        assert received.raw == MAIL
        assert received.envelope == Envelope(
            channel="smtp",
            mailbox="support@desk.example",
            mail_from="anna@customer.example",
            rcpt_tos=("support@desk.example",),
            peer="127.0.0.1",
            received_at=NOW,
        )


def test_smtplib_as_clients_use_it(served: Served) -> None:
    with smtplib.SMTP("127.0.0.1", served.port, timeout=10) as client:
        for number in range(3):
            text = f"Subject: {number}\n\n.a dot\n..two\n.\nend\n"
            refused = client.sendmail("anna@customer.example", ["support@desk.example", "nobody@other.example"], text)
            assert list(refused) == ["nobody@other.example"]
    assert [received.raw for received in served.desk.received] == [
        f"Subject: {number}\r\n\r\n.a dot\r\n..two\r\n.\r\nend\r\n".encode() for number in range(3)
    ]


def test_an_old_client_says_helo(served: Served) -> None:
    with served.talk(hello=None) as talk:
        talk.hear()
        assert talk.say("HELO old.example") == "250 mail.desk.example"
        assert talk.send(MAIL).startswith("250 ")


def test_small_talk(served: Served) -> None:
    with served.talk() as talk:
        assert talk.say("NOOP") == "250 2.0.0 OK"
        assert talk.say("noop whatever") == "250 2.0.0 OK"
        assert talk.say("HELP").startswith("214 2.0.0 ")
        assert talk.say("HELP MAIL").startswith("214 2.0.0 ")
        assert talk.say("VRFY support@desk.example").startswith("252 2.5.0 ")
        assert talk.say("VRFY").startswith("501 5.5.4 ")
        assert talk.say("EXPN staff").startswith("502 5.5.1 ")
        assert talk.say("AUTH PLAIN AGFubmEAc2VjcmV0").startswith("502 5.5.1 ")
        assert talk.say("STARTTLS").startswith("502 5.5.1 ")
        assert talk.say("LHLO client.example").startswith("500 5.5.1 ")
        assert talk.say("FROBNICATE").startswith("500 5.5.1 ")
        assert talk.say("").startswith("500 5.5.1 ")
        assert talk.say("EHLO").startswith("501 5.5.4 ")
        assert talk.say("QUIT now").startswith("501 5.5.4 ")
        assert talk.say("RSET now").startswith("501 5.5.4 ")
        assert talk.send(MAIL).startswith("250 2.0.0 ")


def test_commands_out_of_order(served: Served) -> None:
    with served.talk(hello=None) as talk:
        talk.hear()
        assert talk.say("MAIL FROM:<a@b.example>") == "503 5.5.1 Please send EHLO first"
        talk.say("EHLO client.example")
        assert talk.say("RCPT TO:<support@desk.example>").startswith("503 5.5.1 ")
        assert talk.say("DATA").startswith("503 5.5.1 ")
        assert talk.say("MAIL FROM:<a@b.example>").startswith("250 2.1.0 ")
        assert talk.say("MAIL FROM:<c@d.example>").startswith("503 5.5.1 ")
        assert talk.say("DATA").startswith("503 5.5.1 ")
        assert talk.say("RCPT TO:<support@desk.example>").startswith("250 2.1.5 ")
        assert talk.say("DATA now").startswith("501 5.5.4 ")
        assert talk.say("RSET") == "250 2.0.0 OK"
        assert talk.say("DATA").startswith("503 5.5.1 ")
        talk.say("MAIL FROM:<a@b.example>")
        talk.say("EHLO again.example")
        assert talk.say("RCPT TO:<support@desk.example>").startswith("503 5.5.1 ")


def test_nothing_is_passed_on_to_others(served: Served) -> None:
    with served.talk() as talk:
        talk.say("MAIL FROM:<support@desk.example>")
        for address in ("a@other.example", "staff@desk.example", "a%other.example@desk.example", "other.example!a"):
            assert talk.say(f"RCPT TO:<{address}>") == (
                "550 5.7.1 This address isn't one of ours, and we pass no mail on"
            )
        assert talk.say("DATA").startswith("503 5.5.1 ")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("TO:<Support@DESK.example>", "Support@DESK.example"),
        ("TO: <support@desk.example>", "support@desk.example"),
        ("to:support@desk.example", "support@desk.example"),
        ("TO:<@relay.example,@other.example:support@desk.example>", "support@desk.example"),
        ("TO:<support+SUP-1234-5678@desk.example>", "support+SUP-1234-5678@desk.example"),
        ('TO:<"support"@desk.example>', '"support"@desk.example'),
        ("TO:<support@desk.example.>", "support@desk.example."),
        ("TO:<Postmaster>", "Postmaster"),
        ("TO:<помощь@desk.example>", "помощь@desk.example"),
    ],
)
def test_ways_to_write_a_recipient(written: str, kept: str) -> None:
    postmaster = Mailbox(address="post@desk.example", aliases=("postmaster@desk.example",), prefix="PM", from_name="")
    pomoc = Mailbox(address="помощь@desk.example", prefix="POM", from_name="Помощь")
    with serving(mailboxes=(SUPPORT, postmaster, pomoc)) as served, served.talk() as talk:
        talk.say("MAIL FROM:<анна@клиент.example> SMTPUTF8 BODY=8BITMIME")
        assert talk.say(f"RCPT {written}").startswith("250 2.1.5 ")
        talk.say("DATA")
        talk.type(MAIL + b".\r\n")
        assert talk.hear().startswith("250 ")
        envelope = served.desk.received[0].envelope
        assert envelope.rcpt_tos == (kept,)
        assert envelope.mail_from == "анна@клиент.example"


@pytest.mark.parametrize(
    "written",
    ["", "TO:", "TO:<>", "TO:<support@desk.example", "support@desk.example", "TO:<@desk.example>", "TO:<support@>",
     "TO:<sup port@desk.example>", "FROM:<support@desk.example>", "TO:<<support@desk.example>>", "TO:<a>b@c>",
     "TO:<support@desk.example>junk", "TO:<sup\u202eport@desk.example>"],
)  # fmt: skip
def test_what_is_no_recipient(served: Served, written: str) -> None:
    with served.talk() as talk:
        talk.say("MAIL FROM:<a@b.example>")
        assert talk.say(f"RCPT {written}").startswith("501 5.5.4 ")


def test_the_null_sender_is_welcome(served: Served) -> None:
    with served.talk() as talk:
        assert talk.say("MAIL FROM:<>").startswith("250 2.1.0 ")
        talk.say("RCPT TO:<support@desk.example>")
        talk.say("DATA")
        talk.type(MAIL + b".\r\n")
        assert talk.hear().startswith("250 ")
        assert served.desk.received[0].envelope.mail_from == ""


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ("SIZE=1000", "250 2.1.0"),
        ("size=26214400 body=8bitmime", "250 2.1.0"),
        ("SIZE=26214401", "552 5.3.4"),
        ("SIZE=99999999999999999999", "552 5.3.4"),
        ("SIZE=" + "9" * 400, "501 5.5.4"),
        ("SIZE=many", "501 5.5.4"),
        ("SIZE", "501 5.5.4"),
        ("SIZE=", "501 5.5.4"),
        ("BODY=BINARYMIME", "501 5.5.4"),
        ("SMTPUTF8=yes", "501 5.5.4"),
        ("RET=HDRS", "555 5.5.4"),
    ],
)
def test_options_of_mail(served: Served, options: str, answer: str) -> None:
    with served.talk() as talk:
        assert talk.say(f"MAIL FROM:<a@b.example> {options}").startswith(answer)


def test_options_of_rcpt_are_not_known(served: Served) -> None:
    with served.talk() as talk:
        talk.say("MAIL FROM:<a@b.example>")
        assert talk.say("RCPT TO:<support@desk.example> NOTIFY=NEVER").startswith("555 5.5.4 ")


def test_recipients_are_kept_once_and_the_first_names_the_mailbox(served: Served) -> None:
    with served.talk() as talk:
        again = ("billing@desk.example", "support@desk.example", "billing@desk.example")
        assert talk.send(MAIL, *again) == "250 2.0.0 We have your message"
        assert talk.silent()
        envelope = served.desk.received[0].envelope
        assert envelope.rcpt_tos == ("billing@desk.example", "support@desk.example")
        assert envelope.mailbox == "billing@desk.example"


def test_a_trusted_peer_is_noted() -> None:
    with serving(trusted_peers=(ip_network("10.0.0.0/8"), ip_network("127.0.0.8/32"))) as served:
        for address in ("127.0.0.8", "127.0.0.9"):
            with served.talk(address=address) as talk:
                talk.send(MAIL)
        assert [(r.envelope.peer, r.envelope.trusted) for r in served.desk.received] == [
            ("127.0.0.8", True),
            ("127.0.0.9", False),
        ]


def test_ipv6() -> None:
    with serving(host="::1") as served:
        with smtplib.SMTP("::1", served.port, timeout=10) as client:
            client.sendmail("a@b.example", ["support@desk.example"], MAIL)
        assert served.desk.received[0].envelope.peer == "::1"


# Pipelining and packets.

WHOLE = (
    b"EHLO client.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<support@desk.example>\r\nRCPT TO:<x@y.example>\r\n"
    b"DATA\r\nSubject: 1\r\n\r\n..dots\r\n.\r\n"
    b"MAIL FROM:<>\r\nRCPT TO:<billing@desk.example>\r\nDATA\r\n.\r\nNOOP\r\nQUIT\r\n"
)


@pytest.mark.parametrize("slowly", [False, True], ids=["one packet", "byte by byte"])
@pytest.mark.parametrize("uv", [False, True], ids=["asyncio", "uvloop"])
def test_a_whole_session_at_once_or_byte_by_byte(slowly: bool, uv: bool) -> None:
    with serving(uv=uv) as served, served.talk(hello=None) as talk:
        (talk.type_slowly if slowly else talk.type)(WHOLE)
        codes = [talk.hear()[:3] for _ in range(12)]
        assert codes == ["220", "250", "250", "250", "550", "354", "250", "250", "250", "354", "250", "250"]
        assert talk.hear().startswith("221 ")
        assert talk.hung_up()
        assert [r.raw for r in served.desk.received] == [b"Subject: 1\r\n\r\n.dots\r\n", b""]
        assert [r.envelope.mailbox for r in served.desk.received] == ["support@desk.example", "billing@desk.example"]


def test_pipelined_commands_are_answered_in_one_packet(served: Served) -> None:
    with served.talk() as talk:
        talk.type(b"MAIL FROM:<a@b.example>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\n")
        assert talk.sock.recv(65536).count(b"\r\n") == 3


def test_a_client_that_stops_speaking_still_hears_its_answers(served: Served) -> None:
    with served.talk(hello=None) as talk:
        talk.type(WHOLE)
        talk.sock.shutdown(socket.SHUT_WR)
        assert [talk.hear()[:3] for _ in range(13)][-1] == "221"
        assert len(served.desk.received) == 2


def test_a_text_that_came_with_a_refused_data_is_not_obeyed(served: Served) -> None:
    with served.talk() as talk:
        hidden = b"MAIL FROM:<a@b.example>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\nx\r\n.\r\n"
        talk.type(b"MAIL FROM:<a@b.example>\r\nRCPT TO:<x@y.example>\r\nDATA\r\nSubject: x\r\n\r\n" + hidden)
        assert [talk.hear()[:9] for _ in range(3)] == ["250 2.1.0", "550 5.7.1", "503 5.5.1"]
        assert talk.hear().startswith("421 4.7.0 ")
        wait_until(lambda: served.sessions == 0, "the end of the session")
        assert served.desk.received == []


def test_long_lines_and_any_bytes_arrive_as_they_were_sent(served: Served) -> None:
    every = bytes(byte for byte in range(256) if byte not in b"\r\n")
    text = (every * 2000 + b"\r\n") * 3 + b"." * 5000 + b"\r\n" + MAIL
    with served.talk() as talk:
        talk.begin()
        wire = text.replace(b"\r\n.", b"\r\n..") + b".\r\n"
        for start in range(0, len(wire), 7919):
            talk.type(wire[start : start + 7919])
        assert talk.hear().startswith("250 2.0.0 ")
        assert served.desk.received[0].raw == text
        assert served.held == 0


# SMTP smuggling: whatever some other server may take for the end of a message, we don't.

ENDS = [b"\n.\n", b"\r\n.\n", b"\n.\r\n", b"\r.\r", b"\r\n.\r", b"\r.\r\n", b"\n\n.\r\n", b"\r\n\n.\r\n", b"\r\r\n.\n"]


@pytest.mark.parametrize("slowly", [False, True], ids=["one packet", "byte by byte"])
@pytest.mark.parametrize("end", ENDS, ids=repr)
def test_a_smuggled_message_is_refused_with_the_one_it_hides_in(served: Served, end: bytes, slowly: bool) -> None:
    hidden = b"MAIL FROM:<ceo@desk.example>\r\nRCPT TO:<billing@desk.example>\r\nDATA\r\nSubject: pay\r\n\r\nnow"
    with served.talk() as talk:
        talk.begin()
        (talk.type_slowly if slowly else talk.type)(b"Subject: x\r\n\r\ntext" + end + hidden + b"\r\n.\r\n")
        assert talk.hear() == (
            "554 5.6.0 The message has a line feed or carriage return on its own; lines must end with both"
        )
        assert talk.silent(0.05)
        assert served.desk.received == []
        assert talk.send(MAIL).startswith("250 ")
        assert [received.raw for received in served.desk.received] == [MAIL]


@pytest.mark.parametrize("text", [b"a\nb\r\n", b"a\rb\r\n", b"\n", b"a\r\r\n", b"\r\n\rb\r\n", b"a\n\r\n"], ids=repr)
def test_a_line_feed_or_carriage_return_alone_is_refused(served: Served, text: bytes) -> None:
    with served.talk() as talk:
        talk.begin()
        talk.type_slowly(text + b"\r\n.\r\n")
        assert talk.hear().startswith("554 5.6.0 ")


@pytest.mark.parametrize(
    "line",
    [b"NOOP\n", b"NOOP\rNOOP\r\n", b"NOOP\r\r\n", b"NO\x00OP\r\n", b"NOOP \x1b[2J\r\n", b"RCPT TO:<\xff@b.c>\r\n"],
)
def test_a_command_is_one_line_of_text(served: Served, line: bytes) -> None:
    with served.talk() as talk:
        talk.type(line)
        assert talk.hear().startswith("500 5.5.2 ")
        assert talk.say("NOOP").startswith("250 ")


# Caps.


def test_the_size_of_a_message_counts_without_the_dots_of_transport() -> None:
    with serving(max_size=900) as served, served.talk() as talk:
        assert "250-SIZE 900" in talk.say("EHLO client.example")
        assert talk.send(b"..\r\n" * 300).startswith("250 ")
        assert served.desk.received[0].raw == b".\r\n" * 300
        assert talk.send(b"..\r\n" * 299 + b"....\r\n") == "552 5.3.4 The message is too big"
        assert talk.send(b"x" * 899 + b"\r\n") == "552 5.3.4 The message is too big"
        assert talk.send(b"x" * 898 + b"\r\n").startswith("250 ")


def test_a_message_far_too_big_is_read_and_not_kept() -> None:
    with serving(max_size=1000) as served, served.talk() as talk:
        talk.begin()
        for _ in range(40):
            talk.type(b"x" * 100_000 + b"\n")
            assert served.held < 2_000_000
        talk.type(b"\r\n.\r\n")
        assert talk.hear() == "552 5.3.4 The message is too big"
        assert served.held == 0
        assert talk.send(MAIL).startswith("250 ")


def test_all_messages_under_way_share_a_limit() -> None:
    with serving(max_held=100_000) as served, served.talk() as first, served.talk() as second:
        first.begin()
        first.type(b"x" * 90_000)
        wait_until(lambda: served.held > 80_000, "the first half")
        second.begin()
        second.type(b"x" * 60_000)
        wait_until(lambda: second.silent(0.02) and served.held < 100_000, "the second being let go")
        second.type(b"\r\n.\r\n")
        assert second.hear().startswith("452 4.3.1 ")
        first.type(b"\r\n.\r\n")
        assert first.hear().startswith("250 2.0.0 ")
        wait_until(lambda: served.held == 0, "nothing to be held")
        assert second.send(MAIL).startswith("250 ")


def test_too_many_recipients() -> None:
    with serving(max_recipients=3, max_errors=3) as served, served.talk() as talk:
        talk.say("MAIL FROM:<a@b.example>")
        answers = [talk.say(f"RCPT TO:<support+{n}@desk.example>")[:9] for n in range(8)]
        assert answers == ["250 2.1.5"] * 3 + ["452 4.5.3"] * 5
        talk.say("DATA")
        talk.type(MAIL + b".\r\n")
        assert talk.hear().startswith("250 ")
        assert len(served.desk.received[0].envelope.rcpt_tos) == 3


def test_too_many_connections() -> None:
    with serving(max_connections=2) as served, served.talk() as first, served.talk() as second:
        with served.talk(hello=None) as third:
            assert third.hear().startswith("421 4.7.0 Too many connections just now")
            assert third.hung_up()
        assert first.say("QUIT").startswith("221 ")
        wait_until(lambda: served.sessions == 1, "the first to leave")
        with served.talk() as fourth:
            assert fourth.say("NOOP").startswith("250 ")
        assert second.say("NOOP").startswith("250 ")


def test_too_many_connections_from_one_address() -> None:
    with (
        serving(max_connections_per_address=1) as served,
        served.talk(),
        served.talk(address="127.0.0.2"),
        served.talk(hello=None) as again,
    ):
        assert again.hear().startswith("421 4.7.0 Too many connections from your address")
        assert again.hung_up()


def test_too_many_errors() -> None:
    with serving(max_errors=3) as served, served.talk() as talk:
        assert [talk.say("FOO")[:3] for _ in range(2)] == ["500", "500"]
        assert talk.send(MAIL).startswith("250 ")
        assert [talk.say("FOO")[:3] for _ in range(3)] == ["500", "500", "500"]
        assert talk.hear() == "421 4.7.0 Too many errors; goodbye"
        assert talk.hung_up()


def test_too_many_commands_without_a_message() -> None:
    with serving(max_commands=5) as served, served.talk() as talk:
        assert talk.send(MAIL).startswith("250 ")
        assert [talk.say("NOOP")[:3] for _ in range(4)] == ["250"] * 4
        assert talk.hear().startswith("421 4.7.0 Too many commands")
        assert talk.hung_up()


def test_command_lines_have_a_length(served: Served) -> None:
    with served.talk() as talk:
        assert talk.say("NOOP " + "x" * 558).startswith("250 ")
        assert talk.say("NOOP " + "x" * 559).startswith("500 5.5.2 ")
        assert talk.say("NOOP " + "x" * 40_000).startswith("500 5.5.2 ")
        talk.type_slowly(b"NOOP " + b"x" * 1000 + b"\r\n")
        assert talk.hear().startswith("500 5.5.2 ")
        assert talk.say("NOOP").startswith("250 ")


def test_a_line_without_end_is_no_dialogue(served: Served) -> None:
    with served.talk() as talk:
        talk.type(b"x" * 300_000)
        assert talk.hung_up()


def test_browsers_are_shown_out(served: Served) -> None:
    with served.talk(hello=None) as talk:
        talk.hear()
        talk.type(b"POST / HTTP/1.1\r\nHost: x\r\n\r\nEHLO x\r\n")
        assert talk.hear() == "421 4.7.0 This is a mail server"
        assert talk.hung_up()


# Time.


def test_a_silent_client_is_told_and_left() -> None:
    with serving(command_timeout=0.1) as served, served.talk() as talk:
        assert talk.hear().startswith("421 4.4.2 ")
        assert talk.hung_up()
        wait_until(lambda: served.sessions == 0, "the end of the session")


def test_a_client_that_falls_silent_in_its_message_is_told_and_left() -> None:
    with serving(command_timeout=0.2) as served, served.talk() as talk:
        talk.begin()
        talk.type(b"half a li")
        assert talk.hear().startswith("421 4.4.2 ")
        assert talk.hung_up()
        wait_until(lambda: served.held == 0, "nothing to be held")
        assert served.desk.received == []


def test_a_message_may_not_trickle_for_ever() -> None:
    with serving(data_timeout=0.3) as served, served.talk() as talk:
        talk.begin()
        for _ in range(500):
            talk.type(b"x")
            if not talk.silent(0.01):
                break
        assert talk.hear().startswith("421 4.4.2 ")
        assert talk.hung_up()


def test_a_session_may_not_last_for_ever() -> None:
    with serving(session_timeout=0.3, max_commands=10**9) as served, served.talk() as talk:
        started = time.monotonic()
        while (answer := talk.say("NOOP")).startswith("250 "):
            assert time.monotonic() < started + 60
        assert answer.startswith("421 4.4.2 ")


def test_a_client_that_reads_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "_FAREWELL", 0.1)
    with serving(command_timeout=0.3, max_commands=10**9) as served, served.talk() as talk:
        talk.sock.settimeout(0.05)
        with pytest.raises((TimeoutError, ConnectionError)):
            talk.type(b"HELP\r\n" * 10_000_000)  # whoever is first: the pipe is full, or the server has left
        wait_until(lambda: served.sessions == 0, "the end of the session")


# Handing over.


def test_250_waits_for_the_commit(served: Served) -> None:
    served.desk.at_once = False
    with served.talk() as talk:
        talk.begin()
        talk.type(MAIL + b".\r\nNOOP\r\n")
        assert talk.silent()
        served.desk.futures[0].set_result(None)
        assert talk.hear() == "250 2.0.0 We have your message"
        assert talk.hear() == "250 2.0.0 OK"


@pytest.mark.parametrize("error", [StoreUnavailable("disk full"), Permanent("no"), ZeroDivisionError("oops")], ids=repr)
def test_a_commit_that_fails_can_be_tried_again(served: Served, error: Exception) -> None:
    served.desk.error = error
    with structlog.testing.capture_logs() as logs, served.talk() as talk:
        assert talk.send(MAIL) == "451 4.3.0 We can't take the message just now; please try again in a few minutes"
        served.desk.error = None
        assert talk.send(MAIL).startswith("250 ")
    (entry,) = [entry for entry in logs if entry["event"].startswith("accept_")]
    assert entry["event"] == ("accept_deferred" if isinstance(error, StoreUnavailable) else "accept_failed")
    assert entry["peer"] == "127.0.0.1"


def test_a_commit_that_was_given_up_can_be_tried_again(served: Served) -> None:
    served.desk.at_once = False
    with served.talk() as talk:
        talk.begin()
        talk.type(MAIL + b".\r\n")
        wait_until(lambda: served.desk.futures, "accept")
        served.desk.futures[0].cancel()
        assert talk.hear().startswith("451 4.3.0 ")


def test_a_commit_that_takes_too_long_goes_on_without_us() -> None:
    with serving(accept_timeout=0.1) as served, served.talk() as talk:
        served.desk.at_once = False
        assert talk.send(MAIL).startswith("451 4.3.0 ")
        assert not served.desk.futures[0].cancelled()
        served.desk.futures[0].set_exception(StoreUnavailable("at last"))
        served.desk.at_once = True
        assert talk.send(MAIL).startswith("250 ")


def test_a_client_that_vanishes_in_its_message_leaves_nothing(served: Served) -> None:
    with served.talk() as talk:
        talk.begin()
        talk.type(MAIL * 1000)
        wait_until(lambda: served.held > 0, "the beginning of the message")
    wait_until(lambda: served.sessions == 0, "the end of the session")
    assert (served.desk.received, served.held) == ([], 0)


def test_a_client_that_vanishes_after_its_message_has_sent_it(served: Served) -> None:
    served.desk.at_once = False
    with served.talk() as talk:
        talk.begin()
        talk.type(MAIL + b".\r\n")
        wait_until(lambda: served.desk.futures, "accept")
    assert not served.desk.futures[0].cancelled()
    served.desk.futures[0].set_result(None)
    wait_until(lambda: served.sessions == 0, "the end of the session")
    assert served.desk.received[0].raw == MAIL


def test_fifty_sessions_side_by_side() -> None:
    def text(number: int, part: int) -> str:
        return f"Subject: {number}/{part}\r\n\r\n" + f"{number}\r\n" * 2000

    with serving(max_connections_per_address=50) as served:

        def client(number: int, port: int = served.port) -> None:
            with smtplib.SMTP("127.0.0.1", port, timeout=20) as smtp:
                for part in range(4):
                    smtp.sendmail(f"c{number}@b.example", ["support@desk.example"], text(number, part))

        with ThreadPoolExecutor(50) as pool:
            list(pool.map(client, range(50)))
        sent = sorted(text(number, part).encode() for number in range(50) for part in range(4))
        assert sorted(received.raw for received in served.desk.received) == sent


# The end.


@pytest.mark.parametrize("uv", [False, True], ids=["asyncio", "uvloop"])
def test_stopping_lets_a_running_message_end(uv: bool) -> None:
    with serving(uv=uv) as served, served.talk() as busy, served.talk() as idle:
        busy.begin()
        busy.type(MAIL)
        wait_until(lambda: served.held > 0, "the beginning of the message")
        stopped = served.stop()
        assert idle.hear().startswith("421 4.3.2 ")
        assert idle.hung_up()
        with pytest.raises(ConnectionRefusedError):
            served.talk()
        assert not stopped.done()
        busy.type(b".\r\n")
        assert busy.hear() == "250 2.0.0 We have your message"
        assert busy.hear().startswith("421 4.3.2 ")
        assert busy.hung_up()
        stopped.result(5)
        assert served.desk.received[0].raw == MAIL


def test_stopping_does_not_wait_for_ever() -> None:
    with serving(grace=0.1) as served, served.talk() as talk:
        talk.begin()
        served.stop().result(5)
        assert talk.hung_up()
        assert served.desk.received == []


def test_stopping_twice_and_before_the_start_is_no_fault(served: Served) -> None:
    served.stop().result(5)
    served.stop().result(5)
    assert served.channel.port == 0
