"""Running it, and checking before that it can run."""

import asyncio
import gc
import signal
import sys
from dataclasses import asdict
from typing import Any

import typer

from intakebot.cli.talk import FAULTS, ConfigFile, say

database = typer.Typer(no_args_is_help=True, help="The store's schema.")


def run(config: ConfigFile = None) -> None:
    """Run everything, until SIGTERM or Ctrl-C.

    Without a configuration: SQLite in ./var, SMTP on 127.0.0.1:8025, letters written to the Maildir ./var/mail.
    """
    from intakebot.app import App
    from intakebot.config import load
    from intakebot.ops.logs import configure

    configure()
    gc.set_threshold(10_000)  # a message makes hundreds of objects and no cycles: looked for at each 700, they cost 5 %
    settings = load(config)

    async def serve() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await App(settings).run(stop)

    with asyncio.Runner(loop_factory=_loop()) as runner:
        runner.run(serve())


def _loop() -> Any:
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop


def check(config: ConfigFile = None) -> None:
    """Check configuration, terms, templates, models and schema in one go; one JSON object each."""
    from intakebot.checking import findings
    from intakebot.config import load

    bad = False
    for finding in findings(load(config)):
        say(asdict(finding))
        bad = bad or bool(finding.faults)
    sys.exit(FAULTS if bad else 0)


@database.command("upgrade")
def upgrade(config: ConfigFile = None) -> None:
    """Bring the store's schema to this version's. 75 while another process is writing."""
    from intakebot.commands import upgrade_store
    from intakebot.config import load

    upgrade_store(load(config))
