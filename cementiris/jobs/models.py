"""How far a long piece of work is."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cementiris.tenancy.models import MunicipalityOwned


class Progress(MunicipalityOwned):
    """The state of one long piece of work, polled by its page; it survives a closed browser and a killed worker."""

    class State(models.TextChoices):
        """Where the work stands."""

        WAITING = "waiting", _("En cua")
        RUNNING = "running", _("En marxa")
        DONE = "done", _("Acabat")
        FAILED = "failed", _("Aturat")

    work = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done_count = models.IntegerField(default=0)
    total_count = models.IntegerField(default=0)
    message = models.TextField(blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "work", "subject_id"], name="jobs_progress_one_per_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work} {self.subject_id}: {self.done_count}/{self.total_count}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in {self.State.DONE, self.State.FAILED}
