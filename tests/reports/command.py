"""The command `intakebot report`."""

from typer.testing import CliRunner

from intakebot.cli import cli


def report(*words: str, code: int = 0) -> str:
    """What it writes to stdout, or to stderr when it fails."""
    ran = CliRunner().invoke(cli, ["report", *words], catch_exceptions=False)
    assert ran.exit_code == code, ran.output
    return ran.stdout_bytes.decode() if code == 0 else ran.stderr
