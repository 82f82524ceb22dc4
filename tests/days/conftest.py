"""Days pass quickly: upkeep doesn't wait a second between its rounds."""

import pytest

from intakebot import app


@pytest.fixture(autouse=True)
def _brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_TEND_SECONDS", 0.03)
