"""A registry as JSON has it, between a command and the running process."""

from typing import Any

from pydantic import TypeAdapter

from intakebot.domain.customer import Registry

_REGISTRY = TypeAdapter(Registry)


def plain(registry: Registry) -> dict[str, Any]:
    """Dates become text, tuples lists."""
    told: dict[str, Any] = _REGISTRY.dump_python(registry, mode="json")
    return told


def registry(told: Any) -> Registry:
    """The same back; ValueError for anything else."""
    return _REGISTRY.validate_python(told)
