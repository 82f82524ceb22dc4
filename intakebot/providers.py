"""Who proves the console's people, besides their passwords."""

from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from intakebot.config import BadConfiguration, OidcConfig, secret
from intakebot.domain.times import Clock, utc_now

if TYPE_CHECKING:
    from intakebot.console.oidc.provider import Provider


def provider(section: OidcConfig, clock: Clock) -> "Provider | None":
    """The provider that the operator chose; None without one. BadConfiguration where authlib, which only it needs, isn't installed."""
    if not section.issuer:
        return None
    if find_spec("authlib") is None:
        raise BadConfiguration("console.oidc: it needs authlib: pip install 'intakebot[oidc]'")
    from intakebot.console.oidc.provider import Provider

    return Provider(
        issuer=section.issuer, client_id=section.client_id, name=section.name, claim=section.claim, clock=clock,
        secret=partial(secret, section.client_secret_file) if section.client_secret_file else None,
    )  # fmt: skip


def checks(section: OidcConfig) -> Iterator[Callable[[], object]]:
    """What can only be found by looking: each raises BadConfiguration where something is wrong."""
    yield partial(provider, section, utc_now)
    if section.client_secret_file:
        yield partial(secret, section.client_secret_file)
