"""The forms of what is done on a title: beneficiary, change of name, duplicate, fee paid."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cementiris.registry.entries.rights import (
    BeneficiaryEntry,
    DuplicateCause,
    DuplicateEntry,
    FeesEntry,
    NameChangeEntry,
)
from cementiris.registry.forms.acts import ActForm, id_field, name_field
from cementiris.registry.forms.fields import DayField
from cementiris.registry.models import ActKind, Holding, HoldingRole
from cementiris.registry.queries import holdings_on, right_of

FIRST_YEAR = 1900


class TitleForm(ActForm):
    """An act on the title of the right over the unit, of today unless another day is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", f"{self.today:%d/%m/%Y}")
        right = right_of(self.unit, self.today)
        self.holdings: list[Holding] = list(holdings_on([right.pk], self.today)) if right else []

    @property
    def owners(self) -> list[Holding]:
        """Holder and co-holders."""
        return [row for row in self.holdings if row.role in HoldingRole.owners()]

    def offer_owners(self) -> None:
        """Let one of the owners be chosen; the only one is chosen beforehand."""
        field = self.fields["holding"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(row.pk), str(row)) for row in self.owners]
        if len(self.owners) == 1:
            self.initial.setdefault("holding", str(self.owners[0].pk))

    def chosen_owner(self) -> int | None:
        """The key of the owner chosen, or of the only one while the form has not been sent."""
        chosen = self.value("holding", "") if self.is_bound else self.initial.get("holding", "")
        return int(chosen) if chosen else None


class BeneficiaryForm(TitleForm):
    """Who is to follow the holder; the form begins with who stands there now."""

    act_kind = ActKind.BENEFICIARY
    whole_names = ("beneficiary_", "substitute_")
    judged = ("on", "beneficiary_surnames", "beneficiary_national_id")
    said_under: ClassVar[Mapping[str, str]] = {
        "R24": "beneficiary_surnames",
        "R24.dead": "unit",
        "X18": "beneficiary_national_id",
        "X23": "beneficiary_surnames",
    }
    typed = frozenset({"R24"})

    on = DayField(label=_("Es designa el"))
    beneficiary_given_name = name_field(_("Nom"))
    beneficiary_surnames = name_field(_("Cognoms"), max_length=110)
    beneficiary_national_id = id_field()
    substitute_given_name = name_field(_("Nom"))
    substitute_surnames = name_field(_("Cognoms"), max_length=110)
    substitute_national_id = id_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in self.holdings:
            if row.role in (HoldingRole.BENEFICIARY, HoldingRole.SUBSTITUTE):
                self.initial.update(_typed_as(row))

    def value(self, name: str, default: Any) -> Any:
        """What was typed; before that, what the form begins with."""
        return super().value(name, default) if self.is_bound else self.initial.get(name, default)

    def entry(self) -> BeneficiaryEntry:
        """What was typed, as far as it was understood."""
        return BeneficiaryEntry(
            on=self.value("on", self.today) if self.is_bound else self.today,
            beneficiary=self.person("beneficiary_"),
            substitute=self.person("substitute_"),
        )


def _typed_as(row: Holding) -> dict[str, str]:
    """A person as the fields would have them: the whole name in two parts that make it again."""
    given, text = row.person.given_name, row.text or str(row.person)
    is_apart = bool(given) and text.startswith(f"{given} ")
    return {
        f"{row.role}_given_name": given if is_apart else "",
        f"{row.role}_surnames": text[len(given) + 1 :] if is_apart else text,
        f"{row.role}_national_id": row.person.national_id,
    }


class NameChangeForm(TitleForm):
    """Another name for a holder who is the same."""

    act_kind = ActKind.NAME_CHANGE
    judged = ("on", "holding", "surnames")
    said_under: ClassVar[Mapping[str, str]] = {"X24": "surnames", "X24.nobody": "holding", "X24.dead": "holding"}
    awaited: ClassVar[Mapping[str, str]] = {"X24": "surnames"}

    holding = forms.ChoiceField(label=_("Qui canvia de nom"), widget=forms.RadioSelect)
    given_name = name_field(_("Nom nou"), help_text=_("En blanc si és una entitat"))
    surnames = name_field(_("Cognoms nous, o nom nou de l’entitat"), max_length=110)
    proof = name_field(_("Document que ho acredita"), help_text=_("Per exemple: resolució del Registre Civil 12/2026"))
    on = DayField(label=_("Es canvia el"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_owners()

    def entry(self) -> NameChangeEntry:
        """What was typed, as far as it was understood."""
        return NameChangeEntry(
            on=self.value("on", self.today),
            holding=self.chosen_owner(),
            given_name=self.value("given_name", ""),
            surnames=self.value("surnames", ""),
            proof=self.value("proof", ""),
        )


class DuplicateForm(TitleForm):
    """Another copy of the title, asked for by a holder."""

    act_kind = ActKind.DUPLICATE
    judged = ("on", "holding")
    said_under: ClassVar[Mapping[str, str]] = {"X25": "holding"}
    awaited: ClassVar[Mapping[str, str]] = {"X25": "holding"}

    holding = forms.ChoiceField(label=_("Qui el demana"), widget=forms.RadioSelect)
    cause = forms.ChoiceField(label=_("Per què"), choices=DuplicateCause.choices, widget=forms.RadioSelect)
    announced_in = name_field(_("Anunci publicat"), help_text=_("Per exemple: BOP de 12/11/2026"))
    on = DayField(label=_("S’expedeix el"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_owners()

    def entry(self) -> DuplicateEntry:
        """What was typed, as far as it was understood."""
        return DuplicateEntry(
            on=self.value("on", self.today),
            holding=self.chosen_owner(),
            cause=self.value("cause", ""),
            announced_in=self.value("announced_in", ""),
        )


class FeesForm(TitleForm):
    """The conservation fee as paid through a year."""

    act_kind = ActKind.FEES_PAID
    judged = ("on", "through")
    said_under: ClassVar[Mapping[str, str]] = {"X26": "through"}
    awaited: ClassVar[Mapping[str, str]] = {"X26": "through"}

    through = forms.IntegerField(label=_("Pagada fins a l’any"), min_value=FIRST_YEAR, max_value=9999)
    receipt = name_field(_("Rebut o justificant"), max_length=100)
    on = DayField(label=_("Es fa constar el"))

    def entry(self) -> FeesEntry:
        """What was typed, as far as it was understood."""
        return FeesEntry(
            on=self.value("on", self.today), through=self.value("through", None), receipt=self.value("receipt", "")
        )
