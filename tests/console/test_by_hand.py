"""What people put right by hand at the console: mail that was filed, letters that didn't arrive, tickets that have to wait."""

import html
import re
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage

import httpx
import pytest
from playwright.sync_api import Browser

from intakebot.casework.work import NotDone
from tests.console.conftest import CUSTOMERS, Desk, Seat, seat, signed_in
from tests.console.quarter import ANNA
from tests.days.day import a_day
from tests.servers.scripted import CUT, Answer

_HOLD = '[outbox]\nambiguous = "hold"\n'
_ADDRESS = "anna@vector.example"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder, begins = tmp_path_factory.mktemp("by_hand"), "2026-11-24T10:00:00+01:00"
    with a_day(folder, "centaur", begins, contacts=CUSTOMERS, more=_HOLD, console="127.0.0.1:0") as day:
        made = Desk(day)
        made.hires("maria")
        made.hires("ola", language="pl")
        made.hires("oleg", "operator", language="ru")
        yield made


@pytest.fixture
def maria(desk: Desk) -> Iterator[httpx.Client]:
    """Signed in for each test: days go by, and sessions end."""
    with signed_in(desk, "maria") as client:
        yield client


def _form(desk: Desk, subject: str) -> None:
    """A web form of our own writes for Anna: it is taken for a loop."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Reply-To"] = "support@desk.example", "support@desk.example", ANNA
    mail["Subject"], mail["Message-ID"], mail["Date"] = subject, f"<{subject}@form.example>", desk.day.now
    mail.set_content("Критичность: критический. Никто не может печатать.")
    with smtplib.SMTP("127.0.0.1", desk.day.port, timeout=20) as client:
        client.send_message(mail, "www@desk.example", ["support@desk.example"])
    desk.day.settle()


def _fails(desk: Desk, place: str, answer: Answer, subject: str) -> str:
    """A request whose notice meets this at the relay; its number."""
    relay = desk.day.relay
    relay.used.clear()
    relay.script = {place: [answer]}
    number = desk.day.write(ANNA, subject, "Критичность: критический. Никто не может печатать.")
    relay.script = {}
    return number


def _text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


class TestFiled:
    def test_it_is_found_read_and_made_a_ticket_once(self, desk: Desk, maria: httpx.Client) -> None:
        _form(desk, "form-7")
        assert "support@desk.example · form-7 : loop that" in _text(maria.get("/tasks").text)
        assert "No filed mail is like this." in maria.get("/filed?q=nothing").text
        found = maria.get("/filed?q=FORM-7").text
        assert "support@desk.example" in found
        (key,) = re.findall(r'action="/filed/(\d+)/ticket"', found)
        assert "Никто не может печатать." in maria.get(f"/messages/{key}").text
        answer = maria.post(f"/filed/{key}/ticket", data={"back": "/filed?q=form-7"})
        assert answer.headers["location"] == "/filed?q=form-7&done=1"
        desk.day.settle()
        shown = maria.get("/filed?q=form-7").text
        assert "Made a ticket by maria" in shown
        (number,) = re.findall(r'href="/tickets/([^"?]+)\?from=%2Ffiled%3Fq%3Dform-7"', shown)
        assert desk.day.letters(_ADDRESS, number)
        assert f"/filed/{key}/ticket" not in maria.get("/tasks").text
        twice = maria.post(f"/filed/{key}/ticket")
        assert (twice.status_code, "maria has made it a ticket already" in twice.text) == (409, True)
        history = _text(maria.get(f"/tickets/{number}").text)
        assert "made a ticket, though it had been filed · maria at the console" in history

    def test_what_was_filed_rightly_is_done(self, desk: Desk, maria: httpx.Client) -> None:
        _form(desk, "form-8")
        (task,) = re.findall(r'action="/tasks/(\d+)/done"><button>Rightly filed', maria.get("/tasks").text)
        maria.post(f"/tasks/{task}/done")
        assert "Rightly filed" not in maria.get("/tasks").text
        assert "form-8" in maria.get("/filed").text

    def test_why_it_was_filed_is_said_in_the_readers_language(self, desk: Desk) -> None:
        _form(desk, "form-9")
        with signed_in(desk, "ola") as ola:
            assert "nie dotyczy żadnej naszej wiadomości: loop" in _text(ola.get("/filed?q=form-9").text)

    def test_without_anything_filed_nothing_is_made(self, maria: httpx.Client) -> None:
        assert maria.post("/filed/99999/ticket").status_code == httpx.codes.NOT_FOUND


class TestLetters:
    def test_what_was_refused_goes_again_from_the_task(self, desk: Desk, maria: httpx.Client) -> None:
        number = _fails(desk, "RCPT", "550 5.1.1 full", "refused")
        task = maria.get("/tasks").text.partition(number)[2].partition("</tr>")[0]
        (letter,) = re.findall(r'name="letter" value="(\d+)"', task)
        assert "anyway" not in task
        maria.post(f"/tickets/{number}/resend", data={"letter": letter, "back": "/tasks"})
        desk.day.settle()
        assert len(desk.day.letters(_ADDRESS, number)) == 1
        assert number not in maria.get("/tasks").text
        twice = maria.post(f"/tickets/{number}/resend", data={"letter": letter})
        assert (twice.status_code, "has arrived" in twice.text) == (409, True)
        history = _text(maria.get(f"/tickets/{number}").text)
        assert "550 5.1.1 full" in history  # the first way stays
        assert "sending again asked · maria at the console" in history

    def test_what_may_have_arrived_wants_a_tick(self, desk: Desk, sitting: Seat) -> None:
        number = _fails(desk, ".", CUT, "doubtful")
        sitting.goes(f"/tickets/{number}")
        form = sitting.page.locator("form[action$='/resend']")
        form.get_by_role("button", name="Send again").click()  # refused by the browser: the box is required
        assert len(desk.day.letters(_ADDRESS, number)) == 1
        form.get_by_role("checkbox").check()
        form.get_by_role("button", name="Send again").click()
        sitting.page.get_by_text(f"{number}: the letter is sent again").wait_for()
        desk.day.settle()
        assert len(desk.day.letters(_ADDRESS, number)) == 2
        assert desk.day.tasks(number) == []


class TestWaiting:
    def test_it_leaves_the_queue_until_a_day(self, desk: Desk, sitting: Seat) -> None:
        number = desk.day.write(ANNA, "Линия", "Критичность: средний. Нет связи.")
        sitting.goes(f"/tickets/{number}")
        form = sitting.page.locator("form[action$='/wait']")
        form.get_by_label("It waits").select_option("day")
        form.get_by_label("Comes back when this day begins").fill("2026-11-26")
        form.get_by_label("Why").fill("the line is repaired on Thursday")
        form.get_by_role("button").click()
        sitting.page.get_by_text(f"{number}: put off").wait_for()
        sitting.goes("/triage?view=open")
        assert sitting.page.locator(f"#row-{number}").count() == 0
        sitting.goes(f"/triage?view=waiting&ticket={number}")
        assert "until a day · 26 Nov 2026, 00:00" in sitting.page.locator(".context").inner_text()
        assert "the line is repaired on Thursday (maria)" in sitting.page.locator(".context").inner_text()
        desk.day.at("2026-11-26T00:00:00+00:00")
        assert desk.day.happened(number, "taken_up")[0]["evidence"] == {"until": "2026-11-26T00:00:00+00:00"}
        assert desk.day.evidence(number)["put_off_for"] is None

    def test_it_is_taken_up_again(self, desk: Desk, maria: httpx.Client) -> None:
        number = desk.day.write(ANNA, "Поставщик", "Критичность: средний. Нет связи.")
        waits = {"whom": "third_party", "words": "the vendor looks at it"}
        assert maria.post(f"/tickets/{number}/wait", data={**waits, "whom": "nobody"}).status_code == 409
        maria.post(f"/tickets/{number}/wait", data=waits)
        assert f"row-{number}" in maria.get("/triage?view=waiting").text
        maria.post(f"/tickets/{number}/resume")
        assert f"row-{number}" not in maria.get("/triage?view=waiting").text
        assert maria.post(f"/tickets/{number}/resume").status_code == 409


@pytest.mark.parametrize("name", ["maria", "ola", "oleg"])
def test_everybody_can_read_these_pages(desk: Desk, chromium: Browser, name: str) -> None:
    _form(desk, f"form of {name}")
    number = _fails(desk, ".", CUT, f"for {name}")
    desk.day.agent("wait", number, "customer", "--reason", "x")
    with seat(chromium, desk) as found:
        found.signs_in(name)
        further = ("/tasks", f"/triage?view=waiting&ticket={number}") if name == "maria" else ()
        for path in ("/filed", f"/tickets/{number}", *further):
            found.goes(path)
            found.is_accessible(everywhere=False)


def test_nobody_acts_in_the_name_of_a_user_by_a_command(desk: Desk) -> None:
    number = desk.day.write(ANNA, "Имя", "Нет связи.")
    for name in ("maria", " MARIA ", "Ｍaria", "bot", "Customer"):
        with pytest.raises(NotDone, match=r"is a user of the console|stands for something else"):
            desk.day.command("ticket", "note", number, "--words", "x", "--by", name)
    desk.day.command("ticket", "note", number, "--words", "x", "--by", "maria at night")
    (note,) = desk.day.happened(number, "note")
    assert (note["actor"], note["through"]) == ("maria at night", "command")
