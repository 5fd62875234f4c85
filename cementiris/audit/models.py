"""The access log."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from cementiris.tenancy.models import MunicipalityOwned


class AccessLog(MunicipalityOwned):
    """One reading of personal data, or one entry into a town by somebody from outside; never changed (R71)."""

    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)

    class Meta(MunicipalityOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "-at"], name="audit_access_town_at")
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type} {self.subject_id or ''}".strip()
