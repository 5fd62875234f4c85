"""Keys with which programs read a town's data, as they come with a request: HTTP Basic (as password) or Bearer."""

import base64
import binascii

from django.http import HttpRequest, HttpResponse

from cementiris.accounts.limits import SECONDS, count_try, tries

MOST_FAILURES = 30
LONGEST_HEADER = 1000
_FAILURE = "key-failure"


def secret_of(request: HttpRequest) -> str:
    """Return the secret that the request shows; empty where it shows none that can be read."""
    header = request.headers.get("Authorization", "")[:LONGEST_HEADER]
    scheme, _, given = header.partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    return _password(given.strip()) if scheme.lower() == "basic" else ""


def _password(encoded: str) -> str:
    try:
        name_and_password = base64.b64decode(encoded, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
    return name_and_password.partition(":")[2]


def has_failed_often(request: HttpRequest) -> bool:
    """Whether this address has shown so many wrong keys that it has to wait."""
    return tries(request, _FAILURE) >= MOST_FAILURES


def refuse(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for a key. No key, a wrong one, a revoked one and one of another town answer alike; what was shown counts."""
    if secret:
        count_try(request, _FAILURE)
    return HttpResponse(
        "A key of this town is needed: send it as the password of HTTP Basic, or as Bearer.\n",
        content_type="text/plain; charset=utf-8",
        status=401,
        headers={"WWW-Authenticate": 'Basic realm="cementiris", charset="UTF-8"', "Cache-Control": "no-store"},
    )


def ask_to_wait() -> HttpResponse:
    """Stop answering an address that guesses."""
    return HttpResponse(
        "Too many wrong keys: wait ten minutes.\n",
        content_type="text/plain; charset=utf-8",
        status=429,
        headers={"Retry-After": str(SECONDS)},
    )
