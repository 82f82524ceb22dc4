"""The customer's own words, without quoted history and signature. Read `cutting.py` first."""

from intakebot.reading.quotes.cutting import cut, own_words

__all__ = ["cut", "own_words"]
