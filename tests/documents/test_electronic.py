"""Single papers: what the HTML says, and that the PDF is tagged, embedded and in Catalan."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from cementiris.accounts.models import Municipality
from cementiris.documents.electronic import draw_html, draw_pdf
from cementiris.documents.kinds import town_snapshot
from cementiris.documents.models import Document, DocumentKind

PERMITS = (DocumentKind.BURIAL_PERMIT, DocumentKind.EXHUMATION_PERMIT, DocumentKind.RELOCATION_PERMIT)
RIGHTS = (DocumentKind.TITLE, DocumentKind.RENEWAL)


def paper(kind: str, **changes: Any) -> Document:
    """A paper that was never saved: drawing needs no database."""
    town = Municipality(name="Vilaclara", address="Plaça Major, 1", postal_code="08999", signer_name="Rosa Vila")
    snapshot = {
        "town": town_snapshot(town),
        "unit": "Cementiri de Sant Pere, bloc A, fila 3, nínxol 12 bis",
        "unit_kind": "Nínxol",
        "deceased": "Mercè Col·lell i Puig",
        "remains": "Cadàver",
        "at": "24/11/2026, 11.00",
        "title_number": "1987/214",
        "holder": "Joan Prat <i> Comas",
        "expires_on": "19/01/2037",
        **changes,
    }
    return Document(kind=kind, year=2026, number=7, snapshot=snapshot, issued_on=date(2026, 11, 23), municipality_id=1)


@pytest.mark.parametrize("kind", [*PERMITS, *RIGHTS])
def test_each_paper_names_town_number_place_and_signer(kind: str):
    html = draw_html(paper(kind))
    for words in ("Ajuntament de Vilaclara", "2026/0007", "nínxol 12 bis", "Rosa Vila", "23 de novembre de 2026"):
        assert words in html


def test_what_was_typed_is_never_markup():
    html = draw_html(paper(DocumentKind.TITLE))
    assert "Joan Prat &lt;i&gt; Comas" in html


def test_a_permit_has_a_sheet_for_the_brigade_with_who_rests_there():
    html = draw_html(paper(DocumentKind.BURIAL_PERMIT, resting=[{"name": "Josep Puig", "since": ""}]))
    assert "Full per a la brigada" in html
    assert "Josep Puig" in html
    assert "data desconeguda" in html


def test_a_rule_that_was_overruled_stands_on_the_permit_with_its_reason():
    overruled = [{"rule": "R41", "sentence": "Més de 48 hores.", "reason": "Conservació acreditada."}]
    html = draw_html(paper(DocumentKind.BURIAL_PERMIT, overruled=overruled))
    assert "R41" in html
    assert "Conservació acreditada." in html


def test_what_is_not_known_leaves_no_empty_row():
    assert "Certificat de cremació" not in draw_html(paper(DocumentKind.BURIAL_PERMIT))


def test_the_pdf_is_tagged_in_catalan_and_the_same_each_time():
    document = paper(DocumentKind.BURIAL_PERMIT)
    content = draw_pdf(document)
    root = PdfReader(BytesIO(content)).trailer["/Root"]
    assert root["/Lang"] == "ca"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert content == draw_pdf(document)


def test_a_paper_never_calls_out():
    document = paper(DocumentKind.TITLE, unit='<img src="http://example.org/x.png">')
    assert draw_pdf(document).startswith(b"%PDF")
