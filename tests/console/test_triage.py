"""An agent empties the queue with the keyboard, and knows why each severity was proposed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.console.conftest import Desk, Seat, a_console, seat

_EXAMPLES = Path(__file__).parents[2] / "models" / "examples"
ANNA, OLGA = "Анна <anna@vector.example>", "Olga Nowak <olga@wisla.example>"
STOPPED = "Production is down: nobody of all users can log in since 9:00, nothing works, no workaround."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTAKEBOT_SEVERITY__PROPOSE", "true")
        with a_console(tmp_path_factory.mktemp("console")) as made:
            made.hires("maria")
            made.hires("jan")
            yield made


@pytest.fixture
def maria(chromium: Browser, desk: Desk) -> Iterator[Seat]:
    with seat(chromium, desk) as sitting:
        sitting.signs_in("maria")
        yield sitting


def _mails(desk: Desk, count: int) -> list[str]:
    """Requests that a level is proposed for; their numbers."""
    texts = [json.loads(line) for line in (_EXAMPLES / "en1.jsonl").read_text("utf-8").splitlines()[:count]]
    return desk.day.write_all(OLGA, [(one["subject"] or "request", one["text"]) for one in texts])


def test_fifty_proposals_by_keyboard(desk: Desk, maria: Seat) -> None:
    numbers = _mails(desk, 50)
    maria.goes("/triage?terms=veeam")
    waiting = maria.page.locator(".queue li").count()
    assert waiting >= 45  # some may honestly propose nothing; they wait, too
    seen = set()
    for turn in range(waiting):
        number = maria.page.locator(".queue [aria-current]").get_attribute("id")
        assert number not in seen, "the next ticket opens by itself"
        seen.add(number)
        proposed = maria.page.locator(".decide .proposed").count()
        maria.presses("Enter" if proposed and turn % 3 else "2")
        assert maria.focused not in ("body", "html"), f"focus lost after {turn} decisions"
    assert maria.page.locator(".queue li").count() == 0
    decided = [desk.day.evidence(number) for number in numbers[:5]]
    assert {one["severity_by"] for one in decided} == {"confirmed"}
    assert {event["actor"] for one in decided for event in one["events"] if event["kind"].startswith("severity_c")} == {
        "maria"
    }


def test_a_proposal_shows_its_words_clause_and_confidence_and_undo_takes_a_decision_back(
    desk: Desk, maria: Seat
) -> None:
    number = desk.day.write(OLGA, "Everything down", STOPPED)
    maria.goes(f"/triage?ticket={number}")
    page = maria.page
    assert "1 – critical?" in page.locator(".decide .proposed").inner_text()
    assert "%" in page.locator(".decide .proposal .sure").inner_text()
    marked = page.locator(".message mark").all_inner_texts()
    assert marked
    assert all(words in STOPPED or words in "Everything down" for words in marked)
    because = page.locator(".because").inner_text()
    assert "VEE-10 1 – critical: " in because
    assert page.locator(".because q").first.inner_text().strip("“”") in STOPPED
    maria.is_accessible()
    maria.presses("2")
    assert f"{number}: severity changed: 2 – high · Everything down" in page.locator("[role=status]").inner_text()
    assert desk.day.evidence(number)["severity"] == "2"
    assert desk.day.letters("olga@wisla.example", "everity") == []  # held back for the undo
    maria.is_accessible()
    maria.presses("u")
    proof = desk.day.evidence(number)
    assert (proof["severity"], proof["severity_by"]) == ("1", "proposed")
    assert page.locator(".queue [aria-current]").get_attribute("id") == f"row-{number}"


def test_keys_work_in_a_russian_layout(desk: Desk, maria: Seat) -> None:
    """What is pressed counts by its place where its letter isn't Latin."""
    number = desk.day.write(OLGA, "Layout", STOPPED)
    maria.goes(f"/triage?ticket={number}")
    typed = maria.page.context.new_cdp_session(maria.page)
    typed.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": "т", "code": "KeyN", "text": "т"})
    assert maria.focused == "textarea"
    maria.page.keyboard.press("Escape")
    typed.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": ".", "code": "Slash", "text": "."})
    assert maria.page.evaluate("document.activeElement.name") == "q"


