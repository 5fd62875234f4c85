"""From the command line: a file comes in, a report says what became of it, and the export shows what it made."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Cemetery, Concession, Movement, MovementKind, Person, Standing
from cementiris.tenancy.scope import municipality
from imports.models import ImportRow, SourceLink
from tests.imports.hands import HANDS
from tests.imports.hands.inventory import Inventory
from tests.imports.judge import shortfalls
from tests.imports.scoring import score_import
from tests.imports.test_pipeline import MAPPED

ROLL = "Bloc;Núm.;Fila;Titular;DNI;Títol;Data concessió;Anys;Difunts\n"


class Office:
    """The command line of a town hall, with a folder of files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def put_down(self, inventory: Inventory) -> list[Path]:
        return [self.write(file.name, file.content) for file in inventory.files]

    def bring_in(self, *files: Path, **options: Any) -> dict[str, Any]:
        report = self.folder / "report.json"
        where = {"municipality": "99001", "cemetery": "Cementiri vell", "commit": True, "report": report}
        call_command("import_register", *map(str, files), **where | options)
        return dict(json.loads(report.read_text(encoding="utf-8")))

    def hand_out(self) -> list[dict[str, Any]]:
        output = self.folder / "out.jsonl"
        call_command("export_register", municipality="99001", cemetery="Cementiri vell", output=output)
        return [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def office(vilaclara: Municipality, tmp_path: Path, settings: Any) -> Office:
    settings.MEDIA_ROOT = tmp_path / "media"
    return Office(tmp_path)


@pytest.fixture
def inside(vilaclara: Municipality) -> Iterator[None]:
    with municipality(vilaclara.pk):
        yield


@pytest.mark.parametrize(
    "hand",
    ["roll_with_a_sheet_per_block", "book_with_rows_that_take_out", "roll_in_ods_with_ranges", "drawn_elevation"],
)
def test_what_is_brought_in_is_what_is_handed_out(office: Office, hand: str) -> None:
    written = HANDS[hand](0)
    report = office.bring_in(*office.put_down(written))
    measured = score_import(office.hand_out(), report, written.truth)
    assert not shortfalls(measured)
    assert measured["persons kept apart"] == 1


def test_nothing_is_written_to_the_register_without_commit(office: Office) -> None:
    report = office.bring_in(office.write("roll.csv", ROLL + "A;1;1;Anna Mas;;;;;\n"), commit=False)
    assert report["rows"] == {"read": 1, "accepted": 1, "warned": 0, "refused": 0, "skipped": 1}
    with pytest.raises(CommandError):
        office.hand_out()


def test_the_same_file_twice_changes_nothing(office: Office, vilaclara: Municipality) -> None:
    (path,) = office.put_down(HANDS["roll_with_a_sheet_per_block"](0))
    office.bring_in(path)
    before = office.hand_out()
    office.bring_in(path)
    assert office.hand_out() == before


def test_a_longer_version_of_a_file_doubles_nobody(office: Office) -> None:
    first = ROLL + "A;1;1;Anna Mas Coll;;7;01/02/1950;50;Pere Mas (1950)\n"
    office.bring_in(office.write("a.csv", first))
    office.bring_in(office.write("b.csv", first + "A;2;1;Joan Pi Roca;;8;01/02/1960;50;Rita Pi (1961)\n"))
    lines = office.hand_out()
    assert [line["unit"]["number"] for line in lines] == ["1", "2"]
    assert [len(line["burials"]) for line in lines] == [1, 1]
    assert [len(line["concessions"]) for line in lines] == [1, 1]


def test_two_rights_over_one_unit_are_both_kept_and_the_later_is_disputed(
    office: Office, vilaclara: Municipality
) -> None:
    rows = "A;1;1;Anna Mas Coll;;7;01/02/1990;50;\nA;1;1;Pere Roca Pi;;9;01/02/1995;50;\n"
    report = office.bring_in(office.write("a.csv", ROLL + rows))
    assert report["rows"]["warned"] == 2
    (line,) = office.hand_out()
    assert [right["title_number"] for right in line["concessions"]] == ["7", "9"]
    with municipality(vilaclara.pk):
        assert set(Concession.objects.values_list("standing", flat=True)) == {Standing.ACCEPTED, Standing.DISPUTED}


def test_everybody_unknown_stays_somebody_else(office: Office, vilaclara: Municipality) -> None:
    rows = "A;1;1;DESCONEGUT;;7;01/02/1990;50;\nA;2;1;DESCONEGUT;;8;01/02/1990;50;\n"
    office.bring_in(office.write("a.csv", ROLL + rows))
    assert [right["holders"] for line in office.hand_out() for right in line["concessions"]] == [[], []]
    with municipality(vilaclara.pk):
        assert Person.objects.count() == 2


def test_one_document_is_one_person_however_spelled(office: Office) -> None:
    rows = "A;1;1;Mercè Mas Coll;12345678Z;7;01/02/1990;50;\nA;2;1;Mercedes Mas Coll;12345678Z;8;01/02/1990;50;\n"
    office.bring_in(office.write("a.csv", ROLL + rows))
    holders = [right["holders"][0] for line in office.hand_out() for right in line["concessions"]]
    assert len({holder["person"] for holder in holders}) == 1


def test_an_exhumation_in_a_book_empties_the_unit(office: Office, vilaclara: Municipality) -> None:
    book = "Ordre;Data inhumació;Cognoms i nom;Nínxol;Moviment\n"
    rows = "1;01/02/1950;MAS COLL, ANNA;10N;INHUMACIÓ\n2;03/04/1960;MAS, ANNA;010-N;EXHUMACIÓ\n"
    office.bring_in(office.write("llibre.csv", book + rows))
    (line,) = office.hand_out()
    assert [(burial["buried_on"], burial["exhumed_on"]) for burial in line["burials"]] == [("1950-02-01", "1960-04-03")]
    assert line["code_as_written"] == ["10N", "010-N"]
    with municipality(vilaclara.pk):
        kinds = Movement.objects.order_by("pk").values_list("kind", flat=True)
        assert list(kinds) == [MovementKind.BURIAL, MovementKind.EXHUMATION]


def test_a_mapping_brings_in_a_book_of_described_places(office: Office, vilaclara: Municipality) -> None:
    text = "id,first,last,where,lot,when\n1,Henry,Unknown,Old ground,Lot 7,12/21/98\n"
    text += "2,Ann,Lee,OLD GROUND,lot 7,1866-07-24\n"
    text += "3,Sam,Poe,Old-ground,Lot 7,1866-07-25\n4,Tom,Ray,,,2/4/21\n"
    mapping = office.write("mapping.json", json.dumps(MAPPED))
    path = office.write("graves.csv", text)
    office.bring_in(path, mapping=mapping)
    office.bring_in(office.write("again.csv", text + "5,Eve,Ray,,,2/4/21\n"), mapping=mapping)
    lines = office.hand_out()
    assert [(line["unit"]["block"], len(line["burials"])) for line in lines[:-1]] == [
        ("Old ground", 2),
        ("Old-ground", 1),
    ]
    assert lines[-1]["unit"] == {"block": None, "row": None, "number": None, "kind": None}
    assert [burial["text"] for burial in lines[-1]["burials"]] == ["Tom Ray", "Eve Ray"]


def test_every_fact_leads_back_to_the_row_that_told_it(office: Office, vilaclara: Municipality) -> None:
    office.bring_in(office.write("a.csv", ROLL + "A;0012;1;Anna Mas Coll;;7;01/02/1950;50;Pere Mas (1950)\n"))
    with municipality(vilaclara.pk):
        unit = BurialUnit.objects.get()
        links = SourceLink.objects.filter(unit=unit).select_related("row")
        assert {(link.row.sheet, link.row.row) for link in links} == {("a", 2)}
        assert {link.written for link in links} == {"0012", ""}
        assert ImportRow.objects.get(row=2).raw[1] == "0012"


def test_the_report_names_every_row_that_was_not_simply_accepted(office: Office) -> None:
    rows = "A;1;1;Anna Mas;12345678A;;;;\n;;;Pere Roca Pi;;;;;\nA;2;1;Joan Pi;;;;;\nTotal: 3\n"
    report = office.bring_in(office.write("a.csv", ROLL + rows))
    assert report["rows"] == {"read": 3, "accepted": 1, "warned": 1, "refused": 1, "skipped": 2}
    assert report["fates"] == {"warned": [["a", 2]], "refused": [["a", 3]], "skipped": [["a", 1], ["a", 5]]}
    assert {"sheet": "a", "row": 2, "code": "invalid_national_id"} in report["issues"]


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, b"Benvolgut senyor\n"])
def test_a_file_that_cannot_be_read_gets_one_sentence_and_leaves_nothing(
    office: Office, vilaclara: Municipality, content: bytes
) -> None:
    with pytest.raises(CommandError, match=r"roll\.xlsx.*\.$"):
        office.bring_in(office.write("roll.xlsx", content))
    with municipality(vilaclara.pk):
        assert not ImportRow.objects.exists()
        assert not Cemetery.objects.exists()


