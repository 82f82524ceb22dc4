"""Managers change what customers read at the console: they see every consequence first, and can always go back."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import httpx
import pytest
from playwright.sync_api import Browser

from tests.console.conftest import Desk, a_console, seat, signed_in
from tests.days.day import text_of

_LETTER = "/templates/registered/en?terms=centaur"
_WORDS = {"subject": "[{{ number }}] Noted", "text": "Dear friend, {{ number }}."}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with a_console(tmp_path_factory.mktemp("console")) as made:
        for name in ("maria", "olga", "piotr", "hanna"):
            made.hires(name, "manager")
        made.hires("jan", "agent")
        yield made


@pytest.fixture(autouse=True)
def _a_minute_later(desk: Desk) -> None:
    """Who checked often before may again."""
    desk.day.now += timedelta(minutes=1)


@pytest.fixture(scope="module")
def maria(desk: Desk) -> Iterator[httpx.Client]:
    with signed_in(desk, "maria", follows=True) as client:
        yield client


@pytest.fixture(scope="module")
def olga(desk: Desk) -> Iterator[httpx.Client]:
    with signed_in(desk, "olga", follows=True) as client:
        yield client


def _said(answer: httpx.Response) -> str:
    """What a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def _act(client: httpx.Client, address: str, **fields: str) -> httpx.Response:
    return client.post(address, data=fields)


def _version(answer: httpx.Response) -> int:
    found = re.search(r"/templates/versions/(\d+)|version=(\d+)", str(answer.url))
    assert found, answer.url
    return int(found[1] or found[2])


def _begun(client: httpx.Client, key: int) -> httpx.Response:
    """The drafts of the other languages, by the button beside a version."""
    page = client.get(f"/templates/versions/{key}")
    (address,) = re.findall(r'action="([^"]+/begin[^"]*)"', page.text)
    return _act(client, unescape(address), version=str(key))


def _notice(desk: Desk, name: str) -> str:
    desk.day.write(f"{name} <{name}@customer.example>", f"Disk of {name}", "The disk is full since this morning.")
    (letter,) = desk.day.letters(f"{name}@customer.example")
    return text_of(letter)


def _audited(desk: Desk) -> list[tuple[str, str]]:
    return [(entry["name"], entry["act"]) for entry in desk.day.command("audit")]


def test_a_letter_is_kept_compared_published_rolled_back_and_withdrawn(desk: Desk, maria: httpx.Client) -> None:
    assert "Registration notice, English: standard" in unescape(maria.get("/templates").text)
    kept = _act(maria, _LETTER, do="keep", note="Warmer.", **_WORDS)
    assert "The draft is kept" in _said(kept)
    assert "Registration notice, English, centaur" in _said(maria.get("/templates"))
    assert "Dear friend" not in _notice(desk, "adam")
    first = _version(kept)

    compared = maria.get(f"/templates/versions/{first}")
    said = _said(compared)
    assert "Customers under centaur" in said
    assert "in 12 of 12 cases" in said
    assert "+Dear friend, {{ number }}." in said
    assert "A draft: nobody gets it yet." in said
    _begun(maria, first)
    published = _act(maria, f"/templates/versions/{first}/publish", instead_of="0")
    assert "Published: customers get these words" in _said(published)
    assert "Dear friend" in _notice(desk, "boris")
    assert "centaur: published maria" in _said(maria.get("/templates"))

    second = _version(_act(maria, _LETTER, do="publish", **_WORDS | {"text": "Dear reader, {{ number }}."}))
    assert "instead_of" in maria.get(f"/templates/versions/{second}").text
    late = _act(maria, f"/templates/versions/{second}/publish", instead_of="0")
    assert (late.status_code, "published another version meanwhile" in _said(late)) == (409, True)
    assert _act(maria, f"/templates/versions/{second}/publish").status_code == 409
    _act(maria, f"/templates/versions/{second}/publish", instead_of=str(first))
    assert "Dear reader" in _notice(desk, "celina")

    _act(maria, f"/templates/versions/{first}/rollback")
    assert "Dear friend" in _notice(desk, "dorota")
    again = _act(maria, f"/templates/versions/{second}/discard")
    assert (again.status_code, "no draft any more" in _said(again)) == (409, True)
    withdrawn = _act(maria, "/templates/registered/en/withdraw?terms=centaur")
    assert "Withdrawn: customers get the standard text again." in _said(withdrawn)
    assert _act(maria, "/templates/registered/en/withdraw?terms=centaur").status_code == 409
    assert "Dear" not in _notice(desk, "emil")
    acts = [act for name, act in _audited(desk) if name == "maria" and act.startswith("template_")]
    assert sorted(acts) == sorted([
        *["template_drafted"] * 3, *["template_published"] * 3, "template_drafted", "template_published", "template_rolled_back",
        *["template_withdrawn"] * 3,
    ])  # fmt: skip


