"""The mail reader against a corpus of mails of our own, each with what a person reads in it beside it."""

import json
from pathlib import Path
from typing import Any

import pytest

from intakebot.domain.address import Address
from intakebot.domain.errors import NotAMail
from intakebot.reading.mail import Mail
from intakebot.reading.mime import parse

CORPUS = Path(__file__).parents[2] / "corpus" / "mime"
NAMES = sorted(path.stem for path in CORPUS.glob("*.eml"))


def shown(address: Address) -> dict[str, str]:
    return {"name": address.name, "address": address.address}


def as_expected(mail: Mail) -> dict[str, Any]:
    """The mail in the keys of the expectations."""
    return {
        "message_id": mail.message_id,
        "in_reply_to": list(mail.in_reply_to),
        "references": list(mail.references),
        "from": shown(mail.sender),
        "reply_to": [shown(address) for address in mail.reply_to],
        "to": [shown(address) for address in mail.to],
        "cc": [shown(address) for address in mail.cc],
        "subject": mail.subject,
        "date": mail.date.isoformat() if mail.date else None,
        "text": mail.text,
        "attachments": [
            {
                "filename": attachment.filename,
                "content_type": attachment.content_type,
                "size": attachment.size,
                "inline": attachment.inline,
            }
            for attachment in mail.attachments
        ],
        "defects": list(mail.defects),
    }


@pytest.mark.parametrize("name", NAMES)
def test_mail_of_the_corpus_is_read_as_a_person_reads_it(name: str) -> None:
    expected = json.loads((CORPUS / f"{name}.json").read_text("utf-8"))
    found = as_expected(parse((CORPUS / f"{name}.eml").read_bytes()))
    assert expected
    assert {key: found[key] for key in expected} == expected


def test_the_corpus_is_there() -> None:
    assert len(NAMES) >= 120


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n\r\n \r\n",
        b"\0" * 500,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        bytes(range(256)),
        b"no header at all",
        b"Dear all,\n\nplease note: nothing here is a header.\n",
        b"\x1f\x8b\x08:\x00\x01\x02\x03\x04\x05",
    ],
)
def test_what_has_no_header_is_no_mail(raw: bytes) -> None:
    with pytest.raises(NotAMail):
        parse(raw)


def test_headers_are_given_decoded_and_in_their_order() -> None:
    mail = parse(b"Received: a\r\n\tb\r\nReceived: c\r\nSubject: =?utf-8?Q?=C5=82?=\r\nX-Empty:\r\n\r\nx")
    assert mail.get_all("received") == ("a b", "c")
    assert mail.get("subject") == "ł"
    assert mail.get("x-empty") == ""
    assert mail.get("absent") is None


def test_parts_tell_where_they_stood() -> None:
    mail = parse((CORPUS / "multi-nested.eml").read_bytes())
    assert [(part.content_type, part.within) for part in mail.parts] == [
        ("text/plain", ("multipart/mixed", "multipart/alternative")),
        ("text/html", ("multipart/mixed", "multipart/alternative", "multipart/related")),
        ("image/png", ("multipart/mixed", "multipart/alternative", "multipart/related")),
        ("application/pdf", ("multipart/mixed",)),
    ]
    assert mail.parts[2].content_id == "i1"
    assert mail.parts[2].disposition == "inline"
    assert mail.content_type == "multipart/mixed"
    assert mail.html == "<p>Rich <b>text</b> ł</p>"


def test_a_report_keeps_its_parameters_and_its_status_as_text() -> None:
    mail = parse((CORPUS / "multi-report.eml").read_bytes())
    assert mail.parameters["report-type"] == "delivery-status"
    assert mail.parts[1].text == "Reporting-MTA: dns; x\n"


def test_attached_messages_are_not_opened() -> None:
    mail = parse((CORPUS / "multi-message.eml").read_bytes())
    assert b"Inner text" in mail.attachments[0].content
    assert "Inner text" not in mail.text
