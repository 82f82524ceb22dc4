"""report(): what a delivery report says of our letter."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.domain.errors import NotAMail
from intakebot.domain.message import Report
from intakebot.reading.automatic.bounces import report
from intakebot.reading.mime import parse

CORPUS = Path(__file__).parents[2] / "corpus"
REPORTED = [
    path
    for path in sorted(CORPUS.glob("automatic*/*.eml"))
    if "report" in json.loads(path.with_suffix(".json").read_text())
]
ACTIONS = ("failed", "delayed", "delivered", "relayed", "expanded")


def dsn(fields: str, returned: str = "") -> bytes:
    parts = [f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n{fields}\n"]
    if returned:
        parts.append(f"Content-Type: text/rfc822-headers\n\n{returned}\n")
    body = "".join(f"--b\n{part}" for part in ["Content-Type: text/plain\n\nFailed.\n", *parts])
    head = "From: MAILER-DAEMON@mx.example\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=b"
    return f"{head}\n\n{body}--b--\n".encode()


def reported(raw: bytes) -> Report:
    found = report(parse(raw))
    assert found is not None
    return found


@pytest.mark.parametrize("path", REPORTED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_corpus(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text())["report"]
    found = asdict(reported(path.read_bytes()))
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("fields", "action", "status"),
    [
        ("Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1 (bad address)", "failed", "5.1.1"),
        ("Final-Recipient: rfc822; a@b.example\nAction: Failure\nStatus: 5.0.0", "failed", "5.0.0"),
        ("Final-Recipient: rfc822; a@b.example\nAction: delayed (4 hours)\nStatus: 4.0.0", "delayed", "4.0.0"),
        ("Final-Recipient: rfc822; a@b.example\nAction: deferred\nStatus: 4.4.7", "delayed", "4.4.7"),
        ("Final-Recipient: rfc822; a@b.example\nStatus: 4.4.7", "delayed", "4.4.7"),
        ("Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 4.4.7", "failed", "4.4.7"),
        ("Final-Recipient: rfc822; a@b.example\nAction: relayed\nStatus: 2.0.0", "relayed", "2.0.0"),
        ("Final-Recipient: rfc822; a@b.example\nAction: expanded\nStatus: 2.0.0", "expanded", "2.0.0"),
        ("Final-Recipient: rfc822; a@b.example\nAction: nonsense", "failed", ""),
        (
            "Original-Recipient: rfc822;a@b.example\nAction: failed\nDiagnostic-Code: smtp; 552-5.2.2 full",
            "failed",
            "5.2.2",
        ),
        ("final-recipient:RFC822;<a@b.example>\nACTION:FAILED\nSTATUS:5.1.1", "failed", "5.1.1"),
    ],
)
def test_fields(fields: str, action: str, status: str) -> None:
    found = reported(dsn(fields))
    assert (found.action, found.status, found.recipient) == (action, status, "a@b.example")


def test_folded_diagnostic_becomes_one_capped_line() -> None:
    found = reported(
        dsn(
            "Final-Recipient: rfc822; a@b.example\nAction: failed\nDiagnostic-Code: smtp; 550 no\n  such\n\tuser "
            + "x" * 900
        )
    )
    assert found.diagnostic.startswith("550 no such user xxx")
    assert len(found.diagnostic) == 500


def test_the_first_failed_recipient_counts() -> None:
    groups = [f"Final-Recipient: rfc822; {name}@b.example\nAction: {action}" for name, action in
              (("a", "delayed"), ("b", "failed"), ("c", "failed"))]  # fmt: skip
    assert reported(dsn("\n\n".join(groups))).recipient == "b@b.example"


def test_about_comes_from_the_returned_headers_and_not_from_its_body() -> None:
    fields = "Final-Recipient: rfc822; a@b.example\nAction: failed"
    assert (
        reported(
            dsn(fields, "Subject: x\nMessage-ID:\n <our-1@desk.example>\n\nMessage-ID: <forged@evil.example>")
        ).about
        == "our-1@desk.example"
    )
    assert reported(dsn(fields, "Subject: x\n\nMessage-ID: <forged@evil.example>")).about == ""


def test_other_reports_and_people_have_none() -> None:
    mdn = b"From: a@b.example\nSubject: Read: x\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n"
    assert (
        report(parse(mdn + b"--b\nContent-Type: message/disposition-notification\n\nDisposition: x; displayed\n--b--"))
        is None
    )
    assert report(parse(b"From: a@b.example\nSubject: Printer\n\nIt is offline.")) is None
    assert (
        report(
            parse(
                b"From: a@b.example\nSubject: Fwd: Undelivered Mail\n\nPlease help.\n\nThis is the mail system at host x\n550 5.1.1"
            )
        )
        is None
    )


@given(st.text(max_size=200), st.text(max_size=200))
def test_never_raises_and_keeps_its_caps(fields: str, returned: str) -> None:
    try:
        found = report(
            parse(dsn(fields.encode("utf-8", "replace").decode(), returned.encode("utf-8", "replace").decode()))
        )
    except NotAMail:
        return
    assert found is not None
    assert found.action in ACTIONS
    assert len(found.diagnostic) <= 500
    assert "\n" not in found.diagnostic + found.about + found.recipient
    assert len(found.recipient) <= 320
    assert len(found.about) <= 250
