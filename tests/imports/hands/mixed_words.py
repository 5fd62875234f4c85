"""The words of which a seed chooses: headings of columns in Catalan and Castilian, and what stands in the cells."""

from __future__ import annotations

_Options = tuple[tuple[str, ...], tuple[str, ...]]

_BLOCK: _Options = (
    ("Bloc", "Sector", "Carrer", "Departament", "Illa", "Pati", "Zona", "Grup", "Mòdul", "Secció", "Recinte"),
    ("Bloque", "Sector", "Calle", "Departamento", "Manzana", "Patio", "Zona", "Grupo", "Módulo", "Sección", "Galería"),
)
_NUMBER: _Options = (
    ("Nínxol", "Núm. nínxol", "Número", "Núm.", "Nº nínxol", "Sepultura", "Núm. sepultura"),
    ("Nicho", "Nº nicho", "Número", "Nº", "Núm. nicho", "Sepultura", "Nº de nicho"),
)
_CODE: _Options = (
    ("Codi", "Nínxol", "Sepultura", "Ubicació", "Lloc", "Codi unitat", "Referència"),
    ("Código", "Nicho", "Sepultura", "Ubicación", "Lugar", "Referencia", "Localización"),
)
ROLL: dict[str, _Options] = {
    "block": _BLOCK,
    "number": _NUMBER,
    "code": _CODE,
    "kind": (("Tipus", "Classe", "Mena"), ("Tipo", "Clase", "Modalidad")),
    "state": (("Estat", "Situació", "Ocupació"), ("Estado", "Situación", "Ocupación")),
    "floor": (("Fila", "Pis", "Alçada", "Filera", "Nivell"), ("Fila", "Piso", "Altura", "Nivel", "Tramo")),
    "holder": (
        ("Titular", "Nom del titular", "Concessionari", "Propietari", "Nom i cognoms titular", "Titular actual"),
        (
            "Titular",
            "Nombre del titular",
            "Concesionario",
            "Propietario",
            "Nombre y apellidos titular",
            "Titular actual",
        ),
    ),
    "id": (("NIF", "DNI", "D.N.I.", "NIF titular", "Document"), ("NIF", "DNI", "D.N.I.", "NIF titular", "Documento")),
    "address": (("Adreça", "Domicili", "Direcció"), ("Dirección", "Domicilio", "Señas")),
    "phone": (("Telèfon", "Tel.", "Tlf."), ("Teléfono", "Tel.", "Tfno.")),
    "title": (
        ("Títol", "Núm. títol", "Núm. de títol", "Títol núm.", "Núm. expedient", "Expedient"),
        ("Título", "Nº título", "Núm. título", "Título nº", "Nº expediente", "Expediente"),
    ),
    "granted": (
        ("Data concessió", "Data títol", "Data d'atorgament", "Data adjudicació", "Concessió", "Data alta", "Inici"),
        (
            "Fecha concesión",
            "Fecha título",
            "F. otorgamiento",
            "Fecha adjudicación",
            "Concesión",
            "Fecha alta",
            "Inicio",
        ),
    ),
    "term": (("Anys", "Durada", "Termini", "Període", "Temps"), ("Años", "Duración", "Plazo", "Período", "Tiempo")),
    "ends": (
        ("Venciment", "Data venciment", "Caducitat", "Data fi", "Fins a", "Final", "Finalitza"),
        ("Vencimiento", "Fecha vencimiento", "Caducidad", "Fecha fin", "Hasta", "Final", "Finaliza"),
    ),
    "dead": (
        ("Difunts", "Inhumats", "Enterrats", "Ocupants", "Difunts inhumats", "Finats", "Restes inhumades"),
        ("Difuntos", "Inhumados", "Enterrados", "Ocupantes", "Fallecidos", "Finados", "Restos inhumados"),
    ),
    "notes": (("Observacions", "Notes", "Obs."), ("Observaciones", "Notas", "Obs.")),
}
BOOK: dict[str, _Options] = {
    "order": (("Núm.", "Ordre", "Núm. registre", "Registre"), ("Nº", "Orden", "Nº registro", "Nº orden")),
    "block": _BLOCK,
    "number": (("Nínxol", "Núm. nínxol", "Sepultura"), ("Nicho", "Nº nicho", "Sepultura")),
    "code": _CODE,
    "name": (
        ("Difunt", "Cognoms i nom", "Nom i cognoms", "Nom del difunt", "Finat"),
        ("Difunto", "Apellidos y nombre", "Nombre y apellidos", "Nombre del difunto", "Fallecido"),
    ),
    "given": (("Nom", "Nom de pila"), ("Nombre", "Nombre de pila")),
    "surname1": (("1r cognom", "Primer cognom", "Cognom 1"), ("1er apellido", "Primer apellido", "Apellido 1")),
    "surname2": (("2n cognom", "Segon cognom", "Cognom 2"), ("2º apellido", "Segundo apellido", "Apellido 2")),
    "surnames": (("Cognoms",), ("Apellidos",)),
    "born": (
        ("Data naixement", "Naixement", "Data de naixement", "Nascut"),
        ("Fecha nacimiento", "Nacimiento", "F. nacimiento", "Nacido"),
    ),
    "died": (
        ("Data defunció", "Defunció", "Data de mort", "Data òbit", "Mort el"),
        ("Fecha defunción", "Defunción", "F. fallecimiento", "Fecha óbito", "Falleció el"),
    ),
    "buried": (
        ("Data enterrament", "Data d'inhumació", "Inhumació", "Enterrat el", "Data sepultura"),
        ("Fecha enterramiento", "Fecha de inhumación", "Inhumación", "Enterrado el", "F. entierro"),
    ),
    "remains": (("Tipus", "Restes", "Tipus de restes", "Classe"), ("Tipo", "Restos", "Tipo de restos", "Clase")),
}
WORDS: tuple[dict[str, str], dict[str, str]] = (
    {
        "block": "Bloc",
        "town": "Ajuntament de Puigfosc",
        "roll": "Relació de nínxols",
        "book": "Llibre d'enterraments",
        "forever": "a perpetuïtat",
        "years": "anys",
        "note": "Avisar la família",
        "total": "Total nínxols",
        "legend": "Nota: les dates entre parèntesis són les de defunció.",
        "page": "Pàgina",
        "carried": "Suma i segueix",
        "nobody": "Desconegut",
        "ashes": "cendres de",
        "remains": "restes de",
        "body": "cos",
        "niche": "Nínxol",
        "floor": "Fila",
        "free": "Lliure",
        "occupied": "Ocupat",
        "expired": "Caducat",
    },
    {
        "block": "Bloque",
        "town": "Ayuntamiento de Villaclara",
        "roll": "Relación de nichos",
        "book": "Libro de enterramientos",
        "forever": "a perpetuidad",
        "years": "años",
        "note": "Avisar a la familia",
        "total": "Total nichos",
        "legend": "Nota: las fechas entre paréntesis son las de defunción.",
        "page": "Página",
        "carried": "Suma y sigue",
        "nobody": "Desconocido",
        "ashes": "cenizas de",
        "remains": "restos de",
        "body": "cuerpo",
        "niche": "Nicho",
        "floor": "Fila",
        "free": "Libre",
        "occupied": "Ocupado",
        "expired": "Caducado",
    },
)
BLOCK_NAMES = (
    ("A", "B"),
    ("1", "2"),
    ("Nord", "Sud"),
    ("Sant Pere", "Santa Anna"),
    ("I", "II"),
    ("AA", "BB"),
    ("C", "D"),
)
TABLE_FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "units": (("sepultures",), ("sepulturas",)),
    "titles": (("titols",), ("titulos",)),
    "dead": (("difunts",), ("difuntos",)),
    "unit": (("id", "sepult"), ("id", "sepult")),
    "title_id": (("id", "titol"), ("id", "titulo")),
    "dead_id": (("id", "difunt"), ("id", "difunto")),
    "block": (("bloc",), ("bloque",)),
    "number": (("numero",), ("numero",)),
    "floor": (("fila",), ("fila",)),
    "kind": (("tipus",), ("tipo",)),
    "title": (("num", "titol"), ("num", "titulo")),
    "holder": (("titular",), ("titular",)),
    "nif": (("nif",), ("nif",)),
    "granted": (("data", "conc"), ("fecha", "conc")),
    "years": (("anys",), ("anos",)),
    "end": (("data", "venc"), ("fecha", "venc")),
    "name": (("nom", "difunt"), ("nombre", "dif")),
    "born": (("data", "naix"), ("fecha", "nac")),
    "died": (("data", "def"), ("fecha", "def")),
    "buried": (("data", "inh"), ("fecha", "inh")),
}
CARD_KEYS: dict[str, _Options] = {
    "block": (("BLOC", "Sector", "Carrer"), ("BLOQUE", "Sector", "Calle")),
    "number": (("NÍNXOL", "Núm. nínxol", "Nínxol núm."), ("NICHO", "Nº nicho", "Nicho nº")),
    "floor": (("FILA", "Pis", "Alçada"), ("FILA", "Piso", "Altura")),
    "holder": (("TITULAR", "Propietari", "Concessionari"), ("TITULAR", "Propietario", "Concesionario")),
    "nif": (("DNI", "NIF"), ("DNI", "NIF")),
    "title": (("TÍTOL", "Núm. títol"), ("TÍTULO", "Nº título")),
    "granted": (("DATA CONCESSIÓ", "Concedit el"), ("FECHA CONCESIÓN", "Concedido el")),
    "term": (("DURADA", "Termini"), ("DURACIÓN", "Plazo")),
    "end": (("VENCIMENT", "Venç el"), ("VENCIMIENTO", "Vence el")),
    "dead": (("DIFUNTS", "Enterrats", "Ocupants"), ("DIFUNTOS", "Enterrados", "Inhumados")),
}
