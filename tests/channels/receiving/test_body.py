"""Where a message ends, and what is wrong with it, whatever the pieces that it comes in."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.channels.receiving.body import Body

#: Texts in which all that matters happens often.
NASTY = st.lists(st.sampled_from([b"\r\n", b".", b"\r\n.\r\n", b"\r", b"\n", b"a", b"\r\n.", b".."])).map(b"".join)


def fed(wire: bytes, cuts: list[int], max_size: int = 10**6) -> tuple[Body, bytes | None]:
    """A body that has got these bytes in pieces, and what was left after its end."""
    body = Body(max_size)
    edges = sorted({0, len(wire), *(cut % (len(wire) + 1) for cut in cuts)})
    for start, stop in pairwise(edges):
        if (rest := body.feed(wire[start:stop])) is not None:
            return body, bytes(rest) + wire[stop:]
    return body, None


@given(NASTY, st.lists(st.integers(0, 200)))
def test_any_pieces_mean_the_same_as_the_rules(wire: bytes, cuts: list[int]) -> None:
    text, end, rest = (b"\r\n" + wire).partition(b"\r\n.\r\n")
    body, left = fed(wire, cuts)
    if not end:
        assert left is None
        return
    text += b"\r\n"
    assert left == rest
    if re.search(rb"(?<!\r)\n|\r(?!\n)", text):
        assert (body.content(), body.fault) == (b"", "bare")
    else:
        lines = text.split(b"\r\n")[1:]
        assert body.content() == b"\r\n".join(line.removeprefix(b".") for line in lines)
        assert body.fault is None


@given(NASTY, st.lists(st.integers(0, 200)))
def test_any_clean_message_survives_its_transport(text: bytes, cuts: list[int]) -> None:
    text = re.sub(rb"\r\n|\r|\n", b"\r\n", text + b"\n")
    wire = (b"\r\n" + text).replace(b"\r\n.", b"\r\n..")[2:] + b".\r\nQUIT\r\n"
    body, left = fed(wire, cuts)
    assert (body.content(), left) == (text, b"QUIT\r\n")


@given(st.integers(0, 40), st.lists(st.integers(0, 200)))
def test_the_size_is_exact_in_any_pieces(dots: int, cuts: list[int]) -> None:
    body, left = fed(b"..\r\n" * dots + b".\r\n", cuts, max_size=60)
    assert left == b""
    assert body.content() == (b".\r\n" * dots if dots <= 20 else b"")
    assert body.fault == (None if dots <= 20 else "too-big")


def test_a_faulty_message_is_not_kept() -> None:
    body = Body(1000)
    for _ in range(100):
        assert body.feed(b"x" * 1000) is None
    body.growth()
    assert body.counted < 10
    assert body.feed(b"\r\n.\r\nNOOP\r\n") == bytearray(b"NOOP\r\n")
    assert body.fault == "too-big"


def test_the_end_is_found_although_the_message_was_given_up_in_the_middle_of_it() -> None:
    body = Body(1000)
    assert body.feed(b"text\r\n.") is None
    body.refuse("full")
    assert body.feed(b"\r\n") == bytearray()
    assert (body.content(), body.fault) == (b"", "full")


@pytest.mark.parametrize("line", [b"\r\n.", b"\r", b"\n", b"\r\n", b"."], ids=repr)
def test_time_is_linear(line: bytes) -> None:
    body = Body(10**8)
    started = time.process_time()
    for _ in range(2000):
        body.feed(line * 1000)
    assert time.process_time() - started < 3
