"""Managers amend support documents at the console and by the API: files, faults at their lines, words that are looked for."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from intakebot.domain.terms_text import TermsText
from intakebot.store.desk import Desk
from tests.console.registry_fixtures import Console, a_console, seen

_PLACE = "/terms/centaur/edit"
_QUICKER = '[plans.basic.targets.critical.reaction]\npromise = "30 min"\n'


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    with a_console(tmp_path_factory.mktemp("terms")) as served:
        yield served


@pytest.fixture
def manager(console: Console) -> httpx.Client:
    """A minute later: who checked often before may again."""
    console.now += timedelta(minutes=1)
    return console.users["manager"]


def _brought(manager: httpx.Client, content: bytes) -> httpx.Response:
    return manager.post(_PLACE, data={"do": "check"}, files={"file": ("centaur.toml", content)})


class TestFiles:
    def test_one_is_looked_at_before_anything_is_kept(self, console: Console, manager: httpx.Client) -> None:
        page = seen(_brought(manager, _QUICKER.encode()))
        assert "basic, critical Reaction" in page
        assert "30 minutes 27 Nov 2026, 15:30 (Moscow)" in page
        assert 'plans.basic.targets.critical.reaction.promise "4 wh" "30 min"' in page
        assert console.store.read(lambda desk: desk.terms_texts.history("centaur")) == []

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"title = '\xff\xfe'", "Line 1: byte 0xff isn't UTF-8; save the file as UTF-8"),
            (b"\xef\xbb\xbftitle = 1", "Line 1: title"), (b"\xff\xfet\x00", "save it as UTF-8"), (b"a = '" + b"x" * 300_000 + b"'", "is larger than 256 KiB"),
            (b"<script>alert(1)</script>", "no TOML"),
        ],
    )  # fmt: skip
    def test_one_that_is_none(self, manager: httpx.Client, content: bytes, said: str) -> None:
        answer = _brought(manager, content)
        assert answer.status_code == 200
        assert said in seen(answer)
        assert "<script>alert" not in answer.text

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"--x\r\n\r\nno name\r\n--x--",
            b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y--\r\n--x--",
        ],
    )
    def test_what_is_no_form_is_refused(self, manager: httpx.Client, body: bytes) -> None:
        answer = manager.post(_PLACE, content=body, headers={"Content-Type": "multipart/form-data; boundary=x"})
        assert answer.status_code in (404, 413)

    def test_more_than_a_form_may_hold(self, manager: httpx.Client) -> None:
        assert _brought(manager, b"#" * 2_000_000).status_code == 413

    def test_what_is_in_force_is_saved(self, console: Console) -> None:
        answer = console.users["agent"].get("/terms/veeam/export")
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''veeam.toml"
        assert 'clause = "VEE-07"' in answer.text
        assert console.users["agent"].get("/terms/none/export").status_code == 404


def test_faults_stand_at_their_lines_while_somebody_writes(manager: httpx.Client) -> None:
    text = f"# я\n{_QUICKER.replace('30 min', 'soon')}"
    told = manager.post(f"{_PLACE}/check", data={"text": text}).json()
    ((start, end, why, kind),) = told["flaws"]["text"]
    assert (text[start:end], kind) == ('promise = "soon"', "error")
    assert why.startswith("plans.basic.targets.critical.reaction.promise: ")
    assert "Promises that change" not in told["shown"]


def test_who_asks_for_more_than_anybody_can_read_waits(manager: httpx.Client) -> None:
    answers = [manager.post(f"{_PLACE}/check", data={"text": "x"}) for _ in range(31)]
    assert answers[-1].status_code == 429
    assert answers[-1].json()["wait"] > 0


def test_who_tries_too_often_loses_no_word(manager: httpx.Client) -> None:
    for _ in range(31):
        manager.post(f"{_PLACE}/check", data={"text": "x"})
    for place in (_PLACE, "/templates/registered/en"):
        answer = manager.post(place, data={"do": "check", "text": "Nobody else <knows>."})
        assert answer.status_code == 409
        assert "Too many tries" in answer.text
        assert "Nobody else &lt;knows&gt;." in answer.text


def test_it_is_published_with_its_differences_seen_and_withdrawn(console: Console, manager: httpx.Client) -> None:
    page = manager.post(_PLACE, data={"do": "publish", "text": _QUICKER, "note": "Sooner."})
    place = page.url.path
    assert "Promises that change" in seen(page)
    assert manager.post(f"{place}/publish").status_code == 409  # nobody looked
    assert "Published: this is in force" in seen(manager.post(f"{place}/publish", data={"instead_of": "0"}))
    assert console.audited().act == "terms_published"
    read = console.users["agent"].get("/terms/centaur")
    assert "published at the console" in seen(read)
    assert "30 minutes" in seen(read)
    assert console.users["agent"].get(place).status_code == 200
    assert place.replace("centaur", "veeam") not in console.users["agent"].get("/terms/veeam").text
    assert manager.get(place.replace("centaur", "veeam")).status_code == 404
    assert "Withdrawn" in seen(manager.post("/terms/centaur/withdraw"))
    assert "Nothing is published there" in manager.post("/terms/centaur/withdraw").text


def test_what_changes_is_told_by_what_another_process_published(console: Console, manager: httpx.Client) -> None:
    place = manager.post(_PLACE, data={"do": "publish", "text": _QUICKER}).url.path

    def published(desk: Desk) -> None:
        made = desk.terms_texts.draft(TermsText(id="centaur", text=_QUICKER), "olga", console.now)
        desk.terms_texts.publish(made.id, "olga", console.now)

    assert '"4 wh" "30 min"' in seen(manager.get(place))
    console.store.write(published).result()
    assert '"4 wh" "30 min"' not in seen(manager.get(place))
    for ends in (f"{place}/discard", "/terms/centaur/withdraw"):
        assert manager.post(ends).is_success


def test_what_a_mailbox_is_bound_to_stays(manager: httpx.Client, console: Console) -> None:
    gone = '[plans]\npremier = "remove"\n'
    console.customers('[[organisation]]\nkey = "acme"\nname = "Acme"\nterms = "veeam"\nplan = "premier"\n')
    page = manager.post("/terms/veeam/edit", data={"do": "check", "text": gone})
    assert "Something holds on to what would be gone: Customer 'acme': veeam has no plan 'premier'" in seen(page)


def test_a_new_document_needs_an_id(manager: httpx.Client) -> None:
    assert manager.get("/new-terms", params={"id": "acme", "extends": "veeam"}).url.path == "/terms/acme/edit"
    refused = manager.get("/new-terms", params={"id": "../acme"})
    assert (refused.status_code, "32 at most" in seen(refused)) == (409, True)
    for id_ in ("a-b", "a" * 33):
        assert manager.get(f"/terms/{id_}/edit").status_code == 404


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("VEE-07", "plans.premier.targets.1.reaction VEE-07"), ("срочн", "No document has all of these words."),
        ("veeam", "Found Veeam"), ("cen-08", "CEN-08"), ("critical cen-05", "severities.critical CEN-05"),
    ],
)  # fmt: skip
def test_words_are_looked_for(console: Console, words: str, found: str) -> None:
    assert found in seen(console.users["agent"].get("/terms", params={"q": words}))


def test_the_desk_opens_with_what_is_in_force(manager: httpx.Client) -> None:
    page = manager.get("/terms/centaur/edit")
    assert page.status_code == 200
    assert "Nothing is published here yet" in seen(page)
    assert "The text beneath: centaur" in seen(page)
