"""Who may do what: the roles and their permissions, the only place where this is said."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One thing that a person may be allowed to do in a town."""

    VIEW_PLACES = "view_places"
    VIEW_PEOPLE = "view_people"
    REGISTER_ACTS = "register_acts"
    DO_WORK = "do_work"
    SEND_NOTICES = "send_notices"
    IMPORT_DATA = "import_data"
    MANAGE_TOWN = "manage_town"


class Role(models.TextChoices):
    """What somebody is in a town hall."""

    ADMINISTRATOR = "administrator", _("Administració")
    CLERK = "clerk", _("Gestió")
    READER = "reader", _("Consulta")
    GRAVEDIGGER = "gravedigger", _("Brigada")


_READING = frozenset({Permission.VIEW_PLACES, Permission.VIEW_PEOPLE})
_WORKING = _READING | {Permission.REGISTER_ACTS, Permission.DO_WORK, Permission.SEND_NOTICES, Permission.IMPORT_DATA}

ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.ADMINISTRATOR: _WORKING | {Permission.MANAGE_TOWN},
    Role.CLERK: _WORKING,
    Role.READER: _READING,
    Role.GRAVEDIGGER: frozenset({Permission.VIEW_PLACES, Permission.DO_WORK}),
}

# The county's technician helps towns to start and to import; acts and notices stay the town's own.
COUNTY_PERMISSIONS = _READING | {Permission.IMPORT_DATA, Permission.MANAGE_TOWN}
