"""`python -m bench console`: how long a page of the queue and a decision take at a hundred thousand tickets.

Every measured request is paired with one to /healthz of the same process, which costs what the machine costs just then.
"""

import json
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

from bench.stores import store_url
from intakebot.domain.times import utc_now
from intakebot.store import tables
from intakebot.store.engines import sqlite_file, writing
from tests.console.conftest import PASSWORD
from tests.running import Bot
from tests.servers.ports import free_port

_CONFIG = """
[smtp]
listen = "127.0.0.1:0"
[severity]
propose = false
[[mailbox]]
address = "support@desk.example"
prefix = "BEN"
terms = "veeam"
plan = "production"
"""
_FIRMS, _PEOPLE = 500, 5_000
_CHUNK = 5_000
#: Milliseconds: what is promised, at so many tickets, of which so many are open.
_PAGE_MS, _DECISION_MS = 150.0, 100.0


def console(store: str, every: int, still_open: int, rounds: int) -> int:
    """Fill a store, serve it, ask; 1 where a promise wasn't kept."""
    address = f"127.0.0.1:{free_port()}"
    with tempfile.TemporaryDirectory(prefix="console-") as name, store_url(store, Path(name)) as url:
        environment = {"INTAKEBOT_STORE__URL": url, "INTAKEBOT_CONSOLE__LISTEN": address}
        bot = Bot(config=_CONFIG, folder=Path(name), environment=environment)
        for words in (["db", "upgrade"], ["user", "add", "bench", "--role", "manager"]):
            if (ran := bot.configured(*words, stdin=f"{PASSWORD}\n".encode())).code:
                raise RuntimeError(ran.err)
        _fill(url, every, still_open)
        bot.start()
        try:
            measured = _measured(f"http://{address}", rounds) | _reported(f"http://{address}")
        finally:
            bot.stop()
    told = {"bench": "console", "store": store, "tickets": every, "open": still_open, "n": rounds, **measured}
    print(json.dumps(told), flush=True)
    kept = measured["queue_ms"]["median"] < _PAGE_MS and measured["decision_ms"]["median"] < _DECISION_MS
    return 0 if kept else 1


def _measured(url: str, rounds: int) -> dict[str, Any]:
    with _signed_in(url) as client:
        found: dict[str, list[float]] = {}
        for turn in range(rounds + 2):
            _round(client, found if turn > 1 else {})  # the first two warm up
    return {name: _summary(values) for name, values in found.items()}


def _round(client: httpx.Client, found: dict[str, list[float]]) -> None:
    """The queue, other views, and a decision about the first ticket."""

    def timed(name: str, method: str, path: str, **more: Any) -> httpx.Response:
        began = time.perf_counter()
        answer = client.request(method, path, **more)
        found.setdefault(name, []).append((time.perf_counter() - began) * 1000)
        return answer

    page = timed("queue_ms", "GET", "/triage").text
    timed("control_ms", "GET", "/healthz")
    timed("open_view_ms", "GET", "/triage?view=open&terms=veeam&language=pl")
    timed("search_ms", "GET", "/triage?view=all&q=пропал")
    number = re.findall(r"/tickets/(BEN-[\d-]+)/severity", page)[0]
    seen = re.findall(r'name="seen" value="(\d+)"', page)[0]
    done = timed("decision_ms", "POST", f"/tickets/{number}/severity", data={"level": "2", "seen": seen})
    timed("next_ms", "GET", done.headers["location"])


def _reported(url: str) -> dict[str, Any]:
    """Seconds that reports on all tickets take, and what a page of the queue takes while one is counted."""
    found: dict[str, list[float]] = {"queue_beside_reports_ms": []}
    told: dict[str, float] = {}
    with _signed_in(url) as manager, ThreadPoolExecutor(1) as beside:
        for name in ("", "/breaches", "/agreement", "/breaches.csv"):
            began = time.perf_counter()
            asked = beside.submit(manager.get, f"/reactions{name}?from=&until=")
            while not asked.done():
                asked_at = time.perf_counter()
                manager.get("/triage")
                found["queue_beside_reports_ms"].append((time.perf_counter() - asked_at) * 1000)
            asked.result()
            told[f"reactions{name}_s"] = round(time.perf_counter() - began, 1)
    return {**told, **{name: _summary(values) for name, values in found.items()}}


@contextmanager
def _signed_in(url: str) -> Iterator[httpx.Client]:
    """A manager's browser, for which no page may fail."""
    with httpx.Client(base_url=url, timeout=120, event_hooks={"response": [_right]}) as client:
        client.post("/sign-in", data={"name": "bench", "password": PASSWORD})
        yield client


def _right(answer: httpx.Response) -> None:
    if answer.is_error:
        raise RuntimeError(f"{answer.request.url}: {answer.status_code}")


def _summary(values: list[float]) -> dict[str, float]:
    return {
        "median": round(statistics.median(values), 1), "p95": round(sorted(values)[int(len(values) * 0.95)], 1),
        "max": round(max(values), 1),
    }  # fmt: skip


