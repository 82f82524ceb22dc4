import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.domain.token import Purpose, Token

SECRET = b"s" * 32
TOKEN = Token(number="CEN-1234-5672", purpose="r", ordinal=1)


@pytest.mark.parametrize("purpose", ["r", "m", "b"])
def test_a_token_survives_the_mail_system(purpose: Purpose) -> None:
    token = Token(number="CEN-1234-5672", purpose=purpose, ordinal=12)
    signed = token.signed(SECRET)
    assert Token.find(f"support+{signed}@desk.example".upper(), SECRET) == token
    assert Token.find(f"<{signed}@desk.example>", SECRET) == token
    assert len(f"support+{signed}") <= 64


def test_a_forged_token_is_none() -> None:
    signed = TOKEN.signed(SECRET)
    other_number = signed.replace("1234", "1235")
    other_purpose = signed.replace("-r1-", "-b1-")
    other_ordinal = signed.replace("-r1-", "-r2-")
    for forged in (other_number, other_purpose, other_ordinal, signed[:-1] + ("a" if signed[-1] != "a" else "b")):
        assert Token.find(forged, SECRET) is None
    assert Token.find(signed, b"another secret") is None


def test_a_token_within_a_longer_word_is_none() -> None:
    assert Token.find(f"x{TOKEN.signed(SECRET)}", SECRET) is None
    assert Token.find(f"{TOKEN.signed(SECRET)}z", SECRET) is None


def test_the_first_true_token_is_found_among_forged_ones() -> None:
    forged = TOKEN.signed(b"another secret")
    assert Token.find(f"{forged} {TOKEN.signed(SECRET)}", SECRET) == TOKEN


@given(st.text(max_size=500))
def test_any_text_can_be_searched(text: str) -> None:
    Token.find(text, SECRET)
