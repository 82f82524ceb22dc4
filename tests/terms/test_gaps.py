"""What `terms check` shows of a document that can be used, but leaves something open or contradicts itself."""

from pathlib import Path

import pytest

from intakebot.domain.sentence import Sentence
from intakebot.terms.examine import examined
from tests.terms.written import DESK, Desk

_ALWAYS = 'days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]\ntimes = ["00:00-24:00"]\n'
_ROLE = 'name = { ru = "кто", pl = "kto", en = "who" }\nclause = "DSK-10"\n'
_SAID = '{ ru = "х", pl = "x", en = "x" }'


def _gaps(desk: Desk) -> list[str]:
    found = list(examined(desk.own, shipped=desk.shipped))
    assert {each.kind for each in found} <= {"gap"}
    assert all(isinstance(each.reason, Sentence) for each in found)  # the console says it in its reader's language
    return [f"{Path(each.file).parent.name}:{each.line}: {each.key}: {each.reason}" for each in found]


def test_a_document_that_says_everything_has_none(desk: Desk) -> None:
    assert _gaps(desk) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('plans.basic.targets.low = "remove"',
         "own:1: plans.basic.targets.low: level low has no target (DSK-03); nothing is promised for it"),
        ('plans.basic.targets.low.reaction.promise = "unset"',
         "own:1: plans.basic.targets.low.reaction.promise: the figure is missing (DSK-04); until it is given, no deadline is computed"),
        ('[plans.premium]\nsupport = "none"', "shipped:25: plans.premium.targets: the plan has no support (DSK-03), but targets"),
        ('plans.basic.targets.low.reaction.promise = "1 wh"',
         "own:1: plans.basic.targets.low.reaction.promise: 1 wh is sooner than 2 wh of the more severe critical (DSK-04)"),
        ('plans.basic.targets.critical.reaction.promise = "3 bd"',
         "shipped:18: plans.basic.targets.low.reaction.promise: 2 bd is sooner than 3 bd of the more severe critical (DSK-04)"),
        ('plans.basic.targets.low.reaction.promise = "1 h"',
         "own:1: plans.basic.targets.low.reaction.promise: 1 h is sooner than 2 wh of the more severe critical (DSK-04)"),
        ('plans.basic.targets.critical.reaction.promise = "none"',
         "shipped:18: plans.basic.targets.low.reaction.promise: 2 bd is promised, but for the more severe critical nothing (DSK-04)"),
        (('[plans.basic.targets.critical]\nworkaround = { promise = "5 h", clause = "DSK-04" }\n'
         'resolution = { promise = "4 h", clause = "DSK-04" }'),
         "own:2: plans.basic.targets.critical.workaround.promise: workaround 5 h is later than resolution 4 h (DSK-04)"),
        ('[severities.low]\ndefinition = "remove"',
         "own:2: severities.low.definition: the level has no definition (DSK-06)"),
        ('[severities.critical]\nwhen = []',
         "own:2: severities.critical.when: no rule leads to this level (DSK-05); it is never proposed"),
        ('[severities.critical]\nwhen = [{}]',
         "shipped:40: severities.low.when: a rule without facets comes before this level (DSK-06)"),
        ("[requires.version]\nlabels = []\npatterns = []",
         "own:1: requires.version: nothing can recognise that it is there (DSK-07), so it is always asked for"),
        ('[requires.version]\nlabels = ["Version"]',
         'own:2: requires.version.labels[0]: "Version" is compared in lower case; write "version"'),
        (f'[services.visit]\nname = {_SAID}\npatterns = []\nclause = "DSK-11"',
         "own:3: services.visit.patterns: nothing can recognise a request for it (DSK-11)"),
        (f"[roles.admin]\nopens = true\n{_ROLE}", "own:1: roles: who may change the list of persons isn't said (DSK-10); the operator does"),
        (('[languages]\nspoken = ["pl", "en"]\nclause = "DSK-12"\n[languages.regions.pl]\nlanguages = ["pl"]\n'
         f"name = {_SAID}"), "own:2: languages.spoken[1]: no region speaks en (DSK-12)"),
        ((f'[languages]\nspoken = ["pl"]\n[languages.regions]\npl = {{ languages = ["pl"], name = {_SAID} }}\n'
         f"at = {{ languages = [], name = {_SAID} }}"), "own:5: languages.regions.at.languages: the region has no language"),
        ('[languages]\nspoken = ["pl"]\nhours = "office"', "own:1: languages.outside: what is spoken outside the hours is missing"),
        (f'[calendars.night]\n{_ALWAYS}zone = "UTC"\nclause = "DSK-13"', "own:1: calendars.night: no plan uses this calendar"),
        ('[duties.self_service]\nurls = []\nclause = "DSK-14"',
         "own:2: duties.self_service.urls: no address to point customers to (DSK-14)"),
        ('[duties.versions]\nclause = "DSK-15"',
         "own:1: duties.versions.outdated: which versions are outdated isn't said (DSK-15): no request is marked"),
        (('[duties.conditions]\nlevel = "low"\nfalls_to = "critical"\nanswer_within = "1 h"\nclause = "DSK-16"\n'
         f'answer_clause = "DSK-16"\nfall_clause = "DSK-17"\nrefused_clause = "DSK-16"\nconfirm = {_SAID}'),
         "own:3: duties.conditions.falls_to: level low falls to critical, which isn't less severe (DSK-17)"),
    ],
)  # fmt: skip
def test_a_gap_is_shown_once_with_its_clause(desk: Desk, text: str, told: str) -> None:
    desk.write(text)
    assert _gaps(desk) == [told]


