"""Maps that may lie behind the plan: pictures of the Institut Cartogràfic i Geològic de Catalunya (CC BY 4.0).

They come from outside, so that a page may ask for them only in a town that has turned them on; no other page changes.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gis.models import PlanSettings

HOST = "https://geoserveis.icgc.cat"
#: Web Mercator (EPSG:3857), the usual grid of z, x and y from the north west; pictures as far as zoom 20.
_TILES = HOST + "/servei/catalunya/mapa-base/wmts/{layer}/MON3857NW/{{z}}/{{x}}/{{y}}.png"


@dataclass(frozen=True)
class BaseMap:
    """One map behind the plan: its key, its name in the list, and where Leaflet fetches its pictures."""

    key: str
    name: str | Promise
    tiles: str


TOPOGRAPHIC = BaseMap("topo", _("Mapa topogràfic"), _TILES.format(layer="topografic"))
ORTHOPHOTO = BaseMap("orto", _("Ortofoto"), _TILES.format(layer="orto"))


def plan_settings() -> PlanSettings:
    """What the open town wants behind its plans; all off where nobody ever chose."""
    return PlanSettings.objects.first() or PlanSettings()


def base_maps(settings: PlanSettings) -> list[BaseMap]:
    """Those that a town has turned on: none unless it did."""
    offered = [(settings.has_topographic_map, TOPOGRAPHIC), (settings.has_orthophoto, ORTHOPHOTO)]
    return [base for is_on, base in offered if is_on]
