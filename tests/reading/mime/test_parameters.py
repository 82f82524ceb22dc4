"""Parameters of Content-Type and Content-Disposition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.reading.mime.findings import Findings
from intakebot.reading.mime.parameters import MAX_PARAMETERS, parse


@pytest.mark.parametrize(
    ("value", "kind", "parameters"),
    [
        ("Text/Plain", "text/plain", {}),
        ('text/plain; charset="UTF-8"; Format=flowed', "text/plain", {"charset": "UTF-8", "format": "flowed"}),
        ("text/plain; charset = utf-8 ;; x", "text/plain", {"charset": "utf-8"}),
        ("text/plain charset=utf-8", "text/plain", {"charset": "utf-8"}),
        ("text/plain; charset=us-ascii (Plain text)", "text/plain", {"charset": "us-ascii"}),
        ('x; name="a;b=c"; d=e', "x", {"name": "a;b=c", "d": "e"}),
        ('x; name="a\\"b\\\\c\\d"', "x", {"name": 'a"b\\c\\d'}),
        ('x; name="open; d=e', "x", {"name": "open", "d": "e"}),
        ("x; name=a b c.txt; d=e", "x", {"name": "a b c.txt", "d": "e"}),
        ("x; name*0=a; name*1=b; name*2*=%C5%82", "x", {"name": "abł"}),
        ("x; name*=UTF-8'en'%C5%82", "x", {"name": "ł"}),
        ("x; name*=iso-8859-2''%B3", "x", {"name": "ł"}),
        ("x; name*=nonsense''%C5%82", "x", {"name": "ł"}),
        ("x; name*=%C5%82", "x", {"name": "ł"}),
        ("x; name*1*=%82; name*0*=utf-8''%C5", "x", {"name": "ł"}),
        ("x; name=one; name=two", "x", {"name": "one"}),
        ("x; name=plain; name*=utf-8''%C5%82", "x", {"name": "ł"}),
        ("filename=a.txt", "", {"filename": "a.txt"}),
        ("", "", {}),
    ],
)
def test_parameters_are_read(value: str, kind: str, parameters: dict[str, str]) -> None:
    assert parse(value, Findings()) == (kind, parameters)


def test_a_flood_is_cut() -> None:
    findings = Findings()
    _, parameters = parse("x" + "".join(f"; p{number}=1" for number in range(1_000)), findings)
    assert len(parameters) == MAX_PARAMETERS
    assert findings.defects == ("parameters-too-many",)


@given(st.text(max_size=200))
def test_any_value_is_borne(value: str) -> None:
    parse("x;" + value, Findings())
