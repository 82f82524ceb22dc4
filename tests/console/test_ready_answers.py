"""Agents begin an answer with a text that a manager keeps ready, read it and change it; the history says so."""

import re
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from playwright.sync_api import Browser

from tests.console.conftest import Desk, a_console, seat, signed_in
from tests.console.quarter import ANNA
from tests.days.day import text_of

_PLACE = "/templates/ready-ask-for-logs/ru"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with a_console(tmp_path_factory.mktemp("ready")) as made:
        made.hires("maria", "manager")
        made.hires("jan")
        made.hires("ola", language="pl")
        yield made


@pytest.fixture(scope="module")
def logs(maria: httpx.Client) -> str:
    """The id of the version that is published."""
    words = {"subject": "Запрос логов", "text": "Пришлите, пожалуйста, логи к обращению {{ number }}."}
    kept = maria.post(_PLACE, data={"do": "publish", **words})
    key = re.findall(r"/templates/versions/(\d+)", kept.headers["location"])[0]
    done = maria.post(f"/templates/versions/{key}/publish", data={"instead_of": "0"})
    assert "agents can begin answers with it" in maria.get(done.headers["location"]).text
    return str(key)


def _request(desk: Desk, subject: str) -> str:
    return desk.day.write(ANNA, subject, "Добрый день! С утра не печатает принтер. Критичность: низкий.")


def _answered(desk: Desk, number: str) -> list[dict[str, object]]:
    return [one["evidence"] for one in desk.day.happened(number, "answered")]


def test_a_manager_finds_writes_and_retires_them_in_the_desk(maria: httpx.Client, logs: str) -> None:
    listed = maria.get("/templates").text
    assert f'href="{_PLACE}?version={logs}"' in listed
    assert 'aria-label="Ready answer ask-for-logs, Polish: none yet"' in listed
    assert 'aria-label="Ready answer restart, Polish: suggested"' in listed
    suggested = maria.get("/templates/ready-restart/pl").text
    assert "Ponowne uruchomienie usługi" in suggested
    assert "Nothing is published here yet" in suggested
    begun = maria.get("/templates/ready", params={"name": "Restart it", "language": "ru", "terms": "veeam"})
    assert begun.headers["location"] == "/templates/ready-restart-it/ru?terms=veeam"
    assert "Nothing is published here yet" in maria.get(begun.headers["location"]).text
    refused = maria.get("/templates/ready", params={"name": "логи", "language": "ru"})
    assert (refused.status_code, "A short name has Latin letters" in refused.text) == (409, True)
    place = "/templates/ready-old/en"
    key = re.findall(
        r"\d+", maria.post(place, data={"do": "publish", "subject": "Old", "text": "Old."}).headers["location"]
    )[0]
    maria.post(f"/templates/versions/{key}/publish", data={"instead_of": "0"})
    gone = maria.get(maria.post(f"{place}/withdraw").headers["location"]).text
    assert "Withdrawn: agents aren&#39;t offered it any more." in gone
    assert "ready-old" not in maria.get("/templates").text


def test_an_agent_begins_with_one_by_the_keyboard(desk: Desk, chromium: Browser, logs: str) -> None:
    number = _request(desk, "Принтер")
    with seat(chromium, desk) as jan:
        jan.signs_in("jan")
        jan.goes(f"/triage?view=all&ticket={number}")
        page = jan.page
        page.keyboard.press("r")
        page.keyboard.type("Добрый день!")
        page.keyboard.press("Escape")
        page.keyboard.press("t")
        page.keyboard.press("Tab")
        jan.presses("Enter")
        box = page.locator("textarea[name=words]").first
        assert box.input_value() == f"Добрый день!\n\nПришлите, пожалуйста, логи к обращению {number}."
        assert jan.focused == "textarea"
        jan.is_accessible()
        page.keyboard.press("Control+End")
        page.keyboard.type(" Спасибо.")
        page.get_by_role("button", name="Send the answer").click()
        page.get_by_text("answer queued").wait_for()
        jan.goes(f"/tickets/{number}")
        page.locator(".history details", has_text="changed before sending").locator("summary").click()
        assert "ready-ask-for-logs/ru@" in page.locator(".history details[open]").inner_text()
    desk.day.settle()
    assert f"Пришлите, пожалуйста, логи к обращению {number}. Спасибо." in text_of(
        desk.day.letters("anna@vector.example")[-1]
    )
    ((told),) = _answered(desk, number)
    assert (told["version"], told["changed"]) == (int(logs), True)


def test_words_for_one_customer_dont_follow_to_another(desk: Desk, chromium: Browser, logs: str) -> None:
    first, second = _request(desk, "Один"), _request(desk, "Два")
    with seat(chromium, desk) as jan:
        jan.signs_in("jan")
        jan.goes(f"/triage?view=all&ticket={first}")
        boxes = jan.page.locator("textarea[name=words], input[name=reason]")
        if not jan.page.locator("input[name=reason]").is_visible():
            jan.page.get_by_text("Your reason").click()
        jan.page.locator("input[name=reason]").fill("For the first one only.")
        for key in ("r", "n"):
            jan.page.keyboard.press(key)
            jan.page.keyboard.type("For the first one only.")
            jan.page.keyboard.press("Escape")
        jan.page.locator(f"#row-{second}").click()
        jan.page.locator(f".facts:has-text('{second}')").wait_for()
        jan.rests()
        assert [box.input_value() for box in boxes.all()] == ["", "", ""]


def test_who_empties_the_box_may_insert_again(desk: Desk, chromium: Browser, logs: str) -> None:
    number = _request(desk, "Ещё раз")
    with seat(chromium, desk) as jan:
        jan.signs_in("jan")
        jan.goes(f"/triage?view=all&ticket={number}")
        box = jan.page.locator("textarea[name=words]").first
        for _ in range(2):
            box.fill("")
            with jan.page.expect_response(lambda answer: answer.request.method == "POST"):
                jan.page.get_by_role("button", name="Insert").click()
            jan.rests()
            assert box.input_value() == f"Пришлите, пожалуйста, логи к обращению {number}."
            desk.day.now += timedelta(seconds=1)


def test_without_script_the_page_comes_again_with_the_words(desk: Desk, chromium: Browser, logs: str) -> None:
    number = _request(desk, "Сервер")
    with seat(chromium, desk, script=False) as jan:
        jan.signs_in("jan")
        jan.goes(f"/tickets/{number}")
        jan.page.get_by_role("button", name="Insert").click()
        box = jan.page.locator("textarea[name=words]")
        assert box.input_value() == f"Пришлите, пожалуйста, логи к обращению {number}."
        jan.page.get_by_role("button", name="Send the answer").click()
        jan.page.get_by_text("answer queued").wait_for()
    ((told),) = _answered(desk, number)
    assert (told["version"], told["changed"]) == (int(logs), False)


def test_what_is_retired_meanwhile_loses_no_word(desk: Desk, maria: httpx.Client, logs: str) -> None:
    number = _request(desk, "Сканер")
    page = maria.post(f"/tickets/{number}", data={"words": "<b>My words", "ready": "999999"})
    assert "There is no version 999999." in page.text
    assert "&lt;b&gt;My words</textarea>" in page.text
    with signed_in(desk, "ola") as ola:
        assert "Nie ma wersji 999999." in ola.post(f"/tickets/{number}", data={"ready": "999999"}).text
