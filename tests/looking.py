"""A look into a store from the outside, quick enough to be repeated until something is true."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from intakebot.store.engines import reading

#: What an engine has compiled serves the next look: that takes thirty times as long as the look itself.
_engine = lru_cache(maxsize=8)(reading)


def rows(url: str, query: sa.Executable, values: Mapping[str, Any] | None = None) -> Sequence[sa.RowMapping]:
    """What a query finds; no connection stays open, since SQLite's log is folded when the last one closes."""
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            return connection.execute(query, values or {}).mappings().all()
    finally:
        engine.dispose()
