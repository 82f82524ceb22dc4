"""Encoded words."""

from email.header import Header

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intakebot.reading.mime.findings import Findings
from intakebot.reading.mime.words import decode_words, one_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("=?utf-8?Q?a?= =?utf-8?Q?b?= c", "ab c"),
        ("=?utf-8?Q?a?=x=?utf-8?Q?b?=", "axb"),
        ("=?utf-8?Q?=D0?==?utf-8?Q?=9F?=", "П"),
        ("=?utf-8?Q?a?=\t=?us-ascii?Q?b?=", "ab"),
        ("=?utf-8*en-US?q?a_b?=", "a b"),
        ("=?utf-8?Q?How?=20are you?=", "How? are you"),
        ("=?utf-8?Q?100%?=", "100%"),
        ("=?utf-8?Q?=ZZ=C5=82?=", "=ZZł"),
        ("=?utf-8?B?xYI?=", "ł"),
        ("=?utf-8?B?xYI=xYI=?=", "łł"),
        ("=?utf-8?B? xY I= ?=", "ł"),
        ("=?utf-8?B??=", ""),
        ("=?utf-8?B?!!!?=", "=?utf-8?B?!!!?="),
        ("=?utf-8?Z?a?=", "=?utf-8?Z?a?="),
        ("=?utf-8?Q?a", "=?utf-8?Q?a"),
        ("=??Q?a?=", "=??Q?a?="),
        ("=?=?utf-8?Q?a?=", "=?a"),
        ("=?iso-2022-jp?B?GyRCQFxCMxsoQg==?= =?iso-2022-jp?B?GyRCQFxCMxsoQg==?=", "接続接続"),
        ("=?utf-7?Q?+AUI-?=", "ł"),
        ("=?nonsense?Q?=C5=82?=", "ł"),
    ],
)
def test_words_are_decoded_as_far_as_they_can_be(text: str, expected: str) -> None:
    assert decode_words(text, Findings()) == expected


def test_one_line_has_no_controls() -> None:
    assert one_line(" a\r\nb\tc\x00d\u2028e\x7f ") == "a b c d e"


@settings(deadline=None)
@given(
    st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=120).filter(
        lambda text: "=?" not in text
    )
)
def test_what_the_standard_library_encodes_is_read_back(text: str) -> None:
    encoded = Header(text, "utf-8").encode()
    assert decode_words(encoded.replace("\n", ""), Findings()) == text


@given(st.text(max_size=200))
def test_any_text_is_borne(text: str) -> None:
    decode_words(text, Findings())
