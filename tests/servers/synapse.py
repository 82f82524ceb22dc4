"""A real Synapse on loopback for the tests, from an environment of its own (`make .venv-synapse/stamp`), and people on it.

SQLite, no federation, no limits, people registered by shared secret; everything lives in one temporary folder.
"""

import base64
import hashlib
import hmac
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.servers.ports import free_port, wait_until

HOUSE = Path(__file__).parents[2]
PYTHON = HOUSE / ".venv-synapse" / "bin" / "python"
NAME = "hs.example"
_SECRET = "registration-7"
_NAMES = count(1)
_CONFIG = """\
server_name: {name}
listeners:
  - {{bind_addresses: [127.0.0.1], port: {port}, type: http, tls: false, resources: [{{names: [client], compress: false}}]}}
database: {{name: sqlite3, args: {{database: {folder}/synapse.db}}}}
log_config: {folder}/log.yaml
pid_file: {folder}/pid
media_store_path: {folder}/media
signing_key_path: {folder}/signing.key
registration_shared_secret: {secret}
macaroon_secret_key: {secret}
form_secret: {secret}
report_stats: false
trusted_key_servers: []
federation_domain_whitelist: []
presence: {{enabled: false}}
url_preview_enabled: false
bcrypt_rounds: 4
max_upload_size: 40M
"""
_FREE = "{per_second: 10000, burst_count: 10000}"
_LIMITS = f"""\
rc_message: {_FREE}
rc_registration: {_FREE}
rc_joins_per_room: {_FREE}
rc_room_creation: {_FREE}
rc_joins: {{local: {_FREE}, remote: {_FREE}}}
rc_invites: {{per_room: {_FREE}, per_user: {_FREE}, per_issuer: {_FREE}}}
"""
_LOG = """\
version: 1
handlers: {{file: {{class: logging.FileHandler, filename: {folder}/log}}}}
root: {{level: WARNING, handlers: [file]}}
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One message in a room, as its readers see it."""

    event_id: str
    sender: str
    text: str
    #: As it stands in the event.
    content: dict[str, Any]
    #: Milliseconds since 1970.
    ts: int

    @property
    def answers(self) -> str:
        """The message that it answers."""
        found: str = self.content.get("m.relates_to", {}).get("m.in_reply_to", {}).get("event_id", "")
        return found


@dataclass(kw_only=True)
class Person:
    """Somebody with an account, and the client that they write with."""

    url: str
    id: str
    token: str
    client: httpx.Client = field(repr=False)
    _numbers: Iterator[int] = field(default_factory=count)

    def call(self, method: str, path: str, /, **options: Any) -> Any:
        """Ask the homeserver; its answer. HTTPStatusError when it refuses."""
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        answer = self.client.request(method, f"{self.url}/_matrix/{path}", headers=headers, **options)
        answer.raise_for_status()
        return answer.json()

    def opens(self, *others: str, direct: bool = True, **settings: Any) -> str:
        """A new room to which these are invited; its id."""
        wanted = {"preset": "private_chat", "is_direct": direct, "invite": others, **settings}
        return str(self.call("POST", "client/v3/createRoom", json=wanted)["room_id"])

    def joins(self, room: str) -> None:
        self.call("POST", f"client/v3/join/{quote(room)}", json={})

    def leaves(self, room: str) -> None:
        self.call("POST", f"client/v3/rooms/{quote(room)}/leave", json={})

    def removes(self, room: str, other: str, how: str = "kick") -> None:
        """Throw somebody out ("kick", "ban")."""
        self.call("POST", f"client/v3/rooms/{quote(room)}/{how}", json={"user_id": other})

    def invites(self, room: str, other: str) -> None:
        self.call("POST", f"client/v3/rooms/{quote(room)}/invite", json={"user_id": other})

    def says(self, room: str, text: str, /, *, answers: str = "", **content: Any) -> str:
        """Write; the event's id. `answers`: the event that it replies to."""
        relation = {"m.relates_to": {"m.in_reply_to": {"event_id": answers}}} if answers else {}
        return self.sends(room, {"msgtype": "m.text", "body": text, **relation, **content})

    def rewrites(self, room: str, event_id: str, text: str) -> str:
        relation = {"rel_type": "m.replace", "event_id": event_id}
        new = {"msgtype": "m.text", "body": text}
        return self.sends(room, {**new, "body": f"* {text}", "m.new_content": new, "m.relates_to": relation})

    def sends_file(self, room: str, name: str, content: bytes, kind: str, msgtype: str = "m.file", **more: Any) -> str:
        """Upload a file and share it."""
        kept = self.call(
            "POST", "media/v3/upload", params={"filename": name}, content=content, headers={"Content-Type": kind}
        )
        info = {"mimetype": kind, "size": len(content)}
        said = {"msgtype": msgtype, "body": name, "filename": name, "url": kept["content_uri"], "info": info}
        return self.sends(room, {**said, **more})

    def sends(self, room: str, content: dict[str, Any], kind: str = "m.room.message") -> str:
        path = f"client/v3/rooms/{quote(room)}/send/{kind}/{next(self._numbers)}"
        return str(self.call("PUT", path, json=content)["event_id"])

    def redacts(self, room: str, event_id: str) -> None:
        path = f"client/v3/rooms/{quote(room)}/redact/{quote(event_id)}/{next(self._numbers)}"
        self.call("PUT", path, json={})

    def hears(self, room: str, other: str) -> list[Said]:
        """All that another one wrote in the room, oldest first."""
        wanted = f'{{"senders":["{other}"],"types":["m.room.message"]}}'
        path = f"client/v3/rooms/{quote(room)}/messages"
        found = self.call("GET", path, params={"dir": "f", "limit": 500, "filter": wanted})["chunk"]
        return [
            Said(
                event_id=event["event_id"], sender=event["sender"], text=event["content"].get("body", ""),
                content=event["content"], ts=event["origin_server_ts"],
            )
            for event in found
        ]  # fmt: skip

    def members(self, room: str) -> set[str]:
        """Who is in the room."""
        return set(self.call("GET", f"client/v3/rooms/{quote(room)}/joined_members")["joined"])


