import pytest

from intakebot.channels.sending.wire import Offer, Wire, crlf, xtext
from intakebot.domain.errors import Refused
from tests.channels.letters import VERP, letter

ALL = Offer(pipelining=True, eight_bit=True, smtputf8=True, dsn=True, size=0)


def test_offers_are_read_from_ehlo() -> None:
    extensions = {"pipelining": "", "size": "1000", "8bitmime": "", "dsn": "", "smtputf8": ""}
    assert Offer.of(extensions) == Offer(pipelining=True, eight_bit=True, smtputf8=True, dsn=True, size=1000)
    assert Offer.of({}) == Offer()
    assert [Offer.of({"size": limit}).size for limit in ("", "many", "9" * 40, "-1", "١")] == [0] * 5


def test_nothing_is_said_that_was_not_offered() -> None:
    wire = Wire.of(letter())
    assert wire.mail(Offer()) == f"MAIL FROM:<{VERP}>\r\n".encode()
    assert wire.rcpt(Offer()) == b"RCPT TO:<anna@customers.example>\r\n"


def test_all_that_was_offered_is_used() -> None:
    wire = Wire.of(letter("a+b=c@desk.example"))
    size = len(wire.content)
    assert wire.mail(ALL) == f"MAIL FROM:<{VERP}> SIZE={size} RET=HDRS ENVID=a+2Bb+3Dc@desk.example\r\n".encode()
    assert wire.rcpt(ALL) == b"RCPT TO:<anna@customers.example> NOTIFY=FAILURE,DELAY\r\n"


def test_a_null_return_path_asks_for_no_reports() -> None:
    wire = Wire.of(letter(mail_from=""))
    assert wire.mail(ALL) == f"MAIL FROM:<> SIZE={len(wire.content)}\r\n".encode()
    assert wire.rcpt(ALL) == b"RCPT TO:<anna@customers.example>\r\n"


def test_an_envelope_id_is_left_out_when_too_long() -> None:
    assert b"ENVID" not in Wire.of(letter("x" * 101)).mail(ALL)
    assert b"ENVID=" + b"x" * 100 + b"\r\n" in Wire.of(letter("x" * 100)).mail(ALL)


def test_a_letter_over_the_limit_is_refused_before_anything_is_said() -> None:
    wire = Wire.of(letter(text=b"x" * 1000))
    with pytest.raises(Refused, match="the relay takes 1000 at most"):
        wire.mail(Offer(size=1000))
    assert b" SIZE=" in wire.mail(Offer(size=len(wire.content)))


def test_eight_bit_content_says_so_or_stays() -> None:
    wire = Wire.of(letter(text="Żółw\r\n".encode()))
    assert b" BODY=8BITMIME" in wire.mail(Offer(eight_bit=True))
    with pytest.raises(Refused, match="8-bit"):
        wire.mail(Offer())


@pytest.mark.parametrize(
    ("content", "sent"),
    [
        (b"", b".\r\n"),
        (b".", b"..\r\n.\r\n"),
        (b"a\r\n", b"a\r\n.\r\n"),
        (b"a\r\n.\r\nb", b"a\r\n..\r\nb\r\n.\r\n"),
        (b"a\n.\nb\r.\r", b"a\r\n..\r\nb\r\n..\r\n.\r\n"),
        (b"a\r\r\n.\n", b"a\r\n\r\n..\r\n.\r\n"),
    ],
)
def test_dots_and_line_ends(content: bytes, sent: bytes) -> None:
    assert Wire(letter=letter(), content=crlf(content)).body() == sent


def test_xtext_is_printable_ascii() -> None:
    assert xtext("a b+c=d\x7fż") == "a+20b+2Bc+3Dd+7F+C5+BC"
