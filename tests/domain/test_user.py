"""Names that can't be taken for others."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.domain.user import ROLES, Role, Unfit, User, display_name, folded_name, printable, user_name
from tests.mails import NOON


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Anna", "anna"),
        ("  ANNA   Nowak ", "anna nowak"),
        ("ＡＮＮＡ", "anna"),  # full width
        ("Łukasz.Żak", "łukasz.żak"),
        ("Z\u0307ak", "żak"),  # composed
        ("Straße", "strasse"),
        ("Фёдор", "фёдор"),
        ("o'neill+desk@acme-firm.example", "o'neill+desk@acme-firm.example"),
        ("a" * 60, "a" * 60),
    ],
)
def test_a_name_is_kept_in_one_way_of_writing_it(written: str, kept: str) -> None:
    assert user_name(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "", " ", "a" * 61, "4711", "anna\u200b", "an\u00adna", "anna\u202e", "a\nb", "anna\x00", "\ud800nna", "a..b", ".anna", "anna-",
        "аnna",  # a Cyrillic letter among Latin ones
        "сора",  # Cyrillic ones only, which read as Latin "copa"
        "αννα", "ana\u0331", "аn\u0430", "ıvan", "ɑnna", "anna👤", "a/b", "a<b>", "bot", "Customer", "OPERATOR", "intakebot",
    ],
)  # fmt: skip
def test_a_name_that_could_be_taken_for_anothers_is_refused(written: str) -> None:
    with pytest.raises(Unfit):
        user_name(written)


@given(st.text(max_size=70) | st.from_regex(r"[A-Za-zА-Яа-яŁłŻż0-9 ._'@+-]{1,70}", fullmatch=True))
def test_whatever_is_written_a_kept_name_is_plain_and_stays_itself(written: str) -> None:
    try:
        name = user_name(written)
    except Unfit:
        return
    assert user_name(name) == user_name(name.upper()) == user_name(f" {name} ") == name
    assert 1 <= len(name) <= 60
    assert name.isprintable()
    assert unicodedata.is_normalized("NFKC", name)
    alphabets = {unicodedata.name(sign).split()[0] for sign in name if sign.isalpha()}
    assert alphabets in ({"LATIN"}, {"CYRILLIC"})


@given(st.text())
def test_anything_can_be_compared_with_names(written: str) -> None:
    assert folded_name(folded_name(written)) == folded_name(written)


@given(st.text(st.characters()), st.integers(0, 50))
def test_whatever_was_sent_can_be_kept(sent: str, most: int) -> None:
    kept = printable(sent, most)
    assert len(kept) <= most
    assert kept.isprintable()
    kept.encode()


def test_what_colleagues_read_is_one_line() -> None:
    assert display_name(" Анна \t Новак ") == "Анна Новак"
    for bad in ("", "\n", "a\u202eb", "a" * 101):
        with pytest.raises(Unfit):
            display_name(bad)


@pytest.mark.parametrize(("role", "may"), [("agent", 1), ("manager", 2), ("operator", 3)])
def test_each_role_may_what_those_before_may(role: Role, may: int) -> None:
    who = User(
        id=1, name="a", display="A", role=role, language="en", zone="UTC", active=True, totp=False, created_at=NOON
    )  # fmt: skip
    assert [who.may(other) for other in ROLES] == [True] * may + [False] * (3 - may)
