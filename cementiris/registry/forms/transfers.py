"""The forms of a transfer between the living, a succession and a provisional title."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from cementiris.registry.entries import PersonEntry
from cementiris.registry.entries.transfers import (
    HandoverEntry,
    HeirEntry,
    ProvisionalEntry,
    SuccessionEntry,
    TransferEntry,
)
from cementiris.registry.facts.transfers import death_of, designated, holder_of, ownership
from cementiris.registry.forms.acts import ActForm, email_field, id_field, name_field
from cementiris.registry.forms.fields import DayField, PartialDateField
from cementiris.registry.models import ActKind, PersonKind
from cementiris.registry.queries import laid_to_rest, ordinance_on, town_choices
from cementiris.registry.rules.transfer_facts import Basis, Tie
from cementiris.registry.rules.transfers import fees_are_paid

WHOLE, JOIN = "whole", "join"
HEIR_ROWS = 8
LONGEST_SURNAMES = 110
"""With the given name before them they fit into the name that the register keeps."""
SHOWN_HEIRS = 2
"""Rows for other heirs that the page shows at once; the rest unfold."""
FARTHEST_DEGREE = 20
TIES: Mapping[str, tuple[Tie, int | None]] = {
    "spouse": (Tie.SPOUSE, None),
    "direct": (Tie.BLOOD, 1),
    "sibling": (Tie.BLOOD, 2),
    "blood": (Tie.BLOOD, None),
    "affinity": (Tie.AFFINITY, None),
    "cohabitant": (Tie.COHABITANT, None),
    "other": (Tie.OTHER, None),
}
"""What the form offers, as what joins two persons and the degree that goes without saying."""
FAMILY = [
    ("spouse", _("Cònjuge o parella")),
    ("direct", _("Pare, mare, fill o filla")),
    ("sibling", _("Germà o germana")),
    ("blood", _("Un altre parent de sang")),
    ("affinity", _("Parent polític")),
]
TIE_CHOICES = [*FAMILY, ("cohabitant", _("Hi conviu")), ("other", _("Res de tot això"))]
BASIS_CHOICES = [
    (Basis.BENEFICIARY, _("Beneficiari designat al títol")),
    (Basis.TESTAMENT, _("Hereu per testament")),
    (Basis.LAW, _("Hereu segons la llei")),
]
DOCUMENT_CHOICES = [
    ("title", _("El títol")),
    ("last_wills", _("Certificat d’últimes voluntats")),
    ("will", _("Testament o declaració d’hereus")),
    ("death", _("Certificat de defunció")),
]
FEE_WORDS = {"spouse": "direct", "direct": "direct", "sibling": "siblings"}
"""The degrees that tariffs tell apart; the rest is "other"."""


class HandoverForm(ActForm):
    """Somebody becomes holder of the right over the unit."""

    said_under: ClassVar[Mapping[str, str]] = {
        "R21.unknown": "fees_checked", "R21.unpaid": "fees_checked", "X28": "surnames", "X29": "on", "X59": "unit",
    }  # fmt: skip
    awaited: ClassVar[Mapping[str, str]] = {"X29": "on", "X28": "surnames", "R1": "term", "R13": "surnames"}
    whole_names = ("", "beneficiary_")

    on = DayField(required=False, label=_("Es transmet el"), help_text=_("Per exemple: 22/11/2026"))
    term = forms.ChoiceField(required=False, label=_("Durada del dret nou"), widget=forms.RadioSelect)
    fees_checked = forms.BooleanField(
        required=False, label=_("He comprovat que la taxa de conservació està al corrent")
    )
    given_name = name_field(_("Nom"))
    surnames = name_field(_("Cognoms"), max_length=LONGEST_SURNAMES)
    national_id = id_field()
    address = name_field(_("Adreça"), max_length=150)
    postal_code = forms.RegexField(
        r"^\d{5}$", required=False, label=_("Codi postal"), error_messages={"invalid": _("Són cinc xifres.")}
    )
    locality = name_field(_("Població"))
    phone = name_field(_("Telèfon"), max_length=40)
    email = email_field(_("Adreça electrònica"))
    beneficiary_given_name = name_field(_("Nom"))
    beneficiary_surnames = name_field(_("Cognoms"), max_length=LONGEST_SURNAMES)
    beneficiary_national_id = id_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = ownership(self.unit, self.today)
        self.initial.setdefault("on", f"{self.today:%d/%m/%Y}")
        self.choose("term", self._terms())

    @property
    def takes_a_term(self) -> bool:
        """Whether the right is an old perpetual one, which the transfer ends (R5)."""
        return bool(self.held.concession and self.held.concession.perpetual)

    @property
    def asks_for_fees(self) -> bool:
        """Whether the register does not know of the yearly fee, and the town asks for it (R21)."""
        right = self.held.concession
        known = fees_are_paid(right.fees_paid_through, self.today) if right else None
        return known is None and ordinance_on(self.today).transfer_needs_fees_paid

    def _terms(self) -> list[tuple[str, str]]:
        years = town_choices(ordinance_on(self.today)).terms_for(self.unit.kind) if self.takes_a_term else ()
        return [(str(count), ngettext("%(count)s any", "%(count)s anys", count) % {"count": count}) for count in years]

    def choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Offer the choices in a field; a single one is chosen already."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if len(choices) == 1:
            self.initial.setdefault(name, choices[0][0])

    def owners(self) -> list[tuple[str, str]]:
        """Each owner of today, by the key of the holding."""
        return [(str(holding.pk), str(holding)) for holding in self.held.owners]

    def common(self) -> dict[str, Any]:
        """What every change of holder tells, as far as it was understood."""
        term = self.value("term", "")
        return {
            "on": self.value("on", None if self.is_bound else self.today),
            "recipient": self.person(),
            "beneficiary": replace(self.person("beneficiary_"), kind=PersonKind.NATURAL),
            "term_years": int(term) if term else None,
            "fees_checked": self.value("fees_checked", False),
        }

    def kin(self) -> tuple[Tie, int | None]:
        """What joins the two, and in which degree where that matters."""
        tie, degree = TIES.get(self.value("tie", ""), (Tie.UNTOLD, None))
        return tie, degree or self.value("degree", None)

    def fee_details(self) -> dict[str, Any]:
        """What the form knows of what a tariff may ask; of an heir it does not ask the kinship."""
        term, kin = self.value("term", ""), self.value("tie", "")
        details: dict[str, Any] = {"term_years": int(term) if term else None}
        return {**details, "kinship": FEE_WORDS.get(kin, "other") if kin else ""} if "tie" in self.fields else details

    def entry(self) -> HandoverEntry:
        """What was typed, as far as it was understood."""
        return HandoverEntry(**self.common())


def _degree_field() -> forms.IntegerField:
    return forms.IntegerField(
        required=False, min_value=1, max_value=FARTHEST_DEGREE, label=_("Grau de parentiu"),
        help_text=_("Només d’altres parents: nets i avis, 2; oncles i nebots, 3; cosins, 4"),
    )  # fmt: skip


class TransferForm(HandoverForm):
    """One transfer between the living."""

    act_kind = ActKind.TRANSFER
    judged = (
        "scope", "on", "fees_checked", "term", "surnames", "national_id", "tie", "degree", "cohabited_since",
        "co_surnames",
    )  # fmt: skip
    said_under: ClassVar[Mapping[str, str]] = {
        **HandoverForm.said_under, "X27": "scope", "R19": "tie", "R19.degree": "degree", "R19.blood": "degree",
        "R19.affinity": "degree", "R19.since": "cohabited_since", "R19.cohabitant": "cohabited_since",
        "X28.twice": "co_surnames",
    }  # fmt: skip
    awaited: ClassVar[Mapping[str, str]] = {**HandoverForm.awaited, "R19": "tie"}

    scope = forms.ChoiceField(label=_("Què es transmet"), widget=forms.RadioSelect, initial=WHOLE)
    tie = forms.ChoiceField(
        required=False, label=_("Què és del titular"), choices=TIE_CHOICES, widget=forms.RadioSelect
    )
    degree = _degree_field()
    cohabited_since = DayField(required=False, label=_("Conviuen des del"))
    co_given_name = name_field(_("Nom"))
    co_surnames = name_field(_("Cognoms"), max_length=LONGEST_SURNAMES)
    co_national_id = id_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = [(key, _("La part de %(name)s") % {"name": name}) for key, name in self.owners()]
        several = parts if len(parts) > 1 else []
        self.choose("scope", [(WHOLE, _("Tot el dret")), *several, (JOIN, _("S’hi afegeix un cotitular"))])

    def entry(self) -> TransferEntry:
        """What was typed, as far as it was understood."""
        scope = self.value("scope", WHOLE)
        tie, degree = self.kin()
        return TransferEntry(
            **self.common(),
            giver_id=int(scope) if scope.isdigit() else None,
            joins=scope == JOIN,
            co_holder=replace(self.person("co_"), kind=PersonKind.NATURAL),
            tie=tie,
            degree=degree,
            cohabited_since=self.value("cohabited_since", None),
        )


class AfterDeathForm(HandoverForm):
    """The right of a holder who has died; what the register knows of the death stands there already."""

    said_under: ClassVar[Mapping[str, str]] = {
        **HandoverForm.said_under, "X27": "died_on", "X27.nobody": "holder", "R15": "died_on", "R16": "died_on",
        "X57.death": "died_on", "X57.before": "on", "X57.asked": "asked_on",
    }  # fmt: skip
    awaited: ClassVar[Mapping[str, str]] = {**HandoverForm.awaited, "X27": "holder"}

    holder = forms.ChoiceField(required=False, label=_("Titular que ha mort"), widget=forms.RadioSelect)
    died_on = PartialDateField(
        required=False, label=_("Va morir el"), help_text=_("Si al registre ja hi consta, surt aquí")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("holder", self.owners())
        holding = holder_of(self.held, ProvisionalEntry())
        if holding:
            self.initial.setdefault("holder", str(holding.pk))
            known = PartialDate.parse_edtf(death_of(holding, self.unit)[0])
            self.initial.setdefault("died_on", known.display() if known.is_exact else known.edtf)

    def after_death(self) -> dict[str, Any]:
        """Whose right it is and when they died, as far as it was understood."""
        holder = self.value("holder", "") or self._first("holder")
        died = self.value("died_on", UNKNOWN_DATE)
        return {**self.common(), "holder_id": int(holder) if holder else None, "died": died}

    def _first(self, name: str) -> str:
        """Of a page that has just been opened, what it begins with."""
        return "" if self.is_bound else str(self.initial.get(name, ""))


def _heir_fields(number: int, today: date) -> dict[str, forms.Field]:
    renounced_on = DayField(required=False, label=_("Hi va renunciar el"))
    renounced_on.this_year = today.year
    return {
        f"heir{number}_given_name": name_field(_("Nom")),
        f"heir{number}_surnames": name_field(_("Cognoms"), max_length=LONGEST_SURNAMES),
        f"heir{number}_national_id": id_field(),
        f"heir{number}_basis": forms.ChoiceField(
            required=False, label=_("Per què és cridat a succeir"), choices=BASIS_CHOICES, initial=Basis.LAW
        ),
        f"heir{number}_renounced_on": renounced_on,
        f"heir{number}_died": forms.BooleanField(required=False, label=_("Va morir abans que el titular")),
    }


class SuccessionForm(AfterDeathForm):
    """One succession, with everybody else who is called to it."""

    act_kind = ActKind.SUCCESSION
    judged = (
        "holder", "died_on", "on", "asked_on", "fees_checked", "term", "surnames", "national_id", "basis", "documents",
        "heir1_surnames",
    )  # fmt: skip
    said_under: ClassVar[Mapping[str, str]] = {
        **AfterDeathForm.said_under, "R17": "basis", "R18": "heir1_surnames", "X28.twice": "heir1_surnames",
        "X56": "documents", "X57.renounced_later": "heir1_surnames", "X57.renounced_early": "heir1_surnames",
    }  # fmt: skip
    awaited: ClassVar[Mapping[str, str]] = {**AfterDeathForm.awaited, "R17": "basis", "R18": "surnames"}
    typed: ClassVar[frozenset[str]] = frozenset({"X56"})

    asked_on = DayField(required=False, label=_("Es va demanar el"), help_text=_("En blanc, el dia de la transmissió"))
    kind = forms.ChoiceField(
        label=_("Qui és"),
        required=False,
        choices=[(PersonKind.NATURAL, _("Una persona")), (PersonKind.INSTITUTION, _("Una entitat"))],
        initial=PersonKind.NATURAL,
        widget=forms.RadioSelect,
    )
    basis = forms.ChoiceField(label=_("Per què és cridat a succeir"), choices=BASIS_CHOICES, widget=forms.RadioSelect)
    later_will = forms.BooleanField(
        required=False, label=_("Un testament posterior al títol nomena una altra persona que el beneficiari")
    )
    documents = forms.MultipleChoiceField(
        required=False, label=_("S’hi ha aportat"), choices=DOCUMENT_CHOICES, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, HEIR_ROWS + 1):
            self.fields.update(_heir_fields(number, self.today))
        if named := designated(self.held.concession, self.today) if self.held.concession else []:
            first = named[0]
            surnames = " ".join(part for part in (first.surname1, first.surname2) if part)
            given = {"given_name": first.given_name, "surnames": surnames, "national_id": first.national_id}
            self.initial.update({**given, "basis": Basis.BENEFICIARY})

    def heir_rows(self) -> list[list[forms.BoundField]]:
        """The fields of each other heir, in the order of the page."""
        names = [list(_heir_fields(number, self.today)) for number in range(1, HEIR_ROWS + 1)]
        return [[self[name] for name in row] for row in names]

    def first_heirs(self) -> list[list[forms.BoundField]]:
        """The rows that the page shows at once."""
        return self.heir_rows()[:SHOWN_HEIRS]

    def further_heirs(self) -> list[list[forms.BoundField]]:
        """The rows that unfold."""
        return self.heir_rows()[SHOWN_HEIRS:]

    def has_further_heirs(self) -> bool:
        """Whether something was typed in a row that unfolds."""
        return any(self._heir(number) for number in range(SHOWN_HEIRS + 1, HEIR_ROWS + 1))

    def _heir(self, number: int) -> HeirEntry | None:
        person: PersonEntry = self.person(f"heir{number}_")
        if not person.text:
            return None
        return HeirEntry(
            person=person,
            basis=Basis(self.value(f"heir{number}_basis", Basis.LAW)),
            renounced_on=self.value(f"heir{number}_renounced_on", None),
            has_died=self.value(f"heir{number}_died", False),
        )

    def entry(self) -> SuccessionEntry:
        """What was typed, as far as it was understood."""
        heirs = (self._heir(number) for number in range(1, HEIR_ROWS + 1))
        basis = self.value("basis", "")
        return SuccessionEntry(
            **self.after_death(),
            asked_on=self.value("asked_on", None),
            basis=Basis(basis) if basis else None,
            heirs=tuple(heir for heir in heirs if heir),
            later_will=self.value("later_will", False),
            documents=tuple(self.value("documents", ())),
        )


class ProvisionalForm(AfterDeathForm):
    """One provisional title."""

    act_kind = ActKind.PROVISIONAL
    judged = (
        "holder", "died_on", "on", "fees_checked", "term", "surnames", "national_id", "movement", "degree",
        "published_on",
    )  # fmt: skip
    said_under: ClassVar[Mapping[str, str]] = {
        **AfterDeathForm.said_under, "R22.no_relative": "movement", "R22.relative": "movement", "R22.far": "degree",
        "R22.unpublished": "published_on", "R22.published": "published_on", "R22.published_later": "published_on",
    }  # fmt: skip

    movement = forms.ChoiceField(required=False, label=_("Parent que hi reposa"), widget=forms.RadioSelect)
    tie = forms.ChoiceField(required=False, label=_("Què n’és qui ho demana"), choices=FAMILY, widget=forms.RadioSelect)
    degree = _degree_field()
    published_on = DayField(required=False, label=_("Es va publicar el"))
    published_in = forms.CharField(required=False, max_length=150, label=_("On es va publicar"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = laid_to_rest(self.unit, self.today)
        self.choose("movement", [(str(row.pk), str(row.deceased)) for row in rows])

    def entry(self) -> ProvisionalEntry:
        """What was typed, as far as it was understood."""
        movement = self.value("movement", "")
        tie, degree = self.kin()
        return ProvisionalEntry(
            **self.after_death(),
            movement_id=int(movement) if movement else None,
            tie=tie,
            degree=degree,
            published_on=self.value("published_on", None),
            published_in=self.value("published_in", ""),
        )
