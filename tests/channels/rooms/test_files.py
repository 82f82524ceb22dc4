"""Files of a real Synapse, by authenticated media."""

import asyncio

import pytest

from intakebot.channels.matrix import Account, Files
from intakebot.domain.errors import Deferred, Refused
from tests.channels.rooms.bench import account
from tests.servers.ports import free_port
from tests.servers.synapse import Person, Synapse

CONTENT = bytes(range(256)) * 50


@pytest.fixture(scope="module")
def anna(synapse: Synapse) -> Person:
    return synapse.person("Anna")


@pytest.fixture(scope="module")
def place(anna: Person) -> str:
    kept = anna.call("POST", "media/v3/upload", content=CONTENT, headers={"Content-Type": "image/png"})
    return str(kept["content_uri"])


def fetched(settings: Account, place: str) -> bytes:
    async def go() -> bytes:
        files = Files(settings)
        try:
            return await files.fetch(place)
        finally:
            await files.close()

    return asyncio.run(go())


def test_a_file_is_fetched(anna: Person, place: str) -> None:
    assert fetched(account(anna), place) == CONTENT
    assert fetched(account(anna, largest_file=len(CONTENT)), place) == CONTENT


def test_what_is_too_large_or_gone_is_refused(anna: Person, place: str) -> None:
    with pytest.raises(Refused, match="bytes"):
        fetched(account(anna, largest_file=len(CONTENT) - 1), place)
    for nowhere in (f"{place}x", "mxc://hs.example/../../etc", "https://hs.example/x", ""):
        with pytest.raises(Refused):
            fetched(account(anna), nowhere)


def test_what_cannot_be_had_now_is_deferred(anna: Person, place: str) -> None:
    for settings in (
        account(anna, homeserver=f"http://127.0.0.1:{free_port()}"),
        account(anna, token=lambda: "wrong"),
    ):
        with pytest.raises(Deferred):
            fetched(settings, place)
