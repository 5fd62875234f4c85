"""Questions about towns and what users may do in them."""

from django.db.models import Q, QuerySet

from cementiris.accounts.models import Membership, Municipality, User
from cementiris.accounts.permissions import COUNTY_PERMISSIONS, ROLE_PERMISSIONS, Permission


def find_municipality(code_or_slug: str) -> Municipality | None:
    """Return the open town with this INE code or slug, or None."""
    return Municipality.objects.filter(Q(code=code_or_slug) | Q(slug=code_or_slug)).first()


def permissions_in(user: User, town: Municipality) -> frozenset[Permission]:
    """Return what `user` may do in `town`: empty for a stranger."""
    membership = Membership.objects.filter(user=user, municipality=town).first()
    if membership is not None:
        return ROLE_PERMISSIONS[membership.role]
    return COUNTY_PERMISSIONS if user.is_county_technician else frozenset()


def towns_of(user: User) -> QuerySet[Municipality]:
    """Return the towns that `user` may enter, by name."""
    if user.is_county_technician:
        return Municipality.objects.all()
    return Municipality.objects.filter(memberships__user=user)
