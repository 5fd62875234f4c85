"""How often one address may ask: enough for a family at the gate, too little to copy the town's dead."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

SECONDS = 600
QUESTIONS = 600
REQUESTS_OF_RELATIVES = 5


def visitor_of(request: HttpRequest) -> str:
    """The visitor's address; behind our own proxy, the one that the proxy added last."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")


def may_ask(request: HttpRequest, what: str = "search", most: int = QUESTIONS) -> bool:
    """Count this question; whether the visitor has asked no more than `most` times in ten minutes."""
    key = f"lookup-{what}-{visitor_of(request)}"
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key) <= most
    except ValueError:  # the ten minutes ended between the two calls
        return True
