"""Placeholder by the lead until its author writes it."""

from intakebot.domain.sought import Found


def insults(text: str) -> Found | None:  # noqa: ARG001
    return None
