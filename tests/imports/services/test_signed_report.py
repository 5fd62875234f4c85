"""The report to sign: a numbered paper that says what an import did, however large the import."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from cementiris.accounts.models import Municipality, User
from cementiris.documents.electronic import draw_html
from cementiris.documents.models import Document
from cementiris.documents.services import draw
from cementiris.tenancy.scope import municipality
from imports.errors import NotBroughtIn
from imports.models import BatchState, ImportBatch
from imports.services.commit import commit
from imports.services.fixing import fix_row, set_aside
from imports.services.signed_report import MOST_REFUSED, ROWS_AN_ISSUE, issue_report, reports_of
from imports.services.stage import check_again, read_again
from imports.services.words import answer
from tests.imports.office import row_of, staged

TODAY = date(2026, 11, 22)
FILE = (
    "Bloc;Núm.;Tipus de sepultura;Titular;DNI;Difunts\n"
    "A;1;Quadre;Anna Mas Pi;11111111A;\n"
    "A;2;Nínxol;Joan <b>Coll;22222222A;Pau Coll (1950)\n"
    ";;;;;Rosa Coll\n"
    "A;4;Nínxol;Pere Grau Sala;;\n"
    ";;;Lluís Bosch;;\n"
)


@pytest.fixture(autouse=True)
def private_files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def brought_in(batch: ImportBatch, actor: User | None = None) -> ImportBatch:
    return commit(batch, read_again(batch), actor=actor, at=datetime(2026, 11, 22, 12, tzinfo=UTC))


@pytest.fixture
def told(in_vilaclara: Municipality, aina_user: User) -> ImportBatch:
    """An import with a word explained, a cell corrected and a row set aside."""
    batch = staged(FILE)
    fix_row(batch, row_of(batch, 2), {4: "11111111H"}, aina_user)
    set_aside(batch, row_of(batch, 5), aina_user)
    check_again(batch, answer(batch, {"kind:quadre": "tomb"}, aina_user))
    return brought_in(batch, aina_user)


def test_it_says_files_counts_findings_decisions_and_who_signs(told: ImportBatch, aina_user: User) -> None:
    paper = issue_report(told, aina_user, TODAY)
    html = draw_html(paper)
    said = paper.snapshot
    assert said["files"][0][2].replace(" ", "") == told.files.get().sha256
    assert said["counts"][:4] == [
        ["Llegides", "4"], ["Acceptades", "1"], ["Acceptades amb avís", "1"], ["Refusades", "2"],
    ]  # fmt: skip
    assert {
        "what": "La lletra del document d’identitat no correspon a les xifres.",
        "count": "1",
        "rows": "a 3",
    } in said["issues"]
    assert ["quadre", "Tomba"] in said["words"]
    assert ["a 2", "DNI", "11111111A", "11111111H"] in said["corrections"]
    assert ["a 5", "", "", "S’ha deixat fora"] in said["corrections"]
    assert ["Sepultures noves", "2"] in said["outcome"]
    for words in ("Informe d’importació", "2026/0001", "Titular", "22/11/2026", "no diu de quina sepultura", "Vell"):
        assert words in html
    assert 'class="sign"' in html


def test_what_stands_in_the_files_is_never_markup(told: ImportBatch, aina_user: User) -> None:
    fix = told.fixes.exclude(column=None).get()
    type(fix).objects.filter(pk=fix.pk).update(text="<script>")
    assert "<script>" not in draw_html(issue_report(told, aina_user, TODAY))


def test_the_same_report_again_is_the_same_paper_and_an_undone_import_has_another(
    told: ImportBatch, aina_user: User
) -> None:
    first = issue_report(told, aina_user, TODAY)
    assert issue_report(told, aina_user, TODAY) == first
    told.state, told.undone_at = BatchState.UNDONE, datetime(2026, 11, 23, 9, tzinfo=UTC)
    told.save()
    second = issue_report(told, aina_user, date(2026, 11, 23))
    assert (second.code, second.snapshot["undone"]) == ("2026/0002", "23/11/2026")
    assert list(reports_of(told)) == [second, first]


def test_an_import_that_was_not_brought_in_has_no_report(in_vilaclara: Municipality, aina_user: User) -> None:
    with pytest.raises(NotBroughtIn):
        issue_report(staged(FILE), aina_user, TODAY)
    assert not Document.objects.exists()


def test_a_large_import_makes_a_paper_of_few_sheets(in_vilaclara: Municipality, aina_user: User) -> None:
    rows = [f"A;{at};Nínxol;Anna Mas {at};{at:08d}A;\n;;Nínxol;Joan {at};;\n" for at in range(1, 401)]
    batch = brought_in(staged(FILE.splitlines(keepends=True)[0] + "".join(rows)))
    paper = issue_report(batch, aina_user, TODAY)
    assert len(paper.snapshot["refused"]) == MOST_REFUSED
    assert "200 més" in paper.snapshot["refused_more"]
    assert all(line["rows"].count(";") <= ROWS_AN_ISSUE for line in paper.snapshot["issues"])
    assert len(PdfReader(BytesIO(draw(paper))).pages) < 15


def test_the_numbers_of_one_town_are_not_those_of_another(
    told: ImportBatch, puigfosc: Municipality, aina_user: User
) -> None:
    issue_report(told, aina_user, TODAY)
    with municipality(puigfosc.pk):
        assert not Document.objects.exists()
        other = brought_in(staged(FILE))
        assert issue_report(other, aina_user, TODAY).code == "2026/0001"
