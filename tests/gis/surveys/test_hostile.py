"""Files that would harm, mislead or swell: one sentence each, and nothing outside the file is ever asked for."""

import io
import json
import socket
import sqlite3
import struct
import threading
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.affinity import rotate
from shapely.geometry import MultiPolygon, Point, Polygon, box

from gis.messages.surveys import refusal_sentence
from gis.surveys import held, joining
from gis.surveys.coordinates import TownBox
from gis.surveys.held import read_held
from gis.surveys.joining import overlapping
from gis.surveys.packing import Handed, hand_in, lay_out
from gis.surveys.reading import Feature, Survey, SurveyRequest, survey_of
from gis.surveys.refusals import SurveyRefusedError
from tests.gis.survey_files import EAST, NORTH, drawing, geojson, grave, graves, here, outline, text

TOWN = TownBox(2.35, 41.65, 2.45, 41.75)
KML = '<?xml version="1.0"?>{doctype}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{inside}</Document></kml>'
PLACEMARK = (
    "<Placemark><name>{code}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>"
    "2.4,41.7,3 2.40001,41.7,3 2.40001,41.70002,3 2.4,41.7,3"
    "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
)


def refused(*files: Handed, read: object = here) -> SurveyRefusedError:
    with pytest.raises(SurveyRefusedError) as caught:
        read(hand_in(files))  # type: ignore[operator]
    assert refusal_sentence(caught.value)
    return caught.value


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def survey(content: bytes, name: str = "t.geojson", field: str = "codi", srid: int | None = None) -> Survey:
    return survey_of(here(Handed(name, content)), SurveyRequest(field, None, srid, TOWN))


def database(*, is_geopackage: bool) -> bytes:
    base = sqlite3.connect(":memory:")
    base.execute(f"create table {'gpkg_contents' if is_geopackage else 'difunts'} (a)")
    return base.serialize()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("registre.gpkg", database(is_geopackage=False), "other_database"),
        ("registre.gpkg", database(is_geopackage=True), "unreadable"),
        ("planol.dwg", b"AC1032" + bytes(100), "dwg"),
        ("planol.dxf", b"AutoCAD Binary DXF\r\n\x1a\x00" + bytes(50), "binary_dxf"),
        ("res.geojson", b'{"a": 1}', "unreadable"),
        ("ordre.geojson", b'{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline"}', "unreadable"),
        ("capes.vrt", b"<OGRVRTDataSource><OGRVRTLayer/></OGRVRTDataSource>", "unknown_format"),
        ("buit.zip", zipped(), "nothing_zipped"),
        ("fulls.zip", zipped(**{"llegiu.txt": b"hola"}), "nothing_zipped"),
        ("bomba.zip", zipped(**{"a.geojson": b" " * 210_000_000}), "too_large"),
        ("sol.shp", b"\0\0\x27\x0a" + bytes(96), "missing_parts"),
        ("sol.zip", zipped(**{"a/sol.shp": b"\0\0\x27\x0a" + bytes(96)}), "missing_parts"),
    ],
)
def test_what_only_looks_like_a_survey_is_refused(name: str, content: bytes, code: str) -> None:
    assert refused(Handed(name, content), read=read_held if name == "ordre.geojson" else here).code == code


def test_a_name_that_climbs_out_of_the_archive_stays_inside(tmp_path: Path) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    (laid,) = lay_out(Handed("t.zip", zipped(**{"../../fora.geojson": graves("1").content})), inside)
    assert laid.path.parent == inside
    assert [path.name for path in tmp_path.rglob("*.*")] == [laid.path.name]


def test_entities_of_kml_are_never_expanded() -> None:
    bomb = '<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    for encoding in ("utf-8", "utf-16"):
        content = KML.format(doctype=bomb, inside=PLACEMARK.format(code="&b;")).encode(encoding)
        assert refused(Handed("t.kml", content)).code == "entities"


