"""Keys with which programs read the town's layers: made once, kept as a fingerprint, dead when their owner leaves."""

import hashlib
import secrets
from datetime import date, datetime

from django.db.models import Q

from cementiris.accounts.access import Key
from cementiris.accounts.models import User
from cementiris.accounts.permissions import Permission
from gis.models import LayerToken

PREFIX = "cem_"
"""By it a key is known for what it is where it was left by mistake."""
_BYTES = 32


def make_token(owner: User, label: str, *, sees_people: bool) -> tuple[LayerToken, str]:
    """Make a key of the open town; return it with its secret, which nobody can read again."""
    secret = PREFIX + secrets.token_urlsafe(_BYTES)
    token = LayerToken.objects.create(owner=owner, label=label, digest=_digest(secret), sees_people=sees_people)
    return token, secret


def revoke_token(token: LayerToken, *, at: datetime) -> None:
    """Let a key open nothing any more; revoked twice it keeps the first instant."""
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])


def find_key(secret: str, *, on: date) -> Key | None:
    """Return what the secret opens in the open town and note the day of its use; None for what opens nothing."""
    token = LayerToken.objects.filter(digest=_digest(secret), revoked_at=None).select_related("owner").first()
    if token is None:
        return None
    unnoted = Q(last_used_on__isnull=True) | Q(last_used_on__lt=on)
    LayerToken.objects.filter(unnoted, pk=token.pk).update(last_used_on=on)
    people = {Permission.VIEW_PEOPLE} if token.sees_people else set()
    return Key(token.owner, frozenset({Permission.VIEW_PLACES} | people))


def _digest(secret: str) -> str:
    """A secret of 256 random bits needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
