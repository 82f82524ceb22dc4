"""What a password must be, and that it is kept safely."""

import unicodedata

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type
from hypothesis import given, settings
from hypothesis import strategies as st

from intakebot.domain.user import Unfit, folded_name
from intakebot.guard.common import COMMON
from intakebot.guard.passwords import Passwords

CHEAP = Passwords(passes=1, kibibytes=8)


def test_the_hash_is_argon2id_at_no_less_than_is_advised() -> None:
    kept = Passwords().hashed("seven quiet otters")
    used = extract_parameters(kept)
    assert used.type is Type.ID
    assert (used.memory_cost, used.time_cost) >= (19 * 1024, 2)  # OWASP's least
    assert Passwords().right(kept, "seven quiet otters")
    assert not Passwords().right(kept, "seven quiet otterz")


def test_the_same_password_is_never_the_same_hash() -> None:
    assert CHEAP.hashed("seven quiet otters") != CHEAP.hashed("seven quiet otters")


@given(st.text(min_size=12, max_size=40))
@settings(max_examples=60)
def test_any_characters_will_do_however_they_are_composed(password: str) -> None:
    try:
        kept = CHEAP.fit(password, "anna")
    except Unfit:
        assert (
            len(unicodedata.normalize("NFKC", password)) < 12
            or len(set(password)) < 8
            or folded_name(password) in COMMON
        )
        return
    assert CHEAP.right(kept, unicodedata.normalize("NFD", password))
    assert not CHEAP.right(kept, password + "x")
    assert not CHEAP.right(kept, password[:-1])


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("elevenchars", "12"),
        ("x" * 257, "256"),
        ("Anna.Nowak.Warszawa", "name"),
        ("  ANNA.nowak.warszawa ", "name"),
        ("Password1234", "first"),
        ("ЙЦУКЕНГШЩЗХЪ", "first"),
        ("qwertyuiop12", "first"),
        ("aaaaaaaaaaaa", "first"),
        ("abcabcabcabc", "first"),
        (" " * 20, "first"),
    ],
)
def test_bad_passwords_are_refused_with_the_reason(password: str, why: str) -> None:
    with pytest.raises(Unfit, match=why):
        CHEAP.fit(password, "anna.nowak.warszawa")


def test_every_common_password_is_one_that_would_pass_otherwise() -> None:
    assert {word for word in COMMON if not 12 <= len(word) <= 256 or folded_name(word) != word} == set()


@pytest.mark.parametrize("strange", ["\ud800" * 12, "\x00" * 12, "x" * 100_000])
def test_strange_passwords_are_wrong_and_break_nothing(strange: str) -> None:
    assert not CHEAP.right(CHEAP.hashed("seven quiet otters"), strange)
    assert not CHEAP.right(None, strange)


@pytest.mark.parametrize("kept", ["", None, "plain", "$argon2id$broken"])
def test_without_a_hash_every_password_is_wrong(kept: str | None) -> None:
    assert not CHEAP.right(kept, "")
    assert not CHEAP.right(kept, "plain")


def test_hashes_of_other_parameters_are_known() -> None:
    kept = CHEAP.hashed("seven quiet otters")
    assert not CHEAP.outdated(kept)
    assert Passwords(passes=2, kibibytes=8).outdated(kept)
