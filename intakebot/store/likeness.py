"""Searching as people type: any part of a word, in capitals or not."""

from typing import Any

import sqlalchemy as sa


class Likeness:
    """What contains a word; on a connection that reads (SQLite folds letters only there)."""

    def __init__(self, connection: sa.Connection, word: str) -> None:
        self._fold = sa.func.fold if connection.dialect.name == "sqlite" else sa.func.lower
        self._pattern = f"%{word.casefold().replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"

    def within(self, column: sa.Column[Any]) -> sa.ColumnElement[bool]:
        """Whether a text contains it."""
        return self._fold(column).like(self._pattern, escape="!")

    def within_small(self, column: sa.Column[Any]) -> sa.ColumnElement[bool]:
        """Likewise, where the text has no capitals anyway: addresses, domains, keys. Much quicker."""
        return column.like(self._pattern, escape="!")
