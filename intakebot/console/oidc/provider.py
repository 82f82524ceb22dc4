"""The provider: where browsers are sent, and whom its answer proves. Needs the extra `oidc`.

Signatures are checked with the provider's published keys (joserfc), the token's claims by authlib; secrets shared with us
sign nothing here, so the algorithms HS* and none are refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from intakebot.console.oidc.journey import Journey
from intakebot.console.oidc.refused import Away, Refused
from intakebot.domain.times import Clock

_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
_SECONDS, _LEEWAY = 10, 60
_KNOWN_FOR = timedelta(minutes=10)


@dataclass(kw_only=True)
class Provider:
    """One provider. Away when it doesn't answer, Refused when it answers wrongly."""

    issuer: str
    client_id: str
    secret: Callable[[], str] | None
    #: What people call it.
    name: str
    #: Which of its claims is the name of a user here: the verified address, or its own id.
    claim: Literal["email", "sub"]
    clock: Clock
    _known: dict[str, Any] = field(default_factory=dict, init=False)
    _known_at: datetime | None = field(default=None, init=False)

    def address(self, journey: Journey, back: str) -> str:
        """Where the browser is sent to."""
        return str(prepare_grant_uri(
            self._place("authorization_endpoint"), self.client_id, "code", redirect_uri=back, scope="openid email",
            state=journey.state, nonce=journey.nonce, code_challenge_method="S256",
            code_challenge=create_s256_code_challenge(journey.verifier),
        ))  # fmt: skip

    def name_of(self, code: str, journey: Journey, back: str) -> str:
        """The name under which the provider's answer proves somebody."""
        claims = self._proved(self._token(code, journey, back), journey)
        if self.claim == "email" and claims.get("email_verified") is not True:
            raise Refused("its address isn't verified")
        name = claims.get(self.claim)
        if not isinstance(name, str) or not name:
            raise Refused(f"it tells no {self.claim}")
        return name

    def _token(self, code: str, journey: Journey, back: str) -> str:
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": back, "client_id": self.client_id,
            "code_verifier": journey.verifier,
        }  # fmt: skip
        auth = httpx.BasicAuth(self.client_id, self.secret()) if self.secret else None
        answer = _asked("POST", self._place("token_endpoint"), data=form, auth=auth)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise Refused("it gives no token")
        return token

    def _proved(self, token: str, journey: Journey) -> Mapping[str, Any]:
        """What the token says, if it is the provider's, for us, for this attempt and of now (Core 3.1.3.7)."""
        keys = _asked("GET", self._place("jwks_uri"))
        try:
            read = jwt.decode(token, KeySet.import_key_set({"keys": keys["keys"]}), algorithms=_ALGORITHMS)
            claims = CodeIDToken(
                read.claims, read.header,
                {"iss": {"essential": True, "value": self.issuer}, "aud": {"essential": True, "value": self.client_id}},
                {"nonce": journey.nonce, "client_id": self.client_id},
            )  # fmt: skip
            claims.validate(now=int(self.clock().timestamp()), leeway=_LEEWAY)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise Refused(str(error)) from error
        return dict(claims)

    def _place(self, which: str) -> str:
        """One of its addresses, by its own description, which is read anew every ten minutes (Discovery 4)."""
        if self._known_at is None or self.clock() - self._known_at > _KNOWN_FOR:
            known = _asked("GET", f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            if known.get("issuer") != self.issuer:
                raise Refused(f"it calls itself {known.get('issuer')!r}")
            self._known, self._known_at = known, self.clock()
        place = self._known.get(which)
        if not isinstance(place, str) or not place.startswith(("https://", f"{self.issuer.partition('://')[0]}://")):
            raise Refused(f"its {which} can't be used")
        return place


def _asked(method: str, place: str, **more: Any) -> dict[str, Any]:
    """A JSON object of the provider's."""
    try:
        answer = httpx.request(method, place, timeout=_SECONDS, **more)
        said = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise Away(f"{place}: {error}") from error
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise Away(f"{place}: {answer.status_code}")
    if answer.status_code != httpx.codes.OK or not isinstance(said, dict):
        raise Refused(f"{place}: {answer.status_code}")
    return said
