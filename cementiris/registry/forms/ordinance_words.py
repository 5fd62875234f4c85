"""The words of the ordinance's form: its headings, and a label and where needed a hint for every choice."""

from django.utils.translation import gettext_lazy as _

GROUPS = (
    (_("L’ordenança"), ("valid_from", "regulation")),
    (
        _("Durada dels drets"),
        ("max_term_years", "allowed_term_years", "immediate_need_only", "resident_years_for_longest"),
    ),
    (
        _("Lloguers i pròrrogues"),
        (
            *("rental_max_years", "rental_total_years", "extension_min_years", "extension_max_years"),
            *("extension_total_years", "short_extension_min_years", "short_extension_max_years"),
            *("conversion_from_years", "conversion_to_years", "conversion_rate_percent", "conversion_only"),
        ),
    ),
    (
        _("Transmissions"),
        (
            *("mortis_causa_years", "late_succession", "kinship_degree", "affinity_degree", "cohabitation_years"),
            *("transfer_needs_fees_paid", "decision_months"),
            *("provisional_titles", "provisional_years", "provisional_title_age_years"),
        ),
    ),
    (
        _("Renúncia i retrocessió"),
        (
            *("renunciation_wait_years", "retrocession_short_years", "retrocession_short_left_years"),
            *("retrocession_long_within_years", "retrocession_when_emptied", "retrocession_wait_years"),
            *("retrocession_from_day", "retrocession_until_day", "retrocession_all_sign"),
        ),
    ),
    (
        _("Caducitat"),
        ("abandonment_years", "allegation_days", "allegation_days_of", "payment_days", "ruin_works_months"),
    ),
    (
        _("Enterraments i exhumacions"),
        (
            *("reopening_years", "reopening_years_group_1", "group_1_may_open"),
            *("season_from_month", "season_until_month", "burial_needs_fees_paid", "burial_without_title"),
            "capacity_is_strict",
        ),
    ),
    (
        _("Làpides, avisos i consulta pública"),
        ("headstone_months", "headstone_from_term_years", "reminder_months", "public_after_years"),
    ),
)
"""The headings of the page and the choices under each."""

LABELS = {
    "valid_from": _("Vigent des del dia"),
    "regulation": _("Nom de l’ordenança o reglament"),
    "max_term_years": _("Durada màxima d’un dret, pròrrogues incloses"),
    "allowed_term_years": _("Durades que es concedeixen, en anys"),
    "perpetual_years": _("Anys que dura un dret antic a perpetuïtat"),
    "immediate_need_only": _("Només es concedeix un dret quan hi ha algú per inhumar"),
    "resident_years_for_longest": _("Anys al padró per a la durada més llarga"),
    "rental_max_years": _("Fins a quants anys un dret és un lloguer"),
    "rental_total_years": _("Màxim d’un lloguer amb totes les pròrrogues, en anys"),
    "extension_min_years": _("Cada pròrroga d’un lloguer, mínim d’anys"),
    "extension_max_years": _("Cada pròrroga d’un lloguer, màxim d’anys"),
    "extension_total_years": _("Anys de pròrroga d’un lloguer, sumats"),
    "short_extension_min_years": _("Pròrroga curta, mínim d’anys"),
    "short_extension_max_years": _("Pròrroga curta, màxim d’anys"),
    "conversion_from_years": _("Es pot convertir un dret de tants anys"),
    "conversion_to_years": _("en un de tants anys"),
    "conversion_rate_percent": _("pagant aquest percentatge de la tarifa"),
    "conversion_only": _("El dret curt no es prorroga: es converteix o s’hi renuncia"),
    "mortis_causa_years": _("Anys per demanar la transmissió per causa de mort"),
    "late_succession": _("Si es demana fora de termini"),
    "kinship_degree": _("Entre vius, grau de parentiu per consanguinitat"),
    "affinity_degree": _("Entre vius, grau de parentiu per afinitat"),
    "cohabitation_years": _("Anys de convivència que ho permeten"),
    "transfer_needs_fees_paid": _("Per transmetre cal tenir la taxa al corrent"),
    "decision_months": _("Mesos per resoldre una sol·licitud"),
    "provisional_titles": _("Es donen títols provisionals"),
    "provisional_years": _("Anys que dura un títol provisional"),
    "provisional_title_age_years": _("Anys que ha de tenir el títol anterior"),
    "renunciation_wait_years": _("Per renunciar, anys des de l’última inhumació"),
    "retrocession_short_years": _("Un dret és curt fins a tants anys"),
    "retrocession_short_left_years": _("D’un dret curt es torna la part si queden més d’aquests anys"),
    "retrocession_long_within_years": _("D’un dret llarg es torna la part dins dels primers anys"),
    "retrocession_when_emptied": _("Un dret curt es retorna quan en surten les últimes restes"),
    "retrocession_wait_years": _("Per retornar el dret, anys des de l’última inhumació"),
    "retrocession_from_day": _("Es pot demanar des del dia"),
    "retrocession_until_day": _("fins al dia"),
    "retrocession_all_sign": _("Hi han de signar tots els cotitulars"),
    "abandonment_years": _("Anys seguits sense pagar que són abandonament"),
    "allegation_days": _("Dies per fer al·legacions"),
    "allegation_days_of": _("Com es compten"),
    "payment_days": _("Dies per pagar si no s’accepten"),
    "ruin_works_months": _("Mesos per fer obres en cas de ruïna"),
    "reopening_years": _("Anys abans de tornar a obrir una sepultura"),
    "reopening_years_group_1": _("Anys si hi reposa algú del grup sanitari I"),
    "group_1_may_open": _("Passats aquests anys, també s’hi pot obrir"),
    "season_from_month": _("No s’exhuma des del mes"),
    "season_until_month": _("fins al mes, inclòs"),
    "burial_needs_fees_paid": _("Per inhumar cal tenir la taxa al corrent"),
    "burial_without_title": _("Es pot inhumar sense títol a mà en els casos previstos"),
    "capacity_is_strict": _("La cabuda no es pot superar ni explicant-ho"),
    "headstone_months": _("Mesos per posar la làpida"),
    "headstone_from_term_years": _("en els drets de tants anys o més"),
    "reminder_months": _("Mesos d’antelació dels avisos"),
    "public_after_years": _("Anys fins que una inhumació surt a la consulta"),
}

NO_LIMIT = _("0 vol dir que no hi ha aquest límit.")
HINTS = {
    "allowed_term_years": _("Separades per comes, com ara 5, 25, 50."),
    "rental_max_years": _("0 vol dir que no n’hi ha, de lloguers."),
    "rental_total_years": NO_LIMIT,
    "extension_max_years": NO_LIMIT,
    "extension_total_years": NO_LIMIT,
    "short_extension_max_years": _("0 vol dir que no n’hi ha, de pròrrogues curtes."),
    "conversion_from_years": _("0 vol dir que no n’hi ha, de conversions."),
    "resident_years_for_longest": NO_LIMIT,
    "headstone_months": NO_LIMIT,
    "retrocession_wait_years": NO_LIMIT,
    "retrocession_from_day": _("Dia i mes, com ara 01/09. En blanc, tot l’any."),
}
"""What stands under a label."""
