"""Before there is any user."""

from pathlib import Path

from tests.console.people_fixtures import opened


def test_the_first_user_is_added_on_the_machine_itself(tmp_path: Path) -> None:
    with opened(tmp_path) as console:
        asked = console.visitor().get("/sign-in").text
        assert "<code>intakebot user add NAME --role operator</code>" in asked
        console.user("operator")
        assert "user add" not in console.visitor().get("/sign-in").text
