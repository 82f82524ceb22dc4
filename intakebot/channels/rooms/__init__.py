"""The parts of the Matrix channel. matrix-nio stays in here."""
