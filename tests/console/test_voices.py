"""What rooms below say is said in the reader's language: refusals, faults, reasons of tasks, lines of a history."""

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from tests.console.conftest import Desk, a_console, signed_in
from tests.console.quarter import ANNA, OLGA

#: Words of English sentences; ids, names and what is quoted have none of them.
_ENGLISH = re.compile(r"\b(?:the|there|is|isn't|has|was|can't|with|nothing|unknown|promises|needs|from|already)\b")
_QUOTED = re.compile(
    r'<(code|pre|q|textarea|script|style)\b.*?</\1>|<(\w+)\b[^>]*\b(?:lang="en"|class="text)[^>]*>.*?</\2>', re.DOTALL
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with a_console(tmp_path_factory.mktemp("voices")) as made:
        for language in ("ru", "pl"):
            made.hires(f"chef-{language}", role="operator", language=language)
        yield made


@pytest.fixture(scope="module")
def number(desk: Desk) -> str:
    """A ticket with a decision, and an answer that nobody can be sure of."""
    number = desk.day.write(ANNA, "Связь", "Критичность: критический. Никто не может позвонить.")
    desk.day.agent("confirm", number, "medium", "--reason", "Часть звонков проходит.")
    desk.day.write(
        ANNA, f"Re: [{number}]", "Согласна.", proven=False, answer_to=desk.day.letters("anna@vector.example")[-1]
    )
    return number


@pytest.fixture(scope="module", params=["ru", "pl"])
def chef(request: pytest.FixtureRequest, desk: Desk) -> Iterator[httpx.Client]:
    with signed_in(desk, f"chef-{request.param}") as client:
        yield client


def _said(text: str) -> str:
    """What a page says, without its markup and what it quotes."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", _QUOTED.sub(" ", text))).split())


def _in_own_words(text: str) -> str:
    said = _said(text)
    assert not _ENGLISH.search(said), f"{_ENGLISH.findall(said)} in {said}"
    return said


def _one_of(told: str, *begins: str) -> None:
    """In Russian, or in Polish."""
    assert any(words in told for words in begins), told


def test_what_cannot_be_done(desk: Desk, chef: httpx.Client, number: str) -> None:
    other = desk.day.write(OLGA, "Backup", "Severity 1. Nothing is backed up.")
    act = f"/tickets/{number}"
    refused = [
        chef.post(f"{act}/{name}", data={"words": "–", **fields})
        for name, fields in (
            ("link", {"other": number}), ("merge", {"into": other}), ("plan", {"plan": "gold"}),
            ("reopen", {}), ("undo", {}), ("handover", {"to": "nobody"}), ("attempted", {}), ("broken", {}),
        )
    ]  # fmt: skip
    refused.append(chef.post(f"{act}/severity", data={"level": "low", "seen": "1"}))
    told = [_in_own_words(answer.text) for answer in refused if answer.status_code == httpx.codes.CONFLICT]
    assert len(told) == len(refused)
    _one_of(told[0], f"{number} нельзя связать с самим собой.", f"{number} nie można powiązać z samym sobą.")
    _one_of(
        told[-1],
        "Anna — у клиента запрошено согласие на уровень «средний»",
        "Anna: poproszono klienta o zgodę na poziom „średni”",
    )


def test_what_is_wrong_with_a_letter(chef: httpx.Client) -> None:
    place = "/templates/registered/en"
    for text in (
        "{{ numbr }} {{ number | shout }} {{ due.x }}",
        "{{ number",
        "{% if number %}",
        "Within 4 hours. {{ due }}",
    ):
        found = chef.post(f"{place}/check?terms=centaur", data={"subject": "Yours", "text": text}).json()
        assert _in_own_words(found["proof"])
        ours = [why for flaws in found["flaws"].values() for _start, _end, why in flaws]
        assert not any(_ENGLISH.search(why) for why in ours), ours
    kept = chef.post(place, data={"do": "publish", "subject": "Yours", "text": "Within 4 hours."})
    refused = chef.post(f"{kept.headers['location']}/publish", data={"instead_of": "0"})
    assert refused.status_code == httpx.codes.CONFLICT
    _one_of(_in_own_words(refused.text), "Составляется в 0 из", "Da się napisać w 0 z")
    _one_of(
        _in_own_words(chef.get("/templates/registered/en?ticket=DAY-0000-0000").text),
        "Обращения DAY",
        "Nie ma zgłoszenia DAY",
    )


def test_what_is_to_be_done_and_what_happened(desk: Desk, chef: httpx.Client, number: str) -> None:
    desk.day.write("robot@firm.example", "Report", "All is well.", headers={"Auto-Submitted": "auto-generated"})
    tasks = _in_own_words(chef.get("/tasks").text)
    _one_of(tasks, "клиент согласился, но ничто не подтверждает", "klient się zgodził, ale nic nie potwierdza")
    _one_of(tasks, "автоматическое письмо: auto-generated", "wiadomość automatyczna: auto-generated")
    stranger = desk.day.write("bob@firm.example", "Принтер", "Принтер не печатает.", proven=False)
    for one in (number, stranger):
        _in_own_words(chef.get(f"/tickets/{one}").text)
        _in_own_words(chef.get(f"/triage?view=all&ticket={one}").text)
    _one_of(
        _said(chef.get(f"/triage?view=all&ticket={stranger}").text),
        "план неизвестен; обслуживается",
        "nie znamy planu; obsługa",
    )


_LIST = """
[[organisation]]
key = "no key"
name = "X"
domains = ["gmail.com", "a b"]
terms = "nobody"
plan = "gold"
zone = "Mars"
holidays = "ZZ"
valid_from = "soon"
colour = "red"

[[contact]]
address = "anna"
roles = ["king"]
organisation = "gone"

[[organisation]]
key = "new"
name = "New"
terms = "centaur"
plan = "gold"
region = "moon"
valid_from = 2027-01-02
valid_until = 2026-01-02
"""


def test_what_is_wrong_with_customers(chef: httpx.Client) -> None:
    for form, text in (("toml", _LIST), ("toml", "=1"), ("csv", "a,a\n1"), ("csv", '"open')):
        faults = chef.post("/contacts/import", data={"text": text, "format": form}).text
        table = faults.partition('<table class="wide">')[2].partition("</table>")[0]
        assert table
        ours = re.sub(r"TOML: .*|CSV: .*", "", _said(table))  # what parsers say is theirs
        assert not _ENGLISH.search(ours), ours
    form = "/contacts/person/edit"
    seen = chef.get(form).text.partition('name="seen" value="')[2].partition('"')[0]
    answer = chef.post(form, data={"address": "anna", "language": "xx", "organisation": "gone", "seen": seen})
    _one_of(_in_own_words(answer.text), "«anna» — не почтовый адрес", "„anna” to nie adres e-mail")
