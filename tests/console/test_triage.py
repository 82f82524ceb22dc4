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


def _mails(desk: Desk, count: int) -> list[str]:
    """Requests that a level is proposed for; their numbers."""
    texts = [json.loads(line) for line in (_EXAMPLES / "en1.jsonl").read_text("utf-8").splitlines()[:count]]
    return desk.day.write_all(OLGA, [(one["subject"] or "request", one["text"]) for one in texts])


def test_fifty_proposals_by_keyboard(desk: Desk, sitting: Seat) -> None:
    numbers = _mails(desk, 50)
    sitting.goes("/triage?terms=veeam")
    waiting = sitting.page.locator(".queue li").count()
    assert waiting >= 45  # some may honestly propose nothing; they wait, too
    seen = set()
    for turn in range(waiting):
        number = sitting.page.locator(".queue [aria-current]").get_attribute("id")
        assert number not in seen, "the next ticket opens by itself"
        seen.add(number)
        proposed = sitting.page.locator(".decide .proposed").count()
        sitting.presses("Enter" if proposed and turn % 3 else "2")
        assert sitting.focused not in ("body", "html"), f"focus lost after {turn} decisions"
    assert sitting.page.locator(".queue li").count() == 0
    decided = [desk.day.evidence(number) for number in numbers[:5]]
    assert {one["severity_by"] for one in decided} == {"confirmed"}
    assert {event["actor"] for one in decided for event in one["events"] if event["kind"].startswith("severity_c")} == {
        "maria"
    }


def test_a_proposal_shows_its_words_clause_and_confidence_and_undo_takes_a_decision_back(
    desk: Desk, sitting: Seat
) -> None:
    number = desk.day.write(OLGA, "Everything down", STOPPED)
    sitting.goes(f"/triage?ticket={number}")
    page = sitting.page
    assert "1 – critical?" in page.locator(".decide .proposed").inner_text()
    assert "%" in page.locator(".decide .proposal .sure").inner_text()
    marked = page.locator(".message mark").all_inner_texts()
    assert marked
    assert all(words in STOPPED or words in "Everything down" for words in marked)
    because = page.locator(".because").inner_text()
    assert "VEE-10 1 – critical: " in because
    assert page.locator(".because q").first.inner_text().strip("“”") in STOPPED
    sitting.is_accessible()
    sitting.presses("2")
    assert f"{number}: severity changed: 2 – high · Everything down" in page.locator("[role=status]").inner_text()
    assert desk.day.evidence(number)["severity"] == "2"
    assert desk.day.letters("olga@wisla.example", "everity") == []  # held back for the undo
    sitting.is_accessible()
    sitting.presses("u")
    proof = desk.day.evidence(number)
    assert (proof["severity"], proof["severity_by"]) == ("1", "proposed")
    assert page.locator(".queue [aria-current]").get_attribute("id") == f"row-{number}"


def test_keys_work_in_a_russian_layout(desk: Desk, sitting: Seat) -> None:
    """What is pressed counts by its place where its letter isn't Latin."""
    number = desk.day.write(OLGA, "Layout", STOPPED)
    sitting.goes(f"/triage?ticket={number}")
    typed = sitting.page.context.new_cdp_session(sitting.page)
    typed.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": "т", "code": "KeyN", "text": "т"})
    assert sitting.focused == "textarea"
    sitting.page.keyboard.press("Escape")
    typed.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": ".", "code": "Slash", "text": "."})
    assert sitting.page.evaluate("document.activeElement.name") == "q"


def test_keys_dont_fire_while_somebody_types(desk: Desk, sitting: Seat) -> None:
    number = desk.day.write(OLGA, "Typing", STOPPED)
    sitting.goes(f"/triage?ticket={number}")
    sitting.page.keyboard.press("n")
    assert sitting.focused == "textarea"
    sitting.page.keyboard.type("j1ku?/")
    assert sitting.page.locator("[name=words]").last.input_value() == "j1ku?/"
    sitting.page.keyboard.press("Escape")
    sitting.page.keyboard.press("?")
    assert sitting.page.locator("dialog[open]").count() == 1
    sitting.is_accessible()
    sitting.page.keyboard.press("1")
    sitting.page.keyboard.press("Escape")
    assert sitting.page.locator("dialog[open]").count() == 0
    sitting.page.keyboard.press("/")
    assert sitting.page.evaluate("document.activeElement.name") == "q"
    assert desk.day.evidence(number)["severity_by"] == "proposed"


