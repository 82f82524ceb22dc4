"""A letter as it was sent: its text, and its HTML where that can do nothing."""

from starlette.responses import Response

from intakebot.console.call import Call, Missing
from intakebot.console.files import tamed
from intakebot.console.house import House
from intakebot.console.letter_names import LetterNames
from intakebot.console.render import page
from intakebot.domain.chat import Note, is_chat
from intakebot.reading.mime.parsing import parse
from intakebot.store.desk import Desk
from intakebot.store.post import Posted


def sent(call: Call, house: House) -> Response:
    """One of a ticket's; others, that of a one-time code among them, are nobody's to read."""

    def look(desk: Desk) -> tuple[Posted, str] | None:
        one = desk.post.known(call.id())
        return (one, desk.cases.of(one.ticket_id).number) if one and one.ticket_id else None

    found = house.store.read(look)
    if found is None:
        raise Missing
    one, number = found
    facts = {"one": one, "number": number, "name": LetterNames(call.language).sent(one.letter.template or one.kind)}
    return page(call, "sent.html", facts | _read(one))


def _read(one: Posted) -> dict[str, str]:
    if is_chat(one.letter.rcpt_to):
        return {"subject": "", "text": Note.of(one.letter.content).text, "html": ""}
    mail = parse(one.letter.content)
    return {"subject": mail.subject, "text": mail.text, "html": tamed(mail.html) if mail.html else ""}
