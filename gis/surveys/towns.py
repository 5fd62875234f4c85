"""Where a municipality lies, from the reference data."""

from cementiris.accounts.reference import municipalities
from gis.surveys.coordinates import TownBox

#: Around all of Catalonia, in degrees: enough to notice a wrong coordinate system in a town that nobody listed.
CATALONIA = TownBox(0.15, 40.5, 3.35, 42.9)


def box_of(code: str) -> TownBox:
    """The rectangle around the municipality with this INE code; around Catalonia for one it does not hold."""
    reference = municipalities().get(code)
    return TownBox(*reference.box) if reference else CATALONIA
