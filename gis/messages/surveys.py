"""The sentences of survey files: what is wrong, and what to do about it. Codes come from gis/surveys/refusals.py."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from gis.surveys.refusals import Issue, SurveyRefusedError

REFUSALS = {
    "no_such_file": _("No hi ha cap fitxer a %(path)s. Reviseu el camí i torneu-ho a provar."),
    "empty_file": _("El fitxer és buit. Torneu-lo a exportar i torneu-ho a provar."),
    "unknown_format": _(
        "No es poden llegir fitxers %(suffix)s. Deseu-lo com a shp (o zip amb el shp), gpkg, geojson, kml o dxf."
    ),
    "several_files": _(
        "Aquests fitxers no van junts: %(names)s. Porteu-los d’un en un; només les peces d’un shapefile "
        "(shp, shx, dbf i prj) es porten alhora."
    ),
    "other_database": _("El fitxer és una base de dades SQLite, però no un GeoPackage. Exporteu el plànol com a gpkg."),
    "dwg": _("Els dibuixos dwg no es poden llegir. Deseu-lo com a dxf (ASCII) des del programa de dibuix."),
    "binary_dxf": _("El dxf és binari. Deseu-lo com a dxf ASCII des del programa de dibuix."),
    "entities": _("El kml declara entitats, que no calen per a cap plànol i poden fer mal. Torneu-lo a exportar."),
    "locked": _("El zip està protegit amb contrasenya. Deseu-lo sense."),
    "gave_up": _(
        "El fitxer està trencat, o és tan gros o enrevessat que no s’ha pogut llegir en un minut. "
        "Exporteu-ne només les sepultures."
    ),
    "too_many_layers": _("El fitxer té %(count)s capes; se’n llegeixen %(most)s com a molt. Exporteu-ne les bones."),
    "too_many_positions": _(
        "Els contorns tenen més de %(most)s vèrtexs, massa per a un cementiri. "
        "Simplifiqueu-los o exporteu-ne la capa bona."
    ),
    "unreadable": _("No s’ha pogut llegir el fitxer: està trencat o no és del format que diu el seu nom."),
    "too_large": _("És massa gran per ser el plànol d’un cementiri. Exporteu-ne només les sepultures."),
    "nothing_zipped": _("Dins del zip no hi ha cap shp, gpkg, geojson, kml ni dxf."),
    "missing_parts": _("Al shapefile li falten peces: %(missing)s. Poseu-hi tots els fitxers (shp, shx, dbf i prj)."),
    "no_layers": _("El fitxer no té cap capa amb geometria."),
    "no_fields": _(
        "Cap capa no té cap camp ni text que pugui ser el codi de cada sepultura. "
        "Afegiu-l’hi i torneu a exportar el fitxer."
    ),
    "no_such_layer": _("No hi ha cap capa que es digui «%(layer)s». Les capes són: %(layers)s."),
    "choose_layer": _("El fitxer té més d’una capa. Trieu-ne una (a l’ordre, --layer): %(layers)s."),
    "no_features": _("La capa «%(layer)s» no té cap element."),
    "too_many_features": _(
        "La capa té %(count)s elements; un cementiri en té com a molt %(most)s. Trieu la capa bona."
    ),
    "no_such_field": _("No hi ha cap camp que es digui «%(field)s». Els camps són: %(fields)s."),
    "unknown_srid": _("No existeix cap sistema de coordenades EPSG:%(srid)s. El de Catalunya és el 25831."),
    "no_srid": _(
        "El fitxer no diu en quin sistema de coordenades està. Trieu-lo (a l’ordre, --srid; a Catalunya, 25831)."
    ),
    "no_srid_likely": _(
        "El fitxer no diu en quin sistema de coordenades està. Sembla EPSG:%(likely)s: "
        "trieu-lo (a l’ordre, --srid %(likely)s)."
    ),
    "looks_like": _(
        "Amb el sistema EPSG:%(srid)s el plànol cau lluny del municipi. El fitxer sembla EPSG:%(likely)s: "
        "trieu-lo (a l’ordre, --srid %(likely)s)."
    ),
    "swapped_axes": _("El fitxer té els eixos girats (nord abans que est). Gireu-los (a l’ordre, --swap-axes)."),
    "pixels": _(
        "Les coordenades (%(x)s, %(y)s) no són del terreny: semblen píxels o un dibuix local. Georeferencieu el plànol."
    ),
    "not_degrees": _(
        "Les coordenades (%(x)s, %(y)s) no poden ser graus. "
        "Trieu en quin sistema estan (a l’ordre, --srid; a Catalunya, 25831)."
    ),
    "off_the_map": _("Les coordenades cauen fora del mapa. Trieu un altre sistema de coordenades (a l’ordre, --srid)."),
    "bad_cemetery_name": _("El nom del cementiri ha de tenir entre 1 i 120 signes. Reviseu --cemetery."),
    "nothing_matches": _(
        "Cap element del fitxer (%(codes)s…) coincideix amb les %(units)s sepultures del cementiri (%(numbers)s…). "
        "Reviseu el camp del codi; no s’ha canviat res."
    ),
}

ISSUES = {
    "empty_geometry": _("No té geometria."),
    "not_an_area": _("No és ni un polígon ni un punt."),
    "no_code": _("No té codi."),
    "code_too_long": _("El codi passa de 40 signes."),
    "section_too_long": _("El nom de la secció passa de 80 signes."),
    "repeated_code": _("El codi es repeteix; val el de l’element %(first)s."),
    "off_the_map": _("Les seves coordenades cauen fora del mapa."),
    "mended_geometry": _("El polígon es creuava amb si mateix i s’ha arreglat."),
    "tiny_geometry": _("És més petit que un full de paper."),
    "huge_geometry": _("És més gran que qualsevol cementiri."),
    "outside_town": _("Cau a més de 10 km del municipi."),
    "far_from_town": _("Tot el plànol cau a %(km)s km del municipi. Comproveu que sigui el fitxer bo."),
    "from_ed50": _(
        "Era en ED50; s’ha passat a ETRS89 amb la transformació de l’ICGC, bona fins a %(cm)s cm a Catalunya."
    ),
    "from_ed50_by_grid": _("Era en ED50; s’ha passat a ETRS89 amb la reixa de transformació, bona fins a %(cm)s cm."),
    "two_places": _("Dues o més sepultures del registre tenen aquest codi: %(places)s. Digueu-ne el bloc al fitxer."),
    "taken": _("El seu lloc ja el té l’element %(first)s del fitxer."),
    "in_other_block": _("És de %(section)s però cau dins de %(other)s."),
    "outside_cemetery": _("Cau fora del recinte del cementiri, a %(metres)s m."),
    "overlaps": _("Es trepitja amb %(other)s: %(area)s m² de tots dos."),
    "overlaps_uncounted": _("Els elements es trepitgen tant que no s’han comptat tots."),
    "unmatched": _("No coincideix amb cap sepultura, secció ni cementiri del registre."),
}


def refusal_sentence(error: SurveyRefusedError) -> str:
    """Why the whole file is not taken, in the language of the reader."""
    code = "no_srid_likely" if error.code == "no_srid" and error.facts.get("likely") else error.code
    return _filled(str(REFUSALS[code]), error.facts)


def issue_sentence(issue: Issue) -> str:
    """What is wrong with one feature, in the language of the reader."""
    return _filled(str(ISSUES[issue.code]), issue.facts)


def _filled(sentence: str, facts: Mapping[str, object]) -> str:
    return sentence % facts if facts else sentence
