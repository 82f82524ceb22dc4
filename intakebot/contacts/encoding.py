"""From the bytes of a file to its text."""

import codecs

from intakebot.contacts.entry import Fault
from intakebot.domain.sentence import Sentence

#: More is no list of customers.
MOST_BYTES = 2**25


def text_of(file: str, content: bytes, encoding: str | None) -> tuple[str, list[Fault]]:
    """UTF-8, with or without its mark; UTF-16 with its mark, as spreadsheets write it; or the encoding that is named."""
    if len(content) > MOST_BYTES:
        return "", [_fault(file, None, Sentence("it is larger than {most} MB", most=MOST_BYTES // 2**20))]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        return content.decode(encoding or "utf-8").removeprefix("\ufeff"), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if encoding:
            return "", [_fault(file, line, Sentence("it isn't {encoding}: {why}", encoding=encoding, why=error.reason))]
        reason = Sentence(
            "it isn't UTF-8 (byte {byte}): save it as UTF-8, or name its encoding:"
            " --encoding windows-1251 (Russian) or windows-1250 (Polish)",
            byte=f"{content[error.start]:#04x}",
        )
        return "", [_fault(file, line, reason)]


def _fault(file: str, line: int | None, reason: Sentence) -> Fault:
    return Fault(file=file, line=line, what="file", key="", reason=reason)
