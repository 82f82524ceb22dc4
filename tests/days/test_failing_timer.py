"""A timer whose work fails is tried again, later and later, holds no other up, and people are told."""

from pathlib import Path
from typing import Any

import pytest

from intakebot.casework.clocks import TicketClocks
from tests.days.day import a_day
from tests.days.test_outage import IRINA, VEEAM


def test_it_is_told_once_and_done_when_it_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_day(tmp_path, "veeam", "2026-11-23T10:00:00+01:00", contacts=VEEAM) as day:
        broken, sound = (day.write(IRINA, what, "Severity 1. Production is down.") for what in ("A", "B"))
        works = TicketClocks._breached

        def fails(clocks: TicketClocks, desk: Any, case: Any, duty: Any) -> None:
            works(clocks, desk, case, duty)
            if case.number == broken:
                raise ZeroDivisionError("a fault of ours")

        monkeypatch.setattr(TicketClocks, "_breached", fails)
        day.at("2026-11-23T10:31:00+01:00")
        day.at("2026-11-23T10:40:00+01:00")
        assert "breached" in day.kinds(sound)
        assert "breached" not in day.kinds(broken)
        assert day.tasks(broken) == ["timer_failed"]
        monkeypatch.setattr(TicketClocks, "_breached", works)
        day.at("2026-11-23T11:00:00+01:00")
        assert day.kinds(broken).count("breached") == 1