def test_the_list_says_what_opens_there_and_the_editor_who_gets_it(maria: httpx.Client, olga: httpx.Client) -> None:
    def holds() -> tuple[str, ...]:
        """As Maria's list has it, and Olga's."""
        pages = (unescape(client.get("/templates").text) for client in (maria, olga))
        return tuple(re.findall(r'aria-label="Button used already, English: ([a-z ]+)"', page)[0] for page in pages)

    words = {"chat": "This was answered before."}
    key = _version(_act(maria, "/templates/used/en", do="keep", **words))
    assert holds() == ("your draft", "standard")
    _act(maria, f"/templates/versions/{key}/publish", instead_of="0")
    assert holds() == ("published", "published")
    _act(maria, "/templates/used/en/withdraw")
    assert holds() == ("standard", "standard")
    assert "Customers under centaur who are written to in this language." in _said(maria.get(_LETTER))
    nobody = _said(maria.get("/templates/registered/en?terms=martinsoft"))
    assert "Nobody, so that it can't be published. Martinsoft isn't served in this language." in nobody.replace(
        "martin", "Martin"
    )


def test_whom_a_letter_doesnt_reach_is_said_and_none_is_published_in_vain(maria: httpx.Client) -> None:
    for_all = _said(maria.get("/templates/registered/en"))
    assert (
        "Customers under centaur, eurolinux, veeam, xopero who are written to in this language, and customers without terms."
        in for_all
    )
    assert "martinsoft isn't served in this language." in for_all
    vain = _act(maria, "/templates/registered/en?terms=martinsoft", do="publish", **_WORDS)
    assert "nobody gets it: martinsoft isn't served in this language" in _said(vain)
    assert "/publish" not in vain.text
    refused = _act(maria, f"/templates/versions/{_version(vain)}/publish", instead_of="0")
    assert (refused.status_code, "nobody gets it" in _said(refused)) == (409, True)
    _act(maria, f"/templates/versions/{_version(vain)}/discard")


def test_all_languages_of_terms_are_published_at_once_and_taken_back_where_it_is_told(
    desk: Desk, maria: httpx.Client
) -> None:
    place = "/templates/registered/pl?terms=eurolinux"
    words = {"subject": "[{{ number }}] Mamy", "text": "Cześć, {{ number }}."}
    key = _version(_act(maria, place, do="publish", **words))
    alone = maria.get(f"/templates/versions/{key}")
    assert "eurolinux/en/registered: no version of yours and no draft" in _said(alone)
    assert "/publish" not in alone.text
    ready = _begun(maria, key)
    assert "Drafts are begun in the other languages" in _said(ready)
    assert "Published with it" in _said(ready)
    assert "English, version 1 (maria): Can be written in 20 of 20 cases." in _said(ready)
    assert "Publish: Polish, English" in _said(ready)
    ((beside,),) = [re.findall(r'name="beside" value="(\d+)"', ready.text)]
    late = _act(maria, f"/templates/versions/{key}/publish", instead_of="0", beside="")
    assert (late.status_code, "Other drafts would be published with it" in _said(late)) == (409, True)
    published = _act(maria, f"/templates/versions/{key}/publish", instead_of="0", beside=beside)
    assert "Version 1, published, by maria" in _said(
        maria.get("/templates/registered/en?terms=eurolinux&version=" + beside)
    )
    assert "Withdrawn with it" not in _said(published)  # one way back at a time
    assert "Withdrawn with it: English." in _said(maria.get(place))
    again = _act(maria, place, do="publish", **words)
    assert (again.status_code, "Nothing is changed: customers get these words already." in _said(again)) == (409, True)

    desk.day.now += timedelta(minutes=1)
    second = _version(_act(maria, place, do="publish", **words | {"text": "Witamy, {{ number }}."}))
    assert "Version 2" in _said(maria.get(f"/templates/versions/{second}"))
    done = _act(maria, f"/templates/versions/{second}/publish", instead_of=str(key))
    (undo,) = re.findall(r'class="flash".*?action="([^"]+)"', done.text, re.DOTALL)
    back = _act(maria, undo)
    assert "Taken back: customers get what they got before." in _said(back)
    assert "Witamy, {{ number }}." not in back.text
    assert "Nobody gets this text now." in _said(maria.get(f"{place}&version={second}"))
    again = _act(maria, undo)
    assert (again.status_code, "isn't what customers get any more" in _said(again)) == (409, True)
    withdrawn = _act(maria, "/templates/registered/en/withdraw?terms=eurolinux")
    (bring,) = re.findall(r'class="flash".*?action="([^"]+)"', withdrawn.text, re.DOTALL)
    assert "The earlier version is published again." in _said(_act(maria, bring))
    assert "Cześć, {{ number }}." in maria.get(place).text
    assert "Version 3, " not in _said(maria.get(place))  # what customers get now, which is nobody's draft
    _act(maria, "/templates/registered/en/withdraw?terms=eurolinux")


