"""What a tariff speaks of, with its words on screen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cementiris.fees.rules import Per


class Concept(models.TextChoices):
    """What is paid for (TRLRHL art. 20.4.p; DOMAIN 3)."""

    GRANT = "grant", _("Concessió")
    EXTENSION = "extension", _("Renovació")
    CONVERSION = "conversion", _("Conversió de la durada")
    BURIAL = "burial", _("Inhumació")
    EXHUMATION = "exhumation", _("Exhumació")
    RELOCATION = "relocation", _("Trasllat dins del cementiri")
    REDUCTION = "reduction", _("Reducció de restes")
    CLEARANCE = "clearance", _("Trasllat a l’ossera o a la fossa comuna")
    TRANSFER_INTER_VIVOS = "transfer_inter_vivos", _("Transmissió entre vius")
    TRANSFER_MORTIS_CAUSA = "transfer_mortis_causa", _("Transmissió per causa de mort")
    TRANSFER_PROVISIONAL = "transfer_provisional", _("Títol provisional")
    NAME_CHANGE = "name_change", _("Canvi de nom del titular")
    TITLE = "title", _("Expedició del títol")
    DUPLICATE = "duplicate", _("Duplicat del títol")
    HEADSTONE = "headstone", _("Làpida")
    WORKS = "works", _("Llicència d’obres")
    CONSERVATION = "conservation", _("Conservació anual")
    CERTIFICATE = "certificate", _("Certificat")


class RatePer(models.TextChoices):
    """What an amount is for."""

    UNIT = Per.UNIT.value, _("per acte")
    SQUARE_METRE = Per.SQUARE_METRE.value, _("per m²")
    YEAR = Per.YEAR.value, _("per any")


class Kinship(models.TextChoices):
    """How the new holder is related to the former one, as tariffs group it [S98]."""

    DIRECT = "direct", _("Pares, cònjuge i fills")
    SIBLINGS = "siblings", _("Germans")
    OTHER = "other", _("Qualsevol altra persona")


class RemainsKind(models.TextChoices):
    """In what form somebody is laid to rest; the register uses the same keys."""

    BODY = "body", _("Cadàver")
    REMAINS = "remains", _("Restes")
    ASHES = "ashes", _("Cendres")
    FOETAL = "foetal", _("Restes fetals")
    SURGICAL = "surgical", _("Restes quirúrgiques")
