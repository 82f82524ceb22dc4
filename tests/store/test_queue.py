"""Jobs: one owner at a time, fenced by owner and attempt, taken over from the dead."""

import threading
from datetime import timedelta

import pytest

from intakebot.domain.job import Job
from intakebot.domain.times import utc_now
from intakebot.store.queue import ClaimLost
from intakebot.store.store import Store

LATER = timedelta(hours=1)


def _add(store: Store, subject: int = 1, claimed_by: str | None = None) -> Job:
    return store.write(lambda desk: desk.jobs.add("deliver", subject, utc_now(), claimed_by=claimed_by)).result()


def _claim(store: Store, name: str = "me", limit: int = 10) -> list[Job]:
    return store.write(lambda desk: desk.jobs.claim("deliver", name, utc_now(), limit)).result()


def test_a_ready_job_is_claimed_once(store: Store) -> None:
    _add(store)
    assert [job.attempt for job in _claim(store)] == [1]
    assert _claim(store) == []


def test_a_job_born_claimed_is_nobody_elses(store: Store) -> None:
    job = _add(store, claimed_by="me")
    assert (job.owner, job.attempt) == ("me", 1)
    assert _claim(store, "other") == []


def test_the_other_kind_is_not_claimed(store: Store) -> None:
    _add(store)
    assert store.write(lambda desk: desk.jobs.claim("take_in", "me", utc_now(), 10)).result() == []


def test_a_retried_job_waits_until_it_is_due(store: Store) -> None:
    job = _add(store, claimed_by="me")
    store.write(lambda desk: desk.jobs.retry(job, utc_now() + LATER, "relay is away")).result()
    assert _claim(store) == []
    early = store.write(lambda desk: desk.jobs.claim("deliver", "me", utc_now() + 2 * LATER, 10)).result()
    assert [again.attempt for again in early] == [2]


@pytest.mark.parametrize("verb", ["sending", "finish"])
def test_who_lost_the_claim_can_change_nothing(store: Store, verb: str) -> None:
    lost = _add(store, claimed_by="old")
    store.write(lambda desk: desk.jobs.retry(lost, utc_now(), "taken over")).result()
    [held] = _claim(store, "new")
    with pytest.raises(ClaimLost):
        store.write(lambda desk: getattr(desk.jobs, verb)(lost)).result()
    store.write(lambda desk: desk.jobs.finish(held)).result()


def test_a_held_job_is_left_alone(store: Store) -> None:
    job = _add(store, claimed_by="me")
    store.write(lambda desk: desk.jobs.hold(job, "maybe sent")).result()
    assert _claim(store) == []
    assert store.write(lambda desk: desk.jobs.of_dead(set())).result() == []


def test_jobs_of_the_dead_are_found_with_their_state(store: Store) -> None:
    mine, theirs, sending = (_add(store, n, claimed_by=who) for n, who in ((1, "me"), (2, "dead"), (3, "dead")))
    store.write(lambda desk: desk.jobs.sending(sending)).result()
    found = store.write(lambda desk: desk.jobs.of_dead({"me"})).result()
    assert [(job.id, state) for job, state in found] == [(theirs.id, "claimed"), (sending.id, "sending")]
    assert mine.id not in [job.id for job, _ in found]


def test_two_processes_never_claim_the_same_job(postgres_url: str) -> None:
    first, second = Store(postgres_url, utc_now), Store(postgres_url, utc_now)
    for subject in range(200):
        _add(first, subject)
    got: dict[str, list[Job]] = {"first": [], "second": []}

    def claim(store: Store, name: str) -> None:
        while jobs := _claim(store, name, 7):
            got[name] += jobs

    threads = [threading.Thread(target=claim, args=(s, n)) for s, n in ((first, "first"), (second, "second"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ids = [job.id for jobs in got.values() for job in jobs]
    assert len(ids) == len(set(ids)) == 200
    first.close()
    second.close()
