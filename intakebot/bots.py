"""From the configuration to the chats that people write to us in: what each needs to be run.

A further kind of chat is one more function here, and a line in `_bots`, `checks` and, where it knows groups, `doors`
(README, "Adding a chat channel").
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from intakebot.channels.ways import Way
from intakebot.config import BadConfiguration, Config, TelegramConfig, secret
from intakebot.domain.received import Accept
from intakebot.domain.times import Clock
from intakebot.replies.captions import MENU

if TYPE_CHECKING:
    from intakebot.channels.matrix import Account as MatrixAccount
    from intakebot.channels.telegram import Account, Webhook
    from intakebot.fetcher import Source
    from intakebot.intake.chats import Doors

#: Customers of three languages read it, and nothing tells which one.
_ENCRYPTED = """\
Этот чат зашифрован, и бот не может прочитать сообщение. Пожалуйста, напишите в чате без шифрования.
Ten czat jest szyfrowany i bot nie może odczytać wiadomości. Prosimy napisać w czacie bez szyfrowania.
This room is encrypted, so the bot cannot read your message. Please write in a room without encryption."""


class State(Protocol):
    """How a channel is doing."""

    @property
    def connected(self) -> bool:
        """The other side answers."""

    @property
    def last_contact_at(self) -> datetime | None:
        """When it answered last."""

    @property
    def last_message_at(self) -> datetime | None:
        """When it brought a message last."""

    @property
    def failing_since(self) -> datetime | None:
        """None while it does well."""

    @property
    def last_error(self) -> str:
        """What was said then."""

    @property
    def failing(self) -> str:
        """Since when, and why, for people; "" while it does well."""


class Channel(Protocol):
    """Receives; `start` and `stop` cost nothing when there is nothing to do."""

    @property
    def state(self) -> State:
        """Just now."""

    def start(self) -> None:
        """Receive in a task of its own."""

    async def stop(self) -> None:
        """End within two seconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bot:
    """One account in one kind of chat."""

    #: The channel's name, with which its addresses begin.
    name: str
    #: Of the one process that receives for it.
    role: str
    #: Builds what receives.
    channel: Callable[[Accept], Channel]
    #: Delivers what we say.
    carrier: Way
    #: Keeps files until they are fetched.
    files: "Source"


def bots(config: Config, clock: Clock) -> tuple[Bot, ...]:
    """Those that are configured; BadConfiguration where one can't be used."""
    return tuple(_bots(config, clock))


def _bots(config: Config, clock: Clock) -> Iterator[Bot]:
    if config.telegram.on:
        yield _telegram(telegram(config), clock)
    if config.matrix.on:
        yield _matrix(matrix(config), clock)


def checks(config: Config) -> Iterator[Callable[[], object]]:
    """What can only be found by looking: each raises BadConfiguration where something is wrong."""
    if config.telegram.on:
        yield partial(telegram, config)
    if config.matrix.on:
        yield partial(matrix, config)
    for file in (config.telegram.token_file, config.telegram.secret_file, config.matrix.token_file):
        if file:
            yield partial(secret, file)


def doors(config: Config) -> "Doors":
    """Who may write to us in chats."""
    from intakebot.intake.chats import Doors

    section, own = config.telegram, f"telegram:{config.telegram.agents_chat}"
    agents_chats = [own] if section.agents_chat else []
    groups = (*(f"telegram:{key}" for key in section.groups), *(f"matrix:{key}" for key in config.matrix.rooms))
    return Doors(
        groups=frozenset((*groups, *agents_chats)),
        agents_chats=frozenset(agents_chats),
        agents=tuple((f"telegram:{key}", name) for key, name in section.agents.items()),
    )


def telegram(config: Config) -> "Account":
    """The Telegram bot's settings. The library is imported where there is a bot: that takes longer than most commands."""
    from intakebot.channels.telegram import Account

    section = config.telegram
    try:
        return Account(
            token=partial(secret, section.token_file) if section.token_file else lambda: section.token,
            base_url=section.base_url,
            mailbox=section.mailbox or config.mailbox[0].address,
            webhook=_webhook(section),
        )
    except ValueError as error:
        raise BadConfiguration(f"telegram: {error}") from None


def _webhook(section: TelegramConfig) -> "Webhook | None":
    from intakebot.channels.telegram import Webhook

    if not section.webhook_url or section.secret_file is None:
        return None
    host, _, port = section.listen.rpartition(":")
    told = partial(secret, section.secret_file)
    return Webhook(url=section.webhook_url, host=host.strip("[]"), port=int(port), secret=told)


def _telegram(account: "Account", clock: Clock) -> Bot:
    from intakebot.channels.telegram import Files, TelegramCarrier, TelegramChannel

    def channel(accept: Accept) -> Channel:
        made = TelegramChannel(account, accept, clock)
        made.menu(MENU)
        return made

    # The token's first part is the bot's id, and no secret.
    role = f"telegram:{account.token().partition(':')[0]}"
    return Bot(
        name="telegram", role=role, channel=channel, carrier=TelegramCarrier(account, clock), files=Files(account)
    )


def matrix(config: Config) -> "MatrixAccount":
    """The Matrix account's settings; BadConfiguration too where matrix-nio, which only they need, isn't installed."""
    if find_spec("nio") is None:
        raise BadConfiguration("matrix: it needs matrix-nio: pip install 'intakebot[matrix]'")
    from intakebot.channels.matrix import Account as MatrixAccount

    section = config.matrix
    try:
        return MatrixAccount(
            homeserver=section.homeserver,
            user=section.user,
            token=partial(secret, section.token_file) if section.token_file else lambda: section.token,
            mailbox=section.mailbox or config.mailbox[0].address,
            rooms=frozenset(section.rooms),
            commands=frozenset(("start", *(command for command, _ in MENU["en"]))),
            encrypted=_ENCRYPTED,
        )
    except ValueError as error:
        raise BadConfiguration(f"matrix: {error}") from None


def _matrix(account: "MatrixAccount", clock: Clock) -> Bot:
    from intakebot.channels.matrix import Files, MatrixCarrier, MatrixChannel

    def channel(accept: Accept) -> Channel:
        return MatrixChannel(account, accept, clock)

    return Bot(
        name="matrix", role=f"matrix:{account.user}", channel=channel, carrier=MatrixCarrier(account, clock),
        files=Files(account),
    )  # fmt: skip
