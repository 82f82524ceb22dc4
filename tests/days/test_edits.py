"""Terms are edited, or taken out, while tickets, letters and timers stand under them (design.md 4.8, 4.9)."""

from pathlib import Path
from typing import Any

from intakebot.terms.library import SHIPPED, Library
from tests.days.day import Day, a_day
from tests.days.test_xopero import CONTACTS, JAN, STOPPED, due
from tests.servers.ports import wait_until

_OURS = CONTACTS.replace('terms = "xopero"', 'terms = "ours"')
_DOCUMENT = (SHIPPED / "xopero.toml").read_text()


def _with_terms(folder: Path, text: str = _DOCUMENT) -> str:
    (folder / "terms").mkdir(exist_ok=True)
    (folder / "terms" / "ours.toml").write_text(text)
    return f'[terms]\nfolder = "{folder}/terms"\n'


def _edited(day: Day, before: str, after: str) -> None:
    """The operator edits the document and starts the bot anew."""
    file = day.config.with_name("terms") / "ours.toml"
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))
    day.restart()


def _taken_out(day: Day) -> None:
    day.end()
    (day.config.with_name("terms") / "ours.toml").unlink()
    day.config.write_text(day.config.read_text().replace('terms = "ours"', 'terms = "xopero"'))
    day.start()


def _version(day: Day) -> str:
    return Library(day.config.with_name("terms")).of("ours").version


def _stamps(day: Day, number: str) -> list[str]:
    return [event["versions"]["terms"] for event in day.happened(number, "due")]


def _targets(level: str) -> str:
    """What the document promises subscribers for a level."""
    begin = _DOCUMENT.index(f"[plans.subscription.targets.{level}]")
    return _DOCUMENT[begin : _DOCUMENT.index("\n\n", begin)]


def test_an_edit_changes_no_deadline_that_stands(tmp_path: Path) -> None:
    """Not by a restart, nor by a letter that comes back, nor by closing and reopening, nor by the end of a wait."""
    with a_day(tmp_path, "ours", "2026-11-23T10:00:00+01:00", contacts=_OURS, more=_with_terms(tmp_path)) as day:
        number = day.write(JAN, "Kopie", STOPPED.format(more=""))
        notice = day.letters("jan@alfa.example")[0]
        before, stamp = due(day.evidence(number)), _version(day)
        _edited(day, _targets("1"), _shorter(_targets("1")))
        assert _version(day) != stamp
        day.agent("close", number)
        day.at("2026-11-23T11:00:00+01:00")
        day.write(JAN, f"Re: [{number}]", "Windows Server 2022, Xopero ONE 1.7.2.", answer_to=notice)
        reaction, workaround, resolution = due(day.evidence(number))
        assert reaction == before[0]
        # An hour of waiting, which is an hour of the clock and an hour of work.
        assert (workaround, resolution) == ("2026-11-27T10:00:00+00:00", "2026-12-11T10:00:00+00:00")
        assert set(_stamps(day, number)) == {stamp}

        # What is decided from now on, is decided under what stands now, and says so.
        day.agent("confirm", number, "2")
        assert _stamps(day, number)[-1] == _version(day)


def _shorter(targets: str) -> str:
    return targets.replace("2 h", "1 h").replace("4 d", "2 d").replace("14 bd", "3 bd")


def test_terms_that_are_taken_out_lose_no_message_and_repeat_no_letter(tmp_path: Path) -> None:
    with a_day(tmp_path, "ours", "2026-11-23T10:00:00+01:00", contacts=_OURS, more=_with_terms(tmp_path)) as day:
        number = day.write(JAN, "Kopie", STOPPED.format(more=""))
        notice = day.letters("jan@alfa.example")[0]
        day.relay.script = {"RCPT": ["451 4.3.0 try later"] * 5}
        day.agent("ask", number, "--words", "Co pokazuje dziennik?")
        day.relay.script = {}
        _taken_out(day)
        assert day.write(JAN, f"Re: [{number}]", "Windows Server 2022. Priorytet: 2.", answer_to=notice) == number
        assert [task["kind"] for task in day.command("tasks")] == ["terms_unknown"]
        day.at("2026-11-23T14:00:00+01:00")
        assert len(day.letters("jan@alfa.example")) == 2  # the notice and the question, once each
        assert {"letter_sent", "breached"} <= set(day.kinds(number))

        # Agents can finish their work, and are told why they can't change what only the document knows.
        assert day.command("ticket", "contacted", number, "--by", "Anna", "--how", "telefon")
        refused = _refused(day, "confirm", number, "2")
        assert refused == f"{number} stands under ours, which isn't among the terms any more"
        day.agent("close", number)
        wait_until(lambda: day.evidence(number)["state"] == "closed", "the ticket to be closed")
        (contacts,) = [one for one in day.command("check", code=1) if one["checked"] == "contacts"]
        assert any("there are no terms 'ours'" in fault for fault in contacts["faults"])


def _refused(day: Day, *words: str) -> str:
    from intakebot.casework.work import NotDone
    from intakebot.commands import decided
    from intakebot.config import load

    verb, number, level = words
    request: dict[str, Any] = {"do": verb, "number": number, "level": level, "by": "Anna"}
    try:
        return decided(load(day.config), request)
    except NotDone as error:
        return error.detail


def test_a_level_and_a_plan_that_are_edited_away(tmp_path: Path) -> None:
    with a_day(tmp_path, "ours", "2026-11-23T10:00:00+01:00", contacts=_OURS, more=_with_terms(tmp_path)) as day:
        number = day.write(JAN, "Kopie", STOPPED.format(more=""))
        notice = day.letters("jan@alfa.example")[0]
        stood = due(day.evidence(number))
        _edited(day, "subscription", "abonament")
        assert day.write(JAN, f"Re: [{number}]", "Windows Server 2022.", answer_to=notice) == number
        assert day.tasks(number) == []
        assert due(day.evidence(number)) == stood
        # Who bought what isn't there any more gets no other plan's promises.
        other = day.write(JAN, "Inne", STOPPED.format(more=" Teraz."))
        proof = day.evidence(other)
        assert (proof["plan"], proof["due_at"]) == (None, None)
        assert "ours has no plan subscription" in proof["marks"][0]["detail"]
