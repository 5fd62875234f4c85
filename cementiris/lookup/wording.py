"""A place in a cemetery said in words, for people who have never been there."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from cementiris.lookup.models import PublicEntry
from cementiris.registry.models import Section, UnitKind

FLOORS = (
    pgettext_lazy("pis", "primer"), pgettext_lazy("pis", "segon"), pgettext_lazy("pis", "tercer"),
    pgettext_lazy("pis", "quart"), pgettext_lazy("pis", "cinquè"), pgettext_lazy("pis", "sisè"),
    pgettext_lazy("pis", "setè"), pgettext_lazy("pis", "vuitè"), pgettext_lazy("pis", "novè"),
    pgettext_lazy("pis", "desè"),
)  # fmt: skip
COLUMNS = (
    pgettext_lazy("columna", "el primer"), pgettext_lazy("columna", "el segon"), pgettext_lazy("columna", "el tercer"),
    pgettext_lazy("columna", "el quart"), pgettext_lazy("columna", "el cinquè"), pgettext_lazy("columna", "el sisè"),
    pgettext_lazy("columna", "el setè"), pgettext_lazy("columna", "el vuitè"), pgettext_lazy("columna", "el novè"),
    pgettext_lazy("columna", "el desè"), pgettext_lazy("columna", "l’onzè"), pgettext_lazy("columna", "el dotzè"),
)  # fmt: skip
NOBODY_KNOWS_WHERE = gettext_lazy("En un lloc del cementiri que no consta")


def section_text(level: str, name: str) -> str:
    """The section as it is called: "Bloc Nord", not "Bloc BLOC NORD"."""
    return str(Section(level_name=level, name=name)) if name else ""


def unit_text(entry: PublicEntry) -> str:
    """Kind, number and section in one line: "Nínxol 258, bloc Sant Josep"."""
    if entry.unit_id is None:
        return str(NOBODY_KNOWS_WHERE)
    unit = f"{kind_text(entry)} {entry.unit_number}".strip()
    section = section_text(entry.section_level, entry.section_name)
    return f"{unit}, {section[0].lower()}{section[1:]}" if section else unit


def kind_text(entry: PublicEntry) -> str:
    """What kind of place it is."""
    return str(UnitKind(entry.unit_kind).label) if entry.unit_kind else ""


def year_text(entry: PublicEntry) -> str:
    """The year of death, or that of the burial where only this is known."""
    if entry.year_of_death is not None:
        return _("Va morir el %(year)s") % {"year": entry.year_of_death}
    if entry.year_of_burial is not None:
        return _("Inhumació del %(year)s") % {"year": entry.year_of_burial}
    return _("No consta l’any")


def position_text(floor: int, column: int) -> str:
    """Where to look on the wall: "El tercer pis des de terra, el desè començant per l’esquerra"."""
    return _("El %(floor)s pis des de terra, %(column)s començant per l’esquerra") % {
        "floor": FLOORS[floor - 1] if floor <= len(FLOORS) else f"{floor}",
        "column": COLUMNS[column - 1] if column <= len(COLUMNS) else pgettext("columna", "el número %s") % column,
    }


def distance_text(metres: float) -> str:
    """A walk from the gate, rounded as people say it."""
    step = 5 if metres < 50 else 10
    rounded = max(step, round(metres / step) * step)
    return _("A uns %(metres)s metres de l’entrada, en línia recta.") % {"metres": rounded}
