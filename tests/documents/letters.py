"""A letter's snapshot for tests, with everything in it invented."""

from pathlib import Path
from typing import Any

BODY = (Path(__file__).parents[2] / "templates/documents/expiry_notice.txt").read_text(encoding="utf-8")


def letter_snapshot(**changes: Any) -> dict[str, Any]:
    """The letter to Rosa Prat about niche 290."""
    name = "Rosa Prat i Comas"
    values = {
        "sepultura_curta": "el nínxol 290",
        "sepultura": "Cementiri Vell, nínxol 290",
        "titular": name,
        "titulars": name,
        "salutacio": "Benvolguda senyora,",
        "venciment": "19/01/2027",
        "verb_acabar": "acaba",
        "terminis": "per 5, 25 o 50 anys",
        "maxim": "50",
        "anys_perpetu": "99",
        "data_limit": "19/01/2027",
        "com_demanar": "Podeu fer-ho amb el full de resposta.",
        "ens": "l’Ajuntament de Vilaclara",
        "adreca_ens": " (Plaça Major, 1)",
        "norma": "",
    }
    return {
        "number": "2026/4-009",
        "addressee": name,
        "sender": {"name": "Ajuntament de Vilaclara", "initial": "V", "lines": ["Plaça Major, 1, 08999 Vilaclara"]},
        "recipient": [name, "Av. de la Riera, 4", "08999 Vilaclara"],
        "references": [["Expedient", "2026/4"], ["Data", "22 de novembre de 2026"]],
        "values": values,
        "conditions": {"herencia": False, "perpetu": False, "renovable": True},
        "facts": [["Sepultura", "Cementiri Vell, nínxol 290"], ["NIF", "***4567**"], ["Termini", "25 anys"]],
        "signature": ["Vilaclara, 22 de novembre de 2026", "Montserrat Pujol i Vila", "Alcaldessa"],
        **changes,
    }
