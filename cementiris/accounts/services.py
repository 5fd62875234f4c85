"""Opening towns and letting people in."""

from django.db import transaction
from django.utils.text import slugify

from cementiris.accounts.models import RESERVED_SLUGS, Membership, Municipality, User
from cementiris.accounts.reference import municipalities


class UnknownMunicipalityError(Exception):
    """No municipality of Catalonia has this code."""


def _free_slug(name: str, code: str) -> str:
    slug = slugify(name)
    taken = slug in RESERVED_SLUGS or Municipality.objects.filter(slug=slug).exists()
    return f"{slug}-{code}" if taken else slug


@transaction.atomic
def open_town(code: str) -> tuple[Municipality, bool]:
    """Open the town with INE `code` from the reference data; say whether it is new.

    Raises UnknownMunicipalityError when no municipality of Catalonia has the code.
    """
    existing = Municipality.objects.filter(code=code).first()
    if existing is not None:
        return existing, False
    reference = municipalities().get(code)
    if reference is None:
        raise UnknownMunicipalityError(code)
    slug = _free_slug(reference.name, code)
    return Municipality.objects.create(code=code, name=reference.name, slug=slug), True


def let_in(user: User, town: Municipality, role: str) -> Membership:
    """Give `user` the `role` in `town`, in place of any other role there."""
    membership, _ = Membership.objects.update_or_create(user=user, municipality=town, defaults={"role": role})
    return membership
