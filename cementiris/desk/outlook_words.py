"""The statement of an inventory in words: whether the free units last 10 and 25 years."""

from django.utils.translation import gettext as _

from cementiris.design.writing import whole_text
from cementiris.desk.forecast import Outlook
from cementiris.desk.inventory import FamilyOutlook, Horizon, Inventory


def statement(counted: Inventory) -> str:
    """How many units there are, and of which kinds: «1.196 sepultures: nínxol, 1.176; columbari, 20.»"""
    kinds = "; ".join(f"{str(kind.label).lower()}, {whole_text(count)}" for kind, count in counted.by_kind)
    return _("Sepultures: %(all)s (%(kinds)s). Persones que hi reposen: %(resting)s.") % {
        "all": whole_text(counted.total),
        "kinds": kinds or "–",
        "resting": whole_text(counted.resting_count),
    }


def outlook_in_words(seen: FamilyOutlook) -> str:
    """What is to be said of one family: at each horizon, and when it runs out."""
    said = [_horizon(horizon) for horizon in seen.horizons]
    year = seen.forecast.runs_out_in
    return " ".join([*said, _("S’acabarien l’any %(year)s.") % {"year": year}] if year else said)


def basis_in_words(seen: FamilyOutlook, returned: float) -> str:
    """What the projection of one family begins from."""
    return _(
        "Lliures ara: %(free)s. Se n’ocupen %(yearly)s l’any de mitjana. En els 25 anys s’acaben %(ending)s drets, i "
        "se suposa que en torna el %(returned)s %%."
    ) % {
        "free": whole_text(seen.trend.free),
        "yearly": f"{seen.yearly}".replace(".", ","),
        "ending": whole_text(seen.ending_count),
        "returned": f"{returned}".replace(".", ","),
    }


def _horizon(at: Horizon) -> str:
    told = {"years": at.years, "left": at.left, "low": at.low, "high": at.high, "lacking": at.lacking}
    if at.outlook is Outlook.ENOUGH:
        return _("N’hi ha prou per a %(years)s anys: en quedarien %(left)s.") % told
    if at.outlook is Outlook.TIGHT:
        return _("Per a %(years)s anys va just: en quedarien entre %(low)s i %(high)s.") % told
    if at.lacking:
        return _("No n’hi ha prou per a %(years)s anys: en faltarien %(lacking)s.") % told
    return _("En %(years)s anys hi hauria moments sense cap de lliure.") % told