def test_the_next_ticket_opens_at_its_top(desk: Desk, sitting: Seat) -> None:
    for subject in ("Long", "Longer"):
        desk.day.write(OLGA, subject, "\n".join(f"{STOPPED} {line}" for line in range(60)))
    sitting.goes("/triage?terms=veeam")
    top = "document.querySelector('.message').scrollTop"
    for key in ("j", "1"):
        sitting.page.evaluate(f"{top} = 600")
        assert sitting.page.evaluate(top) > 100
        sitting.presses(key)
        assert sitting.page.evaluate(top) == 0


def test_who_follows_a_link_of_a_ticket_comes_back_to_it(desk: Desk, sitting: Seat) -> None:
    desk.day.write(OLGA, "Everything down, again", STOPPED)
    sitting.goes("/triage?terms=veeam")
    shown = sitting.page.locator(".message .facts span").first.inner_text()
    sitting.page.locator(".because a.clause").first.click()
    sitting.page.wait_for_url("**/terms/veeam*")
    desk.day.agent("confirm", shown, "2", "--reason", "A part works.")  # meanwhile it leaves the queue
    sitting.page.go_back()
    sitting.page.wait_for_url(f"**ticket={shown}*")
    sitting.rests()
    assert sitting.page.locator(".message .facts span").first.inner_text() == shown


def test_escape_leaves_the_search_as_its_list_is(desk: Desk, sitting: Seat) -> None:
    desk.day.write(OLGA, "Everything down", STOPPED)
    sitting.goes("/triage?view=all&q=everything")
    sitting.page.keyboard.press("/")
    sitting.page.keyboard.press("Escape")
    assert sitting.page.locator("[name=q]").input_value() == "everything"


def test_what_was_typed_for_one_ticket_doesnt_stand_at_the_next(desk: Desk, sitting: Seat) -> None:
    first, second = _mails(desk, 2)
    sitting.goes(f"/triage?view=all&ticket={first}")
    written = sitting.page.locator("[name=reason], [name=words]")

    def held() -> list[str]:
        return [field.input_value() for field in written.all()]

    for at, words in enumerate(("the reason", "half an answer", "the note")):
        written.nth(at).evaluate("(field, words) => { field.value = words }", words)
    with sitting.page.expect_response("**/note"):
        sitting.page.get_by_role("button", name="Keep the note").click()
    sitting.rests()
    assert held() == ["the reason", "half an answer", ""]
    with sitting.page.expect_response(f"**ticket={second}"):
        sitting.page.locator(f"#row-{second}").click()
    sitting.rests()
    assert held() == ["", "", ""]


def test_consent_is_asked_where_the_terms_want_it(desk: Desk, sitting: Seat) -> None:
    """CEN-08."""
    number = desk.day.write(ANNA, "Связь", "Критичность: критический. Никто не может позвонить.")
    sitting.goes(f"/triage?ticket={number}")
    assert "CEN-08" in sitting.page.locator(".decide").inner_text()
    sitting.page.locator("[name=reason]").fill("Часть звонков проходит.")
    with sitting.page.expect_response("**/severity"):
        sitting.page.locator(".levels button").nth(1).click()
    sitting.rests()
    assert "the customer is asked" in sitting.page.locator("[role=status]").inner_text()
    sitting.goes(f"/triage?view=waiting&ticket={number}")
    assert "was asked to agree" in sitting.page.locator(".decide").inner_text()
    assert desk.day.evidence(number)["severity_asked"] == "medium"


def test_a_second_decision_is_refused_and_colleagues_see_each_other(
    desk: Desk, sitting: Seat, chromium: Browser
) -> None:
    number = desk.day.write(OLGA, "Two at once", STOPPED)
    with seat(chromium, desk) as jan:
        jan.signs_in("jan")
        jan.goes(f"/triage?ticket={number}")
        sitting.goes(f"/triage?ticket={number}")
        assert "jan" in sitting.page.locator(".others").inner_text()
        sitting.is_accessible()
        sitting.presses("2")
        jan.page.keyboard.press("3")
        jan.page.wait_for_selector("[role=alert]")
        assert "maria" in jan.page.locator(".decide [role=alert]").inner_text()
        assert jan.page.evaluate("document.activeElement.id") == "refused"
        assert jan.page.url.endswith(f"/triage?ticket={number}")
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
        plain.page.locator(".answer textarea").fill(" ")
        plain.page.get_by_role("button", name="Send the answer").click()
        assert plain.page.locator(".answer [role=alert]:focus").inner_text() == "Nothing is written."
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
