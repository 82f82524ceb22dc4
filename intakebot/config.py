"""The shape of config.toml. Unknown keys are refused; the environment overrides (INTAKEBOT_SMTP__LISTEN).

Only app and cli read this; every other room is handed what it needs.
"""

import ipaddress
import os
import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from intakebot.domain.errors import Permanent
from intakebot.domain.mailbox import Mailbox
from intakebot.domain.token import Token

_HOSTNAME = "localhost"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")

#: A plain mail address of somebody who isn't the bot.
_ADDRESS = r"^[^\s@<>()\[\]:;,\\\"]{1,64}@[^\s@<>()\[\]:;,\\\"]{1,190}$"


class BadConfiguration(Permanent):
    """The configuration can't be used."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


#: HOST:PORT, unix:/PATH, or nothing.
Listen = Annotated[str, Field(pattern=r"^(\S+:\d{1,5}|unix:/\S+|)$")]


class StoreConfig(_Section):
    """Where everything is kept."""

    #: sqlite:///FILE (relative to the working directory), or postgresql://USER@HOST/DATABASE.
    url: str = "sqlite:///var/intakebot.db"


class TlsFiles(_Section):
    """A certificate that a listener shows."""

    tls_cert: Path | None = None
    tls_key: Path | None = None
    require_tls: bool = False

    @model_validator(mode="after")
    def _both(self) -> Self:
        if (self.tls_cert is None) != (self.tls_key is None):
            raise ValueError("tls_cert and tls_key go together")
        if self.require_tls and self.tls_cert is None:
            raise ValueError("require_tls needs tls_cert and tls_key")
        return self


class SmtpConfig(TlsFiles):
    """Mail from the outside. An empty `listen` switches it off."""

    listen: Listen = "127.0.0.1:8025"
    hostname: str = _HOSTNAME
    max_size: int = Field(25 * 2**20, ge=2**10, le=2**30)
    max_recipients: int = Field(100, ge=1, le=10_000)
    max_connections: int = Field(200, ge=1, le=100_000)
    max_connections_per_address: int = Field(50, ge=1, le=100_000)
    #: Networks whose Authentication-Results headers may be believed: your own relays.
    trusted_peers: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()


class LmtpConfig(SmtpConfig):
    """Mail from an MTA on the same host or network (RFC 2033)."""

    listen: Listen = ""


class RelayConfig(_Section):
    """Where letters leave. Without a host they are written to `maildir`."""

    host: str = ""
    port: int = Field(587, ge=1, le=65535)
    tls: Literal["starttls", "implicit", "none"] = "starttls"
    user: str | None = None
    password_file: Path | None = None
    ca_file: Path | None = None
    hostname: str = _HOSTNAME
    #: Opened as letters wait; each waits for a commit of ours before its letter goes, so they bound the notices a second.
    connections: int = Field(16, ge=1, le=64)
    maildir: Path = Path("var/mail")

    @model_validator(mode="after")
    def _no_naked_password(self) -> Self:
        if self.tls == "none" and self.password_file and self.host not in _LOOPBACK:
            raise ValueError('a password in plain text: tls = "none" is only for a relay on this host')
        return self


class OutboxConfig(_Section):
    """How letters are delivered."""

    #: After a crash between DATA and its answer: send again (maybe twice), or hold for a person (maybe never).
    ambiguous: Literal["resend", "hold"] = "resend"
    #: Return path of letters: a signed address that bounces come back to, or <> (then bounces can't be seen).
    return_path: Literal["verp", "null"] = "verp"
    give_up_after_hours: float = Field(72, gt=0)

    @property
    def give_up_after(self) -> timedelta:
        """How long a letter is tried."""
        return timedelta(hours=self.give_up_after_hours)


class LimitsConfig(_Section):
    """Caps on acknowledgements an hour; 0 is none. A cap stops letters, never tickets."""

    per_sender: int = Field(20, ge=0)
    per_domain: int = Field(5_000, ge=0)
    total: int = Field(20_000, ge=0)


class ReadingConfig(_Section):
    """The processes that read and understand messages."""

    workers: int = Field(2, ge=1, le=64)
    read_seconds: float = Field(10, gt=0)
    classify_seconds: float = Field(5, gt=0)


class SeverityConfig(_Section):
    """Severities that are proposed by what a message says of its impact."""

    propose: bool = True
    #: A folder with a model of your own (`intakebot train --to`); without it the shipped one.
    model: Path | None = None


class OidcConfig(_Section):
    """Signing in to the console by a provider (OpenID Connect); off without an issuer."""

    #: As the provider calls itself, to the letter: "https://login.example.org".
    issuer: Annotated[str, Field(pattern=r"^(https://\S+|http://(127\.0\.0\.1|localhost)(:\d+)?(/\S*)?)?$")] = ""
    client_id: str = ""
    client_secret_file: Path | None = None
    #: What people call it: "Sign in by …".
    name: str = "single sign-on"
    #: Which of the provider's claims is the user's name here: the verified address, or its own id of them.
    claim: Literal["email", "sub"] = "email"

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if bool(self.issuer) != bool(self.client_id):
            raise ValueError("issuer and client_id go together")
        return self


class ConsoleConfig(_Section):
    """The pages of agents, managers and operators, and health for machines (/healthz, /readyz). An empty `listen` switches
    both off.
    """

    listen: Listen = "127.0.0.1:8080"
    #: How browsers reach it, where that isn't by `listen`: "https://support.example.org".
    url: Annotated[str, Field(pattern=r"^(https?://[^/\s]+)?$", max_length=200)] = ""
    #: Letters about a decision stay for so long, so that it can be undone; 0 sends them at once.
    undo_seconds: Annotated[float, Field(ge=0, le=300)] = 10
    #: Zone of the times that people see who haven't chosen one.
    zone: str = "Europe/Warsaw"
    oidc: OidcConfig = OidcConfig()

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        if zone not in available_timezones():
            raise ValueError(f"there is no zone {zone}")
        return zone


class RepliesConfig(_Section):
    """What customers read."""

    #: A folder whose templates replace the shipped ones of the same name.
    templates: Path | None = None


class TermsConfig(_Section):
    """The support documents."""

    #: A folder with documents of your own, and changes to the shipped ones.
    folder: Path | None = None


class AlertsConfig(_Section):
    """How agents hear of deadlines."""

    #: Addresses of agents.
    mail: tuple[Annotated[str, Field(pattern=_ADDRESS)], ...] = ()
    #: Language of these letters: ru, pl or en.
    language: Literal["ru", "pl", "en"] = "en"
    #: Agents are warned when this part of the time to a deadline is left; 0 warns nobody.
    warn_at: float = Field(0.25, ge=0, lt=1)
    #: News an hour about all tickets, 0 is no cap; what isn't told stands among the tasks.
    per_hour: int = Field(500, ge=0)


class WebhookConfig(_Section):
    """An address of your own that hears of deadlines too."""

    name: str = Field(pattern=r"^[A-Za-z0-9_.-]{1,40}$")
    url: str = Field(pattern=r"^https?://[^\s]+$", max_length=2_000)
    #: What is posted is signed with the secret in this file (Standard Webhooks).
    secret_file: Path | None = None


class HandoverConfig(_Section):
    """Another desk that agents can hand a request over to: told by mail, by a signed call, or both."""

    name: str = Field(pattern=r"^[A-Za-z0-9_.-]{1,40}$")
    mail: Annotated[str, Field(pattern=_ADDRESS)] | None = None
    webhook: str | None = Field(None, pattern=r"^https?://[^\s]+$", max_length=2_000)
    #: What is posted is signed with the secret in this file (Standard Webhooks).
    secret_file: Path | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not (self.mail or self.webhook):
            raise ValueError("give mail, webhook, or both")
        if (self.webhook is None) != (self.secret_file is None):
            raise ValueError("webhook and secret_file go together: customers' words are posted there")
        return self


class SurveyConfig(_Section):
    """After a request is closed, where the terms have a survey."""

    #: The survey's page; empty sends none.
    url: str = Field("", pattern=r"^(https?://\S+)?$", max_length=500)


class ThreadsConfig(_Section):
    """How answers find their ticket."""

    #: An answer to a closed ticket opens it again for so long; later it opens a new, linked one.
    reopen_within_days: float = Field(14, ge=0)


class ImapConfig(_Section):
    """A mailbox to be fetched from."""

    host: str
    port: int = Field(993, ge=1, le=65535)
    tls: Literal["implicit", "starttls", "none"] = "implicit"
    user: str
    password_file: Path | None = None
    #: A command that prints an OAuth2 access token (XOAUTH2).
    token_command: tuple[str, ...] | None = None
    folder: str = "INBOX"
    #: Which of the mail that lies there at the very first time is taken.
    first: Literal["unseen", "all", "new"] = "unseen"
    after: Literal["flag", "move"] = "flag"
    move_to: str | None = None
    poll_seconds: float = Field(60, gt=0)
    idle: bool = True
    ca_file: Path | None = None
    #: Hours without any new mail that raise an alarm; 0 is never.
    silent_after_hours: float = Field(0, ge=0)
    #: Minutes without a working connection that raise an alarm.
    failing_after_minutes: float = Field(15, gt=0)

    @field_validator("token_command", mode="before")
    @classmethod
    def _words(cls, value: Any) -> Any:
        return tuple(value.split()) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_secret(self) -> Self:
        if (self.password_file is None) == (self.token_command is None):
            raise ValueError("give either password_file or token_command")
        if self.after == "move" and not self.move_to:
            raise ValueError('after = "move" needs move_to')
        return self


class ChatsConfig(_Section):
    """What holds for all chats."""

    #: Silence after which what was written counts as one whole request, and the longest that one may take to be told.
    quiet_seconds: float = Field(15, ge=0, le=3600)
    gather_seconds: float = Field(180, ge=0, le=36_000)


class TelegramConfig(_Section):
    """A Telegram bot. Without a token it is off."""

    token: str = Field("", pattern=r"^(\d{1,20}:[A-Za-z0-9_-]{10,200})?$")
    #: The token's file: rather this than the token itself.
    token_file: Path | None = None
    #: Root of the Bot API.
    base_url: str = Field("https://api.telegram.org", pattern=r"^https?://\S+[^/\s]$", max_length=500)
    #: Address of the mailbox whose prefix, terms and names it has; the first one without it.
    mailbox: str = ""
    #: Updates are fetched, or, with an address here, brought by Telegram to `listen`, proven by the secret in the file.
    webhook_url: str = Field("", pattern=r"^(https?://\S+)?$", max_length=500)
    listen: Listen = "127.0.0.1:8443"
    secret_file: Path | None = None
    #: Ids of groups in which the bot takes requests; elsewhere it asks people to write to it privately.
    groups: tuple[int, ...] = ()
    #: A group of agents that hears of urgent requests and deadlines, and decides by buttons; who presses is known by account.
    agents_chat: int | None = None
    agents: dict[str, Annotated[str, Field(pattern=r"^[^\x00-\x1f:]{1,80}$")]] = {}

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.token and self.token_file:
            raise ValueError("give either token or token_file")
        if self.webhook_url and self.secret_file is None:
            raise ValueError("webhook_url needs secret_file: anybody who knows the address could write")
        if unknown := [key for key in self.agents if not key.isdecimal()]:
            raise ValueError(f"agents are named by their account's id, not {unknown[0]!r}")
        return self

    @property
    def on(self) -> bool:
        """Whether there is a bot."""
        return bool(self.token or self.token_file)


class MatrixConfig(_Section):
    """An account in Matrix. Without a homeserver it is off."""

    #: Root of the homeserver's client API.
    homeserver: str = Field("", pattern=r"^(https?://[^\s/]+(/\S*[^/\s])?)?$", max_length=500)
    #: "@support:example.org".
    user: str = Field("", pattern=r"^(@[^\s:]{1,200}:\S{1,200})?$", max_length=255)
    token: str = Field("", pattern=r"^\S{0,2000}$")
    #: The access token's file: rather this than the token itself.
    token_file: Path | None = None
    #: Address of the mailbox whose prefix, terms and names it has; the first one without it.
    mailbox: str = ""
    #: Ids of groups in which it takes requests; elsewhere it talks to one person at a time.
    rooms: tuple[Annotated[str, Field(pattern=r"^!\S{1,254}$")], ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.token and self.token_file:
            raise ValueError("give either token or token_file")
        if self.on and not (self.user and (self.token or self.token_file)):
            raise ValueError("homeserver needs user, and token or token_file")
        return self

    @property
    def on(self) -> bool:
        """Whether there is an account."""
        return bool(self.homeserver)


class MailboxConfig(_Section):
    """A support mailbox and what is bound to it."""

    address: str = Field(pattern=r"^[^\s@]+@[^\s@]+$", max_length=200)
    aliases: tuple[str, ...] = ()
    prefix: str = Field(pattern=r"^[A-Z]{2,6}$")
    terms: str | None = None
    plan: str | None = None
    from_name: str = Field("Support", pattern=r"^[^\r\n\x00]{1,100}$")
    authserv_id: str | None = None
    #: Separator of subaddresses; empty where the mail server knows none.
    subaddress: str = Field("+", pattern=r"^[-+=#]?$")
    #: IANA zone of the times in notices; without it the terms' own, or UTC.
    zone: str | None = None
    imap: ImapConfig | None = None

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str | None) -> str | None:
        if zone is not None and zone not in available_timezones():
            raise ValueError(f"there is no zone {zone}")
        return zone

    @model_validator(mode="after")
    def _room_for_tags(self) -> Self:
        """A local part has 64 bytes at most (RFC 5321 §4.5.3.1.1), the tags of reply address and return path included."""
        local = self.address.rpartition("@")[0]
        tag = Token(number=f"{self.prefix}-0000-0000", purpose="b", ordinal=999).signed(b"")
        if self.subaddress and len(f"{local}+{tag}".encode()) > 64:
            raise ValueError(f'{local} is too long for the tags that it needs; shorten it, or set subaddress = ""')
        return self

    def mailbox(self) -> Mailbox:
        """The noun that rooms know."""
        return Mailbox(**{name: getattr(self, name) for name in Mailbox.__dataclass_fields__})


_EMBEDDED = MailboxConfig(address="support@localhost", aliases=("*",), prefix="SUP", from_name="Support")


class Config(BaseSettings):
    """The whole of config.toml; without a file the embedded default (design.md 8)."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        env_prefix="INTAKEBOT_",
        env_nested_delimiter="__",
        nested_model_default_partial_update=True,
    )

    store: StoreConfig = StoreConfig()
    smtp: SmtpConfig = SmtpConfig()
    lmtp: LmtpConfig = LmtpConfig()
    relay: RelayConfig = RelayConfig()
    outbox: OutboxConfig = OutboxConfig()
    limits: LimitsConfig = LimitsConfig()
    reading: ReadingConfig = ReadingConfig()
    severity: SeverityConfig = SeverityConfig()
    terms: TermsConfig = TermsConfig()
    replies: RepliesConfig = RepliesConfig()
    alerts: AlertsConfig = AlertsConfig()
    webhook: tuple[WebhookConfig, ...] = ()
    handover: tuple[HandoverConfig, ...] = ()
    survey: SurveyConfig = SurveyConfig()
    threads: ThreadsConfig = ThreadsConfig()
    chats: ChatsConfig = ChatsConfig()
    telegram: TelegramConfig = TelegramConfig()
    matrix: MatrixConfig = MatrixConfig()
    console: ConsoleConfig = ConsoleConfig()
    mailbox: tuple[MailboxConfig, ...] = (_EMBEDDED,)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 -- the signature is pydantic-settings'
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment goes before the file (which is given as init settings)."""
        return env_settings, init_settings

    @field_validator("mailbox")
    @classmethod
    def _some(cls, boxes: tuple[MailboxConfig, ...]) -> tuple[MailboxConfig, ...]:
        if not boxes:
            raise ValueError("at least one is needed")
        return boxes

    @model_validator(mode="after")
    def _known_mailbox(self) -> Self:
        for name, wanted in (("telegram", self.telegram.mailbox), ("matrix", self.matrix.mailbox)):
            if wanted and wanted not in [box.address for box in self.mailbox]:
                raise ValueError(f"{name}.mailbox: there is no mailbox {wanted}")
        return self

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        for what in ("address", "prefix"):
            values = [getattr(box, what).lower() for box in self.mailbox]
            if twice := {value for value in values if values.count(value) > 1}:
                raise ValueError(f"two mailboxes have the {what} {', '.join(sorted(twice))}")
        for what, names in (("webhooks", [x.name for x in self.webhook]), ("desks", [x.name for x in self.handover])):
            if twice := {name for name in names if names.count(name) > 1}:
                raise ValueError(f"two {what} have the name {', '.join(sorted(twice))}")
        return self


def load(path: Path | None) -> Config:
    """Read and check a configuration; BadConfiguration names every fault with its key."""
    try:
        values = tomllib.loads(path.read_text("utf-8")) if path else {}
        return Config(**values)
    except OSError as error:
        raise BadConfiguration(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfiguration(f"{path}: {error}") from None
    except ValidationError as error:
        faults = "\n".join(f"  {_key(fault['loc'])}: {fault['msg']}" for fault in error.errors())
        raise BadConfiguration(f"{path or 'environment'}\n{faults}") from None


def _key(location: tuple[int | str, ...]) -> str:
    return re.sub(r"\.(\d+)", r"[\1]", ".".join(str(part) for part in location)) or "(whole file)"


def secret(path: Path) -> str:
    """The first line of a secret's file; a relative name is looked for in $CREDENTIALS_DIRECTORY first (systemd)."""
    credentials = Path(os.environ.get("CREDENTIALS_DIRECTORY", "/nonexistent")) / path
    found = credentials if credentials.exists() else path
    try:
        return found.read_text("utf-8").splitlines()[0]
    except (OSError, IndexError) as error:
        raise BadConfiguration(f"secret file {path}: {error}") from None
