"""Arguments of MAIL and RCPT; what they look like in whole dialogues is in test_smtp.py."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.channels.receiving.paths import Argument, read


def test_an_argument_with_options() -> None:
    assert read("FROM", "FROM:<a@b.example> size=10 SMTPUTF8") == Argument(
        address="a@b.example", options=(("SIZE", "10"), ("SMTPUTF8", ""))
    )


@pytest.mark.parametrize("address", ['"a b"@c.example', '"<@\\">"@c.example', "a@[IPv6:2001:db8::1]", "root", ""])
def test_unusual_addresses(address: str) -> None:
    assert read("FROM", f"FROM:<{address}>") == Argument(address=address)


@pytest.mark.parametrize("text", ["FROM:<a@b> =x", "FROM:<a@b> a=", "FROM:<a@b> a==b", "FROM:<a@b> -a", "FROM <a@b>"])
def test_what_is_none(text: str) -> None:
    assert read("FROM", text) is None


@given(st.text('FROM:<>@"\\a. =,\t\u202e', max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    argument = read("FROM", "FROM:" + text)
    assert argument is None or argument.address.isprintable()


@pytest.mark.parametrize("piece", ['"', "\\", '"a"', "@a,", "<", " ", '"\\"', "a"])
def test_time_is_linear(piece: str) -> None:
    started = time.process_time()
    read("FROM", "FROM:<" + piece * 100_000)
    assert time.process_time() - started < 1
