from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intakebot.classify.impact.ngrams import BUCKETS, Ngrams, buckets


def _same(one: str, other: str) -> bool:
    (numbers, counts), (others, other_counts) = buckets(one), buckets(other)
    return np.array_equal(numbers, others) and np.array_equal(counts, other_counts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Касса Не РАБОТАЕТ", "касса не работает"),
        ("всё", "все"),
        ("Żółta łódź", "zolta lodz"),
        ("l’été", "l'ete"),
        ("серви\u0306с", "сервйс"),
    ],
)
def test_case_and_diacritics_change_nothing(one: str, other: str) -> None:
    assert _same(one, other)


def test_other_words_are_other_buckets() -> None:
    assert not _same("касса работает", "касса не работает")
    assert not _same("ab", "ba")


def test_the_hash_is_what_trained_files_hold() -> None:
    padded = " да "
    runs = {padded[start : start + length] for length in (2, 3, 4, 5) for start in range(len(padded) - length + 1)}
    numbers, counts = buckets("ДА")
    assert numbers.tolist() == sorted({_hashed(run) for run in runs})
    assert counts.tolist() == [1.0] * len(runs)


def _hashed(run: str) -> int:
    value = len(run)
    for letter in run:
        value = (value * 1_000_003 + ord(letter)) % 2**64
    return (value * 0x9E3779B97F4A7C15) % 2**64 >> 48


def test_repeated_runs_weigh_more_but_not_in_proportion() -> None:
    assert buckets("ababababab")[1].max() == pytest.approx(1 + np.log(5))


@given(st.text(max_size=80))
def test_buckets_are_distinct_and_within_their_number(text: str) -> None:
    numbers, counts = buckets(text)
    assert len(numbers) == len(set(numbers.tolist())) == len(counts) > 0
    assert numbers.min() >= 0
    assert numbers.max() < BUCKETS
    assert counts.min() >= 1
    assert _same(text, text)


@pytest.mark.parametrize("text", ["", " ", "\ud800", "я" * 1_000_000])
def test_hostile_and_empty_texts(text: str) -> None:
    numbers, _ = buckets(text)
    assert len(numbers) >= 1


def test_logits_of_a_shipped_file(tmp_path: Path) -> None:
    numbers, counts = buckets("касса")
    rarity = np.ones(BUCKETS, np.float16)
    weights = np.zeros((BUCKETS, 2), np.int8)
    weights[numbers, 0] = 100
    np.savez_compressed(
        tmp_path / "ngrams.npz",
        rarity=rarity, weights=weights, scale=np.array([0.01, 1], np.float32), bias=np.array([1, -2], np.float32),
    )  # fmt: skip
    read = Ngrams(tmp_path).read("КАССА")
    assert read[0] == pytest.approx(1 + counts.sum() / np.linalg.norm(counts), rel=1e-5)
    assert read[1] == -2
    assert Ngrams(tmp_path).read("").shape == (2,)
