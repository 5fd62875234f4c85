"""The sentences of what cannot be printed as it was asked for: what is wrong, and what to ask for instead."""

from django.utils.translation import gettext_lazy as _

from gis.prints.refusals import NotPrintable

SENTENCES = {
    "unreadable": _("A 1:%(scale)s els números no es podrien llegir. Trieu 1:%(readable)s o una escala més gran."),
    "cell_too_large": _(
        "A 1:%(scale)s no hi caben dues sepultures de costat en un full %(paper)s. Trieu una escala més petita."
    ),
    "too_many_sheets": _(
        "A 1:%(scale)s caldrien %(count)s fulls %(paper)s, i se n’imprimeixen %(most)s com a molt. "
        "Trieu una escala més petita o un full més gran."
    ),
    "no_units": _("Aquell dia no hi havia cap sepultura aquí. Trieu un altre dia o un altre bloc."),
    "nothing_drawn": _("D’aquest cementiri no hi ha res dibuixat al plànol. Dibuixeu-lo o porteu-hi un aixecament."),
    "plan_too_large": _(
        "A 1:%(scale)s aquesta part fa %(wide)s × %(tall)s cm i no cap en un full %(paper)s. "
        "Trieu una escala més petita, un full més gran o una part menor."
    ),
    "plan_fits_at": _(
        "A 1:%(scale)s aquesta part fa %(wide)s × %(tall)s cm i no cap en un full %(paper)s. "
        "Trieu 1:%(fitting)s o una part menor."
    ),
    "too_many_units": _("En aquesta part hi ha més de %(most)s sepultures. Trieu-ne una de més petita."),
    "none_chosen": _("No heu triat cap sepultura d’aquest cementiri. Trieu-les a l’alçat."),
    "too_many_chosen": _(
        "Heu triat %(count)s sepultures, i un full de feina en porta %(most)s com a molt. Feu-ne més d’un full."
    ),
}


def sentence_of(refusal: NotPrintable) -> str:
    """What is said to whoever asked for it."""
    return str(SENTENCES[refusal.code]) % refusal.facts
