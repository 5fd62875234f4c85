"""`add_user EMAIL`: open an account and let it into a town."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from cementiris.accounts.models import User
from cementiris.accounts.permissions import Role
from cementiris.accounts.queries import find_municipality
from cementiris.accounts.services import let_in


class Command(BaseCommand):
    """Open an account, ask for its password, and give it a role in a town (or the county's)."""

    help = "Opens an account: add_user aina@example.org --name 'Aina Soler' --municipality 08113 --role clerk"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address, the name and where the person works."""
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--municipality", help="INE code or slug of an open town")
        parser.add_argument("--role", choices=Role.values, default=Role.CLERK)
        parser.add_argument("--county", action="store_true", help="a technician of the county, who may enter any town")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create or update the account."""
        town = find_municipality(options["municipality"]) if options["municipality"] else None
        if town is None and not options["county"]:
            raise CommandError("Digueu --municipality amb el codi d'un municipi obert (add_town), o --county.")
        user = User.objects.filter(email=options["email"].lower()).first() or self._open(options)
        if options["county"] and not user.is_county_technician:
            user.is_county_technician = True
            user.save(update_fields=["is_county_technician"])
        if town is not None:
            let_in(user, town, options["role"])
        self.stdout.write(f"{user.email}: fet")

    def _open(self, options: dict[str, Any]) -> User:
        password = getpass.getpass("Contrasenya (12 caràcters o més): ")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return User.objects.create_user(options["email"], password, name=options["name"])
