"""`python -m bench [speed | kill | understanding | topics | console]`; without a word all, as `make bench` does. One JSON object a measurement."""

import argparse
import sys
from pathlib import Path

from bench.console import console
from bench.kill import kill
from bench.speed import speed
from bench.topics import topics
from bench.understanding import understanding


def main() -> int:
    """Run what is asked for; 1 when a law was broken."""
    asked = _parser().parse_args()
    if asked.what == "speed":
        return speed(asked.pairs, asked.n, asked.connections, asked.rate, asked.folder)
    if asked.what == "kill":
        return kill(asked.store, asked.ambiguous, asked.kills, asked.seed, keep=asked.keep)
    if asked.what == "understanding":
        return understanding()
    if asked.what == "topics":
        return topics()
    if asked.what == "console":
        return console(asked.store, asked.tickets, asked.open, asked.n)
    codes = [console(store, 100_000, 10_000, 30) for store in ("sqlite", "postgresql")]
    codes += [understanding(), topics(), speed(5, 2000, 16, 50.0, None)]
    codes += [kill(store, policy, 100, 7) for store in ("sqlite", "postgresql") for policy in ("resend", "hold")]
    return max(codes)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    whats = parser.add_subparsers(dest="what")
    speeds = whats.add_parser("speed", help="intakebot against the floor")
    speeds.add_argument("--pairs", type=int, default=5)
    speeds.add_argument("-n", type=int, default=2000, help="mails a run")
    speeds.add_argument("-c", "--connections", type=int, default=16)
    speeds.add_argument("--rate", type=float, default=50.0, help="mails a second for the latency")
    speeds.add_argument("--folder", type=Path, help="where the databases are to lie")
    kills = whats.add_parser("kill", help="kill -9 under load")
    kills.add_argument("--kills", type=int, default=100)
    kills.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    kills.add_argument("--ambiguous", choices=("resend", "hold"), default="resend")
    kills.add_argument("--seed", type=int, default=7)
    kills.add_argument("--keep", action="store_true", help="leave database and logs for inspection")
    whats.add_parser("understanding", help="what the classifier costs, and what doesn't move it")
    whats.add_parser("topics", help="new requests told from those that are gone on about")
    pages = whats.add_parser("console", help="a page of the queue and a decision, at many tickets")
    pages.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    pages.add_argument("--tickets", type=int, default=100_000)
    pages.add_argument("--open", type=int, default=10_000)
    pages.add_argument("-n", type=int, default=30)
    return parser


if __name__ == "__main__":
    sys.exit(main())
