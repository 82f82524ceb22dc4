"""What the page of a ticket offers to do can be done."""

import re
from collections.abc import Iterator

import httpx
import pytest

from intakebot.console.decisions import ACTS
from tests.console.conftest import Desk, a_console
from tests.console.quarter import ANNA, signed_in


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with a_console(tmp_path_factory.mktemp("acts")) as made:
        made.hires("maria")
        yield made


@pytest.fixture(scope="module")
def maria(desk: Desk) -> Iterator[httpx.Client]:
    with signed_in(desk, "maria") as client:
        yield client


@pytest.fixture(scope="module")
def number(desk: Desk) -> str:
    """A ticket of two messages."""
    found = desk.day.write(ANNA, "Принтер", "Не печатает.")
    assert desk.day.write(ANNA, f"Re: [{found}] Принтер", "И ещё сканер не сканирует.") == found
    return found


def test_every_form_leads_to_an_act(maria: httpx.Client, number: str) -> None:
    offered = set(re.findall(rf'action="/tickets/{number}/(\w+)"', maria.get(f"/tickets/{number}").text))
    assert "split" in offered
    assert offered <= ACTS.keys()


def test_a_later_message_becomes_a_ticket_of_its_own(desk: Desk, maria: httpx.Client, number: str) -> None:
    (message,) = re.findall(r'<option value="(\d+)">[^<]*сканер', maria.get(f"/tickets/{number}").text)
    answer = maria.post(f"/tickets/{number}/split", data={"message": message, "back": f"/tickets/{number}"})
    assert answer.headers["location"] == f"/tickets/{number}?done={number}&what=split"
    (split,) = desk.day.happened(number, "split")
    assert desk.day.evidence(split["evidence"]["other"])["messages"][0]["reply"] == "И ещё сканер не сканирует."
    assert maria.post(f"/tickets/{number}/split", data={"message": "x"}).status_code == httpx.codes.NOT_FOUND
