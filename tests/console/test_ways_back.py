"""Whoever opens a ticket from somewhere finds back there, by the page's own links, and sees what is elsewhere."""

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from tests.console.conftest import Desk, a_console, signed_in
from tests.console.quarter import ANNA, OLGA


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with a_console(tmp_path_factory.mktemp("back")) as made:
        made.hires("maria", "operator")
        made.hires("ilya", "operator", "ru")
        yield made


@pytest.fixture(scope="module")
def ilya(desk: Desk) -> Iterator[httpx.Client]:
    with signed_in(desk, "ilya") as client:
        yield client


@pytest.fixture(scope="module")
def late(desk: Desk) -> str:
    """A ticket of Veeam's whose reaction was missed, and its task."""
    number = desk.day.write(OLGA, "Backup", "Severity: 1. Nothing is backed up.")
    desk.day.at("2026-11-24T11:30:00+01:00")
    assert "breached" in desk.day.tasks(number)
    return number


def _link(page: httpx.Response, words: str) -> str:
    """Where the link with these words leads."""
    found = re.search(rf'<a [^>]*href="([^"]+)"[^>]*>{re.escape(words)}</a>', page.text)
    assert found, f"{page.url} has no link {words!r}"
    return unescape(found[1])


@pytest.mark.parametrize(
    ("place", "words"),
    [("/tasks", "← Tasks"), ("/reactions/breaches?from=&until=", "← Missed deadlines")],
)
def test_a_ticket_leads_back_to_where_it_was_opened(maria: httpx.Client, late: str, place: str, words: str) -> None:
    ticket = maria.get(_link(maria.get(place), late))
    back = _link(ticket, words)
    assert back.partition("?")[0] == place.partition("?")[0]
    assert late in maria.get(back).text


def test_the_message_of_a_ticket_leads_on_and_back(maria: httpx.Client, late: str) -> None:
    """Tasks, message, history, mail as it was sent, and the same way back."""
    message = maria.get(_link(maria.get("/tasks"), late))
    history = maria.get(_link(message, "History and proof"))
    original = maria.get(_link(history, "the message"))
    again = maria.get(_link(original, f"← {late}"))
    assert again.url == history.url
    message_again = maria.get(_link(again, "← To the message"))
    assert message_again.url == message.url
    assert _link(message_again, "← Tasks") == "/tasks"


def test_who_decides_about_a_task_stays_with_its_ticket(desk: Desk, maria: httpx.Client) -> None:
    number = desk.day.write(OLGA, "Stays", "Severity: 2. Half of the jobs fail.")
    page = maria.get(f"/triage?view=all&ticket={number}&from=/tasks")
    back = re.findall(r'name="back" value="([^"]+)"', page.text.partition('class="decide"')[2])[0]
    assert 'name="next"' not in page.text
    answer = maria.post(f"/tickets/{number}/severity", data={"level": "3", "back": unescape(back)})
    assert f"ticket={number}" in answer.headers["location"]
    assert _link(maria.get(answer.headers["location"]), "← Tasks") == "/tasks"


@pytest.mark.parametrize(
    "away", ["https://evil.example", "//evil.example", "javascript:alert(1)", "https://[evil", f"/{'evil/' * 500}"]
)
def test_nobody_is_led_away(maria: httpx.Client, late: str, away: str) -> None:
    for path in (f"/triage?view=all&ticket={late}", f"/tickets/{late}?"):
        page = maria.get(f"{path}&from={away}")
        assert page.status_code == httpx.codes.OK
        assert "evil" not in page.text
        assert "javascript:" not in page.text
    answer = maria.post(f"/tickets/{late}/note", data={"words": "Seen.", "back": away})
    assert answer.headers["location"] == f"/triage?done={late}&what=noted&ticket={late}"


def test_a_long_search_is_found_back_to(maria: httpx.Client, late: str) -> None:
    search = str(httpx.URL("/contacts", params={"q": "я" * 100}))
    ticket = maria.get("/triage", params={"view": "all", "ticket": late, "from": search})
    history = maria.get(_link(ticket, "History and proof"))
    assert _link(maria.get(_link(history, "← To the message")), "← Customers") == search


def test_a_customers_tickets_lead_back_to_the_customer(maria: httpx.Client, late: str) -> None:
    address = "/contacts/person?address=olga%40wisla.example"
    tickets = maria.get(_link(maria.get(address), "Tickets"))
    assert late in tickets.text
    assert _link(tickets, "← Customers") == address


