"""Reports at the console: both clocks, missed deadlines, agreement; figures, pictures, files, and what can't be asked."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime
from unittest.mock import Mock

import httpx
import pytest
from playwright.sync_api import Browser

from intakebot.console import breaches, choice
from tests.console.conftest import Desk, a_console, seat, signed_in
from tests.console.quarter import MORNINGS, OLGA, a_quarter

QUARTER = "from=2026-09-01&until=2026-11-30"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTAKEBOT_SEVERITY__PROPOSE", "true")
        with a_console(tmp_path_factory.mktemp("reactions"), begins=MORNINGS[0]) as made:
            made.hires("maria", role="manager")
            made.hires("jan")
            a_quarter(made, 2)
            yield made


def _page(client: httpx.Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return answer.text


def _rows(client: httpx.Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("text/csv")
    assert re.fullmatch(r'attachment; filename="[a-z-]+-2026-11-\d\d\.csv"', answer.headers["content-disposition"])
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def test_the_total_in_words_is_that_of_the_command(desk: Desk, maria: httpx.Client) -> None:
    total = desk.day.report("veeam")
    judged = total["reaction_kept"] + total["reaction_breached"]
    assert total["reaction_kept"]
    assert total["reaction_breached"]
    page = _page(maria, f"/reactions?terms=veeam&{QUARTER}")
    assert f"{total['reaction_kept']} of {judged} reactions came in time" in page
    assert f"{total['reaction_breached']} were missed" in page
    assert f"{total['tickets']} requests." in page


def test_each_picture_has_its_table_and_its_file(maria: httpx.Client) -> None:
    page = _page(maria, f"/reactions?terms=veeam&{QUARTER}")
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert len(figures) == 2
    for figure in figures:
        assert '<svg xmlns="http://www.w3.org/2000/svg"' in figure
        assert "September 2026" in figure[figure.index("<table") :]
        (address,) = re.findall(r'href="(/reactions\.csv\?[^"]+)"', figure)
        *groups, in_all = _rows(maria, address.replace("&amp;", "&"))
        assert in_all["row"] == "total"
        assert sum(int(row["tickets"]) for row in groups) == int(in_all["tickets"]) == 6
        assert {row["month"] for row in groups} == {"2026-09", "2026-10", "2026-11"}


def test_levels_stand_in_the_order_of_their_document(maria: httpx.Client) -> None:
    page = _page(maria, f"/reactions?terms=centaur&by=terms%2Cseverity&{QUARTER}")
    named = re.findall(r'chart-heading"[^>]*>([^<]+)<', page)
    told = [level for level in ("critical", "medium", "low") if level in named]
    assert [level for level in named if level in told] == told
    assert len(told) > 1


def test_files_hold_what_the_filters_ask_for(maria: httpx.Client) -> None:
    *groups, total = _rows(maria, f"/reactions.csv?by=terms%2Cplan&plan=extended&{QUARTER}")
    assert [(row["terms"], row["plan"]) for row in groups] == [("centaur", "extended")]
    assert total["tickets"] == "6"
    assert [row["tickets"] for row in _rows(maria, "/reactions.csv?from=2026-10-01&until=2026-10-31")][-1] == "4"


def test_without_days_half_a_year_is_told(maria: httpx.Client) -> None:
    assert 'name="from" value="2026-06-01"' in _page(maria, "/reactions")
    assert 'name="from" value=""' in _page(maria, "/reactions?from=&until=")


@pytest.mark.parametrize(
    "query",
    ["terms=nobody", "terms=centaur&plan=premier", "severity=Ω", "from=2026-11-02&until=2026-11-01", "from=yesterday", "by=moon"],
)  # fmt: skip
def test_what_cant_be_asked_is_said_above_the_form(maria: httpx.Client, query: str) -> None:
    page = _page(maria, f"/reactions?{query}", 400)
    assert 'role="alert"' in page
    assert '<form class="row"' in page
    assert _page(maria, f"/reactions.csv?{query}", 409)


@pytest.mark.parametrize("path", ["/reactions", "/reactions/breaches", "/reactions/agreement"])
def test_nothing_to_tell_is_told_in_a_sentence(maria: httpx.Client, path: str) -> None:
    page = _page(maria, f"{path}?terms=xopero&{QUARTER}")
    assert "requests that were asked for" in page or "No request that was asked for" in page
    assert "<figure" not in page


def test_each_missed_deadline_has_its_story(desk: Desk, maria: httpx.Client) -> None:
    told = desk.day.command("report", "--breaches", "--as-of", desk.day.now.isoformat())
    page = _page(maria, f"/reactions/breaches?{QUARTER}")
    numbers = re.findall(r'<a href="/tickets/(DAY-[\d-]+)\?from=', page)
    assert sorted(numbers) == sorted({one["number"] for one in told})
    received = [
        datetime.fromisoformat(one["received_at"]) for number in numbers for one in told if one["number"] == number
    ]
    assert received == sorted(received, reverse=True)
    assert f"{len(numbers)} requests missed a deadline." in page
    assert page.count("agents told: reaction overdue") == len(told)
    rows = _rows(maria, f"/reactions/breaches.csv?{QUARTER}")
    assert {row["number"] for row in rows} == set(numbers)
    assert all("reaction due" in row["story"] for row in rows)


def test_of_many_missed_deadlines_the_last_are_shown(maria: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    every = re.findall(r'<a href="/tickets/(DAY-[\d-]+)\?from=', _page(maria, f"/reactions/breaches?{QUARTER}"))
    monkeypatch.setattr(breaches, "_SHOWN", 1)
    page = _page(maria, f"/reactions/breaches?{QUARTER}")
    assert re.findall(r'<a href="/tickets/(DAY-[\d-]+)\?from=', page) == every[:1]
    assert f"{len(every)} requests missed a deadline." in page
    assert "the file has all of them" in page
    assert len(_rows(maria, f"/reactions/breaches.csv?{QUARTER}")) == len(every)


def test_a_report_waits_for_another_and_gives_up(maria: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "_PATIENCE", 0.05)
    with choice._ONE:
        assert "Other reports are just being counted" in _page(maria, "/reactions/agreement", 409)
        assert maria.get("/triage").status_code == httpx.codes.OK
    assert _page(maria, "/reactions")


def test_nobody_waits_for_another_report_in_place_of_a_busy_one(
    maria: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = Mock(**{"acquire.return_value": False})
    monkeypatch.setattr(choice, "_ONE", tried)
    referer = str(maria.base_url.join("/reactions/breaches"))
    assert maria.get("/reactions/agreement.csv", headers={"Referer": referer}).status_code == httpx.codes.CONFLICT
    assert tried.acquire.call_count == 1


def test_agreement_counts_what_the_command_counts(desk: Desk, maria: httpx.Client) -> None:
    told = desk.day.command("report", "--agreement", "--as-of", desk.day.now.isoformat())
    whole = next(row for row in told if row.get("part") == "all")
    learn = [row["number"] for row in told if row["row"] == "disagreement"]
    assert whole["verdicts"] > whole["agreed"] > 0
    page = _page(maria, f"/reactions/agreement?{QUARTER}")
    assert f"Agents agreed with {whole['agreed']} of {whole['verdicts']} proposals" in page
    assert re.findall(r"view=all&amp;ticket=(DAY-[\d-]+)&amp;from=", page) == learn
    diagonal = sum(map(int, re.findall(r'class="num same">(\d+)<', page)))
    assert diagonal == whole["agreed"]


def test_no_cell_of_a_file_is_calculated(maria: httpx.Client) -> None:
    reasons = {row["reason"] for row in _rows(maria, f"/reactions/agreement.csv?{QUARTER}")}
    assert "'=1+1 can work" in reasons


@pytest.mark.parametrize("path", ["", ".csv", "/breaches", "/breaches.csv", "/agreement", "/agreement.csv"])
def test_reports_are_for_managers(desk: Desk, path: str) -> None:
    with signed_in(desk, "jan") as jan:
        _page(jan, f"/reactions{path}", 403)
        assert "/reactions" not in _page(jan, "/triage")
    assert httpx.get(f"{desk.url}/reactions{path}").headers["location"].startswith("/sign-in")


def test_a_manager_reads_reports_and_follows_them_to_a_ticket(desk: Desk, chromium: Browser) -> None:
    with seat(chromium, desk) as maria:
        maria.signs_in("maria")
        maria.page.get_by_role("link", name="Reactions").click()
        maria.page.wait_for_url("**/reactions")
        maria.page.locator("select[name=terms]").select_option("veeam")
        maria.page.get_by_role("button", name="Show").click()
        maria.page.wait_for_url("**/reactions?terms=veeam&*")
        assert maria.page.locator("svg[role=img]").count() == 2
        maria.is_accessible()
        maria.page.locator(".sum a").click()
        maria.page.wait_for_url("**/reactions/breaches?terms=veeam&*")
        maria.is_accessible(everywhere=False)
        maria.page.get_by_role("link", name="Proposals and decisions").click()
        maria.page.wait_for_url("**/reactions/agreement?terms=veeam&*")
        maria.is_accessible(everywhere=False)
        maria.page.get_by_role("link", name="Missed deadlines").click()
        maria.page.locator(".breach a").first.click()
        maria.page.wait_for_url("**/tickets/DAY-*")
        maria.page.locator(".history summary").first.click()
        maria.is_accessible(everywhere=False)
        maria.goes("/reactions?terms=centaur&plan=premier")
        assert maria.page.locator("[role=alert]").is_visible()


def test_a_ticket_tells_its_deadlines_and_its_evidence_in_words(desk: Desk, maria: httpx.Client) -> None:
    number = _rows(maria, f"/reactions/breaches.csv?{QUARTER}")[0]["number"]
    proof = desk.day.evidence(number)
    (steps,) = [event["evidence"]["reaction"]["steps"] for event in proof["events"] if event["kind"] == "due"][-1:]
    page = _page(maria, f"/tickets/{number}")
    assert all(f"<li>{step}</li>" in page for step in steps)
    assert "By the clock of Warsaw" in page
    assert "Workaround, Resolution: nothing is promised" in page
    assert "Monday 7 September 2026" in page
    assert "<dt>how the sender was proven</dt>" in page
    assert "queue_id" not in page
    assert OLGA.partition(" <")[0] in page
