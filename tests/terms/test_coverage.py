"""No row of the five documents is unaccounted for."""

from pathlib import Path

from intakebot.terms.coverage import coverage

_ROWS = {"CEN": 15, "MAR": 14, "XOP": 15, "VEE": 24, "EUR": 7}
_IDS = [f"{document}-{number:02}" for document, last in _ROWS.items() for number in range(1, last + 1)]


def test_all_rows_are_there_each_in_a_few_words() -> None:
    rows = coverage()
    assert [row.id for row in rows] == _IDS
    assert all(10 < len(row.rule) < 140 for row in rows)


def test_each_row_is_kept_by_a_test_or_needs_nothing() -> None:
    """Fails, and only this one, as long as tests/clauses/ lacks a test."""
    lacking = [row.id for row in coverage() if not row.is_accounted_for]
    assert not lacking, f"still to be written in tests/clauses: {', '.join(lacking)}"


def test_nothing_needs_to_be_done_for_these_only() -> None:
    assert {row.id for row in coverage() if row.nothing} == {"CEN-10", "CEN-12", "EUR-06"}


def test_tests_are_found_by_their_names(tmp_path: Path) -> None:
    clauses = tmp_path / "clauses"
    clauses.mkdir()
    (clauses / "test_cen.py").write_text(
        "def test_cen_01(): ...\nasync def test_cen_01_with_more_words(): ...\ndef test_cen_011(): ...\n"
        "def other_cen_02(): ...\n# def test_cen_03(): ...\n"
    )
    rows = {row.id: row for row in coverage(clauses)}
    assert rows["CEN-01"].kept_by == (
        "tests/clauses/test_cen.py::test_cen_01", "tests/clauses/test_cen.py::test_cen_01_with_more_words",
    )  # fmt: skip
    assert [rows[id_].is_accounted_for for id_ in ("CEN-02", "CEN-03", "MAR-01", "EUR-06")] == [
        False,
        False,
        False,
        True,
    ]


def test_where_there_are_no_tests_it_tells_their_names(tmp_path: Path) -> None:
    rows = {row.id: row for row in coverage(tmp_path / "tests" / "clauses")}
    assert rows["VEE-24"].kept_by == ("tests/clauses/test_vee.py::test_vee_24",)
