"""An invented letter, with which a town sees what its wording looks like before it keeps it."""

from datetime import date
from typing import Any

from cementiris.accounts.models import Municipality
from cementiris.documents.kinds import long_date, town_snapshot

VALUES = {
    "sepultura_curta": "el nínxol 290",
    "sepultura": "Cementiri de Sant Pere, bloc C, fila 2, nínxol 290",
    "titular": "Mercè Serra i Roca",
    "titulars": "Mercè Serra i Roca",
    "salutacio": "Benvolguda senyora, benvolgut senyor,",
    "venciment": "19/01/2027",
    "verb_acabar": "acaba",
    "terminis": "per 5, 25 o 50 anys",
    "maxim": "50",
    "anys_perpetu": "99",
    "data_limit": "19/01/2027",
    "com_demanar": "Podeu fer-ho amb el full de resposta.",
    "norma": "Reglament del cementiri municipal",
}
"""What the letter says of the right; whoever stands in it is invented."""


def sample_letter(town: Municipality, on: date) -> dict[str, Any]:
    """The frozen text of a letter of the town that was never sent."""
    sender = town_snapshot(town)
    lines = [line for line in (sender["address"], sender["contact"]) if line]
    values = VALUES | {
        "ens": f"l’{sender['body']}",
        "adreca_ens": f" ({sender['address']})" if sender["address"] else "",
    }
    return {
        "number": "0000/0-000",
        "addressee": VALUES["titular"],
        "sender": {"name": sender["body"], "initial": sender["name"][:1], "lines": lines},
        "recipient": [VALUES["titular"], "Carrer Major, 3", "08999 Vilaclara"],
        "references": [["Expedient", "0000/0"], ["Data", long_date(on)]],
        "values": values,
        "conditions": {"herencia": False, "perpetu": False, "renovable": True},
        "facts": [["Sepultura", VALUES["sepultura"]], ["Títol", "1977/12"], ["Termini", "50 anys"]],
        "signature": [line for line in (f"{town.name}, {long_date(on)}", sender["signer_name"]) if line],
    }
