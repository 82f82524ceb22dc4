"""To the provider, and back from it."""

import hmac
from typing import TYPE_CHECKING

import structlog
from starlette.responses import RedirectResponse, Response

from intakebot.console.call import Call, Missing, inside
from intakebot.console.entrance import JOURNEY
from intakebot.console.house import House
from intakebot.console.login import asking, entered
from intakebot.console.oidc.journey import LIVES, Journey, unsealed
from intakebot.console.oidc.refused import Away, Refused
from intakebot.console.words import words
from intakebot.guard.answers import Entered

if TYPE_CHECKING:
    from intakebot.console.oidc.provider import Provider

_log = structlog.get_logger()
_HERE = "/sign-in/oidc"


def away(call: Call, house: House) -> Response:
    """The browser is sent to the provider, with what it has to bring back."""
    if house.oidc is None:
        raise Missing
    journey = Journey.begun(inside(call.asked("back", 500)), call.now)
    try:
        answer = RedirectResponse(house.oidc.address(journey, _back(call, house)), 303)
    except (Away, Refused) as error:
        return _denied(call, house, error)
    answer.set_cookie(
        JOURNEY, journey.sealed(house.store.secret), max_age=int(LIVES.total_seconds()), httponly=True, samesite="lax",
        secure=house.secure, path=_HERE,
    )  # fmt: skip
    return answer


def back(call: Call, house: House) -> Response:
    """Whoever the provider proves is in, if they are a user here. Each journey ends here, once."""
    if house.oidc is None:
        raise Missing
    try:
        return _ended(_let_in(call, house, house.oidc))
    except (Away, Refused) as error:
        return _ended(_denied(call, house, error))


def _let_in(call: Call, house: House, provider: "Provider") -> Response:
    """Who is proven goes to where they wanted; Away, Refused."""
    journey = unsealed(house.store.secret, call.journey, call.now)
    if journey is None or not hmac.compare_digest(journey.state.encode(), call.asked("state", 500).encode()):
        raise Refused("this browser didn't ask for it")
    if call.asked("iss", 500) not in ("", provider.issuer):  # RFC 9207
        raise Refused("it came from another provider")
    name = provider.name_of(call.asked("code", 4_000), journey, _back(call, house))
    came = house.sign_in.vouched(name, by="provider", address=call.address, agent=call.agent)
    if not isinstance(came, Entered):
        raise Refused("there is no such user")
    return entered(house, came, journey.back)


def _denied(call: Call, house: House, error: Away | Refused) -> Response:
    """The sign-in page, which doesn't tell why: the log does."""
    _log.warning("console.provider_refused", error=str(error), address=call.address)
    wrong = words(call.language).gettext("That way in didn't work. Please try again, or use your password.")
    return asking(call, house, {"wrong": wrong}, status=503 if isinstance(error, Away) else 401)


def _ended(answer: Response) -> Response:
    answer.delete_cookie(JOURNEY, path=_HERE)
    return answer


def _back(call: Call, house: House) -> str:
    return f"{house.url or call.site}{_HERE}/back"
