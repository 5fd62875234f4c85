"""The words of a tariff in a spreadsheet, Catalan and Spanish, without accents. Pure values."""

from collections.abc import Mapping

_HEADER_WORDS = {
    "concept": "concepte, concepto, acte, acto, servei, servicio",
    "label": "descripcio, descripcion, detall, detalle",
    "amount": "import, importe, preu, precio, euros, quota, cuota, import euros, importe euros, import en euros",
    "per": "es paga, se paga, per, por, unitat, unidad",
    "kinds": "classe, clase, classe de sepultura, clase de sepultura, classes de sepultura, tipus, tipo, sepultura",
    "variant": "modalitat, modalidad, variant, variante",
    "floors": "fila, pis, piso, files, filas",
    "built": "any de construccio, ano de construccion, construccio, construccion",
    "terms": "anys, anos, durada, duracion, durada en anys, duracion en anos, termini, plazo",
    "kinship": "parentiu, parentesco",
    "remains": "que s hi inhuma, restes, restos, que se inhuma",
    "resident": "empadronat, empadronado, empadronat al municipi",
    "article": "article, articulo, epigraf, epigrafe",
    "percent": "recarrec, recargo, percentatge, porcentaje, %, per cent, recarrec %, recargo %",
}
_VALUE_WORDS = {
    "concept": {
        "grant": "concessio, concesion, lloguer, alquiler",
        "extension": "renovacio, renovacion, prorroga",
        "conversion": "conversio de la durada, conversio, conversion",
        "burial": "inhumacio, inhumacion, enterrament, entierro",
        "exhumation": "exhumacio, exhumacion",
        "relocation": "trasllat dins del cementiri, trasllat, traslado",
        "reduction": "reduccio de restes, reduccio, reduccion, reduccion de restos",
        "clearance": "trasllat a l ossera o a la fossa comuna, trasllat a l ossera, traslado al osario",
        "transfer_inter_vivos": "transmissio entre vius, transmision entre vivos, transmision inter vivos",
        "transfer_mortis_causa": "transmissio per causa de mort, transmision por causa de muerte, mortis causa",
        "transfer_provisional": "titol provisional, titulo provisional",
        "name_change": "canvi de nom del titular, canvi de nom, cambio de nombre, canvi de titular, cambio de titular",
        "title": "expedicio del titol, titol, titulo, expedicion del titulo",
        "duplicate": "duplicat del titol, duplicat, duplicado",
        "headstone": "lapida, lapides, lapidas",
        "works": "llicencia d obres, obres, obras, licencia de obras",
        "conservation": "conservacio anual, conservacio, conservacion, conservacion anual",
        "certificate": "certificat, certificado",
        "*": "tots, todos, qualsevol, cualquiera",
    },
    "kinds": {
        "niche": "ninxol, nicho, ninxols, nichos",
        "double_niche": "ninxol doble, nicho doble",
        "reduced_niche": "ninxol reduit, nicho reducido",
        "columbarium": "columbari, columbario, columbaris, columbarios",
        "urn_space": "urna cineraria, urna",
        "tomb": "tomba, tumba",
        "grave_in_earth": "fossa, fosa",
        "pantheon": "panteo, panteon",
        "hypogeum": "hipogeu, hipogeo",
        "chapel": "capella, capilla",
        "plot": "parcel la, parcella, parcela",
        "ossuary": "ossera, osario",
        "common_grave": "fossa comuna, fosa comun",
    },
    "per": {
        "unit": "per acte, por acto, acte, acto",
        "square_metre": "per m2, m2, per m², m², por m2, metre quadrat, metro cuadrado",
        "year": "per any, any, por ano, ano, anual",
    },
    "kinship": {
        "direct": "pares conjuge i fills, padres conyuge e hijos, directe, directo",
        "siblings": "germans, hermanos",
        "other": "qualsevol altra persona, cualquier otra persona, altres, otros",
    },
    "remains": {
        "body": "cadaver, cos, cuerpo",
        "remains": "restes, restos",
        "ashes": "cendres, cenizas",
        "foetal": "restes fetals, restos fetales",
        "surgical": "restes quirurgiques, restos quirurgicos",
    },
    "resident": {"1": "si, s, x, 1", "0": "no, n, 0"},
}


def _by_word(words: Mapping[str, str]) -> dict[str, str]:
    return {word: key for key, listed in words.items() for word in [key.replace("_", " "), *listed.split(", ")]}


HEADERS: Mapping[str, str] = {word: field for field, listed in _HEADER_WORDS.items() for word in listed.split(", ")}
"""What a column is, by the word at its head."""
WORDS: Mapping[str, Mapping[str, str]] = {field: _by_word(words) for field, words in _VALUE_WORDS.items()}
"""What a cell means, by field."""
