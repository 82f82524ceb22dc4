"""The mail reader: bytes in, a `Mail` out, however ugly the bytes are."""

import re
from datetime import datetime

from intakebot.domain.address import Address
from intakebot.domain.errors import NotAMail
from intakebot.reading.mail import Header, Mail
from intakebot.reading.mime import addresses, dates, ids
from intakebot.reading.mime.body import body_of, leaves
from intakebot.reading.mime.findings import Findings
from intakebot.reading.mime.headers import Characters, Field, first, looks_known, split
from intakebot.reading.mime.leaves import Opener
from intakebot.reading.mime.parameters import parse as parameters_of
from intakebot.reading.mime.transfer import decode as transferred
from intakebot.reading.mime.tree import Splitter

#: Where binary rubbish shows.
_HEAD = 4_096
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b")
_PLAUSIBLE = re.compile(r"[a-z0-9][a-z0-9_.-]*")
#: Address headers of one kind that are read; RFC 5322 §3.6 allows one.
_MAX_REPEATED = 20


def parse(raw: bytes) -> Mail:
    """The mail in these bytes. Raises NotAMail for what has no header field at all; repairs everything else."""
    findings = Findings()
    raw, start = _beginning(raw, findings)
    fields, body_at = split(raw, start, len(raw), findings)
    if not fields or _is_rubbish(raw, start, fields):
        raise NotAMail("it has no header field")
    raw = _without_encoding(raw, body_at, fields, findings)
    characters = Characters(fields, findings, hint=_charset(fields))
    node = Splitter(raw, characters, findings).node(fields, body_at, len(raw))
    opened = Opener(raw, characters, findings).opened(node)
    body = body_of(opened, findings)
    envelope = _Envelope(fields, characters, findings)
    return Mail(
        headers=tuple(Header(name=field.name, value=characters.value(field)) for field in fields),
        content_type=node.content_type,
        parameters=node.parameters,
        parts=tuple(leaves(opened)),
        message_id=ids.one(envelope.text("message-id")),
        in_reply_to=ids.several(envelope.text("in-reply-to")),
        references=ids.several(envelope.text("references")),
        sender=envelope.sender(),
        reply_to=tuple(address for address in envelope.addresses("reply-to") if address.address),
        to=envelope.addresses("to"),
        cc=envelope.addresses("cc"),
        subject=envelope.text("subject"),
        date=envelope.date(),
        text=body.text,
        html=body.html,
        attachments=body.attachments,
        defects=findings.defects,
    )


def _beginning(raw: bytes, findings: Findings) -> tuple[bytes, int]:
    """The bytes with line ends that can be worked with, and the offset of the first header line."""
    line = raw.partition(b"\n")[0].rstrip(b"\r")
    if b"\r" in line.lstrip(b"\r"):
        findings.add("line-ends")
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    if start:
        findings.add("byte-order-mark")
    blanks = len(raw) - len(raw[start:].lstrip(b"\r\n\t \0")) if raw[start : start + 1] in b"\r\n\t \0" else start
    if blanks > start and raw[start : start + 1]:
        findings.add("leading-blanks")
        return raw, blanks
    return raw, start


def _without_encoding(raw: bytes, body_at: int, fields: list[Field], findings: Findings) -> bytes:
    """A multipart as a whole mustn't be encoded (RFC 2045 §6.4); where it is, decode it."""
    encoding, kind = first(fields, "content-transfer-encoding"), first(fields, "content-type")
    if encoding is None or kind is None or not kind.strip().lower().startswith(b"multipart/"):
        return raw
    if encoding.strip().lower() not in (b"base64", b"quoted-printable") or b"\n--" in raw[body_at - 1 :]:
        return raw
    findings.add("multipart-encoded")
    return raw[:body_at] + transferred(raw[body_at:], encoding.decode("latin-1"), findings, is_text=False)


def _is_rubbish(raw: bytes, start: int, fields: list[Field]) -> bool:
    """Binary data, or data of another format, in which a colon happens to stand."""
    if not any(_PLAUSIBLE.fullmatch(field.name) for field in fields):
        return True
    head = raw[start : start + _HEAD]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 20 < len(head):
        return False
    return not any(looks_known(field.name.encode("ascii") + b":", 0) for field in fields)


def _charset(fields: list[Field]) -> str:
    """The character set that the mail's own Content-Type names, a hint for its undeclared headers."""
    raw = first(fields, "content-type")
    if raw is None or b"charset" not in raw.lower():
        return ""
    return parameters_of(" ".join(raw.decode("latin-1").split()), Findings())[1].get("charset", "")


class _Envelope:
    """The fields that say who wrote what to whom and when."""

    def __init__(self, fields: list[Field], characters: Characters, findings: Findings) -> None:
        self._fields, self._characters, self._findings = fields, characters, findings

    def text(self, name: str) -> str:
        """First value of this name for people; "" when there is none."""
        raw = first(self._fields, name)
        return self._characters.readable(raw) if raw is not None else ""

    def addresses(self, name: str) -> tuple[Address, ...]:
        """The mailboxes of all fields of this name."""
        raws = [field.raw for field in self._fields if field.name == name][:_MAX_REPEATED]
        found = [addresses.parse_list(self._characters.unfolded(raw), self._findings) for raw in raws]
        return tuple(address for several in found for address in several)

    def sender(self) -> Address:
        """Who wrote it: From, else Sender, else Return-Path; an empty address when nobody says."""
        if sum(field.name == "from" for field in self._fields) > 1:
            self._findings.add("from-several")
        if found := self.addresses("from"):
            return next((address for address in found if address.address), found[0])
        self._findings.add("from-missing")
        return next(
            (found[0] for name in ("sender", "return-path") if (found := self.addresses(name))), Address(address="")
        )

    def date(self) -> datetime | None:
        """The Date field; None when there is none or it can't be read."""
        value = self.text("date")
        when = dates.parse(value) if value else None
        if value and when is None:
            self._findings.add("date-broken")
        return when
