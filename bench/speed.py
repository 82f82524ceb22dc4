"""`python -m bench speed`: intakebot against a floor, in turns, in one sitting; ratios, since machines are shared.

The floor (`floor.py`) accepts, parses, commits and acknowledges with as little as that takes in Python, and keeps no
outbox. Both are loaded by `mailload.py`, which is also the relay. Databases lie on the disk of `--folder`.
"""

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers.ports import free_port, listens, wait_until

_HERE = Path(__file__).parent
_FLOOR = ("--smtp", "aiosmtpd", "--parse", "lazy", "--db", "group", "--send", "raw", "--loop", "uvloop")
_CONFIG = """\
[store]
url = "sqlite:///{folder}/intakebot.db"
[smtp]
listen = "127.0.0.1:{port}"
[relay]
host = "127.0.0.1"
port = {sink}
tls = "none"
[limits]
per_sender = 0
per_domain = 0
total = 0
[console]
listen = ""
[[mailbox]]
address = "support@desk.example"
prefix = "SUP"
"""
#: Mails before measuring, so that models are loaded and statements compiled.
_WARM_UP = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """Of a process and its workers together, in MB. `peak` adds up each one's own peak."""

    rss: float
    pss: float
    peak: float
    processes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """One run of the load against one server."""

    #: What mailload printed.
    load: dict[str, Any]
    memory: Memory

    def rate(self, name: str) -> float:
        """Messages a second."""
        return float(self.load[name])


def speed(pairs: int, n: int, connections: int, rate: float, place: Path | None) -> int:
    """Measure and print; 1 when anything was lost or sent twice."""
    with tempfile.TemporaryDirectory(prefix="speed-", dir=place) as name:
        folder = Path(name)
        rounds = [
            (_intakebot(folder / f"i{pair}", n, connections), _floor(folder / f"f{pair}", n, connections))
            for pair in range(pairs)
        ]
        steady = _intakebot(folder / "steady", min(n, round(rate * 30)), connections, rate)
        file_system = _file_system(folder)
    summary = _summary(rounds, steady) | {"file_system": file_system}
    print(json.dumps(summary, ensure_ascii=False), flush=True)
    return 0 if all(ours.load["lost"] == ours.load["duplicate_acks"] == 0 for ours in _ours(rounds, steady)) else 1


def _ours(rounds: list[tuple[Round, Round]], steady: Round) -> list[Round]:
    return [*(ours for ours, _ in rounds), steady]


def _intakebot(folder: Path, n: int, connections: int, rate: float = 0.0) -> Round:
    folder.mkdir()
    port, sink = free_port(), free_port()
    config = folder / "config.toml"
    config.write_text(_CONFIG.format(folder=folder, port=port, sink=sink))
    with _served([sys.executable, "-m", "intakebot.cli", "run", "--config", str(config)], folder, port) as pid:
        _load(pid, port, sink, _WARM_UP, connections)
        return _load(pid, port, sink, n, connections, rate)


def _floor(folder: Path, n: int, connections: int) -> Round:
    """It connects to the relay just once and so can't be warmed up; it has nothing to load or compile either."""
    folder.mkdir()
    port, sink = free_port(), free_port()
    where = ("--port", str(port), "--relay", f"127.0.0.1:{sink}", "--dbfile", str(folder / "floor.db"))
    with _served([sys.executable, str(_HERE / "floor.py"), *where, *_FLOOR], folder, port) as pid:
        return _load(pid, port, sink, n, connections)


@contextmanager
def _served(command: list[str], folder: Path, port: int) -> Iterator[int]:
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        wait_until(lambda: server.poll() is not None or listens(port), f"{command}")
        if server.poll() is not None:
            raise RuntimeError((folder / "log").read_text("utf-8", "replace")[-2000:])
        yield server.pid
    finally:
        server.terminate()
        server.wait(30)


