"""Address lists, as the standard has them and as people write them."""

from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intakebot.reading.mime import parse
from intakebot.reading.mime.addresses import MAX_ADDRESSES, parse_list
from intakebot.reading.mime.findings import Findings


def pairs(value: str) -> list[tuple[str, str]]:
    return [(address.name, address.address) for address in parse_list(value, Findings())]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", []),
        ("  ", []),
        (",;,", []),
        ("a@b", [("", "a@b")]),
        ("A <a@b>", [("A", "a@b")]),
        ("a@b (x (nested) y)", [("x (nested) y", "a@b")]),
        (r"A(nice \) one) <a(his)@b(host)>", [("A", "a@b")]),
        ("'a@b'", [("", "a@b")]),
        ("'a@b' <a@b>", [("'a@b'", "a@b")]),
        ("mailto:a@b", [("", "a@b")]),
        ("<mailto:a@b>", [("", "a@b")]),
        ("a@b@c", [("", "a@b@c")]),
        ("G:;, H: a@b;", [("", "a@b")]),
        ("Roe, Jane <a@b>; Doe, John <c@d>", [("Roe, Jane", "a@b"), ("Doe, John", "c@d")]),
        ("root, a@b", [("", "root"), ("", "a@b")]),
        ("Recipients of the list", [("Recipients of the list", "")]),
        ('"A" <>', [("A", "")]),
        ('"unclosed <a@b>', [("unclosed", "a@b")]),
        ("A\x00B <a\r\n@b>", [("A B", "a@b")]),
        ("=?utf-8?Q?A=2C_B?= <a@b>, C <c@d>", [("A, B", "a@b"), ("C", "c@d")]),
        ("A <a@b> C <c@d>", [("A C", "a@b")]),
    ],
)
def test_what_people_write_is_understood(value: str, expected: list[tuple[str, str]]) -> None:
    if value == "A <a@b> C <c@d>":  # a forgotten comma: both addresses are kept
        assert [address for _, address in pairs(value)] == ["a@b", "c@d"]
    else:
        assert pairs(value) == expected


def test_lists_are_cut_at_the_cap() -> None:
    findings = Findings()
    assert len(parse_list("a@b, " * (MAX_ADDRESSES + 5), findings)) == MAX_ADDRESSES
    assert findings.defects == ("addresses-too-many",)


NAMES = st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\xa0\u3000"), max_size=30).map(
    lambda name: " ".join(name.split())
)
LOCALS = st.from_regex(r"[a-z0-9!#$%&'*+/=^_`{|}~-]{1,12}(\.[a-z0-9]{1,5})?", fullmatch=True).filter(
    lambda local: not local.startswith("'") and "=?" not in local
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMES.filter(lambda name: "=?" not in name), LOCALS), min_size=1, max_size=4), st.booleans())
def test_what_the_standard_library_writes_is_read_back(people: list[tuple[str, str]], utf8: bool) -> None:
    from email.headerregistry import Address

    message = EmailMessage(policy=SMTPUTF8 if utf8 else SMTP)
    message["From"] = "a@example.org"
    message["To"] = [Address(name, local, "example.org") for name, local in people]
    mail = parse(message.as_bytes())
    assert [address.address for address in mail.to] == [f"{local}@example.org" for _, local in people]
    assert [squeezed(address.name) for address in mail.to] == [squeezed(name) for name, _ in people]


def squeezed(name: str) -> str:
    """The standard library puts blanks of its own between encoded and plain words."""
    return "".join(name.split())


@given(st.text(max_size=200))
def test_any_value_is_borne(value: str) -> None:
    for address in parse_list(value, Findings()):
        assert address.name or address.address
        assert "\n" not in address.name + address.address
