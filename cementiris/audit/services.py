"""Writing the access log."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from cementiris.audit.models import AccessLog


def log_access(user: AbstractBaseUser, action: str, subject: models.Model | None = None) -> AccessLog:
    """Record that `user` did `action` (read a paper, entered a town) on `subject`, in the town that is open."""
    label = subject._meta.label_lower if subject is not None else ""
    return AccessLog.objects.create(
        user_id=user.pk, action=action, subject_type=label, subject_id=subject.pk if subject is not None else None
    )