def test_nothing_outside_the_file_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may name an address for its reference system or for more features: nobody is called."""
    calls: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        done = threading.Event()
        thread = threading.Thread(target=_answer, args=(server, calls, done))
        thread.start()
        link = f"<NetworkLink><Link><href>{address}mes.kml</href></Link></NetworkLink>"
        kml = KML.format(doctype="", inside=PLACEMARK.format(code="7") + link).encode()
        crs = {"type": "url", "properties": {"url": address}}
        asking = json.loads(graves("1").content) | {"crs": crs}
        tables = [*read_held(Handed("t.kml", kml)), *read_held(Handed("t.geojson", json.dumps(asking).encode()))]
        done.set()
        thread.join()
    assert [table.count for table in tables] == [1, 1]
    assert calls == []


def _answer(server: socket.socket, calls: list[bytes], done: threading.Event) -> None:
    while not done.is_set():
        try:
            with server.accept()[0] as peer:
                calls.append(peer.recv(200))
        except TimeoutError:
            continue


def test_what_takes_too_long_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cementiris.spreadsheets.children.SECONDS", 0.01)
    assert refused(graves("1"), read=held.read_held).code == "gave_up"


def test_a_hundred_thousand_outlines_are_too_many() -> None:
    point = '{"type":"Feature","properties":{"codi":"1"},"geometry":{"type":"Point","coordinates":[2.4,41.7]}}'
    content = b'{"type":"FeatureCollection","features":[' + ",".join([point] * 100_000).encode() + b"]}"
    with pytest.raises(SurveyRefusedError) as caught:
        survey(content)
    assert caught.value.code == "too_many_features"


def test_outlines_of_millions_of_corners_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gis.surveys.tables.MOST_POSITIONS", 5)
    assert refused(graves("1", "2")).code == "too_many_positions"


def comb(teeth: int) -> Polygon:
    """A comb of a hundred metres whose teeth point north."""
    width = 50 / teeth
    lefts = [2 * width * tooth for tooth in range(teeth)]
    row = [(x, y) for left in lefts for x, y in ((left, 1), (left, 100), (left + width, 100), (left + width, 1))]
    return Polygon([(0, 0), *row, (100, 1), (100, 0)])


def areas(*shapes: Polygon) -> list[Feature]:
    return [Feature(at, str(at), "", "", "", MultiPolygon([shape])) for at, shape in enumerate(shapes, start=1)]


def test_outlines_that_cross_a_hundred_thousand_times_are_told_of_and_not_counted() -> None:
    upward, beside = comb(300), box(200, 0, 201, 1)
    found = overlapping(areas(upward, rotate(upward, -90, origin=(50, 50)), beside, beside), {})
    told = [(issue.code, issue.feature) for issue in found]
    assert told == [("overlaps", 3), ("overlaps", 4), ("overlaps_uncounted", None)]


def test_of_outlines_that_all_lie_on_each_other_only_so_many_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = areas(*[box(0, 0, 1, 1)] * 4)
    assert [issue.code for issue in overlapping(crowd, {})] == ["overlaps"] * 4
    monkeypatch.setattr(joining, "MOST_CROSSINGS_TOGETHER", 60)
    assert [issue.code for issue in overlapping(crowd, {})] == ["overlaps"] * 3 + ["overlaps_uncounted"]


def test_numbers_that_are_none_spoil_only_their_feature() -> None:
    rows = [({"codi": "1"}, grave()), ({"codi": "2"}, grave(1)), ({"codi": "3"}, grave(2))]
    content = geojson(rows).replace(str(EAST + 3).encode(), b"1e300", 1).replace(str(EAST + 6).encode(), b"NaN", 1)
    found = survey(content)
    assert [feature.code for feature in found.features] == ["1"]
    assert found.read_count == found.accepted_count + found.refused_count
    assert found.read_count == 3


def test_empty_tall_crossing_huge_and_tiny_outlines_each_have_their_word() -> None:
    bow = Polygon([(EAST, NORTH), (EAST + 2, NORTH + 2), (EAST + 2, NORTH), (EAST, NORTH + 2)])
    tall = Polygon([(x, y, 412.0) for x, y in grave().exterior.coords])  # type: ignore[attr-defined]
    huge = box(EAST, NORTH, EAST + 3_000, NORTH + 3_000)
    tiny = box(EAST, NORTH, EAST + 0.1, NORTH + 0.1)
    rows = [({"codi": str(at)}, shape) for at, shape in enumerate([Polygon(), bow, tall, huge, tiny])]
    read = survey(geojson(rows))
    found = {issue.feature_code: issue.code for issue in read.issues}
    assert found == {"0": "empty_geometry", "1": "mended_geometry", "3": "huge_geometry", "4": "tiny_geometry"}
    assert [feature.code for feature in read.features] == ["1", "2", "4"]


def test_a_curved_outline_becomes_straight_pieces(tmp_path: Path) -> None:
    """A grave whose outline is an arc: WKB of a CURVEPOLYGON with one circular string."""
    arc = [(EAST, NORTH), (EAST + 2, NORTH), (EAST, NORTH)]
    ring = struct.pack("<BII", 1, 8, len(arc)) + b"".join(struct.pack("<dd", *point) for point in arc)
    curved = struct.pack("<BII", 1, 10, 1) + ring
    path = tmp_path / "t.gpkg"
    frame = gpd.GeoDataFrame({"codi": ["1"]}, geometry=[grave()], crs=25831)
    frame.to_file(path, layer="t", SPATIAL_INDEX="NO")
    head = b"GP\0\1" + struct.pack("<i", 25831)
    with sqlite3.connect(path) as base:
        base.execute("update t set geom = ?", [head + curved])
        base.execute("update gpkg_geometry_columns set geometry_type_name = 'CURVEPOLYGON'")
    base.close()
    (feature,) = survey(path.read_bytes(), "t.gpkg").features
    assert feature.shape.area == pytest.approx(3.14, abs=0.02)


def test_a_drawing_gives_each_outline_the_text_inside() -> None:
    content = drawing(
        outline("TOMBES", EAST, NORTH),
        outline("TOMBES", EAST + 3, NORTH),
        outline("TOMBES", EAST - 5, NORTH - 5, 50, 50),
        text("NUMS", EAST + 0.5, NORTH + 1, "12"),
        text("NUMS", EAST + 3.5, NORTH + 1, "13 bis"),
        text("NOMS", EAST + 0.4, NORTH + 0.5, "Carrer"),
    )
    tables = {table.name: table for table in here(Handed("planol.dxf", content))}
    assert tables["TOMBES"].values["NUMS"] == ["12", "13 bis", ""]
    assert tables["NUMS"].values == {"Text": ["12", "13 bis"]}
    found = survey_of(list(tables.values()), SurveyRequest("NUMS", "TOMBES", 25831, TOWN))
    assert [feature.code for feature in found.features] == ["12", "13 bis"]
    with pytest.raises(SurveyRefusedError) as caught:
        survey_of(list(tables.values()), SurveyRequest("NUMS", "TOMBES", None, TOWN))
    assert (caught.value.code, caught.value.facts["likely"]) == ("no_srid", 25831)


def test_a_drawing_of_a_thousand_layers_is_refused() -> None:
    content = drawing(*(outline(f"CAPA{at}", EAST + 3 * at, NORTH) for at in range(1000)))
    assert refused(Handed("planol.dxf", content)).code == "too_many_layers"


def test_a_kml_and_a_kmz_come_in_with_their_names() -> None:
    kml = KML.format(doctype="", inside=PLACEMARK.format(code="7")).encode()
    for name, content in (("t.kml", kml), ("t.kmz", zipped(**{"doc.kml": kml}))):
        (feature,) = survey(content, name, "Name").features
        assert (feature.code, feature.shape.has_z) == ("7", False)


def test_turned_axes_are_turned_back_when_asked() -> None:
    turned = [({"codi": "1"}, Point(NORTH, EAST)), ({"codi": "2"}, Point(NORTH, EAST + 3))]
    content = geojson(turned)
    with pytest.raises(SurveyRefusedError) as caught:
        survey(content)
    assert caught.value.code == "swapped_axes"
    tables = here(Handed("t.geojson", content))
    found = survey_of(tables, SurveyRequest("codi", None, None, TOWN, is_swapped=True))
    assert (found.features[0].shape.centroid.x, found.features[0].shape.centroid.y) == pytest.approx((EAST, NORTH))


def test_parts_handed_in_together_are_one_file(tmp_path: Path) -> None:
    gpd.GeoDataFrame({"codi": ["1"]}, geometry=[grave()], crs=25831).to_file(tmp_path / "Tombes.shp")
    parts = [Handed(path.name, path.read_bytes()) for path in tmp_path.iterdir()]
    one, other = hand_in(parts), hand_in(parts[::-1])
    assert one == other
    (table,) = read_held(one)
    assert (table.name, table.values, bool(table.crs)) == ("Tombes", {"codi": ["1"]}, True)
    assert refused(*parts, graves("2")).code == "several_files"
    assert refused(*[part for part in parts if part.suffix != ".dbf"]).facts == {"missing": ".dbf"}
