"""The trial: mails come in, letters go out, and every second or so a process is killed and started again."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from bench.killing import ledger
from bench.killing.laws import Ambiguous, Findings, Observed, judge
from bench.killing.process import Kill, Slot
from bench.killing.sender import Sender, SenderStep, Submission
from bench.killing.sink import Delivery, Sink, SinkStep
from tests.servers.ports import free_port

_CONFIG = """\
[store]
url = "{url}"
[relay]
host = "127.0.0.1"
port = {relay}
tls = "none"
[outbox]
ambiguous = "{ambiguous}"
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
#: When to strike: at any time · while it starts · after the end of a mail was written, before or after its 250 · once
#: the relay has a letter and hasn't answered · once it has answered.
_MOMENTS = ("any", "starting", "written", "accepted", "read", "answered")
#: How long after such a moment, at most, in seconds; what is read must not be answered before the process is dead.
_LATER = {"written": 0.006, "accepted": 0.010, "read": 0.0, "answered": 0.002}
#: Seconds to wait for such a moment, and for everything to be delivered in the end.
_MOMENT_COMES, _DRAINED = 3.0, 100.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is to be done to which store."""

    url: str
    processes: int
    kills: int
    ambiguous: Ambiguous
    folder: Path
    seed: int = 7
    #: New mails a second, over so many connections.
    rate: float = 40.0
    connections: int = 8
    #: Seconds of work between a greeting and the next kill.
    work: tuple[float, float] = (0.1, 0.5)


@dataclass(kw_only=True, slots=True)
class Outcome:
    """How it went."""

    findings: Findings
    kills: list[Kill]
    deliveries: int
    #: Seconds: of all of it, from the last kill until everything was delivered, of each start, of the longest orphan.
    wall: float = 0.0
    drained: float = 0.0
    starts: list[float] = field(default_factory=list)
    orphaned: float = 0.0


async def run(plan: Plan) -> Outcome:
    """Start everything, kill, wait until all is delivered, stop, judge."""
    trial = Trial(plan)
    try:
        return await trial.run()
    finally:
        await trial.close()


class Trial:
    """One run of a plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._dice = random.Random(plan.seed)
        self._sink = Sink()
        self._pids: dict[str, int] = {}
        config = plan.folder / "config.toml"
        self._slots = [
            Slot(name=f"p{number}", port=free_port(), config=config, pids=self._pids)
            for number in range(plan.processes)
        ]
        self._by_port = {slot.port: slot for slot in self._slots}
        self._sender = Sender(
            list(self._by_port), rate=plan.rate, connections=plan.connections, run=f"r{plan.seed}", dice=self._dice
        )
        moments = list(_MOMENTS)
        self._dice.shuffle(moments)
        self._moments = cycle(moments)
        self._kills: list[Kill] = []
        self._struck = asyncio.Event()
        self._left: dict[str, int] = {}

    async def run(self) -> Outcome:
        """The whole of it."""
        began_at = time.monotonic()
        await self._start()
        sending = asyncio.create_task(self._sender.run())
        for _ in range(self._plan.kills):
            await self._kill_one()
        last_kill_at = time.monotonic()
        self._sender.stopping = True
        await sending
        await asyncio.gather(*(slot.ready() for slot in self._slots))
        await self._drained()
        drained_at = time.monotonic()
        codes = [await slot.stop() for slot in self._slots]
        findings = self._judged(codes)
        return Outcome(
            findings=findings, kills=self._kills, deliveries=len(self._sink.deliveries),
            wall=time.monotonic() - began_at, drained=drained_at - last_kill_at,
            starts=[seconds for slot in self._slots for seconds in slot.starts],
            orphaned=max(slot.orphaned_seconds for slot in self._slots),
        )  # fmt: skip

    async def close(self) -> None:
        """Leave nothing running."""
        for slot in self._slots:
            slot.remove()
        await self._sink.stop()

    async def _start(self) -> None:
        await self._sink.start()
        plan = self._plan
        config = _CONFIG.format(url=plan.url, relay=self._sink.port, ambiguous=plan.ambiguous)
        (plan.folder / "config.toml").write_text(config)
        for slot in self._slots:
            slot.start()
        await asyncio.gather(*(slot.ready() for slot in self._slots))

    async def _kill_one(self) -> None:
        slot, moment = self._dice.choice(self._slots), next(self._moments)
        if moment == "starting":
            await asyncio.sleep(self._dice.uniform(0.0, 0.9))
            if not slot.is_ready:
                await self._strike_and_restart(slot, moment)
                return
        await slot.ready()
        await asyncio.sleep(self._dice.uniform(*self._plan.work))
        await self._strike_and_restart(slot, moment)

    async def _strike_and_restart(self, slot: Slot, moment: str) -> None:
        self._struck.clear()
        before = len(self._kills)
        if moment in _LATER:
            self._set_trap(slot, moment)
            try:
                async with asyncio.timeout(_MOMENT_COMES):
                    await self._struck.wait()
            except TimeoutError:
                moment = f"{moment}, which didn't come"
        self._lift_trap()
        if len(self._kills) == before:
            self._strike(slot, moment)
        await slot.bury()
        slot.start()

    def _set_trap(self, slot: Slot, moment: str) -> None:
        """Strike as soon as this moment comes for this process; only with letters that were never in doubt."""
        seen = {delivery.letter for delivery in self._sink.deliveries}

        def sink_stepped(delivery: Delivery, step: SinkStep) -> bool:
            if step != moment or delivery.letter in seen or self._pids[delivery.ehlo] != slot.pid:
                return False
            self._strike_soon(slot, moment)
            return step == "read"

        def sender_stepped(_submission: Submission, step: SenderStep, port: int) -> None:
            if step == moment and port == slot.port:
                self._strike_soon(slot, moment)

        self._sink.watch, self._sender.watch = sink_stepped, sender_stepped

    def _lift_trap(self) -> None:
        self._sink.watch = lambda _delivery, _step: False
        self._sender.watch = lambda _submission, _step, _port: None

    def _strike_soon(self, slot: Slot, moment: str) -> None:
        """Half of the time at once, else within a few milliseconds."""
        self._lift_trap()
        later = self._dice.choice((0.0, self._dice.uniform(0.0, _LATER[moment])))
        if later:
            asyncio.get_running_loop().call_later(later, self._strike, slot, moment)
        else:
            self._strike(slot, moment)

    def _strike(self, slot: Slot, moment: str) -> None:
        if slot.is_ready or moment == "starting":
            self._kills.append(slot.kill(moment))
        self._struck.set()

    async def _drained(self) -> None:
        """Every job done or held."""
        deadline = time.monotonic() + _DRAINED
        while True:
            self._left = await asyncio.to_thread(ledger.unfinished, self._plan.url)
            if not self._left or time.monotonic() > deadline:
                return
            await asyncio.sleep(0.2)

    def _judged(self, codes: list[int]) -> Findings:
        findings = judge(
            Observed(
                ambiguous=self._plan.ambiguous, kills=self._kills, pids=self._pids, deliveries=self._sink.deliveries,
                submissions=list(self._sender.submissions.values()), ledger=ledger.read(self._plan.url),
            )
        )  # fmt: skip
        findings.breaches += [f"not finished after {_DRAINED:g} s: {self._left}"] if self._left else []
        findings.breaches += [f"exit codes {codes}"] if any(codes) else []
        return findings
