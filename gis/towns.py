"""Where a municipality lies, from the reference data."""

from cementiris.accounts.reference import municipalities
from gis.coordinates import TownBox


def box_of(code: str) -> TownBox | None:
    """The rectangle around the municipality with this INE code; None for one that the reference data does not hold."""
    reference = municipalities().get(code)
    return TownBox(*reference.box) if reference else None
