"""JSON columns in which sentences keep their words and facts."""

from typing import Any

import sqlalchemy as sa

from intakebot.domain.kept import kept, revived
from intakebot.domain.sentence import Sentence


class Worded(sa.TypeDecorator[Any]):
    """JSON; a sentence in it comes back as one, and what was kept before there were any as the text that it was."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: sa.Dialect) -> Any:
        return _written(value)

    def process_result_value(self, value: Any, _dialect: sa.Dialect) -> Any:
        return _read(value)


def _written(value: Any) -> Any:
    if isinstance(value, Sentence):
        return kept(value)
    if isinstance(value, dict):
        return {name: _written(one) for name, one in value.items()}
    return [_written(one) for one in value] if isinstance(value, list | tuple) else value


def _read(value: Any) -> Any:
    if isinstance(value, dict):
        sentence = value.keys() == {"words", "facts"}
        return revived(value) if sentence else {name: _read(one) for name, one in value.items()}
    return [_read(one) for one in value] if isinstance(value, list) else value
