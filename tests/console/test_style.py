"""What the style sheet's colours depend on: whoever looks at the console by its rules relies on it (walks/walker.py)."""

import re
from pathlib import Path

import intakebot.console

_FRONTEND = Path(intakebot.console.__file__).with_name("frontend")
_STYLE = (_FRONTEND / "console.css").read_text("utf-8")
#: Selectors, and what is declared for them.
_RULES = re.findall(r"([^{};]+)\{([^{}]*)\}", _STYLE)
#: Declarations of colours and nothing else, or of a line or a shadow with its colour.
_PAINTS = r"color|background|border(?:-[a-z-]+)?|outline|fill|stroke|box-shadow"


def test_schemes_change_colours_alone() -> None:
    written = _STYLE + "".join(one.read_text("utf-8") for one in _FRONTEND.glob("*.js"))
    assert "prefers-color-scheme" not in written
    declared = [(name, value) for _, said in _RULES for name, value in re.findall(r"([a-z-]+):\s*([^;]+)", f"{said};")]
    by_scheme = {name for name, value in declared if "light-dark(" in value}
    assert by_scheme
    assert all(name.startswith("--") for name in by_scheme)
    drawn = {name for name, value in declared for one in by_scheme if f"var({one})" in value}
    assert [name for name in drawn if not re.fullmatch(_PAINTS, name)] == []


def test_colours_of_text_depend_on_nothing_beside_it() -> None:
    """On an element and those around it alone, and on what walks/scripts.py tells apart."""
    painted = [who for who, said in _RULES if re.search(r"(?<![a-z-])(?:color|background|opacity|filter):", said)]
    assert painted
    assert [who for who in painted if re.search(r"[+~#]|:has|:empty|-child|-of-type", who)] == []
    named = {name for who in painted if "::" not in who for name in re.findall(r"\[([a-z-]+)", who)}
    assert [name for name in named if not name.startswith("aria-")] == []
