"""Keys for programs in tests: made for somebody of the cast, shown as programs show them."""

import base64

from cementiris.accounts.models import Municipality, User
from cementiris.accounts.permissions import Role
from cementiris.accounts.services import let_in
from cementiris.tenancy.scope import municipality
from gis.services.tokens import make_token


def colleague(town: Municipality, *, name: str = "nuria", role: str = Role.CLERK) -> User:
    """Somebody who works in the town."""
    user = User.objects.create_user(f"{name}@{town.slug}.example", "cementiri-demo", name=name.title())
    let_in(user, town, role)
    return user


def secret_for(owner: User, town: Municipality, *, sees_people: bool = False) -> str:
    """A new key of the owner's in the town."""
    with municipality(town.pk):
        return make_token(owner, "QGIS", sees_people=sees_people)[1]


def basic(secret: str) -> dict[str, str]:
    """The header of HTTP Basic, as GDAL and QGIS send it."""
    return {"Authorization": f"Basic {base64.b64encode(f'qgis:{secret}'.encode()).decode()}"}


def bearer(secret: str) -> dict[str, str]:
    """The header of a bearer's token."""
    return {"Authorization": f"Bearer {secret}"}
