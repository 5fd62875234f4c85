"""Words that the register, the tariff and the plan share; the glossary of the field (docs/glossary.md)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """What a burial unit is (glossary, DOMAIN Annex A)."""

    NICHE = "niche", _("Nínxol")
    DOUBLE_NICHE = "double_niche", _("Nínxol doble")
    REDUCED_NICHE = "reduced_niche", _("Nínxol reduït")
    COLUMBARIUM = "columbarium", _("Columbari")
    URN_SPACE = "urn_space", _("Urna cinerària")
    TOMB = "tomb", _("Tomba")
    GRAVE_IN_EARTH = "grave_in_earth", _("Fossa")
    PANTHEON = "pantheon", _("Panteó")
    HYPOGEUM = "hypogeum", _("Hipogeu")
    CHAPEL = "chapel", _("Capella")
    PLOT = "plot", _("Parcel·la")
    OSSUARY = "ossuary", _("Ossera")
    COMMON_GRAVE = "common_grave", _("Fossa comuna")

    @classmethod
    def communal(cls) -> frozenset[str]:
        """Return the kinds that are the town's own: no right is ever granted on them."""
        return frozenset({cls.OSSUARY, cls.COMMON_GRAVE})
