"""A small OpenID provider of the tests' own: it signs everybody in at once as whom the test says."""

import secrets
from base64 import b64decode
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.guard.house import Clock

CLIENT, SECRET = "intakebot-console", "kept between the two"


@dataclass(kw_only=True)
class Idp:
    url: str = ""
    clock: Clock = field(default_factory=Clock)
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "one"}))
    #: What it does otherwise than it should; a test changes it.
    claims: dict[str, Any] = field(default_factory=dict)
    signs_with: ECKey | None = None
    calls_itself: str = ""
    way_back: dict[str, str] = field(default_factory=dict)
    _asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def reset(self, **claims: Any) -> None:
        """It does all as it should, and proves this person."""
        self.claims, self.signs_with, self.calls_itself, self.way_back = claims, None, "", {}

    def routes(self) -> list[Route]:
        return [
            Route("/.well-known/openid-configuration", self._described), Route("/authorize", self._authorize),
            Route("/token", self._token, methods=["POST"]), Route("/keys", self._keys),
        ]  # fmt: skip

    async def _described(self, _request: Request) -> Response:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        found = {name: f"{self.url}/{path}" for name, path in places.items()}
        return JSONResponse({"issuer": self.calls_itself or self.url, **found})

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse(KeySet([self.key]).as_dict(private=False))

    async def _authorize(self, request: Request) -> Response:
        asked, code = dict(request.query_params), secrets.token_urlsafe(8)
        assert asked["client_id"] == CLIENT
        assert asked["scope"] == "openid email"
        self._asked[code] = asked
        back = {"code": code, "state": asked["state"], **self.way_back}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}")

    async def _token(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        asked = self._asked.pop(form["code"], None)  # a code works once
        known = b64decode(request.headers["authorization"].removeprefix("Basic ")).decode() == f"{CLIENT}:{SECRET}"
        proved = asked and asked["code_challenge"] == create_s256_code_challenge(form["code_verifier"])
        if not known or not proved or not asked or asked["redirect_uri"] != form["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": self._signed(asked)})

    def _signed(self, asked: dict[str, str]) -> str:
        now = int(self.clock().timestamp())
        told = {
            "iss": self.url, "aud": CLIENT, "sub": "0042", "iat": now, "exp": now + 300, "nonce": asked["nonce"],
            **self.claims,
        }  # fmt: skip
        key = self.signs_with or self.key
        return jwt.encode({"alg": "ES256", "kid": "one"}, told, key)
