"""Which test keeps which row of the five documents, or why nothing is to be done for it."""

import ast
import tomllib
from dataclasses import dataclass
from pathlib import Path

_ROWS = Path(__file__).parent / "clauses.toml"
#: Of a source checkout; an installed intakebot has no tests and tells where they are in one.
TESTS = Path(__file__).parents[2] / "tests" / "clauses"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One promise or rule of a document."""

    id: str
    #: In our own words.
    rule: str
    #: Ids of tests ("tests/clauses/test_cen.py::test_cen_04"); empty: nobody keeps it.
    kept_by: tuple[str, ...] = ()
    #: Why a bot has nothing to do for it; "" for all others.
    nothing: str = ""

    @property
    def is_accounted_for(self) -> bool:
        """Whether a test keeps it, or nothing is to be kept."""
        return bool(self.kept_by or self.nothing)


def coverage(tests: Path = TESTS) -> list[Row]:
    """All rows. The test of CEN-04 is called test_cen_04, alone or with further words, in test_cen.py."""
    with _ROWS.open("rb") as file:
        rows = tomllib.load(file)
    return [
        Row(id=id_, rule=row["rule"], nothing=row["nothing"])
        if "nothing" in row
        else Row(id=id_, rule=row["rule"], kept_by=tuple(_tests(id_, tests)))
        for id_, row in rows.items()
    ]


def _tests(id_: str, folder: Path) -> list[str]:
    document, _, number = id_.lower().partition("-")
    name, file = f"test_{document}_{number}", folder / f"test_{document}.py"
    if not folder.parent.is_dir():
        return [f"tests/clauses/{file.name}::{name}"]
    return [f"tests/clauses/{file.name}::{found}" for found in _functions(file) if f"{found}_".startswith(f"{name}_")]


def _functions(file: Path) -> list[str]:
    if not file.is_file():
        return []
    nodes = ast.parse(file.read_text("utf-8")).body
    return [node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
