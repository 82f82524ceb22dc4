"""Where an operator's file says something else."""

from intakebot.terms.altered import Alteration
from tests.terms.written import DESK, Desk


def test_only_what_the_uppermost_file_changes(desk: Desk) -> None:
    assert desk.library().alterations("desk") == ()
    desk.write('zone = "Europe/Prague"\nplans.premium = "remove"\n')
    desk.write('extends = "desk"\ntitle = "One"\nzone = "Europe/Prague"\n', "one.toml")
    desk.write(DESK.replace("Help desk", "Mine"), "mine.toml")
    library = desk.library()
    (zone, *removed) = library.alterations("desk")
    assert (zone.key, zone.after) == ("zone", '"Europe/Prague"')
    assert removed
    assert {(each.key.startswith("plans.premium."), each.after) for each in removed} == {(True, None)}
    assert library.alterations("one") == (Alteration(key="title", before='"Help desk"', after='"One"'),)
    assert library.alterations("mine") == ()