@dataclass
class Synapse:
    """One server; `start` and `stop` may be called again and again, on the same port and the same rooms."""

    port: int = field(default_factory=free_port)
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="syn")))
    _client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=20, trust_env=False))
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        if not PYTHON.exists():
            pytest.fail(f"Synapse isn't installed; run: make {PYTHON.parents[1].name}/stamp (make test does)")
        if not (self.folder / "signing.key").exists():
            self._prepare()
        environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        with (self.folder / "out").open("ab") as out:
            self._process = subprocess.Popen(
                [PYTHON, "-m", "synapse.app.homeserver", "-c", self.folder / "homeserver.yaml"],
                cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                start_new_session=True,
            )  # fmt: skip
        wait_until(self._answers, "Synapse", 60)

    def stop(self, how: signal.Signals = signal.SIGKILL) -> None:
        if self._process is None:
            return
        os.killpg(self._process.pid, how)
        self._process.wait(20)
        self._process = None

    def remove(self) -> None:
        self.stop()
        self._client.close()
        shutil.rmtree(self.folder)

    def person(self, name: str = "Anna", local: str = "") -> Person:
        """Somebody new; the local part of the id is made from the name."""
        local = local or f"{name.lower()}{next(_NAMES)}-{secrets.token_hex(2)}"
        path = f"{self.url}/_synapse/admin/v1/register"
        nonce = self._client.get(path).json()["nonce"]
        said = b"\0".join(word.encode() for word in (nonce, local, "sesame-7", "notadmin"))
        mac = hmac.new(_SECRET.encode(), said, hashlib.sha1).hexdigest()
        wanted = {"nonce": nonce, "username": local, "displayname": name, "password": "sesame-7", "mac": mac}
        answer = self._client.post(path, json=wanted)
        answer.raise_for_status()
        user = answer.json()
        return Person(url=self.url, id=user["user_id"], token=user["access_token"], client=self._client)

    def _answers(self) -> bool:
        if self._process is None or self._process.poll() is not None:
            pytest.fail(f"Synapse ended:\n{(self.folder / 'out').read_text()[-4000:]}")
        with suppress(httpx.TransportError):
            return self._client.get(f"{self.url}/health").status_code == httpx.codes.OK
        return False

    def _prepare(self) -> None:
        key = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        (self.folder / "signing.key").write_text(f"ed25519 a_test {key}\n")
        (self.folder / "log.yaml").write_text(_LOG.format(folder=self.folder))
        config = _CONFIG.format(name=NAME, port=self.port, folder=self.folder, secret=_SECRET) + _LIMITS
        (self.folder / "homeserver.yaml").write_text(config)


@pytest.fixture(scope="session")
def synapse() -> Iterator[Synapse]:
    """A running Synapse, shared: take people and rooms of your own."""
    server = Synapse()
    try:
        server.start()
        yield server
    finally:
        server.remove()
