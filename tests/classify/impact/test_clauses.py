from hypothesis import given
from hypothesis import strategies as st

from intakebot.classify.impact.clauses import clauses

TEXTS = st.text(alphabet=st.sampled_from("абв, ;:—()\n\tx\u00a0.") | st.characters(), max_size=150)


def _parts(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text, 0, len(text))]


def test_a_sentence_falls_into_its_clauses() -> None:
    text = "The first gateway is silent, the second one answers (with long delays) and nobody is on site"
    assert _parts(text) == [
        "The first gateway is silent,",
        "the second one answers",
        "(with long delays)",
        "and nobody is on site",
    ]


def test_short_parts_stay_together() -> None:
    assert _parts("да, нет, может быть") == ["да, нет, может быть"]
    assert _parts("Не работает, увы, совсем, ни одна касса в зале") == [
        "Не работает, увы, совсем,",
        "ни одна касса в зале",
    ]


def test_only_what_was_asked_for() -> None:
    text = "before. The lines are dead, all of them at once. after"
    start, end = text.index("The"), text.index(" after")
    assert [text[a:b] for a, b in clauses(text, start, end)] == ["The lines are dead,", "all of them at once."]


@given(TEXTS, st.integers(0, 150), st.integers(0, 150))
def test_parts_cover_all_that_isnt_blank_in_order(text: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    done = start
    for first, last in clauses(text, start, end):
        assert done <= first < last <= end
        assert not text[done:first].strip()
        assert text[first:last] == text[first:last].strip()
        done = last
    assert not text[done:end].strip()


@given(st.text(alphabet="ab,;(). ", max_size=150))
def test_no_part_is_short_unless_all_is(text: str) -> None:
    text = " ".join(text.split())
    parts = _parts(text)
    assert all(len(part) >= 17 for part in parts) or len(parts) == 1