def test_a_mapping_with_a_slip_of_the_pen_is_told(office: Office) -> None:
    mapping = office.write("mapping.json", '{"colums": {}}')
    with pytest.raises(CommandError, match="colums"):
        office.bring_in(office.write("a.csv", ROLL + "A;1;1;Anna Mas;;;;;\n"), mapping=mapping)


def test_a_town_that_is_not_open_and_a_file_that_is_missing_are_told(office: Office) -> None:
    with pytest.raises(CommandError, match="99999"):
        office.bring_in(office.write("a.csv", ROLL), municipality="99999")
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        office.bring_in(office.folder / "nowhere.csv")


def test_two_books_that_both_count_from_one_lose_nobody_and_double_nobody(office: Office) -> None:
    book = "Ordre;Data inhumació;Cognoms i nom;Nínxol;Moviment\n"
    first = book + "1;01/02/1950;MAS COLL, ANNA;10N;INHUMACIÓ\n1;01/02/1951;DESCONEGUT;10N;INHUMACIÓ\n"
    second = book + "1;01/02/1970;ROCA PI, PERE;10N;INHUMACIÓ\n1;01/02/1970;ROCA PI, PERE;10N;INHUMACIÓ\n"
    for name, text in (
        ("a", first),
        ("b", second),
        ("c", first + "2;02/02/1950;PI, RITA;10N;INHUMACIÓ\n"),
        ("d", second + "\n"),
    ):
        office.bring_in(office.write(f"{name}.csv", text))
    (line,) = office.hand_out()
    names = [burial["text"] for burial in line["burials"]]
    assert names == ["MAS COLL, ANNA", "DESCONEGUT", "ROCA PI, PERE", "ROCA PI, PERE", "PI, RITA"]


