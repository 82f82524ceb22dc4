"""What an operator gets to read for the worst mistakes in a document or overlay: where it stands, and what to write."""

from pathlib import Path

import pytest

from tests.running import run
from tests.terms.written import DESK, Desk


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # 1. A key, a plan and a level misspelt.
        ('reacton = { counts = "notice", clause = "DSK-01" }',
         'desk.toml:1: reacton: unknown key; did you mean "reaction"?'),
        ('[plans.basc.targets.critical.reaction]\npromise = "1 wh"\nclause = "DSK-04"',
         'desk.toml:1: plans.basc: desk has no "basc"; did you mean "basic"? A new one needs all its keys'),
        ('[plans.basic.targets]\nkritical = { reaction = { promise = "1 wh", clause = "DSK-04" } }',
         'desk.toml:2: plans.basic.targets.kritical: there is no severity "kritical"; did you mean "critical"?'),
        # 2. No unit, a wrong one, a word that promises nothing known.
        ("[plans.basic.targets.critical.reaction]\npromise = 4",
         'desk.toml:2: plans.basic.targets.critical.reaction.promise: 4 has no unit; write "4 wh" (or min, h, d, bd)'),
        ('[plans.basic.targets.critical.reaction]\npromise = "4 hours"',
         ("desk.toml:2: plans.basic.targets.critical.reaction.promise: '4 hours' is no promise; write a number with min, h, wh, "
         "d or bd, or best_effort, none, next_release, unset")),
        # 3. Zone, holidays, days.
        ('[calendars.office]\nzone = "Europe/Warszawa"',
         "desk.toml:2: calendars.office.zone: there is no zone 'Europe/Warszawa'; zones are called as in Europe/Warsaw"),
        ('[calendars.office]\nholidays = "POL"',
         ('desk.toml:2: calendars.office.holidays: the holidays of "POL" are unknown; write the country, or country and '
         "subdivision, as in PL or DE-BY")),
        ('[calendars.office]\ndays = ["mon", "tues"]',
         'desk.toml:2: calendars.office.days[1]: "tues" can\'t stand here; did you mean "tue"?'),
        # 4. Hours that close before they open, or aren't written as hours.
        ('[calendars.office]\ntimes = ["17:00-09:00"]',
         ("desk.toml:2: calendars.office.times[0]: '17:00-09:00' closes before it opens; a night is two stretches, on both sides "
         "of 24:00")),
        ('[calendars.office]\ntimes = ["9-17"]',
         "desk.toml:2: calendars.office.times[0]: '9-17' are no hours; write them as \"09:00-17:00\""),
        ('[calendars.office]\ntimes = ["08:00-12:00", "11:00-16:00"]',
         "desk.toml:2: calendars.office.times: stretches overlap or aren't in order"),
        # 5. Names that point to nothing.
        ('[plans.basic]\ncalendar = "ofice"', 'desk.toml:2: plans.basic.calendar: there is no calendar "ofice"; did you mean "office"?'),
        ('[unknown_plan]\nserve_as = "gold"', 'desk.toml:2: unknown_plan.serve_as: there is no plan "gold"; known: basic, premium'),
        ('plans.gold = "remove"', 'desk.toml:1: plans.gold: there is no "gold" to remove; known: basic, premium'),
        # 6. A pattern that isn't one, or that a stranger's text could keep busy for hours.
        ("[requires.version]\npatterns = ['version (\\d']",
         "desk.toml:2: requires.version.patterns[0]: no regular expression: missing ), unterminated subpattern at position 8"),
        ("[requires.version]\npatterns = ['(\\w+\\s?)+:']",
         "desk.toml:2: requires.version.patterns[0]: repeats a group without end; say how often at most, as in (…){0,9}"),
        ("[requires.version]\npatterns = ['build', '\\d+\\.\\d+']",
         ("desk.toml:2: requires.version.patterns[1]: may take very long on a long text, since a repeat without end can take what "
         'comes before it too; say how many at most: \\s{0,9} for "\\s*", \\d{1,20} for "\\d+", [^\\n]{0,80} for ".*"')),
        # 7. No TOML.
        ("[plans.basic\nname = 1", "desk.toml:1: no TOML: expected ']' at the end of a table declaration"),
        ("zone Europe/Warsaw", 'desk.toml:1: no TOML: after a key comes "=" and a value'),
        ("title = Help desk", 'desk.toml:1: no TOML: no value that TOML knows; text stands in quotes: key = "value"'),
        ('zone = "UTC"\nzone = "UTC"', "desk.toml:2: no TOML: this key stands in the file twice"),
        ("x = " + "[" * 5_000, "desk.toml: tables or lists are nested more than 12 deep"),
        ("x = " + "[" * 20 + "]" * 20, "desk.toml: tables or lists are nested more than 12 deep"),
        # 8. An encoding that isn't UTF-8.
        ('# x\ntitle = "Поддержка"'.encode("cp1251"), "desk.toml:2: byte 0xcf isn't UTF-8; save the file as UTF-8"),
        ('title = "Поддержка"'.encode("utf-16"), "desk.toml: is written in UTF-16; save it as UTF-8"),
        # 9. Far too large.
        (b"#" * (256 * 1024 + 1), "desk.toml: is larger than 256 KiB; a document has some 20"),
        # 10. Things of another kind than they should be.
        ('plans = ["basic"]', "desk.toml:1: plans: must be a table, not a list"),
        ("title = 5", 'desk.toml:1: title: must be a text in quotes ("…"), not 5'),
        ('[agreement]\nneeds_consent = "maybe"',
         'desk.toml:2: agreement.needs_consent: must be true or false, not "maybe"'),
        ('[plans.basic]\nclause = "DSK 3"', 'desk.toml:2: plans.basic.clause: "DSK 3" is no clause; write it as EUR-04'),
        ('[plans.basic]\nsaid = "basic"', 'desk.toml:2: plans.basic.said: must be a list (["…", "…"]), not "basic"'),
        ('extends = "desk"', "desk.toml:1: extends: leave it out: this file changes the shipped desk by its name already"),
        ('id = "desk"', "desk.toml:1: id: leave it out: the file's name is the id"),
        ('[[severities.critical.when]]\nextent = ["stoped"]',
         'desk.toml:2: severities.critical.when[0].extent[0]: there is no extent "stoped"; did you mean "stopped"?'),
        ('[severities.low.name]\nen = ""', "desk.toml:2: severities.low.name.en: is empty; write something"),
        ('[duties.versions]\nclause = "DSK-08"\noutdated = ["older than 5"]',
         'desk.toml:3: duties.versions.outdated[0]: "older than 5" names no versions; write it as "<12.0"'),
    ],
)  # fmt: skip
def test_a_mistake_in_an_overlay_is_told_once_with_its_place(desk: Desk, text: str | bytes, told: str) -> None:
    desk.write(text)
    assert desk.told() == [told]


