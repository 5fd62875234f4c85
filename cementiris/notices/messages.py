"""The sentences of notices: notes on a letter, reasons for none, what to do next."""

from django.utils.translation import gettext_lazy as _

from cementiris.notices.rules import NextStep

NOTES = {
    "heirs": (_("Titular difunt: la carta va als hereus i primer cal el canvi de titular"), "R13"),
    "no_holder": (_("No se’n coneix el titular"), ""),
    "no_address": (_("Sense adreça: no es pot enviar per correu"), ""),
    "institution": (_("Entitat"), ""),
}
REASONS = {
    "extended": _("ja renovats"),
    "ended": _("ja acabats per renúncia, retrocessió o caducitat"),
    "followed": _("la sepultura ja té un altre dret"),
    "disputed": _("en conflicte amb un altre dret"),
    "annulled": _("anul·lats"),
}
STEPS = {
    ("R38", "check_roll"): _("Comproveu el padró abans del segon intent"),
    ("R57", "second_after_15"): _("Segon intent fins al %(by)s, després de les 15 h"),
    ("R57", "second_before_15"): _("Segon intent fins al %(by)s, abans de les 15 h"),
    ("R57", "edict"): _("Dos intents sense èxit: toca l’edicte"),
    ("R12", "transfer"): _("Cal el canvi de titular abans de renovar"),
}


def say(step: NextStep) -> str:
    """The sentence of a next step."""
    sentence = str(STEPS[step.rule, step.case])
    return sentence % {"by": f"{step.by:%d/%m/%Y}"} if step.by else sentence