def test_a_file_with_a_very_long_name_comes_in(office: Office) -> None:
    report = office.bring_in(office.write(f"{'padró ' * 25}.csv", ROLL + "A;1;1;Anna Mas;;;;;\n"))
    assert report["rows"]["accepted"] == 1
    assert len(office.hand_out()) == 1


def test_cells_far_too_long_are_shortened_and_stop_nothing(office: Office) -> None:
    header = "Bloc;Núm.;Fila;Columna;Titular;DNI;Adreça;CP;Telèfon;Correu;Títol;Data concessió;Anys;Difunts;Sexe\n"
    long = "Xena Àngela " * 60
    rows = f"{long};12 {long};99999;99999;{';'.join([long] * 6)};{long};01/02/1950;999;{long} (1950);{long}\n"
    rows += f"{long};;;;{long};;;;;;;;;;\nA;7;1;1;Pere Roca;;;;;;;;;;\n"
    report = office.bring_in(office.write("a.csv", header + rows))
    assert report["rows"]["read"] == 3
    assert "7" in [line["unit"]["number"] for line in office.hand_out()]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"report": Path("/proc/none/informe.json")}, "No s'ha canviat res"),
        ({"cemetery": " "}, "entre 1 i 120 signes"),
        ({"cemetery": "x" * 121}, "entre 1 i 120 signes"),
    ],
)
def test_what_cannot_be_kept_is_said_before_anything_is_brought_in(
    office: Office, vilaclara: Municipality, options: dict[str, Any], sentence: str
) -> None:
    roll = office.write("roll.csv", ROLL + "A;1;1;Anna Mas;;;;;\n")
    with pytest.raises(CommandError, match=sentence):
        call_command("import_register", roll, **{"municipality": "99001", "cemetery": "Vell", "commit": True} | options)
    with municipality(vilaclara.pk):
        assert not ImportRow.objects.exists()
        assert not Cemetery.objects.exists()


def test_a_death_to_come_is_told_and_hides_nobody(office: Office, vilaclara: Municipality) -> None:
    report = office.bring_in(office.write("a.csv", ROLL + "A;1;1;Anna Mas Coll;;7;01/02/1990;50;Pere Mas (2190)\n"))
    assert [issue["code"] for issue in report["issues"]] == ["impossible_date"]
    with municipality(vilaclara.pk):
        (burial,) = Movement.objects.select_related("deceased")
        assert (str(burial.on), str(burial.deceased.died_on)) == ("", "")
        assert burial.to_unit is not None