def test_what_a_document_of_ones_own_lacks_is_told_in_one_go(desk: Desk) -> None:
    desk.write(
        'title = "Mine"\nzone = "UTC"\n[severities.high]\nname = { en = "high" }\n[plans.all.targets]\n', "mine.toml"
    )
    assert desk.told() == [
        'mine.toml: reaction: is missing, as in reaction = { counts = "first_contact", clause = "EUR-04" }',
        "mine.toml:4: severities.high.name.ru: is missing; people read it in ru, pl and en",
        "mine.toml:4: severities.high.name.pl: is missing; people read it in ru, pl and en",
        'mine.toml:3: severities.high.clause: is missing, as in clause = "EUR-04"',
        'mine.toml:5: plans.all.name: is missing, as in name = { ru = "…", pl = "…", en = "…" }',
        'mine.toml:5: plans.all.clause: is missing, as in clause = "EUR-04"',
    ]


def test_working_hours_without_hours_are_told(desk: Desk) -> None:
    text = DESK.replace('calendar = "office"\n', "", 1)
    desk.write(text, "mine.toml")
    assert desk.told() == [
        f'mine.toml:{line}: plans.basic.targets.{level}.reaction.promise: "{promise}" is working time, but the plan has no '
        'hours: add calendar = "…" to [plans.basic]'
        for line, level, promise in ((16, "critical", "2 wh"), (17, "low", "2 bd"))
    ]