def test_a_search_tells_what_is_in_other_queues(desk: Desk, maria: httpx.Client) -> None:
    for turn in range(3):
        number = desk.day.write(ANNA, f"Кофемолка {turn}", "Критичность: низкий. Не мелет.")
        if turn:
            desk.day.agent("close", number)
    page = maria.get("/triage?q=Кофемолка")
    assert page.text.count('id="row-') == 1
    closed = maria.get(_link(page, "Closed: 2"))
    assert closed.text.count('id="row-') == 2
    assert _link(closed, "Open: 1")
    nothing = maria.get("/triage?q=Кофемолка&view=waiting")
    assert "No ticket is like this." in nothing.text
    assert _link(nothing, "To triage: 1")
    assert "More in other queues" not in maria.get("/triage?q=Никогда").text


def test_a_task_is_taken_off_the_list_by_what_it_settles(desk: Desk, maria: httpx.Client, late: str) -> None:
    (task,) = [one for one in desk.day.command("tasks") if (one["number"], one["kind"]) == (late, "breached")]
    (button,) = re.findall(rf'action="/tasks/{task["id"]}/done"><button>([^<]+)', maria.get("/tasks").text)
    assert button == "Noted"
    told = maria.get(maria.post(f"/tasks/{task['id']}/done").headers["location"])
    assert "Taken off the list." in told.text


def test_before_one_decides_each_severity_says_what_it_would_mean(desk: Desk, maria: httpx.Client) -> None:
    number = desk.day.write(ANNA, "Касса", "Критичность: критический. Кассы стоят.")
    nothing, asked = "nothing more is promised", "the customer is asked first"
    best_effort = "Reaction: as soon as possible, without a date"
    assert _ahead(maria, number) == [nothing, asked, asked]
    olgas = desk.day.write(OLGA, "Backup", "Severity: 3. One job fails.")
    ahead = _ahead(maria, olgas)
    assert [said.startswith(f"{asked} · Reaction: 1") for said in ahead] == [True, True, False, True]  # VEE-14
    assert ahead[2].startswith("Reaction: 1")
    desk.day.agent("plan", olgas, "free", "--how", "Invoice 78")
    assert _ahead(maria, olgas) == [asked, f"{asked} · {best_effort}", best_effort, f"{asked} · {best_effort}"]


def _ahead(maria: httpx.Client, number: str) -> list[str]:
    """What stands beside each severity."""
    page = maria.get(f"/triage?ticket={number}").text
    assert "the deadlines that would follow. Times are those of UTC." in page
    beside = re.findall(r'id="ahead-\d">(.*?)</span></li>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", said).split()) for said in beside]


def test_ids_are_for_programs(desk: Desk, ilya: httpx.Client, late: str) -> None:
    """Plans and levels stand by their Russian names."""
    desk.day.agent("plan", late, "premier", "--how", "Invoice 77")
    told = ilya.get(f"/tickets/{late}").text
    assert "поддержка Production → поддержка Premier. Invoice 77" in told
    for place in (
        f"/tickets/{late}",
        f"/triage?view=all&ticket={late}",
        "/reactions?by=terms,plan,severity,month",
        "/reactions/breaches",
    ):
        shown = re.sub(r"<[^>]*>", " ", ilya.get(place).text)
        assert "поддержка P" in shown, place
        assert not re.search(r"\b(premier|production|critical)\b", shown), place


def test_a_date_that_is_none_is_told_with_an_example(desk: Desk, maria: httpx.Client) -> None:
    number = desk.day.write(OLGA, "Wait", "Severity: 3. One job fails.")
    wait = {"whom": "customer", "words": "He looks it up.", "until": "next Friday"}
    answer = maria.post(f"/tickets/{number}/wait", data=wait)
    assert answer.status_code == httpx.codes.CONFLICT
    assert "&#39;next Friday&#39; is no date; write it as in 2026-02-20." in answer.text
    assert desk.day.evidence(number)["state"] == "open"
    assert "put_off" not in desk.day.kinds(number)
    report = maria.get("/reactions?from=20 February 2026&until=")
    assert "One of the days can&#39;t be read. Write days as in 2026-02-20." in report.text
