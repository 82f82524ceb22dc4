from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from intakebot.channels.fetching.ledger import BATCH, Ledger
from intakebot.channels.shared.backoff import Backoff

BACKOFF = Backoff(first=timedelta(seconds=1), longest=timedelta(seconds=60), chance=lambda: 1.0)


def ledger(*uids: int, mark: int = 0) -> Ledger:
    made = Ledger(mark, BACKOFF)
    made.list(uids)
    return made


@given(uids=st.sets(st.integers(1, 60)), filed=st.sets(st.integers(1, 60)))
def test_the_mark_never_passes_a_message_that_is_owed(uids: set[int], filed: set[int]) -> None:
    made = ledger(*uids)
    made.commit(filed & uids)
    made.file(filed & uids)
    owed = uids - filed
    assert all(uid > made.mark for uid in owed)
    assert made.mark == max((uid for uid in uids if uid < min(owed, default=100)), default=0)
    assert made.clear == (not owed)
    assert set(made.due(0)) == owed


def test_what_is_committed_is_not_handed_over_again_and_waits_for_its_flag() -> None:
    made = ledger(1, 2)
    made.commit([1])
    assert made.due(0) == (2,)
    assert made.unfiled(0) == (1,)
    assert made.mark == 0
    made.file([1])
    assert made.unfiled(0) == ()
    assert made.mark == 1


def test_a_message_that_vanished_owes_nothing_and_lets_the_mark_pass() -> None:
    made = ledger(1, 2, 3)
    made.postpone([1], now=0)
    made.file([2])
    assert made.mark == 0
    made.list([2, 3])
    assert made.mark == 2
    assert made.next_due is None


def test_waits_double_up_to_the_longest_and_those_who_failed_together_come_together() -> None:
    made = ledger(1, 2)
    waits = []
    for _ in range(9):
        made.postpone([1, 2], now=0)
        assert made.next_due is not None
        waits.append(made.next_due)
        assert made.due(made.next_due) == (1, 2)
        assert made.due(made.next_due - 0.1) == ()
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_chance_shortens_a_wait_by_half_at_most() -> None:
    assert Backoff(first=timedelta(seconds=8), longest=timedelta(minutes=1), chance=lambda: 0.0).seconds(1) == 4


@given(sizes=st.dictionaries(st.integers(1, 200), st.integers(0, 120)), suspects=st.sets(st.integers(1, 200)))
def test_batches_hold_each_message_once_and_keep_the_limits(sizes: dict[int, int], suspects: set[int]) -> None:
    made = ledger(*sizes)
    made.postpone(suspects & set(sizes), now=0, alone=True)
    batches = list(made.batches(sizes, 100))
    flat = [uid for batch in batches for uid in batch]
    trusted = [uid for uid in flat if uid not in suspects]
    assert sorted(flat) == sorted(sizes)
    assert trusted == sorted(trusted) == flat[: len(trusted)]
    for batch in batches:
        assert len(batch) <= BATCH
        assert len(batch) == 1 or (sum(sizes[uid] for uid in batch) <= 100 and not suspects & set(batch))


def test_a_mark_never_goes_back() -> None:
    made = ledger(3, 4, mark=2)
    made.skip(9)
    made.list([3, 4])
    assert made.mark == 9
    assert made.due(0) == ()
