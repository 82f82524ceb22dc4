"""The example is complete and true, and every mistake is told with its key."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from intakebot.config import (
    BadConfiguration,
    Config,
    HandoverConfig,
    ImapConfig,
    MailboxConfig,
    WebhookConfig,
    load,
    secret,
)  # fmt: skip

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
#: Examples, since there is no default or it can't be written in TOML.
EXAMPLES = {
    "tls_cert", "tls_key", "user", "password_file", "token_command", "ca_file", "templates", "address", "prefix",
    "terms", "plan", "authserv_id", "zone", "host", "move_to", "imap", "client_secret_file",
}  # fmt: skip


def _uncommented() -> dict[str, Any]:
    text = re.sub(r"(?m)^# (?=[a-z_]+ = |\[)", "", EXAMPLE.read_text("utf-8"))
    return tomllib.loads(text)


def _check(model: type[BaseModel], written: dict[str, Any]) -> None:
    assert set(written) == set(model.model_fields), model.__name__
    for name, field in model.model_fields.items():
        if isinstance(field.default, BaseModel):
            _check(type(field.default), written[name])
        elif name not in EXAMPLES:
            value = tuple(written[name]) if isinstance(written[name], list) else written[name]
            default = str(field.default) if isinstance(field.default, Path) else field.default
            assert value == default, f"{model.__name__}.{name}"


def test_the_example_shows_every_setting_with_its_default() -> None:
    written = _uncommented()
    lists = {"mailbox", "webhook", "handover"}
    sections = {name: field.annotation for name, field in Config.model_fields.items() if name not in lists}
    assert set(written) == {*sections, *lists}
    for name, model in sections.items():
        assert isinstance(model, type)
        assert issubclass(model, BaseModel)
        _check(model, written[name] | _empty(name))
    [hook] = written["webhook"]
    assert set(hook) == set(WebhookConfig.model_fields)
    [desk] = written["handover"]
    assert set(desk) == set(HandoverConfig.model_fields)
    [box] = written["mailbox"]
    _check(MailboxConfig, box)
    _check(ImapConfig, box["imap"])


def _empty(section: str) -> dict[str, Any]:
    empty: dict[str, dict[str, Any]] = {
        "relay": {"host": ""},
        "terms": {"folder": None},
        "severity": {"model": None},
        "telegram": {"token_file": None, "secret_file": None, "agents_chat": None, "agents": {}},
        "matrix": {"token_file": None},
    }
    return empty.get(section, {})


def test_the_example_as_it_stands_can_be_used() -> None:
    assert load(EXAMPLE).mailbox[0].prefix == "CEN"


def test_without_a_file_everything_has_a_default() -> None:
    config = load(None)
    assert config.smtp.listen == "127.0.0.1:8025"
    assert config.mailbox[0].aliases == ("*",)


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKEBOT_SMTP__LISTEN", "127.0.0.1:2525")
    config = load(EXAMPLE)
    assert (config.smtp.listen, config.smtp.max_size) == ("127.0.0.1:2525", 26214400)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[smtp]\nlisten = 25", "smtp.listen: Input should be a valid string"),
        ("[smtp]\nport = 25", "smtp.port: Extra inputs are not permitted"),
        ("[smtp]\nrequire_tls = true", "smtp: Value error, require_tls needs tls_cert and tls_key"),
        ("[outbox]\nambiguous = 'maybe'", "outbox.ambiguous: Input should be 'resend' or 'hold'"),
        ("[[mailbox]]\naddress = 'support'\nprefix = 'CEN'", "mailbox[0].address: String should match"),
        ("[[mailbox]]\naddress = 'a@b.example'\nprefix = 'cen'", "mailbox[0].prefix: String should match"),
        ("[[mailbox]]\naddress = 'a@b.example'\nprefix = 'CEN'\nzone = 'Mars'", "there is no zone Mars"),
        ("[[mailbox]]\naddress = 'a@b.example'\nprefix = 'AA'\n[[mailbox]]\naddress = 'A@b.example'\nprefix = 'BB'",
         "two mailboxes have the address a@b.example"),
        ("[[mailbox]]\naddress = 'a@b.example'\nprefix = 'AA'\n[mailbox.imap]\nhost = 'h'\nuser = 'u'",
         "give either password_file or token_command"),
        ("[relay]\nhost = 'mx.example.org'\ntls = 'none'\nuser = 'u'\npassword_file = 'p'", "a password in plain text"),
        ("[store", "at the end of a table declaration"),
        ("x = '\xff'", "can't be used"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_key(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(BadConfiguration, match=re.escape(told)):
        load(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="No such file"):
        load(tmp_path / "none.toml")


def test_secrets_come_from_the_service_manager_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "word").write_text("hush\nmore\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert secret(Path("word")) == "hush"
    with pytest.raises(BadConfiguration, match="secret file"):
        secret(Path("other"))


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ('issuer = "http://login.example.org"\nclient_id = "x"', "console.oidc.issuer"),
        ('issuer = "https://login.example.org"', "issuer and client_id go together"),
        ('issuer = "https://login.example.org"\nclient_id = "x"\nclaim = "name"', "console.oidc.claim"),
    ],
)
def test_a_provider_that_can_not_be(tmp_path: Path, written: str, why: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"[console.oidc]\n{written}\n")
    with pytest.raises(BadConfiguration, match=re.escape(why)):
        load(file)