def test_documents_that_stand_on_nothing_or_on_themselves_are_told(desk: Desk) -> None:
    desk.write('extends = "dsk"', "one.toml")
    desk.write('extends = "two"', "two.toml")
    desk.write('extends = "four"', "three.toml")
    desk.write('extends = "three"', "four.toml")
    assert desk.told() == [
        "three.toml:1: extends: a document can't extend itself: four → three → four",
        'one.toml:1: extends: there is no document "dsk"; did you mean "desk"?',
        "two.toml:1: extends: a document can't extend itself: two → two",
    ]


def test_files_that_are_none(desk: Desk, tmp_path: Path) -> None:
    (desk.own / "folder.toml").mkdir()
    (desk.own / "gone.toml").symlink_to(tmp_path / "nowhere")
    desk.write("", "my terms.toml")
    desk.write("", "UPPER.TOML")
    desk.write("nothing of ours", "README.md")
    desk.write("nothing of ours", ".hidden.toml")
    name = 'the name must be ID.toml; an id has letters, digits and "_", at most 32'
    assert desk.told() == [
        f"UPPER.TOML: {name}",
        "folder.toml: is a folder; only files can be read",
        "gone.toml: there is no such file",
        f"my terms.toml: {name}",
    ]


def test_too_many_files(desk: Desk) -> None:
    for number in range(101):
        desk.write("", f"t{number}.toml")
    assert "own: has 101 files; 100 at most" in desk.told()


def test_a_folder_that_is_missing(desk: Desk) -> None:
    desk.own.rmdir()
    assert desk.told() == ["own: the folder can't be read: No such file or directory"]


def test_every_fault_of_every_file_is_told_at_once(desk: Desk) -> None:
    desk.write('zone = "Mars"\n[plans.basic]\ncalendar = "x"\nprice = 3\n')
    desk.write("title", "other.toml")
    assert [(Path(fault.file).name, fault.key, fault.line) for fault in desk.faults()] == [
        ("other.toml", "", 1), ("desk.toml", "plans.basic.calendar", 3), ("desk.toml", "zone", 1), ("desk.toml", "plans.basic.price", 4),
    ]  # fmt: skip


def test_a_mark_that_editors_put_first_and_line_ends_of_windows_do_no_harm(desk: Desk) -> None:
    desk.write(b'\xef\xbb\xbftitle = "Other"\r\n[plans.basic]\r\nsaid = ["base"]\r\n')
    assert desk.library().of("desk").title == "Other"


class TestCommands:
    """The same, as it is told by commands."""

    def test_run_refuses_with_78_and_check_says_why(self, tmp_path: Path) -> None:
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "mine.toml").write_text('title = "Mine"\nzone = "Europe/Mosow"\n')
        (tmp_path / "config.toml").write_text('[terms]\nfolder = "mine"\n')
        ran = run("run", "--config", "config.toml", cwd=tmp_path)
        assert ran.code == 78
        assert (
            "mine/mine.toml:2: zone: there is no zone 'Europe/Mosow'; zones are called as in Europe/Warsaw" in ran.err
        )
        ran = run("check", "--config", "config.toml", cwd=tmp_path)
        assert ran.code == 1
        (faults,) = (found["faults"] for found in ran.objects if found["checked"] == "terms")
        assert "mine/mine.toml: severities: is missing" in faults
        ran = run("terms", "check", "--config", "config.toml", "mine/mine.toml", cwd=tmp_path)
        assert ran.code == 1
        assert {"file": "mine/mine.toml", "key": "zone", "line": 2, "kind": "fault",
                "reason": "there is no zone 'Europe/Mosow'; zones are called as in Europe/Warsaw"} in ran.objects  # fmt: skip
