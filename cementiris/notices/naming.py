"""How a letter names people and places: the name as one writes to somebody, the place as one finds it."""

import re
from collections.abc import Sequence

from cementiris.documents.kinds import of_name
from cementiris.registry.models import BurialUnit, Holding, UnitKind

WITH_ARTICLE = {
    UnitKind.NICHE: "el nínxol",
    UnitKind.DOUBLE_NICHE: "el nínxol doble",
    UnitKind.REDUCED_NICHE: "el nínxol reduït",
    UnitKind.COLUMBARIUM: "el columbari",
    UnitKind.URN_SPACE: "l’urna cinerària",
    UnitKind.TOMB: "la tomba",
    UnitKind.GRAVE_IN_EARTH: "la fossa",
    UnitKind.PANTHEON: "el panteó",
    UnitKind.HYPOGEUM: "l’hipogeu",
    UnitKind.CHAPEL: "la capella",
    UnitKind.PLOT: "la parcel·la",
    UnitKind.OSSUARY: "l’ossera",
    UnitKind.COMMON_GRAVE: "la fossa comuna",
}


_ESTATE = re.compile(r"^(?:hereus|herederos|hereders|hrus|hros|her)\.?\s+(?:de\s+|del\s+|d['’])?", re.IGNORECASE)


def addressee_of(holding: Holding) -> str:
    """To whom one writes about a right in this name: a dead holder's letter goes to the heirs."""
    name = str(holding.person)
    if is_for_heirs(holding):
        return f"Hereus {of_name(_ESTATE.sub('', name))}"
    if holding.is_widow:
        return holding.text or f"Vídua {of_name(name)}"
    return name


def is_for_heirs(holding: Holding) -> bool:
    """Whether the right stands in the name of somebody dead or of an estate (R12, R13)."""
    return holding.is_estate or (holding.person.is_dead and not holding.is_widow)


def and_list(words: Sequence[str], last: str = "i") -> str:
    """Words as Catalan lists them: Anna, Pere i Joan; 5, 25 o 50."""
    return f" {last} ".join(part for part in (", ".join(words[:-1]), words[-1]) if part) if words else ""


def short_place_of(unit: BurialUnit) -> str:
    """The unit in a sentence: el nínxol 12 bis, la tomba 4."""
    return f"{WITH_ARTICLE[UnitKind(unit.kind)]} {unit.number}".strip()
