"""The words and printed letters of the states of a burial unit, one table for chips, legends, walls and maps."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class StateLook:
    """How a state is named on screen and which letter stands for it on paper."""

    key: str
    word: str | Promise
    letter: str


#: In the order of the legend; `anomaly` is added to another state, it never stands alone.
STATES: tuple[StateLook, ...] = (
    StateLook("free", _("Lliure"), "L"),
    StateLook("conceded", _("Concedida, buida"), "C"),
    StateLook("occupied", _("Ocupada"), "O"),
    StateLook("soon", _("Venç aviat"), "V"),
    StateLook("expired", _("Vençuda"), "X"),
    StateLook("perpetual", _("A perpetuïtat"), "P"),
    StateLook("anomaly", _("Anomalia"), "!"),
    StateLook("out", _("Fora de servei"), "F"),
)

_BY_KEY = {look.key: look for look in STATES}


def look_of(state: str) -> StateLook:
    """The look of a state by its key; an unknown key is a mistake of ours and raises KeyError."""
    return _BY_KEY[state]
