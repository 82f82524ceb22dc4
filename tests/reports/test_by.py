"""A report told apart by fewer columns is the same as one counted so from the beginning."""

from dataclasses import replace
from datetime import UTC, timedelta
from itertools import product

import pytest

from intakebot.reports.report import KEYS, Asked, Key, Offer, Report
from tests.reports.test_standing import DUE, TICKET

OFFERS = {"veeam": Offer(zone=UTC, plans=("production",), severities=("1", "2"))}
TICKETS = [
    replace(
        TICKET,
        terms="veeam",
        plan=plan,
        severity=severity,
        received_at=DUE - timedelta(days=days),
        first_contact_at=DUE - timedelta(days=days) + timedelta(minutes=7 * days),
    )
    for plan, severity, days in product(("production", None), ("1", "2", None), (1, 20, 40))
]
ASKED = Asked(as_of=DUE + timedelta(days=1))


@pytest.mark.parametrize("keys", [("month",), ("severity", "month"), ("plan",), KEYS])
def test_is_the_same(keys: tuple[Key, ...]) -> None:
    whole, apart = Report(ASKED, OFFERS), Report(replace(ASKED, by=keys), OFFERS)
    whole.add(TICKETS)
    apart.add(TICKETS)
    assert whole.by(*keys).lines() == apart.lines()
    assert whole.by(*keys).asked == apart.asked


def test_what_wasnt_counted_cant_be_told_apart() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        Report(replace(ASKED, by=("month",)), OFFERS).by("terms")
