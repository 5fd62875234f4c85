"""Campaigns of letters, each letter as it was frozen, and what happened to it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cementiris.documents.models import DocumentTemplate
from cementiris.registry.models import Concession
from cementiris.tenancy.models import MunicipalityOwned


class CampaignStatus(models.TextChoices):
    """How far a campaign is."""

    DRAFT = "draft", _("En preparació")
    FROZEN = "frozen", _("Congelada")
    PRODUCED = "produced", _("Impresa")


class Campaign(MunicipalityOwned):
    """One round of letters to the holders of rights whose last day lies between two days, both included."""

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    ends_from = models.DateField()
    ends_until = models.DateField()
    on = models.DateField()
    status = models.CharField(max_length=10, choices=CampaignStatus.choices, default=CampaignStatus.DRAFT)
    template = models.ForeignKey(
        DocumentTemplate, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    left_out = models.JSONField(default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    frozen_at = models.DateTimeField(null=True)
    produced_at = models.DateTimeField(null=True)
    print_file = models.FileField(upload_to="campaigns", blank=True)
    print_sha256 = models.CharField(max_length=64, blank=True)
    page_count = models.PositiveIntegerField(default=0)

    class Meta(MunicipalityOwned.Meta):
        ordering: ClassVar[list[str]] = ["-year", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "year", "number"], name="notices_campaign_number"),
            models.UniqueConstraint(
                fields=["municipality", "ends_from", "ends_until", "on"], name="notices_campaign_asked_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_until__gte=models.F("ends_from")), name="notices_campaign_period"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Return the number as printed, such as 2026/4."""
        return f"{self.year}/{self.number}"

    def get_absolute_url(self) -> str:
        """Return the address of the campaign's page in the town that is open."""
        return reverse("notices:campaign", kwargs={"town": self.municipality.slug, "pk": self.pk})


class LetterStatus(models.TextChoices):
    """Where a letter stands."""

    PLANNED = "planned", _("Prevista")
    LEFT_OUT = "left_out", _("Treta")
    FROZEN = "frozen", _("Congelada")
    PRODUCED = "produced", _("Per enviar")
    POSTED = "posted", _("Sense resposta")
    DELIVERED = "delivered", _("Lliurada")
    RETURNED = "returned", _("Retornada")
    ANSWERED = "answered", _("Contestada")

    @classmethod
    def on_paper(cls) -> list[str]:
        """Return the states of a letter that was frozen."""
        return [cls.FROZEN, cls.PRODUCED, cls.POSTED, cls.DELIVERED, cls.RETURNED, cls.ANSWERED]

    @classmethod
    def unanswered(cls) -> list[str]:
        """Return the states of a letter that went out and of which nothing is known yet."""
        return [cls.PRODUCED, cls.POSTED]


class Outcome(models.TextChoices):
    """What the postal service, or the holder, did with a letter."""

    DELIVERED = "delivered", _("Lliurada")
    ABSENT = "absent", _("Absent")
    WRONG_ADDRESS = "wrong_address", _("Adreça incorrecta")
    REFUSED = "refused", _("Refusada")
    UNKNOWN_PERSON = "unknown_person", _("Persona desconeguda")
    DEAD_PERSON = "dead_person", _("Persona difunta")
    ANSWERED = "answered", _("Ha respost")


class Letter(MunicipalityOwned):
    """One letter of a campaign about one right. From the day it is frozen, `snapshot` is all it says."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="letters", db_index=False, db_constraint=False
    )
    concession = models.ForeignKey(
        Concession, on_delete=models.PROTECT, related_name="letters", db_index=False, db_constraint=False
    )
    status = models.CharField(max_length=10, choices=LetterStatus.choices, default=LetterStatus.PLANNED)
    number = models.PositiveIntegerField(null=True)
    recipient = models.CharField(max_length=250, blank=True)
    address = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=250, blank=True)
    expires_on = models.DateField()
    postal_order = models.CharField(max_length=400, blank=True)
    note = models.CharField(max_length=20, blank=True)
    snapshot = models.JSONField(default=dict)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    outcome_at = models.DateTimeField(null=True)
    attempt_count = models.PositiveSmallIntegerField(default=0)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "campaign", "concession"], name="notices_one_letter_a_right"
            ),
            models.UniqueConstraint(fields=["municipality", "campaign", "number"], name="notices_letter_number"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "concession"], name="notices_letter_right"),
            models.Index(fields=["municipality", "status"], name="notices_letter_status"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Return the number as printed and read by the barcode reader, such as 2026/4-009; "" before it is frozen."""
        return f"{self.campaign.code}-{self.number:03d}" if self.number else ""

    @property
    def has_address(self) -> bool:
        """Whether the letter can be posted."""
        return bool(self.address)


class LetterEvent(MunicipalityOwned):
    """One step of a letter, as it was entered; undoing adds a step, nothing is erased (R76)."""

    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="events", db_index=False, db_constraint=False
    )
    status_before = models.CharField(max_length=10, choices=LetterStatus.choices)
    status = models.CharField(max_length=10, choices=LetterStatus.choices)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    outcome_before = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    is_undo = models.BooleanField(default=False)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta(MunicipalityOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "letter", "-id"], name="notices_event_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.status_before} → {self.status}"
