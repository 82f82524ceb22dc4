"""What a mail says, as intakebot reads it."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from intakebot.cli.talk import USAGE, say, tell
from intakebot.domain.errors import NotAMail


def parse(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Mail files, or - for standard input.")],
) -> None:
    """Show what intakebot reads from mails, one JSON object each. Ugly mail is read; 2 for what is no mail at all."""
    code = 0
    for name in files:
        try:
            raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            say(parsed(raw))
        except (OSError, NotAMail) as error:
            tell(f"{name}: {error}")
            code = USAGE
    sys.exit(code)


def parsed(raw: bytes) -> dict[str, Any]:
    """What `parse` shows of a mail (design.md 8)."""
    from intakebot.domain.number import find
    from intakebot.reading.automatic import kind
    from intakebot.reading.mime import parse as parse_mail
    from intakebot.reading.quotes import own_words

    mail = parse_mail(raw)
    return {
        "message_id": mail.message_id,
        "in_reply_to": mail.in_reply_to,
        "references": mail.references,
        "from": asdict(mail.sender),
        "reply_to": [asdict(who) for who in mail.reply_to],
        "to": [asdict(who) for who in mail.to],
        "cc": [asdict(who) for who in mail.cc],
        "subject": mail.subject,
        "date": mail.date.isoformat() if mail.date else None,
        "text": mail.text,
        "reply": own_words(mail),
        "attachments": [
            {"filename": part.filename, "content_type": part.content_type, "size": part.size, "inline": part.inline}
            for part in mail.attachments
        ],
        "auto": kind(mail, None),
        "ticket_refs": find(mail.subject),
        "defects": mail.defects,
    }
