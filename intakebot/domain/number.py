"""Ticket numbers: short, easy to say on the telephone, hard to mistype.

PREFIX-dddd-dddd: eight digits in two groups, the last a check digit by Damm's algorithm, which notices every single
wrong digit and every swap of two neighbours.
"""

import re
import secrets

_QUASIGROUP = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
_NUMBER = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2,6})-(\d{4})-(\d{4})(?![\d])", re.ASCII | re.IGNORECASE)


def check_digit(digits: str) -> str:
    """Damm's check digit of a string of decimal digits."""
    interim = 0
    for digit in digits:
        interim = int(_QUASIGROUP[interim][int(digit)])
    return str(interim)


def draw(prefix: str) -> str:
    """A random number with this prefix; the store decides whether it is still free."""
    digits = f"{secrets.randbelow(10_000_000):07d}"
    digits += check_digit(digits)
    return f"{prefix}-{digits[:4]}-{digits[4:]}"


def find(text: str) -> tuple[str, ...]:
    """Every well-formed number in a text, capitalised, in order, each once; those with a wrong check digit are none."""
    found = (f"{m[1].upper()}-{m[2]}-{m[3]}" for m in _NUMBER.finditer(text) if check_digit(m[2] + m[3]) == "0")
    return tuple(dict.fromkeys(found))
