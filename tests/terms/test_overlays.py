"""What an operator's files make of the shipped documents."""

import pytest

from tests.terms.written import DESK, Desk


def test_an_overlay_changes_what_it_names_and_nothing_else(desk: Desk) -> None:
    before = desk.library().of("desk")
    path = desk.write('[calendars.office]\ntimes = ["07:00-11:00", "12:00-15:00"]\n')
    library = desk.library()
    after = library.of("desk")
    assert after.calendars["office"].times == ((420, 660), (720, 900))
    assert after.calendars["office"].holidays == "PL"
    assert after.model_copy(update={"calendars": before.calendars, "version": before.version}) == before
    assert (library.ids, library.origin("desk")) == (("desk",), str(path))


def test_a_missing_figure_is_filled_in(desk: Desk) -> None:
    shipped = desk.shipped / "desk.toml"
    shipped.write_text(DESK.replace('promise = "1 h"', 'promise = "unset"'), "utf-8")
    assert not desk.library().of("desk").plans["premium"].targets["critical"].reaction.promise.dated
    desk.write('plans.premium.targets.critical.reaction.promise = "30 min"')
    target = desk.library().of("desk").plans["premium"].targets["critical"].reaction
    assert (str(target.promise), target.clause) == ("30 min", "DSK-04")


def test_tables_are_added_and_removed(desk: Desk) -> None:
    desk.write(
        'plans.premium = "remove"\n'
        '[plans.gold]\nname = { ru = "золотой", pl = "złoty", en = "gold" }\ncalendar = "night"\nclause = "DSK-09"\n'
        '[plans.gold.targets]\ncritical = { reaction = { promise = "1 wh", clause = "DSK-09" } }\n'
        '[calendars.night]\ndays = ["sat"]\ntimes = ["00:00-24:00"]\nzone = "UTC"\nclause = "DSK-09"\n'
    )
    document = desk.library().of("desk")
    assert list(document.plans) == ["basic", "gold"]
    assert list(document.calendars) == ["office", "night"]


def test_the_word_remove_is_only_a_word_where_no_table_can_stand(desk: Desk) -> None:
    desk.write('title = "remove"')
    assert desk.library().of("desk").title == "remove"


def test_what_still_names_a_removed_table_is_told(desk: Desk) -> None:
    desk.write('calendars.office = "remove"\n')
    assert desk.told() == [
        'shipped/desk.toml:14: plans.basic.calendar: there is no calendar "office"; there is none',
        'shipped/desk.toml:22: plans.premium.calendar: there is no calendar "office"; there is none',
    ]


def test_lists_are_replaced_as_a_whole(desk: Desk) -> None:
    desk.write('[requires.version]\nlabels = ["release"]\n')
    item = desk.library().of("desk").requires["version"]
    assert (item.labels, item.patterns) == (("release",), (r"version\s*:\s*\d",))


def test_levels_keep_the_order_of_the_document_and_new_ones_come_last(desk: Desk) -> None:
    desk.write(
        '[severities.wish]\nname = { ru = "пожелание", pl = "życzenie", en = "wish" }\nclause = "DSK-09"\n'
        '[severities.low]\nsaid = ["lo"]\n[[severities.low.when]]\nextent = ["limited"]\n'
    )
    assert list(desk.library().of("desk").severities) == ["critical", "low", "wish"]


def test_a_document_that_extends_another_leaves_that_one_alone(desk: Desk) -> None:
    before = desk.library().of("desk")
    path = desk.write('extends = "desk"\ntitle = "Project"\n[calendars.office]\nholidays = ""\n', "project.toml")
    library = desk.library()
    assert library.ids == ("desk", "project")
    assert library.of("desk") == before
    assert (library.of("project").title, library.of("project").calendars["office"].holidays) == ("Project", "")
    assert library.of("project").plans == before.plans
    assert (library.origin("desk"), library.origin("project")) == ("shipped", str(path))


def test_it_extends_the_other_as_it_is_in_force(desk: Desk) -> None:
    desk.write('zone = "Europe/Prague"\n')
    desk.write('extends = "desk"\ntitle = "One"\n', "one.toml")
    desk.write('extends = "one"\ntitle = "Two"\n', "two.toml")
    assert [(each.id, each.title, each.zone) for each in desk.library()] == [
        ("desk", "Help desk", "Europe/Prague"), ("one", "One", "Europe/Prague"), ("two", "Two", "Europe/Prague"),
    ]  # fmt: skip


def test_a_document_of_ones_own(desk: Desk) -> None:
    desk.write(DESK.replace("Help desk", "Mine"), "mine.toml")
    assert [each.title for each in desk.library()] == ["Help desk", "Mine"]


@pytest.mark.parametrize("name", ["desk.toml", "other.toml"])
def test_a_fault_of_the_shipped_file_is_told_as_its_own(desk: Desk, name: str) -> None:
    (desk.shipped / "desk.toml").write_text(DESK + "\nlabel = 3\n", "utf-8")
    desk.write('title = "Mine"' if name == "desk.toml" else 'extends = "desk"', name)
    assert desk.told() == [
        f'shipped/desk.toml:{len(DESK.splitlines()) + 2}: requires.version.label: unknown key; did you mean "labels"?'
    ]
