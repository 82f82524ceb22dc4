"""What the page of a ticket offers to do can be done."""

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from intakebot.console.decisions import ACTS
from intakebot.console.said import Said
from tests.console.conftest import Desk, a_console
from tests.console.quarter import ANNA, OLGA


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with a_console(tmp_path_factory.mktemp("acts")) as made:
        made.hires("maria")
        yield made


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
    said = _told(maria, f"/tickets/{number}")
    assert re.search(
        r"Promised 1 hour VEE-\d+ Severity and plan 1 – critical, Production support Hours round the clock", said
    )
    assert re.search(r"Counted from [^,]+, \d\d:\d\d \(UTC\), when the request was received Step by step", said)
    working = _told(maria, f"/tickets/{desk.day.write(ANNA, 'Касса', 'Критичность: низкая. Чек печатается криво.')}")
    assert "Hours Mon–Fri, 09:00–17:00 (Moscow); days off: public holidays, Russia Counted from" in working
    assert re.search(r"Due (.*) \(UTC\) = .* \(Moscow\)", working)


def _told(maria: httpx.Client, path: str) -> str:
    """A page's words, a blank between them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", maria.get(path).text)).split())


def test_without_a_deadline_the_most_severe_comes_first(desk: Desk, maria: httpx.Client) -> None:
    """CEN-03: the notice was the reaction, so none of these has a deadline."""
    low = desk.day.write(ANNA, "Цвет", "Критичность: низкая. Кнопка не того цвета.")
    critical = desk.day.write(ANNA, "Касса", "Критичность: критическая. Кассы стоят.")
    rows = re.findall(r'id="row-([^"]+)"', maria.get("/triage?terms=centaur").text)
    assert rows.index(critical) < rows.index(low)
    (line,) = re.findall(rf'id="row-{critical}"(.*?)</li>', maria.get("/triage").text, re.DOTALL)
    assert "reaction done" in line
    assert "severity to confirm" in line


def test_a_proposal_begins_with_the_words_that_decided_it(desk: Desk, maria: httpx.Client) -> None:
    number = desk.day.write(ANNA, "Касса", "Критичность: критическая. Кассы стоят.")
    said = _told(maria, f"/triage?ticket={number}")
    assert re.search(
        r"The customer says: critical because the customer wrote Критичность: критическая – CEN-05 critical : ", said
    ), said


def test_a_letter_can_be_read_as_it_was_sent(desk: Desk, maria: httpx.Client) -> None:
    number = desk.day.write(ANNA, "Принтер", "Не печатает.")
    (link,) = set(re.findall(r'href="(/letters/\d+)"', maria.get(f"/tickets/{number}").text))
    page = maria.get(link).text
    assert "Registration notice, Russian" in page
    assert f"Номер обращения: {number}" in page
    assert f"&lt;strong&gt;{number}&lt;/strong&gt;" in page
    for other in ("/letters/999999", "/letters/x"):
        assert maria.get(other).status_code == httpx.codes.NOT_FOUND


def test_a_long_talk_and_many_files_are_folded(desk: Desk, maria: httpx.Client) -> None:
    number = desk.day.write(ANNA, "Долго", "Слово 0.", attached={f"{n}.txt": b"x" for n in range(9)})
    for n in range(1, 9):
        desk.day.write(ANNA, f"Re: [{number}] Долго", f"Слово {n}.")
    said = _told(maria, f"/triage?ticket={number}")
    assert re.search(r"Слово 0\. 9 files 0\.txt .* 5 messages between .*Слово 1\. .*Слово 5\. .*Слово 8\. ", said)


def test_an_empty_queue_leads_to_what_is_open(maria: httpx.Client, number: str) -> None:
    waiting = re.findall(r'id="row-([^"]+)"', maria.get("/triage").text)
    assert "See the open tickets" not in maria.get("/triage").text
    for one in waiting:
        levels = re.findall(r'name="level" value="([^"]+)"', maria.get(f"/triage?ticket={one}").text)
        maria.post(f"/tickets/{one}/severity", data={"level": levels[0]})
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


class TestRefused:
    """What can't be done comes back on the page that it was sent from."""

    def test_beside_its_form_with_what_was_typed(self, maria: httpx.Client, number: str) -> None:
        waits = {"whom": "day", "words": 'until "Thursday"', "back": f"/tickets/{number}"}
        answer = maria.post(f"/tickets/{number}/wait", data=waits)
        assert answer.status_code == httpx.codes.CONFLICT
        assert answer.headers["hx-replace-url"] == f"/tickets/{number}"
        form = answer.text.partition(f'action="/tickets/{number}/wait"')[2].partition("</form>")[0]
        assert re.search(r'role="alert"[^>]*autofocus>Say until which day\.<', form)
        assert 'value="until &#34;Thursday&#34;"' in form
        assert '<option value="day" selected>' in form
        assert answer.text.count('role="alert"') == 1
        assert "Thursday" not in answer.text.replace(form, "")

    def test_in_the_queue_that_it_was_sent_from(self, desk: Desk, maria: httpx.Client) -> None:
        number = desk.day.write(OLGA, "Tape", "The nightly job of server SRV-7 fails.")
        seen = {"Referer": f"{desk.url}/triage?terms=veeam&done={number}&what=undone"}
        answer = maria.post(f"/tickets/{number}/severity", data={"level": "7", "reason": "so"}, headers=seen)
        assert answer.headers["hx-replace-url"] == f"/triage?terms=veeam&ticket={number}"
        form = answer.text.partition('class="decide"')[2].partition("</form>")[0]
        assert 'role="alert"' in form
        assert "<details open>" in form
        assert 'value="so"' in form
        assert ": undone" not in answer.text

    def test_below_the_menu_where_its_form_is_gone(self, desk: Desk, maria: httpx.Client) -> None:
        number = desk.day.write(ANNA, "Позже", "Критичность: средний. Нет связи.")
        answer = maria.post(f"/tickets/{number}/resume", data={"words": "It does."})
        assert answer.status_code == httpx.codes.CONFLICT
        header = answer.text.partition("<header")[2].partition("</header>")[0]
        assert 'role="alert"' in header
        assert re.search(r"<textarea readonly[^>]*>It does\.</textarea>", header)

    def test_never_on_a_page_that_isnt_theirs_or_isnt_ours(self, maria: httpx.Client, number: str) -> None:
        for elsewhere in (
            "/users",
            "https://elsewhere.example/",
            "//elsewhere.example/",
            f"/messages/1/raw?ticket={number}",
        ):
            answer = maria.post(f"/tickets/{number}/resume", data={"back": elsewhere}, headers={"Referer": elsewhere})
            assert answer.headers["hx-replace-url"] == f"/tickets/{number}"

    def test_programs_are_told_that_something_is_gone(self, maria: httpx.Client) -> None:
        answer = maria.post("/tasks/99999/done")
        assert answer.status_code == httpx.codes.NOT_FOUND
        assert "somebody may have been quicker" in unescape(answer.text)
