"""Random strings that let somebody in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.guard import opaque


def test_tokens_are_their_own_kind_and_never_the_same() -> None:
    made = {opaque.api_token() for _ in range(100)}
    assert len(made) == 100
    assert all(opaque.is_api_token(token) for token in made)
    assert opaque.is_session_token(opaque.session_token())
    assert opaque.session_token() != opaque.session_token()
    assert not opaque.is_session_token(made.pop())


@given(st.integers(0, 64), st.characters())
def test_a_token_with_one_other_character_is_known_as_broken(at: int, other: str) -> None:
    token = opaque.api_token()
    broken = token[:at] + other + token[at + 1 :]
    assert opaque.is_api_token(broken) == (broken == token)


@pytest.mark.parametrize("cut", [slice(0, -1), slice(1, None), slice(0, 0)])
def test_a_token_copied_in_part_is_known_as_broken(cut: slice) -> None:
    assert not opaque.is_api_token(opaque.api_token()[cut])


@given(st.text())
def test_other_texts_are_no_tokens(text: str) -> None:
    assert not opaque.is_api_token(text)


def test_recovery_codes_are_ten_and_may_be_typed_as_they_look() -> None:
    codes = opaque.recovery_codes()
    assert len(set(codes)) == 10
    for code in codes:
        kept = opaque.recovery_digest(code)
        assert kept is not None
        assert kept == opaque.recovery_digest(code.upper()) == opaque.recovery_digest(f" {code.replace('-', ' ')}\n")


@given(st.text(max_size=60))
def test_what_cant_be_a_recovery_code_has_no_digest(typed: str) -> None:
    found = opaque.recovery_digest(typed)
    assert found is None or len("".join(typed.split()).replace("-", "")) == 16
