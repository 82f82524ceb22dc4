"""verdict(): only what the mailbox's own server says proves a sender, and each known way to forge it fails."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.domain.message import Authentication
from intakebot.reading.authentic import aligned, results, verdict
from intakebot.reading.mime import parse

OWN = "mx.desk.example"


def judged(*fields: str, sender: str = "From: Boss <boss@bank.example>", own: str | None = OWN) -> Authentication:
    lines = [field if ": " in field.partition(" ")[0] + " " else f"Authentication-Results: {field}" for field in fields]
    return verdict(parse(("\n".join([*lines, sender]) + "\nSubject: x\n\nhi").encode()), own)


GOOD = [
    f"{OWN}; dmarc=pass header.from=bank.example",
    f"{OWN.upper()} 1; dmarc=pass (p=reject) header.from=BANK.example.",
    f"{OWN}; spf=pass smtp.mailfrom=boss@bank.example",
    f"{OWN}; spf=pass smtp.mailfrom=mail.bank.example",
    f'{OWN}; dkim=pass (good) reason="ok; dmarc=fail" header.d=bank.example header.s=s1',
    f"{OWN}; dkim=pass header.i=@news.bank.example",
    f"{OWN};\n\tdkim=fail header.d=other.example;\n\tdkim=pass header.d=bank.example;\n\tdmarc=none",
    f"{OWN} (our (own) server); dkim = pass header.d = bank.example",
    f"{OWN}; dkim/1=pass header.d=bank.example policy.x=1",
    f'"{OWN}"; spf=pass smtp.mailfrom="bo;ss"@bank.example',
]
BAD = [
    f"{OWN}; none",
    f"{OWN}",
    "",
    f"{OWN}; dmarc=fail header.from=bank.example; spf=pass smtp.mailfrom=bank.example",
    f"{OWN}; dmarc=pass header.from=evil.example",
    f"{OWN}; dmarc=bestguesspass header.from=bank.example",
    f"{OWN}; dmarc=temperror; dkim=pass header.d=bank.example",
    f"{OWN}; spf=pass smtp.mailfrom=evil.example",
    f"{OWN}; spf=pass smtp.helo=bank.example",
    f"{OWN}; spf=softfail smtp.mailfrom=bank.example",
    f"{OWN}; dkim=pass header.d=evilbank.example",
    f"{OWN}; dkim=pass header.d=example",
    f"{OWN}; dkim=pass header.d=evil.example header.i=@bank.example",
    f"{OWN}; arc=pass header.d=bank.example; iprev=pass; auth=pass smtp.auth=boss@bank.example",
    "mx.evil.example; dmarc=pass header.from=bank.example",
    f"x{OWN}; dmarc=pass header.from=bank.example",
    f"{OWN}.evil.example; dmarc=pass header.from=bank.example",
    "dmarc=pass header.from=bank.example",
    f"{OWN}; spf=fail (x; dmarc=pass header.from=bank.example) smtp.mailfrom=evil.example",
    f'{OWN}; spf=pass smtp.mailfrom="x; dmarc=pass header.from=bank.example"@evil.example',
    f'{OWN}; spf=pass smtp.mailfrom="x header.d=bank.example"@evil.example',
    f"{OWN}; spf=pass (never closed smtp.mailfrom=evil.example; dmarc=pass header.from=bank.example",
    f'{OWN}; spf=pass smtp.mailfrom="open; dmarc=pass header.from=bank.example',
    f"{OWN}; spf=none (a\\) ; dmarc=pass header.from=bank.example",
    f"{OWN}; dkim=pass header.d=evil.example header.d=bank.example",
    f"{OWN}; dmarc=fail header.from=bank.example; dmarc=pass header.from=bank.example",
    f"{OWN}; dmarc=none header.from=bank.example; dmarc=pass header.from=bank.example",
    f"({OWN}) mx.evil.example; dmarc=pass header.from=bank.example",
]


@pytest.mark.parametrize("field", GOOD)
def test_proven(field: str) -> None:
    found = judged(field)
    assert found.passed
    assert OWN in found.reason


@pytest.mark.parametrize("field", BAD)
def test_not_proven(field: str) -> None:
    found = judged(field)
    assert not found.passed
    assert found.reason


def test_without_a_named_server_nobody_is_authentic() -> None:
    assert judged(GOOD[0], own=None) == Authentication(passed=False, reason="no trusted server named")
    assert not judged(GOOD[0], own="").passed
    assert not judged().passed


def test_only_the_topmost_field_counts() -> None:
    assert judged(f"{OWN}; dmarc=pass header.from=bank.example", f"{OWN}; dmarc=fail").passed
    assert not judged(f"{OWN}; dmarc=fail", GOOD[0]).passed
    assert not judged(f"{OWN}; none", GOOD[0]).passed
    assert not judged("mx.evil.example; dmarc=pass", GOOD[0]).passed
    assert not judged("", GOOD[0]).passed


@pytest.mark.parametrize("forged", ["dkim=3Dpass_header.d=3Dbank.example", "dmarc=3Dpass_header.from=3Dbank.example"])
def test_encoded_words_in_an_attackers_return_path_stay_encoded(forged: str) -> None:
    assert not judged(f"{OWN}; spf=pass smtp.mailfrom==?utf-8?q?x=3B{forged}_policy.x=3D?=@evil.example").passed


@pytest.mark.parametrize(
    "name", ["ARC-Authentication-Results", "X-Authentication-Results", "Authentication-Results-Original"]
)
def test_headers_with_similar_names_say_nothing(name: str) -> None:
    assert not judged(f"{name}: {GOOD[0]}").passed


@pytest.mark.parametrize(
    "sender",
    [
        "From: boss@bank.example\nFrom: evil@evil.example",
        "From: evil@evil.example\nFrom: boss@bank.example",
        "From: boss@bank.example, evil@evil.example",
        "From: Evil <evil@evil.example>, Boss <boss@bank.example>",
        "From: <boss@bank.example> <evil@evil.example>",
        "From: staff: boss@bank.example, evil@evil.example;",
        "From: =?utf-8?q?evil=40evil=2Eexample=2C?= <boss@bank.example>",
        "From: Boss",
        "From:",
        "Sender: boss@bank.example",
        "From: " + "<" * 50_000 + "boss@bank.example>",
    ],
)
def test_more_or_less_than_one_author_is_not_proven(sender: str) -> None:
    assert not judged(f"{OWN}; dmarc=pass", sender=sender).passed


@pytest.mark.parametrize(
    "sender",
    [
        'From: "Boss, Big" <boss@bank.example>',
        "From: boss@bank.example (the boss, a@b.example)",
        "From: =?utf-8?q?Bo=C3=9F?= <boss@bank.example>",
    ],
)
def test_one_author_however_written(sender: str) -> None:
    assert judged(GOOD[0], sender=sender).passed


def test_an_international_domain_is_the_same_in_both_forms() -> None:
    assert judged(f"{OWN}; dmarc=pass header.from=xn--bcher-kva.example", sender="From: a@bücher.example").passed


@pytest.mark.parametrize(
    ("proven", "author", "expected"),
    [
        ("bank.example", "bank.example", True),
        ("Mail.Bank.example", "bank.example", True),
        ("bank.example", "eu.bank.example", True),
        ("a.bank.example", "b.bank.example", False),
        ("example", "bank.example", False),
        ("nk.example", "bank.example", False),
        ("", "bank.example", False),
        ("bank.example", "", False),
        ("bank.example.evil.example", "bank.example", False),
    ],
)
def test_alignment(proven: str, author: str, expected: bool) -> None:
    assert aligned(proven, author) is expected


@given(st.text(max_size=300))
def test_never_raises(value: str) -> None:
    printable = "".join(char for char in value if char.isprintable())
    assert not judged(f"{OWN}; spf=pass smtp.mailfrom=evil.example ({printable}").passed or ")" in printable
    judged(f"{OWN}; {printable}")


@pytest.mark.parametrize(
    "value", ["(" * 100_000, '"' * 100_000, ";" * 100_000, "a=b " * 50_000, "\\" * 100_000, "a.b=c" * 30_000]
)
def test_hostile_fields_take_no_longer(value: str) -> None:
    started = time.process_time()
    assert not judged(f"{OWN}; {value}").passed
    assert time.process_time() - started < 0.5


NAME = st.from_regex(r"[a-z][a-z0-9]{0,10}", fullmatch=True)
VALUE = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20)
COMMENT = st.sampled_from(["", " ", "\t", " (a) ", ' (a (b;c=d) \\) ") ', " () "])


def quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


@given(
    st.lists(st.tuples(NAME, NAME, st.dictionaries(NAME, VALUE.filter(bool), max_size=3), COMMENT), max_size=5), COMMENT
)
def test_round_trip(checks: list[tuple[str, str, dict[str, str], str]], comment: str) -> None:
    written = f"{comment}{OWN}{comment} 1"
    for method, outcome, properties, gap in checks:
        written += f"{gap};{gap}{method}{gap}={gap}{outcome}"
        written += "".join(f"{gap} header.{name}{gap}={gap}{quoted(value)}" for name, value in properties.items())
    found = results.read(written + (comment if checks else f"; none{comment}"))
    assert found.authserv_id == OWN
    assert [(r.method, r.outcome, r.properties) for r in found.results] == [
        (method, outcome, {f"header.{name}": value for name, value in properties.items()})
        for method, outcome, properties, _ in checks
    ]
