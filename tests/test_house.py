"""The laws of the house that import-linter can't see (design.md 3)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "intakebot"
FILES = sorted(path for path in ROOT.rglob("*.py") if "node_modules" not in path.parts)


def _private_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("intakebot"):
            parts = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            yield from (part for part in parts if part.startswith("_") and not part.startswith("__"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nobody_imports_anothers_private_name(path: Path) -> None:
    assert list(_private_imports(path)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_says_what_it_is_for(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not text or ast.get_docstring(ast.parse(text))


def test_no_group_is_repeated_possessively() -> None:
    """Python 3.11.2, which Debian 12 has, reads (?:ab)*+ wrongly: no mail was readable with it. (?>(?:ab)*) is the same."""
    repeated = re.compile(r"(?<!\\)\)(?:[*+?]|\{[\d,]+\})\+")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in [*FILES, *sorted(ROOT.rglob("*.toml"))]
        for match in repeated.finditer(path.read_text("utf-8"))
    ]
    assert found == []


def test_functions_are_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.name}: {length}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > 40
        and "migrations" not in path.parts  # a migration is a list of what the schema was
    ]
    assert long == []
