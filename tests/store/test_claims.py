"""What somebody has in hand stays in his hands, however its job's id came about."""

from intakebot.domain.job import Job
from intakebot.store.desk import Desk
from intakebot.store.store import Store
from tests.mails import NOON


def test_the_late_end_of_a_job_that_is_done_takes_no_other_away(store: Store) -> None:
    """SQLite gives the id of a row that is gone again; who did that job may come to drop his claim only later."""

    def anew(desk: Desk) -> Job:
        desk.jobs.finish(done)
        return desk.jobs.add("take_in", 2, NOON, claimed_by=store.presence.name)

    done = store.write(lambda desk: desk.jobs.add("take_in", 1, NOON, claimed_by=store.presence.name)).result()
    store.claims.take(done)
    begun = store.write(anew).result()
    store.claims.take(begun)
    store.claims.drop(done)
    for _ in range(2):
        assert store.claims.lost(store.write(lambda desk: desk.jobs.of(store.presence.name)).result()) == []
