"""What the style sheet may depend on."""

import re
from pathlib import Path

import intakebot.console

_FRONTEND = Path(intakebot.console.__file__).with_name("frontend")
#: Declarations of colours and nothing else, or of a line or a shadow with its colour.
_PAINTS = re.compile(r"(?:color|background|border(?:-[a-z-]+)?|outline|fill|stroke|box-shadow)")


def test_schemes_change_colours_alone() -> None:
    """So what sees no colours needs no second look in the dark: see `COLOURS` in conftest.py."""
    style = (_FRONTEND / "console.css").read_text("utf-8")
    written = style + "".join(one.read_text("utf-8") for one in _FRONTEND.glob("*.js"))
    assert not re.search(r"prefers-color-scheme|color-scheme\)", written)
    declared = re.findall(r"([a-z-]+):\s*([^;{}]+)(?=[;}])", style)
    by_scheme = {name for name, value in declared if "light-dark(" in value}
    assert by_scheme
    assert all(name.startswith("--") for name in by_scheme)
    drawn = {name for name, value in declared for one in by_scheme if f"var({one})" in value}
    assert [name for name in drawn if not _PAINTS.fullmatch(name)] == []
