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

from intakebot.domain.times import utc_now
from intakebot.store import tables
from intakebot.store.engines import sqlite_file, writing
from tests.running import Bot
from tests.servers.ports import free_port
from tests.servers.postgres import new_database
from tests.servers.postgres import running as postgres

PASSWORD = "nine wet umbrellas"  # noqa: S105 -- of the bench's own user
_CONFIG = """
[smtp]
listen = "127.0.0.1:0"
[console]
listen = "127.0.0.1:{port}"
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
    with tempfile.TemporaryDirectory(prefix="console-") as name, _url(store, Path(name)) as url:
        bot = Bot(config=_CONFIG.format(port=free_port()), folder=Path(name), environment={"INTAKEBOT_STORE__URL": url})
        _must(bot.configured("db", "upgrade").code == 0, "no schema")
        added = bot.configured("user", "add", "bench", "--role", "manager", stdin=f"{PASSWORD}\n".encode())
        _must(added.code == 0, added.err)
        _fill(url, every, still_open)
        bot.start(INTAKEBOT_CONSOLE__LISTEN=f"127.0.0.1:{_port_of(bot)}")
        try:
            measured = _measured(f"http://127.0.0.1:{_port_of(bot)}", rounds)
            measured |= _reported(f"http://127.0.0.1:{_port_of(bot)}")
        finally:
            bot.stop()
    told = {"bench": "console", "store": store, "tickets": every, "open": still_open, "n": rounds, **measured}
    print(json.dumps(told), flush=True)
    kept = measured["queue_ms"]["median"] < _PAGE_MS and measured["decision_ms"]["median"] < _DECISION_MS
    return 0 if kept else 1


def _measured(url: str, rounds: int) -> dict[str, Any]:
    with httpx.Client(base_url=url, timeout=60) as client:
        signed = client.post("/sign-in", data={"name": "bench", "password": PASSWORD})
        _must(signed.status_code == httpx.codes.SEE_OTHER, signed.text)
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
        _must(not answer.is_error, answer.text)
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
    with httpx.Client(base_url=url, timeout=120) as manager, ThreadPoolExecutor(1) as beside:
        manager.post("/sign-in", data={"name": "bench", "password": PASSWORD})
        for name in ("", "/breaches", "/agreement", "/breaches.csv"):
            began = time.perf_counter()
            asked = beside.submit(manager.get, f"/reactions{name}?from=&until=")
            while not asked.done():
                asked_at = time.perf_counter()
                _must(not manager.get("/triage").is_error, "no queue beside a report")
                found["queue_beside_reports_ms"].append((time.perf_counter() - asked_at) * 1000)
            _must(not asked.result().is_error, asked.result().text)
            told[f"reactions{name}_s"] = round(time.perf_counter() - began, 1)
    return {**told, **{name: _summary(values) for name, values in found.items()}}


def _must(holds: bool, otherwise: str) -> None:  # noqa: FBT001 -- as in assert
    if not holds:
        raise RuntimeError(otherwise)


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
            connection.execute(sa.insert(tables.ticket), [_ticket(n, n > every - still_open, now) for n in rows])
            connection.execute(sa.insert(tables.message), [_message(n, now) for n in rows])
            connection.execute(sa.insert(tables.received), [_received(n, sha256(raw).digest(), now) for n in rows])
            connection.execute(sa.insert(tables.event), [_event(n, now) for n in rows])
    with engine.connect() as connection:
        if sqlite_file(url) is None:
            for table in ("ticket", "message", "received", "event"):
                connection.execute(sa.text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))  # noqa: S608 -- our own names
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


def _ticket(n: int, is_open: bool, now: Any) -> dict[str, Any]:  # noqa: FBT001 -- a row's own fact
    received = now - timedelta(minutes=n % 90)
    return {
        "id": n, "number": f"BEN-{n // 10000:04d}-{n % 10000:04d}", "mailbox": "support@desk.example", "terms": "veeam",
        "plan": "production", "contact_id": n % _PEOPLE + 1, "language": ("ru", "pl", "en")[n % 3],
        "subject": f"Отчёт {n}: пропал столбец", "state": "open" if is_open else "closed", "severity": str(n % 4 + 1),
        "severity_by": "proposed" if is_open else "confirmed", "reaction": "first_contact",
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


@contextmanager
def _url(store: str, folder: Path) -> Iterator[str]:
    if store == "sqlite":
        yield f"sqlite:///{folder}/bench.db"
        return
    with postgres() as server:
        yield new_database(server)


def _port_of(bot: Bot) -> int:
    return int(re.findall(r"127\.0\.0\.1:(\d+)", bot.config.partition("[console]")[2])[0])
