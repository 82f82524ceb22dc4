"""Folders of documents."""

from pathlib import Path

import pytest

from tests.terms.written import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One shipped document, and an empty folder for what the operator writes."""
    return Desk(tmp_path)
