"""From bytes to a `Mail`: headers, the MIME tree, characters. Read `parsing.py` first."""

from intakebot.reading.mime.parsing import parse

__all__ = ["parse"]
