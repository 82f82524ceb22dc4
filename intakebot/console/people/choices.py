"""What somebody chooses from who describes themselves or another."""

from functools import lru_cache
from zoneinfo import available_timezones

_AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@lru_cache
def zones() -> tuple[str, ...]:
    """Zones by the name of a place, and UTC; others can be typed."""
    return ("UTC", *sorted(zone for zone in available_timezones() if zone.startswith(_AREAS)))
