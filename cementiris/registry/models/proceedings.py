"""What takes its time: applications that wait for a decision, successors who must agree, caducity files."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cementiris.audit.history import tracked
from cementiris.documents.models import Document
from cementiris.registry.models.acts import Act, ActKind
from cementiris.registry.models.attachments import Attachment
from cementiris.registry.models.concessions import Concession
from cementiris.registry.models.people import Person
from cementiris.registry.models.places import BurialUnit
from cementiris.tenancy.models import MunicipalityOwned


class Decision(models.TextChoices):
    """How an application ended; none yet means that it waits, or that silence has refused it (R25)."""

    GRANTED = "granted", _("Estimada")
    REFUSED = "refused", _("Desestimada")
    WITHDRAWN = "withdrawn", _("Desistida")


@tracked()
class Application(MunicipalityOwned):
    """A request for an act as it came in at the registry; after `due_on` without decision silence refuses it (R25)."""

    kind = models.CharField(max_length=20, choices=ActKind.choices)
    unit = models.ForeignKey(
        BurialUnit, on_delete=models.PROTECT, related_name="applications", db_index=False, db_constraint=False
    )
    applicant = models.CharField(max_length=200)
    applicant_national_id = models.CharField(max_length=20, blank=True)
    contact = models.CharField(max_length=150, blank=True)
    entry_number = models.CharField(max_length=40, blank=True)
    entered_on = models.DateField()
    due_on = models.DateField()
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_act = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="applications", db_index=False, db_constraint=False
    )
    notes = models.TextField(blank=True)
    act = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(decision="", decided_on__isnull=True)
                | (~models.Q(decision="") & models.Q(decided_on__isnull=False)),
                name="r25_a_decision_has_its_day",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "decision", "due_on"], name="registry_application_due"),
            models.Index(fields=["municipality", "unit"], name="registry_application_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.applicant}"


class SuccessionBasis(models.TextChoices):
    """By what somebody succeeds a dead holder, in the order of the law (R17)."""

    BENEFICIARY = "beneficiary", _("Beneficiari designat")
    TESTAMENT = "testament", _("Hereu testamentari")
    LAW = "law", _("Hereu legal")


@tracked()
class Successor(MunicipalityOwned):
    """Somebody called to succeed a holder in one act: the one who becomes holder, or one who renounced (R18)."""

    concession = models.ForeignKey(
        Concession, on_delete=models.PROTECT, related_name="successors", db_index=False, db_constraint=False
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="successions", db_index=False, db_constraint=False
    )
    basis = models.CharField(max_length=12, choices=SuccessionBasis.choices)
    becomes_holder = models.BooleanField(default=False)
    renounced_on = models.DateField(null=True, blank=True)
    act = models.ForeignKey(
        Act, on_delete=models.PROTECT, related_name="successors", db_index=False, db_constraint=False
    )

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "act"],
                condition=models.Q(becomes_holder=True),
                name="r18_exactly_one_becomes_holder",
            ),
            models.CheckConstraint(
                condition=models.Q(becomes_holder=True) | models.Q(renounced_on__isnull=False),
                name="r18_the_others_have_renounced",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "concession"], name="registry_successor_right"),
            models.Index(fields=["municipality", "person"], name="registry_successor_person"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class LapseCause(models.TextChoices):
    """Why a right may be declared lapsed [S76]."""

    END_OF_TERM = "end_of_term", _("Fi del termini sense pròrroga")
    ABANDONMENT = "abandonment", _("Abandonament: anys sense pagar la taxa")
    RUIN = "ruin", _("Ruïna de la construcció")
    INSTALMENTS = "instalments", _("Impagament de terminis")


class LapseStatus(models.TextChoices):
    """Where a caducity file stands."""

    OPEN = "open", _("En tràmit")
    SUSPENDED = "suspended", _("Suspès per obres")
    DECLARED = "declared", _("Caducitat declarada")
    CLOSED = "closed", _("Arxivat")


@tracked()
class LapseFile(MunicipalityOwned):
    """The proceeding by which a right is declared lapsed, from its opening to its final decision (R32 to R39)."""

    concession = models.ForeignKey(
        Concession, on_delete=models.PROTECT, related_name="lapse_files", db_index=False, db_constraint=False
    )
    cause = models.CharField(max_length=12, choices=LapseCause.choices)
    status = models.CharField(max_length=10, choices=LapseStatus.choices, default=LapseStatus.OPEN)
    opened_on = models.DateField()
    declared_on = models.DateField(null=True, blank=True)
    final_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    act = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="lapse_files", db_index=False, db_constraint=False
    )

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "concession"],
                condition=models.Q(status__in=["open", "suspended"]),
                name="x30_one_open_file_per_right",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "concession"], name="registry_lapse_right"),
            models.Index(fields=["municipality", "status", "opened_on"], name="registry_lapse_status"),
        ]

    def __str__(self) -> str:
        return f"{self.get_cause_display()} {self.opened_on:%d/%m/%Y}"


class LapseStepKind(models.TextChoices):
    """What is done in a caducity file, in the order in which it is usually done."""

    REPORT = "report", _("Informe")
    NOTICE = "notice", _("Intent de notificació en paper")
    ELECTRONIC_NOTICE = "electronic_notice", _("Notificació electrònica")
    ADDRESS_CHECK = "address_check", _("Consulta del padró")
    ANNOUNCEMENT = "announcement", _("Anunci al BOE")
    ALLEGATION = "allegation", _("Al·legacions")
    ALLEGATION_ANSWER = "allegation_answer", _("Resposta a les al·legacions")
    PAYMENT = "payment", _("Pagament o ajornament")
    WORKS_TERM = "works_term", _("Termini per fer obres")
    WORKS_DONE = "works_done", _("Obres fetes")
    PHOTOGRAPH = "photograph", _("Fotografia de la sepultura")
    DECLARATION = "declaration", _("Resolució de caducitat")
    FINAL = "final", _("La resolució és ferma")
    CLOSING = "closing", _("Arxiu de l’expedient")


@tracked()
class LapseStep(MunicipalityOwned):
    """One thing done in a caducity file, with what came of it and until when it leaves somebody to answer."""

    file = models.ForeignKey(
        LapseFile, on_delete=models.PROTECT, related_name="steps", db_index=False, db_constraint=False
    )
    kind = models.CharField(max_length=20, choices=LapseStepKind.choices)
    on = models.DateField()
    at = models.TimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    due_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    attachment = models.ForeignKey(
        Attachment, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    document = models.ForeignKey(
        Document, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    act = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="lapse_steps", db_index=False, db_constraint=False
    )
    annulled = models.BooleanField(default=False)

    class Meta(MunicipalityOwned.Meta):
        ordering: ClassVar[list[str]] = ["on", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "file", "on"], name="registry_lapse_step_file"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"
