"""`python -m intakebot.cli`."""

from intakebot.cli import main

main()
