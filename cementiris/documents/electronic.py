"""Papers for the screen and the file: HTML from a frozen snapshot, turned into tagged PDF/UA by WeasyPrint.

The only module that knows WeasyPrint, which is imported when the first paper is drawn: it takes a second.
"""

from functools import cache
from typing import Any

from django.template.loader import render_to_string

from cementiris.documents.faces import FACES, face_file
from cementiris.documents.kinds import long_date
from cementiris.documents.models import Document
from cementiris.documents.paper_wording import around_the_facts, shipped_wording


def draw_html(document: Document) -> str:
    """The paper as HTML: the wording it was issued with around the facts of its snapshot."""
    wording = document.template.body if document.template else shipped_wording(document.kind)
    before, after = around_the_facts(wording, document.snapshot)
    context = {
        "before": before,
        "after": after,
        "paper": document.snapshot,
        "code": document.code,
        "kind": document.get_kind_display(),
        "issued_on": long_date(document.issued_on),
        "created": document.issued_on.isoformat(),
        "faces": [(face.name, face_file(face).as_uri()) for face in FACES],
    }
    return render_to_string(f"documents/{document.kind}.html", context)


def draw_pdf(document: Document) -> bytes:
    """The paper as PDF/UA-1: tagged, in Catalan, every face embedded; the same paper always makes the same bytes."""
    from weasyprint import HTML

    html = HTML(string=draw_html(document), base_url="about:blank", url_fetcher=_fetcher())
    identifier = f"{document.municipality_id}-{document.kind}-{document.code}".encode()
    written: bytes = html.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return written


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher

    # A paper loads its faces from disk and nothing else: no name typed into a form can make the server call out.
    return URLFetcher(allowed_protocols=("file",))