def test_nobody_is_offered_to_take_back_what_somebody_else_did(maria: httpx.Client, olga: httpx.Client) -> None:
    key = _version(_act(maria, "/templates/used/pl", do="keep", chat="To już było."))
    done = _act(maria, f"/templates/versions/{key}/publish", instead_of="0")
    assert "Take it back" in _said(done)
    assert "Take it back" not in _said(olga.get(str(done.url)))
    assert "Take it back" not in _said(maria.get("/templates/used/pl"))
    assert _act(olga, f"/templates/versions/{key}/undo").status_code == 200


def test_the_same_change_is_made_in_html_and_chat_by_one_press(maria: httpx.Client) -> None:
    place = "/templates/registered/en"
    parts = _parts(maria.get(place))
    text = parts["text"].replace("which was closed", "which is over").replace("Hello,", "Dear customer,")
    offered = _act(maria, place, do="check", **parts | {"text": text})
    assert "The words that you changed stand in the part “HTML”, too." in _said(offered)
    assert "<ins>+&lt;p&gt;Dear customer,&lt;/p&gt;</ins>" in offered.text
    told = maria.post(f"{place}/check", data=parts | {"text": text}).json()["apart"]
    assert "+It continues request {{ continues }}, which is over." in unescape(told)
    key = _version(_act(maria, place, do="publish", **parts | {"text": text}))  # also where one is about to publish
    version = maria.get(f"/templates/versions/{key}").text
    held = {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', version)}
    assert {kind: held[kind] for kind in parts} == parts | {"text": text}
    assert 'value="carry"' in version
    _act(maria, f"/templates/versions/{key}/discard")
    made = _act(maria, place, do="carry", **parts | {"text": text})
    assert "The same change stands in the other parts now. It isn't kept yet." in _said(made)
    after = _parts(made)
    assert "<p>Dear customer,</p>" in after["html"]
    assert "<p>It continues request {{ continues }}, which is over.</p>" in after["html"]
    assert "which is over" in after["chat"]
    assert "Text and HTML don't say the same" not in _said(made)
    assert 'value="carry"' not in made.text


def test_the_version_in_use_is_set_against_the_one_before(desk: Desk, maria: httpx.Client) -> None:
    place = "/templates/help/en"
    first = _version(_act(maria, place, do="keep", chat="Write to us."))
    assert "In use: letters are written by it now." not in _said(maria.get(f"/templates/versions/{first}"))
    _act(maria, f"/templates/versions/{first}/publish", instead_of="0")
    desk.day.now += timedelta(minutes=1)
    second = _version(_act(maria, place, do="keep", chat="Just write to us."))
    _act(maria, f"/templates/versions/{second}/publish", instead_of=str(first))
    page = maria.get(f"/templates/versions/{second}")
    assert "In use: letters are written by it now." in _said(page)
    assert "Differences from version 1, which customers got before" in _said(page)
    assert "<del>-Write to us.</del>" in page.text
    assert f'href="{place}?version={second}#part-chat"' in page.text
    assert "Not in use any more." in _said(maria.get(f"/templates/versions/{first}"))
    assert re.findall(r'<textarea id="part-(\w+)"', maria.get(place).text) == ["chat"]
    _act(maria, f"{place}/withdraw")


def _parts(answer: httpx.Response) -> dict[str, str]:
    """What stands in the editor."""
    found = re.findall(r'id="part-(\w+)"[^>]*>\n(.*?)</textarea>', answer.text, re.DOTALL)
    return {kind: unescape(text) for kind, text in found}


def test_what_is_faulty_is_kept_but_not_published_and_no_word_is_lost(desk: Desk, maria: httpx.Client) -> None:
    bad = _act(maria, _LETTER, do="publish", subject="[{{ number }}]", text="{{ number }}: we answer within 2 hours.")
    key, said = _version(bad), _said(bad)
    assert "in 0 of 12 cases" in said
    assert "It can't be published while any fault stands." in said
    assert f"/versions/{key}/publish" not in bad.text
    refused = _act(maria, f"/templates/versions/{key}/publish", instead_of="0")
    assert (refused.status_code, "promises '2 hours'" in _said(refused)) == (409, True)
    assert "The draft is discarded" in _said(_act(maria, f"/templates/versions/{key}/discard"))

    empty = _act(maria, _LETTER, do="keep", note="only a note")
    assert (empty.status_code, "without a word" in _said(empty)) == (409, True)
    assert 'value="only a note"' in empty.text
    nobody = _act(maria, _LETTER, do="test", to="nobody", **_WORDS)
    assert nobody.status_code == 409
    assert "Dear friend, {{ number }}." in _said(nobody)


def test_a_test_letter_comes(desk: Desk, maria: httpx.Client) -> None:
    assert "on its way" in _said(_act(maria, _LETTER, do="test", to="maria@desk.example", **_WORDS))
    desk.day.settle()
    (letter,) = desk.day.letters("maria@desk.example")
    assert letter["Subject"] == "[Test] [SAMPLE-1234-5674] Noted"
    assert ("maria", "template_tested") in _audited(desk)


def test_a_draft_is_looked_at_under_terms_and_for_a_ticket(desk: Desk, maria: httpx.Client) -> None:
    words = _WORDS | {
        "text": "{{ number }}{% if due %} by {{ due }}{% endif %}{% if severity %} ({{ severity }}){% endif %}"
    }
    place = "/templates/registered/en"
    shown = maria.post(f"{place}/check", data=words | {"under": "veeam/production/1"}).json()["shown"]
    assert "1 – critical" in shown
    assert " by " in shown
    best_effort = maria.post(f"{place}/check", data=words | {"under": "veeam/free/1"}).json()["shown"]
    assert " by " not in unescape(re.sub(r"<details.*", "", best_effort, flags=re.DOTALL))
    number = desk.day.write("Anna <anna@vector.example>", "Printer", "It doesn't print.")
    assert number in _said(_act(maria, place, do="check", ticket=number.lower(), **words))
    for wrong in ({"ticket": "DAY-0000-0000"}, {"under": "veeam/gold/"}, {"under": "nobody//"}):
        assert re.search(
            "There is no ticket|has no plan|No terms", _said(_act(maria, place, do="check", **words | wrong))
        )


def test_the_check_tells_places_proof_and_differences(maria: httpx.Client) -> None:
    text = "🙂 Dear {{ nmber }}\r\n{% if due %}"
    told = maria.post("/templates/registered/ru/check", data={"subject": "[{{ number }}]", "text": text}).json()
    assert told["flaws"]["subject"] == []
    ((_start, _end, why),) = told["flaws"]["text"]
    assert "if" in why
    told = maria.post("/templates/registered/ru/check", data={"subject": "[{{ number }}]", "text": text[:19]}).json()
    assert told["flaws"]["text"] == [[10, 15, "unknown variable nmber; did you mean number?"]]
    assert "in 0 of 53 cases" in re.sub(r"<[^>]+>", "", told["proof"])
    assert "<ins>+🙂 Dear {{ nmber }}</ins>" in told["shown"]


def test_who_changes_the_text_alone_is_told_what_the_html_still_says(maria: httpx.Client) -> None:
    page = maria.get("/templates/registered/pl")
    parts = _parts(page)
    assert "Text and HTML" not in page.text
    changed = parts | {"text": f"{parts['text']}\nInfolinia: 22 123 45 67"}
    told = maria.post("/templates/registered/pl/check", data=changed).json()["apart"]
    assert "The text was changed, but not the HTML." in told
    assert "Only in the text: 22, 123" in told
    assert (
        "only in the text" not in maria.post("/templates/registered/pl/check", data=changed).json()["proof"]
    )  # told once
    assert "Only in the HTML" not in told
    without_script = maria.post("/templates/registered/pl", data=changed | {"do": "check"}).text
    assert without_script.count("The text was changed, but not the HTML.") == 1
    assert maria.post("/templates/registered/pl/check", data=parts).json()["apart"].strip() == ""


_HTML = '<p>{{ number }}</p><script>parent.pwned=1</script><img src="//evil.example/x" onerror="parent.pwned=1"><a href="javascript:pwned=1">x</a>'


@pytest.mark.parametrize(
    ("part", "text", "why"),
    [
        ("text", "{% for i in (1..999999999) %}{{ number }}{% endfor %}", "isn't allowed"), ("text", "{% for i in missing %}{{ number }}{% endfor %}", "tag 'for'"),
        ("text", "{% tablerow i in x %}{% endtablerow %}", "tablerow"),
        ("text", "{% include 'secrets' %}{{ number }}", "include"),
        ("text", "{{ number }}" + "{% if number %}" * 2_000 + "{% endif %}" * 2_000, "longer than|nested"),
        ("text", "{% assign a = number %}" + "{% assign a = a | append: a %}" * 40 + "{{ a }}", "longer than"),
        ("text", "{% capture a %}{{ number }}{% endcapture %}" + "{% capture a %}{{ a }}{{ a }}{% endcapture %}" * 60 + "{{ a }}", "limit|longer"),
        ("text", "{{ number | append: '" + "x" * 600, "isn't closed|longer"),
        ("text", "x" * 60_000, "longer than"),
        ("text", "{{ number.__class__.__mro__ }}", "no parts"),
        ("html", "{{ number | safe }}", "filter 'safe'"),
        ("html", _HTML, ""),
    ],
)  # fmt: skip
def test_hostile_templates_are_stopped_and_nothing_of_them_runs(
    olga: httpx.Client, part: str, text: str, why: str
) -> None:  # fmt: skip
    answer = olga.post("/templates/registered/en/check", data=_WORDS | {part: text}, timeout=6)
    told = answer.json()
    proof = unescape(re.sub(r"<[^>]+>", "", told["proof"]))
    assert re.search(why, proof), proof
    assert ("in 0 of 83 cases" in proof) == bool(why)
    framed = unescape("".join(re.findall(r'srcdoc="([^"]*)"', told["shown"])))
    assert not re.search("script|onerror|img|href", framed)
    assert "<script" not in re.sub(r'srcdoc="[^"]*"', "", told["shown"])


def test_who_may_and_how_much(desk: Desk, maria: httpx.Client) -> None:
    with signed_in(desk, "jan", follows=True) as jan:
        page = jan.get(_LETTER)
        assert page.status_code == 200
        assert "editor.js" not in page.text
        assert "A manager may change these words." in _said(page)
        for address in (
            _LETTER,
            "/templates/registered/en/check",
            "/templates/registered/en/withdraw",
            "/templates/versions/1/publish",
        ):
            assert _act(jan, address, do="keep", **_WORDS).status_code == 403
    with httpx.Client(base_url=desk.url) as nobody:
        assert nobody.get("/templates").headers["location"].startswith("/sign-in")
    foreign = maria.post("/templates/registered/en/check", data=_WORDS, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert maria.post("/templates/registered/en/check", data={"text": "x" * 2**20}).status_code == 413
    for nowhere in (
        "/templates/letter/en",
        "/templates/registered/de",
        "/templates/registered/en?terms=nobody",
        "/templates/versions/999999",
        "/templates/versions/x",
        f"{_LETTER}&version=999999",
    ):
        assert maria.get(nowhere).status_code == 404, nowhere
    assert _act(maria, _LETTER, do="dance", **_WORDS).status_code == 404
    assert _act(maria, "/templates/versions/1/dance").status_code == 404


def test_who_checks_too_often_waits(desk: Desk) -> None:
    with signed_in(desk, "hanna", follows=True) as hanna:
        answers = [hanna.post("/templates/help/en/check", data={"chat": "Write."}) for _ in range(31)]
        assert {one.status_code for one in answers[:30]} == {200}
        assert answers[30].status_code == 429
        assert answers[30].json()["wait"] > 0
        assert "Please wait" in _said(_act(hanna, "/templates/help/en", do="check", chat="Write."))


def test_the_editor_waits_with_who_checks_too_often(desk: Desk, chromium: Browser) -> None:
    with seat(chromium, desk) as hanna, signed_in(desk, "hanna", follows=True) as elsewhere:
        hanna.signs_in("hanna")
        hanna.goes("/templates/help/en")
        proof = hanna.page.locator("#proof")
        for _ in range(31):
            elsewhere.post("/templates/help/en/check", data={"chat": "Write."})
        hanna.page.locator(".cm-content").last.fill("Write again.")
        proof.get_by_text("The check goes on in a moment.").wait_for()
        desk.day.now += timedelta(minutes=1)
        proof.get_by_text("Can be written in").wait_for()


def test_a_manager_at_a_browser(desk: Desk, chromium: Browser) -> None:
    with seat(chromium, desk) as piotr:
        page = piotr.page
        piotr.signs_in("piotr")
        page.get_by_role("link", name="Templates").click()
        piotr.rests()
        piotr.is_accessible()
        page.get_by_role("link", name="Registration notice, English").click()
        page.locator("[name=terms]").select_option("centaur")
        page.get_by_role("button", name="Open").click()
        text = page.locator(".cm-content").nth(1)
        text.click()
        page.keyboard.press("Control+End")
        page.keyboard.type("\nDear {{ numb")
        page.locator(".cm-tooltip-autocomplete li:first-child", has_text="number").wait_for()
        page.keyboard.press("Escape")
        page.keyboard.type("r }}")
        page.locator("#proof li", has_text="did you mean number?").wait_for()
        assert "in 0 of 12 cases" in page.locator("#proof").inner_text()
        assert page.locator(".cm-lintRange-error").inner_text() == "numbr"
        piotr.is_accessible()
        text.click()
        page.keyboard.press("Control+End")
        for _ in "r }}":
            page.keyboard.press("Backspace")
        page.keyboard.press("Control+Space")
        page.locator(".cm-tooltip-autocomplete li", has_text="number").first.wait_for()
        # CodeMirror takes no key for a completion that has just opened (its interactionDelay is 75 ms).
        page.wait_for_timeout(100)
        page.keyboard.press("Enter")
        page.keyboard.type(" }}, good that you wrote.")
        page.locator("#proof", has_text="in 12 of 12 cases").wait_for()
        assert page.locator("#kept").inner_text() == "Not kept yet"
        page.locator("#hint", has_text="Text and HTML don't say the same.").wait_for()
        page.locator("#shown", has_text="Dear SAMPLE-1234-5674, good that you wrote.").wait_for()
        page.get_by_role("button", name="Keep this draft and begin the others: Polish, Russian").click()
        page.get_by_text("Drafts are begun in the other languages").wait_for()
        page.get_by_role("button", name="Publish…").click()
        page.locator("ins", has_text="+Dear {{ number }}, good that you wrote.").first.wait_for()
        piotr.is_accessible()
        stamp = page.locator(".facts code").first.inner_text()
        page.get_by_role("button", name="Publish: English, Polish, Russian").click()
        page.get_by_text("Published: customers get these words").wait_for()
        number = desk.day.write("Fiona <fiona@customer.example>", "Disk", "The disk is full since this morning.")
        (letter,) = desk.day.letters("fiona@customer.example")
        assert f"Dear {number}, good that you wrote." in text_of(letter)
        assert [one["template"] for one in desk.day.evidence(number)["letters"]] == [stamp]

        text.click()
        page.keyboard.press("Control+A")
        page.keyboard.type("Short: {{ number }}.")
        page.get_by_role("button", name="Publish…").click()
        page.get_by_role("button", name="Publish", exact=True).click()
        page.get_by_text("Published: customers get these words").wait_for()
        page.locator(".context .history a", has_text="Version").nth(1).click()
        page.get_by_role("button", name="Publish it again").click()
        page.get_by_text("The earlier version is published again.").wait_for()
        assert "good that you wrote" in _notice(desk, "gleb")
        page.goto(f"{desk.url}/templates/registered/en?terms=centaur")
        page.get_by_role("button", name="Withdraw it: the standard text again").click()
        page.get_by_text("Withdrawn").wait_for()
