"""Severities that a running bot proposes: in the notice, in the history, on the clock; and when the model is no help."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from intakebot.classify.impact.model import shipped
from intakebot.store.confirmations import confirmations
from intakebot.store.engines import reading
from tests.running import Bot, body, event, kinds, running, written

_CONFIG = """\
[[mailbox]]
address = "cloud@desk.example"
prefix = "CLD"
terms = "xopero"
plan = "subscription"
[[mailbox]]
address = "phones@desk.example"
prefix = "TEL"
terms = "centaur"
plan = "basic"
"""
_ON = {"INTAKEBOT_SEVERITY__PROPOSE": "true"}
STOPPED = (
    "Dzień dobry,\n\nod 7:40 żadna kopia się nie wykonuje, na wszystkich 60 serwerach zadania kończą się błędem, a odtworzyć"
    " też się nic nie da. Innego systemu kopii nie mamy, produkcja działa bez zabezpieczenia.\n\nPozdrawiam\nJan Kowal"
)
SILENT = "Здравствуйте. С 8 утра не звонит ни один телефон: ни входящих, ни исходящих, у всех 120 сотрудников. Другой связи нет."


@pytest.fixture(scope="module")
def bot() -> Iterator[Bot]:
    with running(_CONFIG, **_ON) as started:
        yield started


def test_the_notice_tells_the_proposal_and_the_history_why(bot: Bot) -> None:
    mail = written("jan@customer.example", "cloud@desk.example", STOPPED, "kopie")
    bot.send(mail)
    notice = bot.notice_to("jan@customer.example")
    evidence = bot.evidence(bot.number(mail))
    proposed = event(evidence, "severity_proposed")
    assert proposed["evidence"]["level"] == "1"
    assert proposed["clause"] == "XOP-07"
    assert proposed["versions"]["model"].startswith("encoder ")
    assert proposed["evidence"]["cues"]
    for cue in proposed["evidence"]["cues"]:
        assert 0 <= cue["start"] < cue["end"] <= len(STOPPED)
    assert "Poziom ważności wynikający z opisu: 1" in body(notice, "plain")
    assert "Poziom ważności wynikający z opisu: 1" in body(notice, "html")
    assert evidence["severity"] == "1"
    assert evidence["severity_by"] == "proposed"
    assert "due" in kinds(evidence)
    assert "urgent" in [task["kind"] for task in bot.tasks(evidence["number"])]


def test_where_the_notice_is_the_reaction_it_promises_no_time(bot: Bot) -> None:
    mail = written("ivan@customer.example", "phones@desk.example", SILENT, "связь")
    bot.send(mail)
    notice = body(bot.notice_to("ivan@customer.example"), "plain")
    assert "Критичность по вашему описанию: критический" in notice
    assert "не позднее" not in notice


def test_what_the_customer_names_counts_before_the_proposal(bot: Bot) -> None:
    mail = written("anna@customer.example", "cloud@desk.example", f"Severity: 3\n\n{STOPPED}", "kopie")
    bot.send(mail)
    notice = body(bot.notice_to("anna@customer.example"), "plain")
    evidence = bot.evidence(bot.number(mail))
    assert evidence["severity"] == "3"
    assert evidence["severity_by"] == "stated"
    assert event(evidence, "severity_proposed")["evidence"]["level"] == "1"
    assert "podany przez Państwa: 3" in notice
    assert "wynikający z opisu" not in notice


def test_what_an_agent_confirms_is_kept_to_learn_from(bot: Bot) -> None:
    mail = written("ola@customer.example", "cloud@desk.example", STOPPED, "znowu kopie")
    bot.send(mail)
    number = bot.number(mail)
    assert "urgent" in [task["kind"] for task in bot.tasks(number)]
    assert bot.configured("ticket", "confirm", number, "2", "--by", "agata").code == 0
    assert "urgent" not in [task["kind"] for task in bot.tasks(number)]
    engine = reading(bot.url)
    with engine.connect() as connection:
        (found,) = (one for one in confirmations(connection) if one.number == number)
    engine.dispose()
    assert (found.terms, found.level, found.language, found.subject) == ("xopero", "2", "pl", "znowu kopie")
    assert "żadna kopia się nie wykonuje" in found.text


@pytest.mark.parametrize(
    ("file", "reads"), [("config.cfg", False), ("intakebot_impact/encoder.onnx", True)], ids=["no model", "no encoder"]
)
def test_a_request_is_registered_and_acknowledged_without_the_model(tmp_path: Path, file: str, *, reads: bool) -> None:
    shutil.copytree(shipped(), tmp_path / "impact")
    (tmp_path / "impact" / file).write_bytes(b"broken")
    with running(_CONFIG, **_ON, INTAKEBOT_SEVERITY__MODEL=str(tmp_path / "impact")) as bot:
        mail = written("jan@customer.example", "cloud@desk.example", STOPPED, "kopie")
        bot.send(mail)
        assert bot.notice_to("jan@customer.example")
        assert ("severity_proposed" in kinds(bot.evidence(bot.number(mail)))) is reads
