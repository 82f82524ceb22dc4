"""The first minute of technical support: a customer's message becomes a registered, acknowledged ticket."""

__version__ = "0.1.0"
