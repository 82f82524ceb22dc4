"""From what the operator wrote to what rooms are handed: listeners, accounts, carriers.

Channels are imported where they are built: commands need the rooms alone, and are over before those would be loaded.
"""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from intakebot import providers
from intakebot.binding.binding import Binding
from intakebot.bots import checks, doors
from intakebot.casework.correspondence import Alerts, Correspondence
from intakebot.config import (
    BadConfiguration,
    Config,
    HandoverConfig,
    ImapConfig,
    MailboxConfig,
    RelayConfig,
    SmtpConfig,
    secret,
)
from intakebot.domain.address import normal
from intakebot.domain.mailboxes import Mailboxes
from intakebot.domain.times import Clock
from intakebot.office import Office, Silences, staffed
from intakebot.outbox import Carrier
from intakebot.publications import library_of
from intakebot.replies.catalogue import Catalogue
from intakebot.settings import Settings
from intakebot.store.store import Store
from intakebot.terms.library import Library
from intakebot.triage import OtherDesk

if TYPE_CHECKING:
    from intakebot.channels.imap import Account
    from intakebot.channels.mailer import Relay
    from intakebot.channels.smtp import Listener
    from intakebot.channels.webhook import WebhookChannel


def listener(protocol: Literal["smtp", "lmtp"], section: SmtpConfig) -> "Listener":
    """What a listening channel needs to know."""
    from intakebot.channels.smtp import Listener

    unix = section.listen.startswith("unix:")
    host, _, port = (section.listen, "", "0") if unix else section.listen.rpartition(":")
    return Listener(
        host=host.strip("[]"),
        port=int(port),
        protocol=protocol,
        hostname=section.hostname,
        tls=_certificate(section),
        require_tls=section.require_tls,
        max_size=section.max_size,
        max_recipients=section.max_recipients,
        max_connections=section.max_connections,
        max_connections_per_address=section.max_connections_per_address,
        trusted_peers=section.trusted_peers,
    )


def account(box: MailboxConfig, imap: ImapConfig) -> "Account":
    """What an IMAP watcher needs to know."""
    try:
        return _account(box, imap)
    except ValueError as error:
        raise BadConfiguration(f"mailbox {box.address}: {error}") from None


