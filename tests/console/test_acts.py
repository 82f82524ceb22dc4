"""What the page of a ticket offers to do can be done."""

import re
from collections.abc import Iterator

import httpx
import pytest

from intakebot.console.decisions import ACTS
from intakebot.console.said import Said
from tests.console.conftest import Desk, a_console
from tests.console.quarter import ANNA, OLGA, signed_in


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
    found = desk.day.write(ANNA, "Принтер", "Критичность: критический. Никто не может печатать.")
    assert desk.day.write(ANNA, f"Re: [{found}] Принтер", "И ещё сканер не сканирует.") == found
    return found


def test_a_reaction_that_is_done_is_no_missing_deadline(maria: httpx.Client, number: str) -> None:
    """CEN-03: the notice was it."""
    queue = maria.get("/triage?view=open").text.partition(f"row-{number}")[2].partition("</li>")[0]
    assert "reaction done" in queue
    assert "no deadline" not in queue


def test_why_a_deadline_is_when_it_is_names_severity_plan_and_hours(desk: Desk, maria: httpx.Client) -> None:
    number = desk.day.write(OLGA, "Backup", "Severity 1. Nothing is backed up.")
    page = re.sub(r"<[^>]+>", "", maria.get(f"/tickets/{number}").text)
    assert re.search(r"Promised: .* VEE-\d+ · 1 – critical · Production support · round the clock", page)


def test_an_empty_queue_leads_to_what_is_open(desk: Desk, maria: httpx.Client, number: str) -> None:
    waiting = re.findall(r'id="row-([^"]+)"', maria.get("/triage").text)
    assert "See the open tickets" not in maria.get("/triage").text
    for one in waiting:
        maria.post(f"/tickets/{one}/severity", data={"level": "critical" if one == number else "1"})
    empty = maria.get("/triage").text
    assert "Nothing waits for a decision." in empty
    assert '<a href="/triage?view=open">See the open tickets</a>' in empty


def test_a_plain_mail_is_shown_whole_with_a_way_back(desk: Desk, maria: httpx.Client) -> None:
    number = desk.day.write(ANNA, "Whole", "The words.\n\n> quoted <b>before</b>\n\n-- \nAnna, accounts")
    (link,) = re.findall(r'href="(/messages/\d+\?[^"]+)"', maria.get(f"/triage?ticket={number}").text)
    page = maria.get(link).text
    for words in ("The words.", "&gt; quoted &lt;b&gt;before", "Anna, accounts"):
        assert words in page
    assert f'<a href="/triage?view=all&amp;ticket={number}">← {number}</a>' in page


@pytest.mark.parametrize("path", ["/nowhere", "/tickets/NOPE"])
def test_what_isnt_there_says_so_in_its_title_and_keeps_the_menu(maria: httpx.Client, path: str) -> None:
    answer = maria.get(path)
    assert answer.status_code == httpx.codes.NOT_FOUND
    assert "<title>There is nothing here · intakebot</title>" in answer.text
    assert '<a href="/tasks"' in answer.text


def test_every_act_is_told_of_afterwards() -> None:
    assert [what for what, _verb, _needs_words in ACTS.values() if not Said("en").done(what)] == []


def test_every_form_leads_to_an_act(maria: httpx.Client, number: str) -> None:
    offered = set(re.findall(rf'action="/tickets/{number}/(\w+)"', maria.get(f"/tickets/{number}").text))
    assert "split" in offered
    assert offered <= ACTS.keys()


def test_a_later_message_becomes_a_ticket_of_its_own(desk: Desk, maria: httpx.Client, number: str) -> None:
    (message,) = re.findall(r'<option value="(\d+)" lang="ru">[^<]*сканер', maria.get(f"/tickets/{number}").text)
    answer = maria.post(f"/tickets/{number}/split", data={"message": message, "back": f"/tickets/{number}"})
    assert answer.headers["location"] == f"/tickets/{number}?done={number}&what=split"
    (split,) = desk.day.happened(number, "split")
    assert desk.day.evidence(split["evidence"]["other"])["messages"][0]["reply"] == "И ещё сканер не сканирует."
    assert maria.post(f"/tickets/{number}/split", data={"message": "x"}).status_code == httpx.codes.NOT_FOUND
