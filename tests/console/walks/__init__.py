"""Walks through the console: somebody at a real browser does everything that its forms and buttons offer, in each language.

`pytest tests/console/walks tests/console/test_style.py` shows that axe finds nothing in any state, light and dark, at 1280 and at
400 pixels, that every form was sent and was refused once, or why it never is, and that browsers complain of nothing.
"""

from pathlib import Path

import pytest

pytest.register_assert_rewrite(*(f"{__name__}.{file.stem}" for file in Path(__file__).parent.glob("[!_]*.py")))