def _fill(url: str, every: int, still_open: int) -> None:
    """Tickets as a year brings them: organisations, people, messages, proposals, deadlines."""
    now, engine = utc_now(), writing(url)
    raw = b"Subject: bench\r\n\r\nx\r\n"
    with _together(engine) as connection:
        connection.execute(sa.insert(tables.blob), [{"sha256": sha256(raw).digest(), "size": len(raw), "content": raw}])
        connection.execute(sa.insert(tables.organisation), [_firm(n, now) for n in range(1, _FIRMS + 1)])
        connection.execute(sa.insert(tables.contact), [_person(n, now) for n in range(1, _PEOPLE + 1)])
    for first in range(1, every + 1, _CHUNK):
        rows = range(first, min(first + _CHUNK, every + 1))
        with _together(engine) as connection:
            connection.execute(
                sa.insert(tables.ticket),
                [_ticket(n, "open" if n > every - still_open else "closed", now) for n in rows],
            )
            connection.execute(sa.insert(tables.message), [_message(n, now) for n in rows])
            connection.execute(sa.insert(tables.received), [_received(n, sha256(raw).digest(), now) for n in rows])
            connection.execute(sa.insert(tables.event), [_event(n, now) for n in rows])
    with engine.connect() as connection:
        if sqlite_file(url) is None:
            for table in (tables.ticket, tables.message, tables.received, tables.event):
                last = sa.select(sa.func.max(table.c.id)).scalar_subquery()
                connection.execute(sa.select(sa.func.setval(f"{table.name}_id_seq", last)))
        connection.execute(sa.text("ANALYZE"))
    engine.dispose()


@contextmanager
def _together(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction: these engines begin none by themselves."""
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        yield connection
        connection.exec_driver_sql("COMMIT")


def _firm(n: int, now: Any) -> dict[str, Any]:
    return {
        "id": n, "key": f"firm{n}", "name": f"Фирма {n}", "terms": "veeam", "plan": "production", "product": "",
        "version": "", "support_id": "", "created_at": now,
    }  # fmt: skip


def _person(n: int, now: Any) -> dict[str, Any]:
    return {
        "id": n, "address": f"p{n}@firm.example", "name": f"Person {n}", "created_at": now,
        "organisation_id": n % _FIRMS + 1, "imported_at": now,
    }  # fmt: skip


def _ticket(n: int, state: str, now: Any) -> dict[str, Any]:
    received = now - timedelta(minutes=n % 90)
    reacted = n % 4 > 1  # half of them have no deadline any more
    return {
        "id": n, "number": f"BEN-{n // 10000:04d}-{n % 10000:04d}", "mailbox": "support@desk.example", "terms": "veeam",
        "plan": "production", "contact_id": n % _PEOPLE + 1, "language": ("ru", "pl", "en")[n % 3],
        "subject": f"Отчёт {n}: пропал столбец", "state": state, "severity": str(n % 4 + 1), "severity_rank": n % 4,
        "severity_by": "proposed" if state == "open" else "confirmed", "reaction": "first_contact",
        "first_contact_at": received if reacted else None,
        "due_at": received + timedelta(hours=n % 4 * 2 + 1), "received_at": received, "registered_at": received,
        "organisation_id": (n % _PEOPLE + 1) % _FIRMS + 1, "marks": [], "missing": [],
    }  # fmt: skip


def _message(n: int, now: Any) -> dict[str, Any]:
    return {
        "id": n, "identity": sha256(str(n).encode()).digest(), "ticket_id": n, "contact_id": n % _PEOPLE + 1,
        "message_id": f"{n}@bench", "subject": f"Отчёт {n}", "reply": "В отчёте пропал столбец. " * 10,
        "language": "ru", "auto": None, "written_at": now, "received_at": now,
    }  # fmt: skip


def _received(n: int, digest: bytes, now: Any) -> dict[str, Any]:
    return {
        "id": n, "channel": "smtp", "mailbox": "support@desk.example", "mail_from": "a@b.example", "rcpt_tos": [],
        "peer": "", "source": None, "trusted": True, "received_at": now, "accepted_at": now, "sha256": digest,
        "state": "taken_in", "reason": "", "message_id": n,
    }  # fmt: skip


def _event(n: int, now: Any) -> dict[str, Any]:
    level = str(n % 4 + 1)
    evidence = {
        "level": level, "confidence": 0.8, "probabilities": {level: 0.8}, "abstains": False, "urgent": False,
        "message": n, "cues": [{"where": "text", "start": 2, "end": 8, "facet": "extent"}], "facets": {},
    }  # fmt: skip
    return {
        "id": n, "ticket_id": n, "at": now, "kind": "severity_proposed", "actor": "bot", "clause": "VEE-10",
        "evidence": evidence, "versions": {},
    }  # fmt: skip
