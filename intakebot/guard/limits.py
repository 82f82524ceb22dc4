"""How often somebody may try something: so many at once, then one every so often; waiting makes good for everything.

One moment a key is kept (the generic cell rate algorithm): in the store where limits hold across processes, as for getting in.
A try that comes too early isn't looked at and costs nothing, so nobody is locked out for ever. By name and address together
the limit is strict; by name alone, it slows guesses from many places down, but not its owner at a place that they signed in
from before.
"""

import hashlib
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

_IPV6_HOME = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """Tries of one kind by one somebody."""

    key: bytes
    burst: int
    every: timedelta


class Moments(Protocol):
    """Where the moments are kept: the store's throttles, or the memory of a process."""

    def free_at(self, key: bytes, at: datetime) -> datetime:
        """When this key will have served for all that was tried: `at` or later."""

    def put(self, key: bytes, free_at: datetime) -> None:
        """From now on that is when."""


def pair(name: str, address: str) -> Limit:
    """Of one name from one place."""
    return Limit(key=_key("pair", f"{place(address)}\0{name}"), burst=5, every=timedelta(minutes=3))


def of_name(name: str) -> Limit:
    """Of one name from anywhere."""
    return Limit(key=_key("name", name), burst=20, every=timedelta(seconds=30))


def of_address(address: str) -> Limit:
    """From one place, of any name; an office may be behind it, whose successes are given back."""
    return Limit(key=_key("address", place(address)), burst=30, every=timedelta(seconds=10))


def of_code(user_id: int) -> Limit:
    """Codes after a right password: 100 a day, 3 of a million are right at a time."""
    return Limit(key=_key("code", str(user_id)), burst=5, every=timedelta(minutes=15))


def of_proof(user_id: int) -> Limit:
    """Proofs of templates, which are asked for at every pause of whoever writes one: work for a processor."""
    return Limit(key=_key("proof", str(user_id)), burst=30, every=timedelta(seconds=1))


def place(address: str) -> str:
    """What somebody can't easily change: the address in IPv4, the network in IPv6; anything else as it is."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(found), _IPV6_HOME), strict=False))


def take(kept: Moments, limits: Iterable[Limit], at: datetime) -> timedelta:
    """Count one try; how long it has to wait first, then it isn't counted. Always in the same order: no deadlocks."""
    held = [(one, kept.free_at(one.key, at)) for one in sorted(limits, key=lambda limit: limit.key)]
    wait = max(free_at - at - one.every * (one.burst - 1) for one, free_at in held)
    if wait > timedelta():
        return wait
    for one, free_at in held:
        kept.put(one.key, free_at + one.every)
    return timedelta()


def give_back(kept: Moments, limit: Limit, at: datetime) -> None:
    """One try doesn't count after all."""
    kept.put(limit.key, max(at, kept.free_at(limit.key, at) - limit.every))


def _key(kind: str, whose: str) -> bytes:
    return hashlib.sha256(f"{kind}\0{whose}".encode("utf-8", "surrogatepass")).digest()
