"""The shape of a support document as TOML: every promise, every rule, each with its clause. Unknown keys are refused."""

from intakebot.terms.document.document import Document

__all__ = ["Document"]
