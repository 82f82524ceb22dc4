"""Deadlines explained to a person, and breaches told with their story, as a real day left them."""

from datetime import timedelta
from pathlib import Path

from intakebot.casework.explaining import Explained, explained
from intakebot.config import load
from intakebot.store.store import looking
from intakebot.terms.library import SHIPPED, Library
from tests.days.day import Day, a_day
from tests.days.test_xopero import CONTACTS, JAN, STOPPED

_OURS = CONTACTS.replace('terms = "xopero"', 'terms = "ours"')


def explain(day: Day, number: str, language: str) -> dict[str, Explained]:
    """What an agent in Moscow is told, by clock."""
    config = load(day.config)
    terms = Library(config.terms.folder)
    found = looking(config.store.url, lambda desk: explained(desk, terms, number, language, "Europe/Moscow"))
    return {each.clock: each for each in found}


def noted(day: Day, number: str) -> dict[str, tuple[str, ...]]:
    """The steps in the history, by clock, as they were noted last."""
    evidence = day.happened(number, "due")[-1]["evidence"]
    return {clock: tuple(said["steps"]) for clock, said in evidence.items() if isinstance(said, dict)}


def test_a_day_of_xopero(tmp_path: Path) -> None:
    """XOP-03 to XOP-05 and XOP-11: a late answer, a wait for the customer, another level, and an edit of the document."""
    (tmp_path / "terms").mkdir()
    file = tmp_path / "terms" / "ours.toml"
    file.write_text((SHIPPED / "xopero.toml").read_text())
    more = f'[terms]\nfolder = "{tmp_path}/terms"\n'
    with a_day(tmp_path, "ours", "2026-11-23T10:00:00+01:00", contacts=_OURS, more=more) as day:
        number = day.write(JAN, "Kopie", STOPPED.format(more=""))
        told = {language: explain(day, number, language) for language in ("en", "ru", "pl", "de")}
        assert {clock: each.steps for clock, each in told["en"].items()} == noted(day, number)
        assert {(each.language, each.steps) for each in told["de"].values()} == {
            ("en", each.steps) for each in told["en"].values()
        }
        reaction, resolution = told["ru"]["reaction"], told["pl"]["resolution"]
        assert reaction.steps == ("Пн 23 нояб. 10:00–12:00: 2 ч",)
        assert (reaction.due_said, reaction.zone) == ("23 ноября 2026 г., 14:00 (Москва)", "Europe/Warsaw")
        assert (reaction.promise, reaction.clause, reaction.since, reaction.waited) == ("2 h", "XOP-03", None, ())
        assert "Sob. 28 lis – niedz. 29 lis: weekend" in resolution.steps

        day.at("2026-11-23T11:00:00+01:00")
        day.write(
            JAN,
            f"Re: [{number}]",
            "Windows Server 2022, Xopero ONE 1.7.2.",
            answer_to=day.letters("jan@alfa.example")[0],
        )
        waited = explain(day, number, "ru")
        assert waited["reaction"] == reaction
        assert "Пн 23 нояб. 10:00–11:00: ждём ответа клиента" in waited["resolution"].steps

        day.at("2026-11-23T11:58:00+01:00")
        day.at("2026-11-23T13:30:00+01:00")
        day.agent("contacted", number, "--how", "by telephone")
        day.now += timedelta(minutes=1)
        day.agent("confirm", number, "2")
        again = explain(day, number, "ru")
        assert again["reaction"] == reaction  # it has happened, and stands under the level of its time
        assert again["workaround"].due_at > waited["workaround"].due_at
        assert again["workaround"].language == "ru"

        (breach,) = day.command("report", "--breaches", "--as-of", day.now.isoformat())
        assert (breach["number"], breach["customer"], breach["clock"], breach["late_seconds"]) == (
            number, "Alfa Sp. z o.o.", "reaction", 5400
        )  # fmt: skip
        story = [(line["what"], line["who"], line["clause"]) for line in breach["story"]]
        assert [what for what, _, _ in story] == [
            "request received", "severity 1 named", "registration notice handed over", "agents warned: reaction due soon",
            "reaction due", "agents told: reaction overdue", "customer reached",
        ]  # fmt: skip
        assert (story[0][1], story[4], story[-1]) == (
            "customer",
            ("reaction due", "", "XOP-03"),
            ("customer reached", "Anna", "XOP-03"),
        )

        file.write_text(file.read_text().replace('promise = "7 d"', 'promise = "6 d"'))
        day.restart()
        edited = explain(day, number, "ru")
        assert edited["workaround"].due_at == again["workaround"].due_at
        assert (edited["workaround"].language, edited["workaround"].steps) == ("en", noted(day, number)["workaround"])
        assert edited["reaction"] == reaction
        assert day.now - edited["reaction"].due_at == timedelta(minutes=91)
        assert explain(day, "XOP-0000-0000", "ru") == {}
