"""Walks through the console: somebody at a real browser does everything that its forms and buttons offer, in each language."""

from pathlib import Path

import pytest

pytest.register_assert_rewrite(*(f"{__name__}.{file.stem}" for file in Path(__file__).parent.glob("[!_]*.py")))
