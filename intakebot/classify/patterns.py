"""The documents' regular expressions: written by people in any case and with all diacritics, matched on folded text."""

import re
from functools import lru_cache

from intakebot.classify.folded import folded_pattern


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern for folded text; re.error for one that is none."""
    return re.compile(folded_pattern(pattern), re.MULTILINE)
