from hypothesis import given
from hypothesis import strategies as st

from intakebot.domain.number import check_digit, draw, find

DIGITS = st.text("0123456789", min_size=7, max_size=7)


def test_a_drawn_number_is_found_again_in_a_subject() -> None:
    number = draw("CEN")
    assert find(f"Re: [{number}] Server") == (number,)
    assert find(f"odp: {number.lower()}, pilne") == (number,)


@given(DIGITS, st.integers(0, 7), st.integers(1, 9))
def test_every_single_wrong_digit_is_noticed(digits: str, place: int, shift: int) -> None:
    right = digits + check_digit(digits)
    wrong = right[:place] + str((int(right[place]) + shift) % 10) + right[place + 1 :]
    assert check_digit(right) == "0"
    assert check_digit(wrong) != "0"


@given(DIGITS, st.integers(0, 6))
def test_every_swap_of_neighbours_is_noticed(digits: str, place: int) -> None:
    right = digits + check_digit(digits)
    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert swapped == right or check_digit(swapped) != "0"


def test_what_looks_like_a_number_and_is_none() -> None:
    number = draw("AB")
    for text in (f"9{number}", f"{number}1", "AB-1234-567", "A-1234-5678", number.replace("-", " ")):
        assert find(text) == ()
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert find(wrong) == ()


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    find(text)
