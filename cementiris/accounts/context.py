"""What every template knows: the open town and what the visitor may do in it."""

from typing import Any

from django.http import HttpRequest


def town(request: HttpRequest) -> dict[str, Any]:
    """Give templates `town` (or None) and `may`, the set of permission names."""
    return {"town": getattr(request, "town", None), "may": getattr(request, "permissions", frozenset())}
