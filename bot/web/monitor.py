"""Who may read the numbers of `/metrics`."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import ip_address

from pydantic import SecretStr
from starlette.requests import Request

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")  # what a web server in front adds


@dataclass(frozen=True, slots=True)
class Metrics:
    """What is told and to whom: whoever has the `token`; without one, this machine, unless the site `is_public`."""

    told: Callable[[], Awaitable[str]]
    token: SecretStr | None
    is_public: bool

    def may_ask(self, request: Request) -> bool:
        if self.token:
            given = request.headers.get("authorization", "").encode(errors="replace")
            return hmac.compare_digest(given, f"Bearer {self.token.get_secret_value()}".encode())
        return not self.is_public and is_from_here(request)


def is_from_here(request: Request) -> bool:
    """Whether somebody on this machine asks by its own name, and no web server in front for somebody else."""
    if request.client is None or any(name in request.headers for name in FORWARDED):
        return False
    try:
        is_loopback = ip_address(request.client.host).is_loopback
    except ValueError:
        return False
    return is_loopback and request.url.hostname in LOOPBACK_HOSTS
