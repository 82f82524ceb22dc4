"""Word lists, written one after the other."""


def listed(words: str) -> tuple[str, ...]:
    """The words of a blank-separated list."""
    return tuple(words.split())
