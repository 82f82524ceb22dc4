"""Messages of one chat are taken in in the order in which they came, whatever happens to one of them."""

import json
from datetime import timedelta
from typing import Any

import pytest

from intakebot.domain.errors import StoreUnavailable
from intakebot.domain.received import Received
from intakebot.store.desk import Desk
from tests import mails
from tests.intake.desk import Line

TOLD = ("I can't log in to the portal", "it says my account is locked", "I haven't changed anything")


def _told(message_id: int, text: str, person: int = 7) -> Received:
    who = {"id": person, "first_name": "Anna", "is_bot": False, "language_code": "en"}
    said = {"message_id": message_id, "date": int(mails.NOON.timestamp()), "chat": {"id": person, "type": "private"},
            "from": who, "text": text}  # fmt: skip
    return mails.received(
        json.dumps({"update_id": message_id, "message": said}).encode(),
        channel="telegram",
        mail_from=f"telegram:{person}",
        peer=f"telegram chat {person}",
    )


def test_a_message_of_a_chat_waits_for_an_earlier_one(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    for n, text in enumerate(TOLD, 1):
        line.intake.accept(_told(n, text)).result(10)
    line.intake.accept(_told(9, "The printer jams", person=8)).result(10)
    first, second, third, of_another = line.chat_belt.get_all(4)
    line.take_in(first)
    with monkeypatch.context() as away:
        away.setattr("intakebot.intake.settle.Settlement.settle", _away)
        line.take_in(second)
    line.take_in(third)
    line.take_in(of_another)
    assert line.count("message") == 2
    for _ in range(2):
        line.now += timedelta(minutes=1)
        line.pick_up()
    assert [said.reply for said in line.evidence(line.numbers[0]).messages] == list(TOLD)


def _away(_settlement: object, _desk: Desk, _draft: Any) -> None:
    raise StoreUnavailable("for the moment")
