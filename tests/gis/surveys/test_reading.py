"""Reading survey files: what is taken, what is refused with its reason, and that the counts always add up."""

import json
import math
import struct
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.affinity import translate
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from gis.surveys.coordinates import TownBox
from gis.surveys.packing import from_disk
from gis.surveys.reading import Survey, SurveyRequest, survey_of
from gis.surveys.refusals import SurveyRefusedError
from tests.gis.survey_files import here

#: An invented town near 2.4 E 41.7 N, and a corner of its cemetery in EPSG:25831.
TOWN = TownBox(2.35, 41.65, 2.45, 41.75)
EAST, NORTH = 450_000.0, 4_616_000.0
GRAVE = box(EAST, NORTH, EAST + 1.0, NORTH + 2.2)


def graves(count: int = 3) -> list[BaseGeometry]:
    return [translate(GRAVE, xoff=2 * index) for index in range(count)]


def survey_file(
    path: Path, geometries: Sequence[BaseGeometry | None], srid: int | None = 25831, **fields: object
) -> Path:
    columns = fields or {"codi": [str(index + 1) for index in range(len(geometries))]}
    frame = gpd.GeoDataFrame(columns, geometry=list(geometries), crs=srid)
    frame.to_file(path)
    return path


def read(
    path: Path, code_field: str = "codi", srid: int | None = None, layer: str | None = None, is_swapped: bool = False
) -> Survey:
    survey = survey_of(here(from_disk(path)), SurveyRequest(code_field, layer, srid, TOWN, is_swapped))
    assert survey.read_count == survey.accepted_count + survey.warned_count + survey.refused_count
    return survey


def refusal(path: Path, **options: object) -> SurveyRefusedError:
    with pytest.raises(SurveyRefusedError) as caught:
        read(path, **options)  # type: ignore[arg-type]
    return caught.value


def codes(survey: Survey) -> list[str]:
    return [issue.code for issue in survey.issues]


@pytest.mark.parametrize("name", ["tombes.gpkg", "tombes.shp", "tombes.geojson"])
def test_the_three_formats_come_in_whole(tmp_path: Path, name: str) -> None:
    srid = 4326 if name.endswith("geojson") else 25831
    source = gpd.GeoDataFrame({"codi": ["1", "2", "3"]}, geometry=graves(), crs=25831).to_crs(srid)
    source.to_file(tmp_path / name)
    survey = read(tmp_path / name)
    assert (survey.accepted_count, survey.warned_count, survey.refused_count) == (3, 0, 0)
    centre = survey.features[0].shape.centroid
    assert (centre.x, centre.y) == pytest.approx((EAST + 0.5, NORTH + 1.1), abs=0.01)


def test_a_zipped_shapefile_comes_in(tmp_path: Path) -> None:
    survey_file(tmp_path / "tombes.shp", graves())
    with zipfile.ZipFile(tmp_path / "tombes.zip", "w") as archive:
        for part in tmp_path.glob("tombes.[sdpc]*"):
            archive.write(part, f"carpeta/{part.name}")
    assert read(tmp_path / "tombes.zip").accepted_count == 3


def test_a_shapefile_without_its_table_is_refused(tmp_path: Path) -> None:
    survey_file(tmp_path / "tombes.shp", graves())
    (tmp_path / "tombes.dbf").unlink()
    assert refusal(tmp_path / "tombes.shp").facts == {"missing": ".dbf"}


def test_a_shapefile_without_prj_asks_for_the_srid_it_looks_like(tmp_path: Path) -> None:
    survey_file(tmp_path / "tombes.shp", graves())
    (tmp_path / "tombes.prj").unlink()
    error = refusal(tmp_path / "tombes.shp")
    assert (error.code, error.facts["likely"]) == ("no_srid", 25831)
    assert read(tmp_path / "tombes.shp", srid=25831).accepted_count == 3


def test_a_field_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    path = survey_file(tmp_path / "tombes.gpkg", graves(1), codi=["1"], fila=["2"])
    error = refusal(path, code_field="numero")
    assert (error.code, error.facts["fields"]) == ("no_such_field", "codi, fila")
    assert read(path, code_field="CODI").accepted_count == 1


def test_several_layers_need_a_choice_unless_one_has_the_field(tmp_path: Path) -> None:
    path = tmp_path / "cementiri.gpkg"
    for layer, field in (("tombes", "codi"), ("blocs", "bloc"), ("arbres", "codi")):
        frame = gpd.GeoDataFrame({field: ["1"]}, geometry=[GRAVE], crs=25831)
        frame.to_file(path, layer=layer)
    assert refusal(path).facts["layers"] == "tombes, blocs, arbres"
    assert read(path, code_field="bloc").layer == "blocs"
    assert read(path, layer="arbres").layer == "arbres"
    assert refusal(path, layer="camins").code == "no_such_layer"