def _account(box: MailboxConfig, imap: ImapConfig) -> "Account":
    from intakebot.channels.imap import Account

    return Account(
        mailbox=box.mailbox(),
        host=imap.host,
        port=imap.port,
        tls=imap.tls,
        tls_context=_authorities(imap.ca_file),
        user=imap.user,
        password=partial(secret, imap.password_file) if imap.password_file else None,
        token_command=imap.token_command,
        folder=imap.folder,
        first=imap.first,
        after=imap.after,
        move_to=imap.move_to,
        poll_every=timedelta(seconds=imap.poll_seconds),
        idle=imap.idle,
        silent_after=timedelta(hours=imap.silent_after_hours) if imap.silent_after_hours else None,
        failing_after=timedelta(minutes=imap.failing_after_minutes),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Rooms:
    """What decides about tickets, whoever asks: the running process or a command."""

    terms: Library
    catalogue: Catalogue
    mailboxes: Mailboxes
    office: Office


def mailboxes_of(config: Config) -> Mailboxes:
    """Those of the configuration, as it has them."""
    return Mailboxes(box.mailbox() for box in config.mailbox)


def rooms(config: Config, signing: bytes, clock: Clock) -> Rooms:
    """Build them; BadTerms or TemplateRefused when a file of the operator's can't be used."""
    terms, catalogue = library_of(config.terms.folder, config.store.url), Catalogue(config.replies.templates)
    mailboxes = mailboxes_of(config)
    for box in mailboxes:
        terms.check(box)
    letters = Correspondence(
        catalogue=catalogue, terms=terms, mailboxes=mailboxes, secret=signing,
        verp=config.outbox.return_path == "verp", clock=clock,
        alerts=Alerts(
            mail=config.alerts.mail, chats=tuple(sorted(doors(config).agents_chats)), language=config.alerts.language, per_hour=config.alerts.per_hour,
            webhooks=tuple(hook.name for hook in config.webhook),
        ),
    )  # fmt: skip
    silences = Silences(
        quiet=timedelta(seconds=config.chats.quiet_seconds),
        longest=timedelta(seconds=config.chats.gather_seconds),
    )
    office = staffed(
        terms, letters, clock, warn_at=config.alerts.warn_at, survey_url=config.survey.url, silences=silences,
        others=tuple(
            OtherDesk(name=desk.name, mail=desk.mail or "", webhook=_call_of(desk) if desk.webhook else "")
            for desk in config.handover
        ),
    )  # fmt: skip
    return Rooms(terms=terms, catalogue=catalogue, mailboxes=mailboxes, office=office)


def binding(rooms: Rooms, store: Store, clock: Clock) -> Binding:
    """Mailboxes are as they are set from now on; BadTerms where that doesn't fit the terms any more."""
    bound = unbound(rooms, store, clock)
    bound.settings.lay()
    return bound


def unbound(rooms: Rooms, store: Store, clock: Clock) -> Binding:
    """Likewise while they are still as config.toml has them: enough to mend what doesn't fit."""
    settings = Settings(store, rooms.terms, rooms.mailboxes)
    return Binding(store=store, terms=rooms.terms, mailboxes=rooms.mailboxes, settings=settings, clock=clock)


def webhooks(config: Config) -> "WebhookChannel":
    """The operator's addresses for news, and those of other desks."""
    from intakebot.channels.webhook import Webhook, WebhookChannel

    news = {hook.name: (hook.url, hook.secret_file) for hook in config.webhook}
    others = {_call_of(desk): (desk.webhook, desk.secret_file) for desk in config.handover if desk.webhook}
    return WebhookChannel({
        name: Webhook(name=name, url=url, secret=partial(secret, file) if file else None)
        for name, (url, file) in {**news, **others}.items()
    })  # fmt: skip


def _call_of(desk: HandoverConfig) -> str:
    """What calls to another desk are kept under; no webhook for news has such a name."""
    return f"handover:{desk.name}"


def carrier(section: RelayConfig, clock: Clock) -> Carrier:
    """The relay, or the Maildir while there is none."""
    if not section.host:
        from intakebot.channels.maildir import MaildirCarrier

        return MaildirCarrier(section.maildir, clock)
    from intakebot.channels.mailer import Mailer

    return Mailer(_relay(section), clock)


def _relay(section: RelayConfig) -> "Relay":
    from intakebot.channels.mailer import Relay

    try:
        return Relay(
            host=section.host,
            port=section.port,
            tls=section.tls,
            user=section.user,
            password=partial(secret, section.password_file) if section.password_file else None,
            hostname=section.hostname,
            connections=section.connections,
            context=_authorities(section.ca_file),
        )
    except ValueError as error:
        raise BadConfiguration(str(error)) from None


def faults(config: Config) -> list[str]:
    """What can only be found by looking at the files that the configuration names."""
    found = []
    for section in (config.smtp, config.lmtp):
        found += _fault(partial(_certificate, section))
    for box in config.mailbox:
        if box.imap:
            found += _fault(partial(account, box, box.imap))
    if config.relay.host:
        found += _fault(partial(_relay, config.relay))
    signed = {
        **{hook.name: hook.secret_file for hook in config.webhook},
        **{_call_of(desk): desk.secret_file for desk in config.handover},
    }
    for name, file in signed.items():
        if file:
            found += _fault(partial(_webhook_key, name, file))
    found += _unread(config)
    for check in (*checks(config), *providers.checks(config.console.oidc)):
        found += _fault(check)
    users = (config.relay, *(box.imap for box in config.mailbox))
    for file in filter(None, (user.password_file for user in users if user)):
        found += _fault(partial(secret, file))
    return found


def _unread(config: Config) -> list[str]:
    """Letters to colleagues that would go to the bot itself."""
    own = {normal(box.address) for box in config.mailbox}
    told = [("alerts.mail", address) for address in config.alerts.mail]
    told += [(f"handover {desk.name}", desk.mail) for desk in config.handover if desk.mail]
    read_by_nobody = [(where, address) for where, address in told if normal(address) in own]
    return [f"{where}: {address} is a mailbox of the bot's own: nobody reads it" for where, address in read_by_nobody]


def _webhook_key(name: str, file: Path) -> None:
    from intakebot.channels.webhook import key_of

    try:
        key_of(secret(file))
    except ValueError as error:
        raise BadConfiguration(f'webhook {name}: secret file {file}: no base64 after "whsec_": {error}') from None


def _fault(look: Callable[[], object]) -> list[str]:
    try:
        look()
    except BadConfiguration as error:
        return [error.detail]
    return []


def _certificate(section: SmtpConfig) -> ssl.SSLContext | None:
    if section.tls_cert is None or section.tls_key is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(section.tls_cert, section.tls_key)
    except (OSError, ssl.SSLError) as error:
        raise BadConfiguration(f"certificate {section.tls_cert}: {error}") from None
    return context


def _authorities(file: Path | None) -> ssl.SSLContext | None:
    if file is None:
        return None
    try:
        return ssl.create_default_context(cafile=file)
    except (OSError, ssl.SSLError) as error:
        raise BadConfiguration(f"authorities {file}: {error}") from None