def _load(pid: int, port: int, sink: int, n: int, connections: int, rate: float = 0.0) -> Round:
    command = [sys.executable, str(_HERE / "mailload.py"), "--target", f"127.0.0.1:{port}"]
    command += ["--sink", f"127.0.0.1:{sink}", "-n", str(n), "-c", str(connections), "--pid", str(pid)]
    command += ["--rate", str(rate)] if rate else []
    before = time.monotonic()
    answer = subprocess.run(command, check=True, capture_output=True, timeout=600)
    load = json.loads(answer.stdout)
    load["whole_seconds"] = round(time.monotonic() - before, 1)
    return Round(load=load, memory=_memory(pid))


def _memory(pid: int) -> Memory:
    pids = [pid, *_children(pid)]
    roll = [Path(f"/proc/{one}/smaps_rollup").read_text() for one in pids]
    status = [Path(f"/proc/{one}/status").read_text() for one in pids]
    return Memory(
        rss=_megabytes("Rss", roll), pss=_megabytes("Pss", roll), peak=_megabytes("VmHWM", status), processes=len(pids)
    )


def _megabytes(name: str, texts: list[str]) -> float:
    found = (re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE) for text in texts)
    return round(sum(int(match[1]) for match in found if match) / 1024, 1)


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def _summary(rounds: list[tuple[Round, Round]], steady: Round) -> dict[str, Any]:
    ours = [ours for ours, _ in rounds]
    return {
        "bench": "speed",
        "pairs": len(rounds),
        "n": ours[0].load["n"],
        "connections": ours[0].load["c"],
        "accepted_ratio": _ratio(rounds, "accepted_per_s"),
        "acks_ratio": _ratio(rounds, "acks_per_s"),
        "accepted_per_s": _both(rounds, "accepted_per_s"),
        "acks_per_s": _both(rounds, "acks_per_s"),
        "cpu_ms_per_message": _cpu(rounds),
        "lost": sum(one.load["lost"] for one in _ours(rounds, steady)),
        "duplicate_acks": sum(one.load["duplicate_acks"] for one in _ours(rounds, steady)),
        "steady": _steady(steady),
        "memory_mb": _most(_ours(rounds, steady)),
    }


def _steady(steady: Round) -> dict[str, Any]:
    load = steady.load
    return {
        "rate": load["rate"],
        "n": load["n"],
        "notice_after_250_ms": load["ack_latency_ms"],
        "accept_ms": load["accept_latency_ms"],
        "cpu_ms_per_message": load["server"]["cpu_ms_per_msg"],
    }


def _ratio(rounds: list[tuple[Round, Round]], name: str) -> dict[str, float]:
    return _spread([ours.rate(name) / floor.rate(name) for ours, floor in rounds], 3)


def _both(rounds: list[tuple[Round, Round]], name: str) -> dict[str, dict[str, float]]:
    return {
        "intakebot": _spread([ours.rate(name) for ours, _ in rounds]),
        "floor": _spread([floor.rate(name) for _, floor in rounds]),
    }


def _cpu(rounds: list[tuple[Round, Round]]) -> dict[str, dict[str, float]]:
    return {
        "intakebot": _spread([ours.load["server"]["cpu_ms_per_msg"] for ours, _ in rounds], 2),
        "floor": _spread([floor.load["server"]["cpu_ms_per_msg"] for _, floor in rounds], 2),
    }


def _spread(values: list[float], digits: int = 0) -> dict[str, float]:
    median = statistics.median(values)
    return {"median": round(median, digits), "min": round(min(values), digits), "max": round(max(values), digits)}


def _most(rounds: list[Round]) -> dict[str, float]:
    """The largest of any round."""
    names = ("rss", "pss", "peak", "processes")
    return {name: max(getattr(one.memory, name) for one in rounds) for name in names}


def _file_system(folder: Path) -> str:
    answer = subprocess.run(["stat", "-f", "-c", "%T", str(folder)], check=True, capture_output=True, text=True)
    return answer.stdout.strip()