def test_keys_dont_fire_while_somebody_types(desk: Desk, maria: Seat) -> None:
    number = desk.day.write(OLGA, "Typing", STOPPED)
    maria.goes(f"/triage?ticket={number}")
    maria.page.keyboard.press("n")
    assert maria.focused == "textarea"
    maria.page.keyboard.type("j1ku?/")
    assert maria.page.locator("[name=words]").last.input_value() == "j1ku?/"
    maria.page.keyboard.press("Escape")
    maria.page.keyboard.press("?")
    assert maria.page.locator("dialog[open]").count() == 1
    maria.is_accessible()
    maria.page.keyboard.press("1")
    maria.page.keyboard.press("Escape")
    assert maria.page.locator("dialog[open]").count() == 0
    maria.page.keyboard.press("/")
    assert maria.page.evaluate("document.activeElement.name") == "q"
    assert desk.day.evidence(number)["severity_by"] == "proposed"


def test_what_was_typed_for_one_ticket_doesnt_stand_at_the_next(desk: Desk, maria: Seat) -> None:
    first, second = _mails(desk, 2)
    maria.goes(f"/triage?view=all&ticket={first}")
    written = maria.page.locator("[name=reason], [name=words]")

    def held() -> list[str]:
        return [field.input_value() for field in written.all()]

    for at, words in enumerate(("the reason", "half an answer", "the note")):
        written.nth(at).evaluate("(field, words) => { field.value = words }", words)
    with maria.page.expect_response("**/note"):
        maria.page.get_by_role("button", name="Keep the note").click()
    maria.rests()
    assert held() == ["the reason", "half an answer", ""]
    with maria.page.expect_response(f"**ticket={second}"):
        maria.page.locator(f"#row-{second}").click()
    maria.rests()
    assert held() == ["", "", ""]


def test_consent_is_asked_where_the_terms_want_it(desk: Desk, maria: Seat) -> None:
    """CEN-08."""
    number = desk.day.write(ANNA, "Связь", "Критичность: критический. Никто не может позвонить.")
    maria.goes(f"/triage?ticket={number}")
    assert "CEN-08" in maria.page.locator(".decide").inner_text()
    maria.page.locator("[name=reason]").fill("Часть звонков проходит.")
    with maria.page.expect_response("**/severity"):
        maria.page.locator(".levels button").nth(1).click()
    maria.rests()
    assert "the customer is asked" in maria.page.locator("[role=status]").inner_text()
    maria.goes(f"/triage?view=waiting&ticket={number}")
    assert "was asked to agree" in maria.page.locator(".decide").inner_text()
    assert desk.day.evidence(number)["severity_asked"] == "medium"


def test_a_second_decision_is_refused_and_colleagues_see_each_other(desk: Desk, maria: Seat, chromium: Browser) -> None:
    number = desk.day.write(OLGA, "Two at once", STOPPED)
    with seat(chromium, desk) as jan:
        jan.signs_in("jan")
        jan.goes(f"/triage?ticket={number}")
        maria.goes(f"/triage?ticket={number}")
        assert "jan" in maria.page.locator(".others").inner_text()
        maria.is_accessible()
        maria.presses("2")
        jan.page.keyboard.press("3")
        jan.page.wait_for_selector("[role=alert]")
        assert "maria" in jan.page.locator("[role=alert]").inner_text()
        jan.is_accessible()
    assert desk.day.evidence(number)["severity"] == "2"


def test_everything_works_without_script(desk: Desk, chromium: Browser) -> None:
    number = desk.day.write(OLGA, "No script", STOPPED)
    with seat(chromium, desk, script=False) as plain:
        plain.signs_in("jan")
        plain.goes(f"/triage?ticket={number}")
        plain.page.locator(".levels button").nth(2).click()
        assert f"{number}: severity changed" in plain.page.locator("[role=status]").inner_text()
        plain.page.get_by_role("button", name="Undo").click()
        plain.page.locator(".answer textarea").fill("We are looking into it.")
        plain.page.get_by_role("button", name="Send the answer").click()
        plain.page.locator("[name=words]").last.fill("Ask Piotr.")
        plain.page.get_by_role("button", name="Keep the note").click()
        plain.page.get_by_role("link", name="History and proof").click()
        assert "Ask Piotr." in plain.page.locator(".history").inner_text()
        plain.page.get_by_role("button", name="Sign out").click()
        plain.goes(f"/tickets/{number}")
        assert "/sign-in" in plain.page.url
    desk.day.settle()
    proof = desk.day.evidence(number)
    assert proof["severity_by"] == "proposed"
    assert any("looking into it" in str(letter) for letter in desk.day.letters("olga@wisla.example"))
    assert proof["first_contact_at"] is not None