@pytest.mark.parametrize("true_srid", [25830, 4326, 3857])
def test_a_wrong_srid_is_refused_with_the_right_one(tmp_path: Path, true_srid: int) -> None:
    moved = gpd.GeoSeries(graves(), crs=25831).to_crs(true_srid)
    path = survey_file(tmp_path / "tombes.gpkg", list(moved), srid=25831 if true_srid != 25831 else 25830)
    error = refusal(path)
    assert (error.code, error.facts["likely"]) == ("looks_like", true_srid)
    assert read(path, srid=true_srid).accepted_count == 3


def test_metres_in_a_geojson_are_recognised(tmp_path: Path) -> None:
    path = tmp_path / "tombes.geojson"
    feature = {"type": "Feature", "properties": {"codi": "1"}, "geometry": GRAVE.__geo_interface__}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert refusal(path).facts["likely"] == 25831


def test_swapped_axes_are_refused(tmp_path: Path) -> None:
    swapped = [Polygon([(y, x) for x, y in grave.exterior.coords]) for grave in graves()]  # type: ignore[attr-defined]
    assert refusal(survey_file(tmp_path / "tombes.gpkg", swapped)).code == "swapped_axes"


def test_pixels_are_refused(tmp_path: Path) -> None:
    pixels = [box(1200 + 40 * index, 800, 1230 + 40 * index, 860) for index in range(3)]
    assert refusal(survey_file(tmp_path / "tombes.gpkg", pixels)).code == "pixels"


def test_pixels_that_name_no_system_are_pixels_all_the_same(tmp_path: Path) -> None:
    survey_file(tmp_path / "tombes.shp", [box(1200, 800, 1230, 860)])
    (tmp_path / "tombes.prj").unlink()
    assert refusal(tmp_path / "tombes.shp").code == "pixels"


def test_a_file_that_names_no_system_and_fits_none_is_told_no_likely_one(tmp_path: Path) -> None:
    survey_file(tmp_path / "tombes.shp", [box(4_000_000, 9_000_000, 4_000_003, 9_000_003)])
    (tmp_path / "tombes.prj").unlink()
    error = refusal(tmp_path / "tombes.shp")
    assert (error.code, error.facts) == ("no_srid", {})


def test_an_unknown_srid_is_refused(tmp_path: Path) -> None:
    assert refusal(survey_file(tmp_path / "tombes.gpkg", graves()), srid=999999).code == "unknown_srid"


def test_a_file_from_far_away_comes_in_with_a_warning(tmp_path: Path) -> None:
    far = gpd.GeoSeries([box(33.848, 49.202, 33.84801, 49.20202)], crs=4326)
    survey = read(survey_file(tmp_path / "tombes.geojson", list(far), srid=4326))
    assert codes(survey) == ["far_from_town"]
    assert (survey.accepted_count, survey.issues[0].facts["km"]) == (1, pytest.approx(2550, abs=60))


def test_one_feature_far_from_the_others_is_pointed_out(tmp_path: Path) -> None:
    survey = read(survey_file(tmp_path / "tombes.gpkg", [*graves(2), translate(GRAVE, xoff=80_000)]))
    assert [(issue.code, issue.feature) for issue in survey.issues] == [("outside_town", 3)]
    assert survey.warned_count == 1


def test_each_faulty_feature_is_reported_and_the_others_come_in(tmp_path: Path) -> None:
    bow_tie = Polygon([(EAST, NORTH), (EAST + 2, NORTH + 2), (EAST + 2, NORTH), (EAST, NORTH + 2)])
    shapes = [GRAVE, None, LineString([(EAST, NORTH), (EAST + 1, NORTH)]), bow_tie, GRAVE, GRAVE, Point(EAST, NORTH)]
    survey = read(survey_file(tmp_path / "t.gpkg", shapes, codi=["1", "2", "3", "4", None, "01", "7"]))
    assert [(issue.feature, issue.code) for issue in survey.issues] == [
        (2, "empty_geometry"), (3, "not_an_area"), (4, "mended_geometry"), (5, "no_code"), (6, "repeated_code"),
    ]  # fmt: skip
    assert (survey.read_count, survey.accepted_count, survey.warned_count, survey.refused_count) == (7, 2, 1, 4)
    assert all(feature.shape.is_valid for feature in survey.features)


def test_heights_are_dropped(tmp_path: Path) -> None:
    tall = Polygon([(x, y, 412.5) for x, y in GRAVE.exterior.coords])
    survey = read(survey_file(tmp_path / "tombes.gpkg", [tall]))
    assert not survey.features[0].shape.has_z


def test_sections_rows_and_columns_are_found_and_sorted_as_people_do(tmp_path: Path) -> None:
    path = survey_file(
        tmp_path / "t.gpkg", graves(4), codi=["a", "b", "c", "d"],
        Secció=["10", "2", "2", "2"], Fila=["1", "10", "2", "2"], Columna=["1", "1", "10", "9"],
    )  # fmt: skip
    survey = read(path)
    assert [feature.code for feature in survey.features] == ["d", "c", "b", "a"]
    assert (survey.features[0].section, survey.features[0].row, survey.features[0].column) == ("2", "2", "9")


