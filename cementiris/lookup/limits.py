"""How often one address may ask: enough for a family at the gate, too little to copy the town's dead."""

from django.http import HttpRequest

from cementiris.accounts.limits import count_try

QUESTIONS = 600
REQUESTS_OF_RELATIVES = 5


def may_ask(request: HttpRequest, what: str = "search", most: int = QUESTIONS) -> bool:
    """Count this question; whether the visitor has asked no more than `most` times in ten minutes."""
    return count_try(request, f"lookup-{what}") <= most
