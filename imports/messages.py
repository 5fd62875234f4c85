"""The sentences of the import, in Catalan, as the message catalogue seeks them; nothing here translates.

Each text may name values in braces; whoever shows it translates first and fills in afterwards.
"""

from __future__ import annotations


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogue and leave it as it is."""
    return text


UNREADABLE = {
    "empty_file": gettext_noop("El fitxer «{name}» és buit. Trieu el fitxer que conté les dades."),
    "too_large": gettext_noop(
        "El fitxer «{name}» ocupa {size} MB i el màxim és {limit} MB. Partiu-lo en parts més petites."
    ),
    "not_a_table": gettext_noop(
        "El fitxer «{name}» no és un full de càlcul ni un text amb columnes (sembla {found}). "
        "Deseu les dades com a .xlsx, .ods o .csv i torneu-ho a provar."
    ),
    "protected": gettext_noop(
        "El fitxer «{name}» està protegit amb contrasenya. Traieu-ne la contrasenya i torneu-lo a desar."
    ),
    "damaged": gettext_noop(
        "El fitxer «{name}» està malmès i no es pot llegir. Obriu-lo, torneu-lo a desar i proveu-ho de nou."
    ),
    "too_heavy": gettext_noop(
        "El fitxer «{name}» demana massa temps o memòria per obrir-lo. Deseu en un fitxer nou només les dades, sense "
        "imatges ni fulls que no calguin, i proveu-ho de nou."
    ),
    "bomb": gettext_noop(
        "El fitxer «{name}» s’infla fins a {size} MB en obrir-lo; el màxim és {limit} MB. Deseu-ne només les dades."
    ),
    "too_many_cells": gettext_noop(
        "El full «{sheet}» del fitxer «{name}» té {count} cel·les; el màxim és {limit}. Esborreu-ne les files i "
        "columnes buides."
    ),
    "truncated": gettext_noop(
        "El fitxer «{name}» s’acaba abans d’hora: diu que té {wanted} registres i n’hi ha {found}. Torneu-lo a copiar "
        "des de l’ordinador d’origen."
    ),
    "no_access_tool": gettext_noop(
        "Per llegir «{name}», una base de dades d’Access, cal el paquet mdbtools, que no és en aquest servidor. "
        "Demaneu-lo a qui el manté, o exporteu les taules a .xlsx."
    ),
    "too_many_sheets": gettext_noop(
        "El fitxer «{name}» té {count} fulls i el màxim és {limit}. Deseu en un fitxer nou només els del cementiri."
    ),
    "binary_workbook": gettext_noop(
        "El fitxer «{name}» és un llibre binari (.xlsb), que no es llegeix. Torneu-lo a desar com a .xlsx."
    ),
    "too_many_lines": gettext_noop(
        "El fitxer «{name}» té {count} línies i el màxim és {limit}. Partiu-lo en parts més petites."
    ),
    "too_many_columns": gettext_noop(
        "El full «{sheet}» del fitxer «{name}» té {count} columnes i el màxim és {limit}. Deixeu-hi només les que "
        "tenen dades."
    ),
    "entities": gettext_noop(
        "El fitxer «{name}» conté entitats XML, que no s’accepten. Torneu-lo a desar des del full de càlcul."
    ),
    "no_table": gettext_noop(
        "A «{name}» no s’hi ha trobat cap taula amb dades: cal una fila de capçalera amb els noms de les "
        "columnes i files a sota."
    ),
    "bad_mapping": gettext_noop("El fitxer de correspondències no és vàlid: {reason}."),
    "not_refused_rows": gettext_noop(
        "El fitxer «{name}» no és el full de les files refusades d’una importació. Torneu a pujar el que vau baixar, "
        "sense treure’n cap columna ni la primera fila."
    ),
    "rows_of_another": gettext_noop("El fitxer «{name}» és el full de files refusades d’una altra importació."),
    "added_row": gettext_noop(
        "El fitxer «{name}» té una fila afegida. Aquí només es corregeixen les files que hi havia: traieu-la, o bé "
        "afegiu-la al fitxer d’origen i porteu-lo com una importació nova."
    ),
    "unknown_row": gettext_noop(
        "El fitxer «{name}» diu la fila {row} del full «{sheet}», que no és d’aquesta importació. "
        "No canvieu les quatre primeres columnes."
    ),
    "not_found": gettext_noop("No es troba el fitxer «{name}»."),
}

ISSUES = {
    "duplicate_unit": gettext_noop("La mateixa sepultura surt dues vegades amb titulars diferents."),
    "duplicate_title": gettext_noop("El mateix número de títol surt amb titulars diferents."),
    "number_outside_block": gettext_noop("El número no és dins del bloc, que va del {first} al {last}."),
    "burial_before_birth": gettext_noop("La defunció o la inhumació és anterior al naixement."),
    "exhumation_before_burial": gettext_noop("L’exhumació és anterior a la inhumació."),
    "end_before_start": gettext_noop("El dret acaba abans de començar."),
    "expiry_mismatch": gettext_noop(
        "El venciment escrit no és la data de concessió més els anys: hauria de ser {expected}."
    ),
    "invalid_national_id": gettext_noop("La lletra del document d’identitat no correspon a les xifres."),
    "free_but_occupied": gettext_noop("Consta com a lliure i té difunts."),
    "burial_before_death": gettext_noop("La inhumació és anterior a la defunció."),
    "impossible_date": gettext_noop("La data «{text}» no existeix o és fora del període del cementiri."),
    "unreadable_date": gettext_noop("No s’entén la data «{text}»."),
    "unreadable_term": gettext_noop("No s’entén la durada «{text}»."),
    "unreadable_amount": gettext_noop("No s’entén l’import «{text}»: queda a la fila original."),
    "implausible_term": gettext_noop("La durada «{text}» no pot ser la d’un dret: no s’ha pres."),
    "ditto_mark": gettext_noop("«{text}» vol dir «el mateix que a dalt»: no s’ha copiat. Escriviu-hi el valor."),
    "unreadable_code": gettext_noop("No s’entén el codi de la sepultura «{text}»."),
    "unreadable_floor": gettext_noop("No s’entén el pis (fila) «{text}»."),
    "unknown_kind": gettext_noop("No es coneix la classe de sepultura «{text}»."),
    "unknown_state": gettext_noop("No s’entén l’estat «{text}»."),
    "unknown_movement": gettext_noop("No se sap què és «{text}»: es pren per una inhumació."),
    "unit_not_listed": gettext_noop("La sepultura «{text}» no és a la llista «{sheet}»."),
    "key_not_found": gettext_noop("El codi «{text}» no és a la llista «{sheet}»: no se sap de quina sepultura parla."),
    "person_not_found": gettext_noop("El codi de persona «{text}» no és a la llista «{sheet}»."),
    "no_unit": gettext_noop("La fila no diu de quina sepultura parla."),
    "place_unknown": gettext_noop("No consta el lloc: queda inhumat al cementiri, sense sepultura."),
    "nobody_named": gettext_noop("La fila no diu qui és el difunt."),
    "holder_deceased": gettext_noop("El titular consta com a difunt en aquesta sepultura."),
    "partial_date": gettext_noop("La data és incompleta o dubtosa."),
    "same_unit_again": gettext_noop("La mateixa sepultura amb el mateix titular surt més d’una vegada."),
    "set_aside": gettext_noop("L’heu deixada fora: no s’incorpora."),
    "block_range_doubtful": gettext_noop(
        "El bloc diu que va del {first} al {last} i en queden fora moltes sepultures: mireu si compta altres números."
    ),
    "implausible_age": gettext_noop("Hauria mort amb {years} anys: mireu les dates i l’edat."),
    "late_burial": gettext_noop("S’hauria inhumat {years} anys després de morir: potser ve d’un altre lloc."),
    "granted_in_future": gettext_noop("El dret s’hauria concedit el {day}, que encara no ha arribat."),
    "document_of_two": gettext_noop("El document {document} és d’una altra persona a la fila {row} de «{sheet}»."),
    "same_burial": gettext_noop("La mateixa inhumació és a la fila {row} de «{sheet}»: s’incorpora una sola vegada."),
    "over_capacity": gettext_noop("Hi constarien {count} difunts i l’ordenança hi dona lloc per a {room}."),
    "buried_twice": gettext_noop(
        "La mateixa persona consta inhumada el mateix dia en una altra sepultura, a la fila {row} de «{sheet}»."
    ),
    "two_units": gettext_noop(
        "Al registre hi ha més d’una sepultura amb aquest número ({kinds}): digueu de quina classe és."
    ),
    "other_kind": gettext_noop("Al registre, la sepultura amb aquest número és d’una altra classe: {kind}."),
    "unit_retired": gettext_noop("Al registre, aquesta sepultura es va donar de baixa el {day}."),
    "not_on_plan": gettext_noop(
        "Al registre, {place} no té cap sepultura amb aquest número. Corregiu-lo, o afegiu la sepultura al registre "
        "i torneu a llegir els fitxers."
    ),
    "other_holder": gettext_noop("Al registre, el dret vigent d’aquesta sepultura és de {holder}."),
    "holder_elsewhere": gettext_noop("Al registre, aquest titular consta a {unit}."),
    "title_elsewhere": gettext_noop("Al registre, aquest número de títol és el de {unit}, d’un altre titular."),
    "dead_before_grant": gettext_noop("Segons el registre, aquest titular va morir el {day}, abans de la concessió."),
    "buried_elsewhere": gettext_noop("Segons el registre, aquesta persona es va inhumar el mateix dia a {unit}."),
    "similar_person": gettext_noop("Potser és la mateixa persona que «{name}»: després podreu dir si ho és."),
    "changed_by_file": gettext_noop("El fitxer canvia el que deia el registre ({field}): «{old}» passa a «{new}»."),
    "touched_since": gettext_noop(
        "El fitxer diu «{new}» ({field}), però algú ha canviat aquesta entrada després d’incorporar-la: "
        "el registre conserva «{old}»."
    ),
    "exhumation_without_burial": gettext_noop("L’exhumació no té cap inhumació a la mateixa sepultura."),
}

SKIPPED = {
    "blank": gettext_noop("Fila en blanc"),
    "title": gettext_noop("Títol"),
    "header": gettext_noop("Capçalera"),
    "heading": gettext_noop("Encapçalament de bloc"),
    "total": gettext_noop("Totals"),
    "legend": gettext_noop("Llegenda o nota"),
    "index": gettext_noop("Índex de blocs"),
    "continuation": gettext_noop("Continuació de la fila anterior"),
    "no_table": gettext_noop("Full sense taula"),
    "deleted": gettext_noop("Registre esborrat a l’origen"),
}

NOTE_CODES = frozenset(
    {
        "holder_deceased",
        "partial_date",
        "same_unit_again",
        "unknown_state",
        "block_range_doubtful",
        "late_burial",
        "similar_person",
        "same_burial",
        "over_capacity",
        "changed_by_file",
        "unreadable_amount",
    }
)
"""Issues that tell the clerk something and leave the row accepted."""

REFUSING_CODES = frozenset({"no_unit", "key_not_found", "unreadable_code", "set_aside", "two_units", "not_on_plan"})
"""Issues with which a row cannot be brought in."""