def test_the_same_code_in_two_sections_is_two_graves(tmp_path: Path) -> None:
    path = survey_file(tmp_path / "t.gpkg", graves(2), codi=["1", "1"], zona=["A", "B"])
    assert read(path).accepted_count == 2


def test_names_that_do_not_fit_are_reported(tmp_path: Path) -> None:
    path = survey_file(tmp_path / "t.gpkg", graves(3), codi=["1", "9" * 41, "3"], zona=["A", "A", "Z" * 81])
    assert codes(read(path)) == ["code_too_long", "section_too_long"]


def test_signs_that_cannot_be_printed_are_dropped(tmp_path: Path) -> None:
    assert read(survey_file(tmp_path / "t.geojson", graves(1), codi=["12\u0007\tbis"], srid=25831)).features[
        0
    ].code == ("12 bis")


def test_numeric_codes_lose_their_decimals(tmp_path: Path) -> None:
    assert read(survey_file(tmp_path / "t.gpkg", graves(2), codi=[12.0, 13.0])).features[0].code == "12"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("buit.geojson", b"", "empty_file"),
        ("res.geojson", b'{"type":"FeatureCollection","features":[]}', "no_features"),
        ("foto.gpkg", b"\x89PNG\r\n\x1a\n" + b"0" * 200, "unreadable"),
        ("foto.zip", b"\x89PNG\r\n\x1a\n" + b"0" * 200, "unreadable"),
        ("trencat.geojson", b'{"type":"FeatureCollection","features":[{"type"', "unreadable"),
        ("llista.xlsx", b"PK", "unknown_format"),
    ],
)
def test_what_is_not_a_survey_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path).code == code


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.gpkg").code == "no_such_file"


def test_ed50_comes_to_its_place_by_the_published_similarity(tmp_path: Path) -> None:
    """The ICGC publishes the shift between both systems in zone 31; here it is reckoned by hand, to the millimetre."""
    old = survey_file(tmp_path / "t.gpkg", [Point(450_093.0, 4_616_204.0)], srid=23031)
    survey = read(old)
    (issue,) = survey.issues
    assert (issue.code, issue.facts["cm"]) == ("from_ed50", 5)
    scale, angle = 1.0000015504, math.radians(-1.56504 / 3600)
    east = -129.549 + scale * (450_093.0 * math.cos(angle) - 4_616_204.0 * math.sin(angle))
    north = -208.185 + scale * (450_093.0 * math.sin(angle) + 4_616_204.0 * math.cos(angle))
    found = survey.features[0].shape.centroid
    assert (found.x, found.y) == pytest.approx((east, north), abs=0.001)


def test_a_grid_that_the_operator_gives_is_used_and_said(tmp_path: Path) -> None:
    """A grid of one constant shift, under the ICGC's name; in a process of its own, for PROJ remembers its folders."""
    (tmp_path / "100800401.gsb").write_bytes(constant_grid(north=-4.3, west=4.2))
    program = (
        "import sys; from pathlib import Path; from gis.surveys.coordinates import *\n"
        "use_grids_of(Path(sys.argv[1])); way = ed50_way()\n"
        "print(way.has_grid, round(way.accuracy * 100))"
    )
    said = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["True", "5"]


def constant_grid(*, north: float, west: float) -> bytes:
    """An NTv2 grid over Catalonia with the same shift, in seconds of arc, at each of its corners."""
    rows, columns = 4, 5
    head: list[tuple[str, bytes]] = [
        *((name, struct.pack("<ii", count, 0)) for name, count in COUNTS),
        *((name, text.ljust(8).encode()) for name, text in WORDS),
        *((name, struct.pack("<d", axis)) for name, axis in AXES),
        *((name, text.ljust(8).encode()) for name, text in GRID_WORDS),
        *((name, struct.pack("<d", 3600.0 * degrees)) for name, degrees in SIDES),
        ("GS_COUNT", struct.pack("<ii", rows * columns, 0)),
    ]  # fmt: skip
    body = struct.pack("<4f", north, west, 0.01, 0.01) * (rows * columns)
    return b"".join(name.ljust(8).encode() + value for name, value in head) + body + b"END     " + bytes(8)


WORDS = (("GS_TYPE", "SECONDS"), ("VERSION", "1"), ("SYSTEM_F", "ED50"), ("SYSTEM_T", "ETRS89"))
AXES = (("MAJOR_F", 6378388.0), ("MINOR_F", 6356911.946), ("MAJOR_T", 6378137.0), ("MINOR_T", 6356752.314))
GRID_WORDS = (("SUB_NAME", "CAT"), ("PARENT", "NONE"), ("CREATED", ""), ("UPDATED", ""))
SIDES = (("S_LAT", 40), ("N_LAT", 43), ("E_LONG", -4), ("W_LONG", 0), ("LAT_INC", 1), ("LONG_INC", 1))
COUNTS = (("NUM_OREC", 11), ("NUM_SREC", 11), ("NUM_FILE", 1))
