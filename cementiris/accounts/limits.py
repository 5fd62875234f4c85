"""How often one visitor's address may try something: each server process counts for itself, for ten minutes."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

SECONDS = 600


def visitor_of(request: HttpRequest) -> str:
    """The visitor's address; behind our own proxy, the one that the proxy added last."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")


def count_try(request: HttpRequest, what: str) -> int:
    """Count one more try of `what`; return how many there have been in these ten minutes."""
    key = _key(request, what)
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key)
    except ValueError:  # the ten minutes ended between the two calls
        return 1


def tries(request: HttpRequest, what: str) -> int:
    """Return how many tries of `what` there have been in these ten minutes, without counting one."""
    return int(cache.get(_key(request, what), 0))


def _key(request: HttpRequest, what: str) -> str:
    return f"{what}-{visitor_of(request)}"
