"""Towns (the tenants), users and memberships. These three tables stand above the towns and have no policy."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cementiris.accounts.permissions import Role

RESERVED_SLUGS = frozenset(
    {"accessibilitat", "ajuda", "comarca", "comptes", "consulta", "idioma", "privacitat", "robots.txt", "static"}
)


def validate_free_slug(value: str) -> None:
    """Refuse a town slug that is the first word of one of our own addresses."""
    if value in RESERVED_SLUGS:
        raise ValidationError(_("«%(value)s» és una adreça del programa."), params={"value": value})


class Municipality(models.Model):
    """A town hall: the tenant that owns cemeteries, ordinance and register."""

    code = models.CharField(max_length=5, unique=True, validators=[RegexValidator(r"^\d{5}$")])
    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=60, unique=True, validators=[validate_free_slug])
    address = models.CharField(max_length=150, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    opening_hours = models.CharField(max_length=150, blank=True)
    signer_name = models.CharField(max_length=100, blank=True)
    signer_title = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users out of an e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user who logs in with `email`."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who logs in: one unique identifier each (ENS op.acc.1)."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    is_county_technician = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.email


class Membership(models.Model):
    """What a user is in one town."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "municipality"], name="accounts_membership_one_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} ({self.municipality})"
