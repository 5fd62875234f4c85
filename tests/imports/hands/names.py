"""Names for invented people: each in Catalan and in Castilian, as two secretaries would write the same person."""

from __future__ import annotations

GIVEN_MEN = (
    ("Josep", "José"), ("Joan", "Juan"), ("Pere", "Pedro"), ("Jaume", "Jaime"), ("Miquel", "Miguel"),
    ("Francesc", "Francisco"), ("Antoni", "Antonio"), ("Lluís", "Luis"), ("Ramon", "Ramón"), ("Martí", "Martín"),
    ("Josep Maria", "José María"), ("Joan Baptista", "Juan Bautista"), ("Esteve", "Esteban"), ("Narcís", "Narciso"),
    ("Vicenç", "Vicente"), ("Enric", "Enrique"), ("Jordi", "Jorge"), ("Salvador", "Salvador"), ("Isidre", "Isidro"),
    ("Francesc Xavier", "Francisco Javier"), ("Àngel", "Ángel"), ("Manel", "Manuel"), ("Feliu", "Félix"),
    ("Climent", "Clemente"), ("Genís", "Ginés"), ("Pau", "Pablo"), ("Llorenç", "Lorenzo"), ("Baldiri", "Baudilio"),
)  # fmt: skip
GIVEN_WOMEN = (
    ("Maria", "María"), ("Montserrat", "Montserrat"), ("Dolors", "Dolores"), ("Carme", "Carmen"),
    ("Maria Rosa", "María Rosa"), ("Teresa", "Teresa"), ("Anna", "Ana"), ("Josepa", "Josefa"), ("Mercè", "Mercedes"),
    ("Maria Àngels", "María Ángeles"), ("Concepció", "Concepción"), ("Francesca", "Francisca"), ("Neus", "Nieves"),
    ("Assumpció", "Asunción"), ("Caterina", "Catalina"), ("Margarida", "Margarita"), ("Enriqueta", "Enriqueta"),
    ("Maria del Carme", "María del Carmen"), ("Rosa", "Rosa"), ("Pilar", "Pilar"), ("Eulàlia", "Eulalia"),
    ("Llúcia", "Lucía"), ("Antònia", "Antonia"), ("Joaquima", "Joaquina"), ("Remei", "Remedios"), ("Elvira", "Elvira"),
)  # fmt: skip
SURNAMES = (
    ("Puig", "Puch"), ("Vila", "Vila"), ("Serra", "Serra"), ("Roca", "Roca"), ("Soler", "Soler"), ("Riera", "Riera"),
    ("Planas", "Planas"), ("Coll", "Coll"), ("Mas", "Mas"), ("Vidal", "Vidal"), ("Casanovas", "Casanovas"),
    ("Torrent", "Torrent"), ("Font", "Fonts"), ("Ferrer", "Ferrer"), ("Bosch", "Bosch"), ("Sala", "Sala"),
    ("Prat", "Prat"), ("Camps", "Camps"), ("Costa", "Costa"), ("Ribas", "Ribas"), ("Figueras", "Figueras"),
    ("Giralt", "Giralt"), ("Batlle", "Batlle"), ("Pagès", "Pagés"), ("Solà", "Solá"), ("Domènech", "Doménech"),
    ("Gibert", "Gibert"), ("Quintana", "Quintana"), ("Rovira", "Rovira"), ("Comas", "Comas"), ("Freixa", "Freixa"),
    ("Castelló", "Castelló"), ("Brugués", "Brugués"), ("Massot", "Massot"), ("Oliveras", "Oliveras"),
    ("Geli", "Geli"), ("Fàbregas", "Fábregas"), ("Muntaner", "Montaner"), ("Sureda", "Sureda"), ("Xifré", "Xifré"),
    ("García", "García"), ("Martínez", "Martínez"), ("Fernández", "Fernández"), ("López", "López"), ("Ruiz", "Ruiz"),
    ("Moreno", "Moreno"), ("Jiménez", "Jiménez"), ("Navarro", "Navarro"), ("Ortega", "Ortega"), ("Muñoz", "Muñoz"),
    ("de la Fuente", "de la Fuente"), ("del Río", "del Río"), ("Sant Joan", "San Juan"), ("Ibáñez", "Ibáñez"),
    ("Illa", "Illa"), ("Capella", "Capella"), ("Hereu", "Hereu"), ("Abril", "Abril"), ("Cendra", "Cendra"),
    ("Fossas", "Fosas"), ("Iglesias", "Iglesias"), ("Pi", "Pi"), ("Carreras", "Carreras"), ("Vicens", "Vicens"),
    ("Martí", "Martí"), ("Andreu", "Andreu"), ("Puigdefàbregas", "Puigdefábregas"), ("Gil", "Gil"), ("Mir", "Mir"),
    ("Peña", "Peña"), ("Romero", "Romero"), ("Delgado", "Delgado"), ("Lozano", "Lozano"), ("Cano", "Cano"),
)  # fmt: skip
INSTITUTIONS = (
    ("Ajuntament", "Ayuntamiento"),
    ("Parròquia de Sant Esteve", "Parroquia de San Esteban"),
    ("Convent de Carmelites", "Convento de Carmelitas"),
    ("Confraria del Roser", "Cofradía del Rosario"),
)
STREETS = (
    "C/ Major, 12",
    "C/ Nou, 3",
    "Pl. de l'Església, 7",
    "Raval de Baix, 41",
    "Mas Pujolar s/n",
    "C/ del Forn, 22",
)
MONTHS = (
    ("gener", "enero"), ("febrer", "febrero"), ("març", "marzo"), ("abril", "abril"), ("maig", "mayo"),
    ("juny", "junio"), ("juliol", "julio"), ("agost", "agosto"), ("setembre", "septiembre"), ("octubre", "octubre"),
    ("novembre", "noviembre"), ("desembre", "diciembre"),
)  # fmt: skip
SHORT_MONTHS = (
    ("gen.", "ene."), ("febr.", "feb."), ("març", "mar."), ("abr.", "abr."), ("maig", "may."), ("juny", "jun."),
    ("jul.", "jul."), ("ag.", "ago."), ("set.", "sep."), ("oct.", "oct."), ("nov.", "nov."), ("des.", "dic."),
)  # fmt: skip
LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
