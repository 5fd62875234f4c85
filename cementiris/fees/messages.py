"""What is said of a tariff that cannot be as it is."""

from django.utils.translation import gettext_lazy as _

OVERLAP = _(
    "Els dies d’aquesta tarifa se solapen amb els d’una altra de publicada. Canvieu-ne el primer dia o l’últim."
)
TURNED_ROUND = _("La tarifa acaba abans de començar: potser les dates estan intercanviades.")
OUT_OF_BOUNDS = _("Cap import no és negatiu, i un recàrrec o una reducció va de −100 a 100 per cent.")
USED = _("Ja s’ha cobrat algun acte amb aquesta tarifa: no es reescriu. Feu-ne una versió nova des d’un dia.")
TIE = _("Hi ha línies que valen per als mateixos casos i cap no és més concreta: no se sabria quin import és el bo.")
