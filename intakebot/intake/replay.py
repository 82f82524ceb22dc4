"""What was set aside is taken in again, from its raw bytes."""

from datetime import datetime

from intakebot.store.desk import Desk


def replay(desk: Desk, only: tuple[int, ...], at: datetime) -> list[int]:
    """Queue set-aside messages anew, all or just these; the ids that were queued."""
    waiting = [item.id for item in desk.inbox.all_set_aside() if not only or item.id in only]
    for received_id in waiting:
        desk.inbox.again(received_id)
        desk.jobs.add("take_in", received_id, at, claimed_by=None)
        desk.post.task_done(received_id, at)
    return waiting
