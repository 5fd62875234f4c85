"""An invented act, with which a town sees what its wording looks like on paper before it keeps it."""

from datetime import date
from typing import Any

from cementiris.accounts.models import Municipality
from cementiris.documents.kinds import town_snapshot
from cementiris.documents.models import Document, DocumentTemplate

SAMPLE: dict[str, Any] = {
    "unit": "Cementiri de Sant Pere, bloc A, fila 3, nínxol 12 bis",
    "unit_kind": "Nínxol",
    "title_number": "2026/0001",
    "holder": "Mercè Serra i Roca",
    "holder_national_id": "00000000T",
    "holder_address": "Carrer Major, 3, 08999 Vilaclara",
    "previous_holder": "Josep Puig i Ferrer",
    "beneficiary": "Laia Comas i Serra",
    "substitute": "Pere Comas i Serra",
    "granted_on": "23/11/2026",
    "term": "50 anys",
    "expires_on": "23/11/2076",
    "previous_expires_on": "23/11/2026",
    "regulation": "Reglament del cementiri municipal",
    "deceased": "Josep Puig i Ferrer",
    "died_on": "21/11/2026, 18.40",
    "remains": "Cadàver",
    "at": "23/11/2026, 11.00",
    "licence": "2026/118, 22/11/2026",
    "destination": "Cementiri de Sant Pere, bloc B, fila 1, nínxol 4",
    "work": "Reducció de restes",
    "recipient": "Laia Comas i Serra",
    "cause": "Fi del termini sense pròrroga",
    "applicant": "Mercè Serra i Roca",
    "due_on": "23/12/2026",
    "replaces": "1950/0129",
    "provisional_until": "23/11/2046",
}
"""Everything that a paper may say; whoever stands in it is invented."""


def sample_document(kind: str, body: str, *, town: Municipality, on: date) -> Document:
    """A paper of the kind that was never issued, with a wording that was not kept. It has no number of its own."""
    return Document(
        municipality=town,
        kind=kind,
        year=on.year,
        number=0,
        template=DocumentTemplate(kind=kind, body=body),
        snapshot={**SAMPLE, "town": town_snapshot(town)},
        issued_on=on,
    )