def test_hours_round_the_clock(desk: Desk) -> None:
    desk.write(f"[calendars.office]\n{_ALWAYS}")
    assert _gaps(desk) == [
        "shipped:9: calendars.office.holidays: PL holidays are given for hours round the clock; are they days off?"
    ]
    desk.write(f'[calendars.office]\n{_ALWAYS}holidays = ""\n')
    assert _gaps(desk) == [
        f"shipped:{line}: plans.basic.targets.{level}.reaction.promise: reaction {promise} is working time in hours round the "
        "clock (DSK-02); write h or d"
        for line, level, promise in ((17, "critical", "2 wh"), (18, "low", "2 bd"))
    ]


def test_a_plan_without_hours(desk: Desk) -> None:
    text = DESK.replace('"2 wh"', '"2 h"').replace('"2 bd"', '"2 d"').replace('calendar = "office"\n', "", 1)
    (desk.shipped / "desk.toml").write_text(text, "utf-8")
    assert _gaps(desk) == ["shipped:12: plans.basic.calendar: the plan has no hours (DSK-03): give it a calendar"]


def test_a_plan_of_best_effort_promises_no_time(desk: Desk) -> None:
    desk.write(
        'plans.premium.support = "best_effort"\nplans.premium.targets.critical.reaction.promise = "best_effort"\n'
    )
    at = "plans.premium.targets.low.reaction.promise"
    assert _gaps(desk) == [
        f"shipped:30: {at}: the plan promises best effort (DSK-03), but this level 4 h",
        f"shipped:30: {at}: 4 h is promised, but for the more severe critical best effort only (DSK-04)",
    ]


def test_a_level_whose_rules_all_come_too_late(desk: Desk) -> None:
    desk.write(
        f'[severities.wish]\nname = {_SAID}\ndefinition = {_SAID}\nclause = "DSK-09"\n'
        '[severities.low]\nwhen = [{ extent = ["stopped"], function = ["main"] }]\n'
        '[plans.basic.targets]\nwish = { reaction = { promise = "9 bd", clause = "DSK-09" } }\n'
        '[plans.premium.targets]\nwish = { reaction = { promise = "9 h", clause = "DSK-09" } }\n'
    )
    assert _gaps(desk) == [
        "own:6: severities.low.when: rules of more severe levels come before each of this level (DSK-06)"
    ]


class TestFiles:
    def test_only_what_was_asked_for_is_shown(self, desk: Desk) -> None:
        (desk.shipped / "other.toml").write_text(DESK.replace('"1 h"', '"unset"'), "utf-8")
        path = desk.write('[severities.low]\ndefinition = "remove"\n')
        desk.write("zone = 3", "bad.toml")
        found = list(examined(None, [path], shipped=desk.shipped))
        assert [(each.kind, each.key) for each in found] == [("gap", "severities.low.definition")]
        found = list(examined(desk.own, [desk.shipped / "other.toml"], shipped=desk.shipped))
        assert [(each.kind, each.key) for each in found] == [("gap", "plans.premium.targets.critical.reaction.promise")]

    def test_a_file_goes_before_that_of_the_same_name_in_the_folder(self, desk: Desk, tmp_path: Path) -> None:
        desk.write("zone = 3")
        better = tmp_path / "desk.toml"
        better.write_text('zone = "UTC"')
        assert list(examined(desk.own, [better], shipped=desk.shipped)) == []

    def test_a_file_may_extend_another_of_the_folder(self, desk: Desk, tmp_path: Path) -> None:
        desk.write('extends = "desk"', "one.toml")
        two = tmp_path / "two.toml"
        two.write_text('extends = "one"\nzone = "Mars"')
        (found,) = examined(desk.own, [two], shipped=desk.shipped)
        assert (found.kind, found.key, found.line) == ("fault", "zone", 2)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('plans.basic.calendar = "ofice"', 'there is no calendar "ofice"; did you mean "office"?'),
        ("zone = 4", 'must be a text in quotes ("…"), not 4'),
        ("speed = 4", "unknown key"),
    ],
)
def test_what_is_wrong_with_names_and_values_is_a_sentence_too(desk: Desk, text: str, told: str) -> None:
    """The console says it in its reader's language, and the nearest name with it."""
    desk.write(text)
    (fault,) = [each for each in examined(desk.own, shipped=desk.shipped) if each.kind == "fault"]
    assert isinstance(fault.reason, Sentence)
    assert fault.reason.startswith(told)
