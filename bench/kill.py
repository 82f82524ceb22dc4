"""`python -m bench kill`: the trial at length, on a store of its own; one JSON object, exit code 1 for a broken law."""

import asyncio
import json
import statistics
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal, TypeAlias

from bench.killing.laws import Ambiguous
from bench.killing.trial import Outcome, Plan, run
from bench.stores import store_url

StoreName: TypeAlias = Literal["sqlite", "postgresql"]


def kill(store: StoreName, ambiguous: Ambiguous, kills: int, seed: int, *, keep: bool = False) -> int:
    """Run it, print what came of it; the exit code."""
    with _folder(keep=keep) as folder, store_url(store, folder) as url:
        processes = 2 if store == "postgresql" else 1
        plan = Plan(url=url, processes=processes, kills=kills, ambiguous=ambiguous, folder=folder, seed=seed)
        outcome = asyncio.run(run(plan))
    print(json.dumps(_summary(store, plan, outcome), ensure_ascii=False), flush=True)
    return 1 if outcome.findings.breaches else 0


def _summary(store: StoreName, plan: Plan, outcome: Outcome) -> dict[str, Any]:
    findings = asdict(outcome.findings)
    gaps, breaches = findings.pop("gaps_ms"), findings.pop("breaches")
    return {
        "bench": "kill",
        "store": store,
        "processes": plan.processes,
        "ambiguous": plan.ambiguous,
        "kills": len(outcome.kills),
        "moments": dict(Counter(kill.moment for kill in outcome.kills)),
        **findings,
        "deliveries": outcome.deliveries,
        "gap_ms": {"median": statistics.median(gaps), "max": max(gaps)} if gaps else None,
        "start_seconds": {"median": round(statistics.median(outcome.starts), 2), "max": round(max(outcome.starts), 2)},
        "orphan_seconds": round(outcome.orphaned, 2),
        "drain_seconds": round(outcome.drained, 1),
        "wall_seconds": round(outcome.wall, 1),
        "breaches": breaches[:20],
        "broken_laws": len(breaches),
    }


@contextmanager
def _folder(*, keep: bool) -> Iterator[Path]:
    """On the disk that temporary files are on; kept when somebody wants to look at database and logs."""
    if keep:
        folder = Path(tempfile.mkdtemp(prefix="kill-"))
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="kill-") as name:
        yield Path(name)
