"""The page for drawing on the plan: what it refuses, what it asks twice, and what two clerks see of each other."""

from typing import Any

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Cemetery
from cementiris.tenancy.scope import municipality
from gis.forms.editing_tools import TOOLS
from gis.models import Path, PlanEdit
from tests.factories import make_block, make_cemetery, make_unit

EAST, NORTH = 431_200.0, 4_589_000.0
BLOCK = {"line": f"{EAST} {NORTH}\n{EAST + 8} {NORTH}", "depth": "2,5", "units_kind": "", "numbering": "rows_rightward"}
GRID = {
    "units_kind": "grave_in_earth", "first_number": "1", "corner": f"{EAST} {NORTH}", "rows": "2", "columns": "3",
    "width": "1", "length": "2,2", "column_space": "0,4", "row_space": "0,8", "angle": "15", "numbering": "serpentine",
}  # fmt: skip


@pytest.fixture
def ground(vilaclara: Municipality) -> Cemetery:
    """A cemetery with a wall of one floor and four columns, its niches not drawn."""
    with municipality(vilaclara.pk):
        enclosure = MultiPolygon(Polygon.from_bbox((EAST - 9, NORTH - 9, EAST + 60, NORTH + 60)), srid=25831)
        found = make_cemetery(footprint=enclosure)
        wall = make_block(cemetery=found, floors=1, columns=4)
        for number in range(1, 5):
            make_unit(section=wall, number=str(number), floor=1, column=number)
        return found


def address(ground: Cemetery, tool: str = "bloc", end: str = "") -> str:
    return f"/vilaclara/cementiris/{ground.pk}/dibuix/{end}?eina={tool}"


def wall_of(ground: Cemetery) -> int:
    with municipality(ground.municipality_id):
        return ground.sections.get().pk


def text(response: Any) -> str:
    return str(response.content.decode())


def seen(aina: Client, ground: Cemetery, tool: str = "bloc") -> str:
    return str(aina.get(address(ground, tool)).context["form"].initial["seen"])


def drawn(ground: Cemetery) -> int:
    with municipality(ground.municipality_id):
        return BurialUnit.objects.filter(footprint__isnull=False, retired_on=None).count()


def test_a_block_by_typed_numbers_places_its_niches_and_can_be_undone(aina: Client, ground: Cemetery) -> None:
    sent = {**BLOCK, "section": wall_of(ground), "seen": seen(aina, ground)}
    answer = aina.post(address(ground), sent, follow=True)
    assert "S’ha desat al plànol: Bloc dibuixat." in text(answer)
    assert drawn(ground) == 4
    with municipality(ground.municipality_id):
        edit = PlanEdit.objects.get()
    undone = aina.post(f"/vilaclara/dibuix/{edit.pk}/desfes/", follow=True)
    assert "Dibuixos que tornen a ser com abans: 6." in text(undone)
    assert drawn(ground) == 0
    assert "Aquest pas ja s’havia desfet." in text(aina.post(f"/vilaclara/dibuix/{edit.pk}/desfes/", follow=True))


def test_a_field_of_graves_is_made_once_however_often_it_is_sent(aina: Client, ground: Cemetery) -> None:
    form = aina.get(address(ground, "fosses")).context["form"]
    sent = {**GRID, "seen": form.initial["seen"], "key": form.initial["key"]}
    aina.post(address(ground, "fosses"), sent)
    again = aina.post(address(ground, "fosses"), {**sent, "sure": "on"})
    assert "només s’ha dibuixat una vegada" in text(again)
    assert drawn(ground) == 6


def test_the_sketch_says_what_would_come_before_anything_is_drawn(aina: Client, ground: Cemetery) -> None:
    answer = aina.post(address(ground, "bloc", "esbos/"), {**BLOCK, "section": wall_of(ground)})
    assert "Es pot dibuixar." in text(answer)
    assert "GeometryCollection" in text(answer)
    assert drawn(ground) == 0


def test_what_is_odd_is_drawn_only_when_somebody_says_so(aina: Client, ground: Cemetery) -> None:
    sent = {**GRID, "corner": f"{EAST + 500} {NORTH}"}
    asked = aina.post(address(ground, "fosses"), sent)
    assert "Peces que surten del recinte del cementiri: 6." in text(asked)
    assert "Encara no s’ha desat res" in text(asked)
    assert drawn(ground) == 0
    aina.post(address(ground, "fosses"), {**sent, "sure": "on"})
    assert drawn(ground) == 6


def test_a_step_that_moves_nothing_is_not_said_to_be_saved(aina: Client, ground: Cemetery) -> None:
    aina.post(address(ground), {**BLOCK, "section": wall_of(ground), "seen": seen(aina, ground)})
    still = {"block": wall_of(ground), "east": "0", "north": "0", "angle": "0", "tolerance": "0"}
    answer = aina.post(address(ground, "moure"), {**still, "seen": seen(aina, ground, "moure")}, follow=True)
    assert "El plànol ja era així" in text(answer)
    assert "S’ha desat" not in text(answer)


def test_who_draws_over_what_a_colleague_has_just_drawn_is_told(aina: Client, roser: Client, ground: Cemetery) -> None:
    sent = {**BLOCK, "section": wall_of(ground), "seen": seen(aina, ground)}
    roser.post(address(ground), sent)
    second = aina.post(address(ground), {**sent, "depth": "3"})
    assert "Mentre dibuixàveu, Roser ha canviat les mateixes peces (Bloc dibuixat)." in text(second)
    again = aina.post(address(ground), {**sent, "depth": "3", "seen": second.context["form"]["seen"].value()})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"line": "10^308 4589000"}, "«10^308» no és un nombre."),
        ({"line": "431200 4589000 12"}, "El plànol és pla"),
        ({"line": "2.17 41.38\n2.18 41.38"}, "Cau fora de Catalunya."),
        ({"line": "CIRCULARSTRING(0 0, 1 1, 2 0)"}, "El plànol no guarda corbes."),
        ({"line": f"{EAST} {NORTH}"}, "Hi falten punts"),
        ({"line": ""}, "Dibuixeu el peu de la façana"),
        ({"depth": "nan"}, "«nan» no és un nombre."),
        ({"depth": "99"}, "Ha de ser entre 0,2 i 30."),
        ({"columns": "400"}, "Les columnes farien 2 cm d’ample."),
        (
            {"outline": f"{EAST} {NORTH};{EAST + 4} {NORTH + 4};{EAST + 4} {NORTH};{EAST} {NORTH + 4}"},
            "El contorn es creua amb si mateix (a prop de",
        ),
        ({"outline": f"{EAST} {NORTH};{EAST + 0.1} {NORTH};{EAST} {NORTH + 0.1}"}, "És més petit que un full de paper"),
        ({"section": ""}, "Cal per fer un bloc nou."),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(
    aina: Client, ground: Cemetery, wrong: dict[str, str], sentence: str
) -> None:
    answer = aina.post(address(ground), {**BLOCK, "section": wall_of(ground), **wrong})
    assert answer.status_code == 200
    assert sentence in text(answer)
    assert drawn(ground) == 0


@pytest.mark.parametrize(
    ("tool", "sent", "sentence"),
    [
        ("moure", {"east": "1", "north": "0", "angle": "0"}, "Digueu quines sepultures, o quin bloc."),
        ("moure", {"numbers": "99", "east": "1", "north": "0", "angle": "0"}, "sepultura amb aquests números: 99"),
        ("cami", {"line": ""}, "Hi falten punts"),
        ("entrada", {"point": f"{EAST} {NORTH};{EAST} {NORTH + 1}"}, "Marqueu un sol punt."),
    ],
)  # fmt: skip
def test_every_tool_says_what_it_lacks(
    aina: Client, ground: Cemetery, tool: str, sent: dict[str, str], sentence: str
) -> None:
    assert sentence in text(aina.post(address(ground, tool), sent))


def test_outlines_entrance_and_paths_are_drawn_by_typed_numbers(aina: Client, ground: Cemetery) -> None:
    line = f"{EAST} {NORTH}\n{EAST} {NORTH + 9}"
    aina.post(address(ground, "cami"), {"line": line, "name": "Rampa", "has_steps": "on"})
    aina.post(address(ground, "entrada"), {"point": f"{EAST} {NORTH}"})
    rectangle = {"what": "cemetery", "area": f"{EAST - 20} {NORTH - 20}", "width": "90", "length": "80"}
    aina.post(address(ground, "contorn"), rectangle)
    with municipality(ground.municipality_id):
        ground.refresh_from_db()
        assert ground.entrance
        assert ground.entrance.coords == (EAST, NORTH)
        assert ground.footprint
        assert ground.footprint.area == pytest.approx(7200)
        assert Path.objects.get().has_steps


def test_a_path_is_opened_with_what_it_has_and_taken_away(aina: Client, ground: Cemetery) -> None:
    line = "431200,000 4589000,000\n431200,000 4589009,000"
    aina.post(address(ground, "cami"), {"line": line, "name": "Rampa", "has_steps": "on"})
    with municipality(ground.municipality_id):
        path = Path.objects.get()
    page = aina.get(address(ground, "cami"), {"eina": "cami", "path": path.pk})
    shown = page.context["form"].initial
    assert (shown["name"], shown["has_steps"], shown["line"]) == ("Rampa", True, line)
    assert aina.post(address(ground, "cami"), {"path": path.pk, "gone": "on", "line": line}).status_code == 302
    with municipality(ground.municipality_id):
        assert not Path.objects.exists()
        assert PlanEdit.objects.latest("pk").kind == "erase"


def test_the_points_that_something_has_now_are_offered(aina: Client, ground: Cemetery) -> None:
    aina.post(address(ground), {**BLOCK, "section": wall_of(ground)})
    front = aina.post(address(ground, "bloc", "esbos/"), {"section": wall_of(ground)})
    assert 'data-value="431200,000 4589000,000' in text(front)
    outline = aina.post(address(ground, "contorn", "esbos/"), {"what": "cemetery"})
    assert "431260,000 4589060,000" in text(outline)
    assert "Comença pels punts" not in text(aina.post(address(ground, "contorn", "esbos/"), {"what": "place"}))


@pytest.mark.parametrize(("tool", "act"), [("dividir", "dividir"), ("ajuntar", "agrupar")])
def test_splitting_a_drawing_leads_to_the_act_that_splits_the_unit(
    aina: Client, ground: Cemetery, tool: str, act: str
) -> None:
    chosen = {"block": wall_of(ground), "numbers": "2"}
    answer = text(aina.post(address(ground, tool, "esbos/"), chosen))
    with municipality(ground.municipality_id):
        unit = BurialUnit.objects.get(number="2")
    assert f'href="/vilaclara/sepultures/{unit.pk}/{act}/"' in answer


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("odd", ["a\x00b", "9" * 40, "1e308", "-1", "<script>alert(1)</script>"])
def test_no_tool_breaks_on_what_somebody_types(aina: Client, ground: Cemetery, tool: str, odd: str) -> None:
    names = list(aina.get(address(ground, tool)).context["form"].fields)
    for end in ("", "esbos/"):
        answer = aina.post(address(ground, tool, end), dict.fromkeys(names, odd))
        assert answer.status_code == 200
        assert "<script>alert(1)</script>" not in text(answer)
    assert drawn(ground) == 0


def test_units_are_moved_split_joined_and_erased_by_number(aina: Client, ground: Cemetery) -> None:
    block = wall_of(ground)
    aina.post(address(ground), {**BLOCK, "section": block})
    some = {"block": block, "numbers": "1, 2", "sure": "on"}
    assert aina.post(address(ground, "moure"), {**some, "east": "0", "north": "9", "angle": "90"}).status_code == 302
    assert aina.post(address(ground, "ajuntar"), some).status_code == 302
    assert drawn(ground) == 3
    one = {"block": block, "numbers": "1", "others": "2", "parts": "2", "sure": "on"}
    assert aina.post(address(ground, "dividir"), one).status_code == 302
    assert drawn(ground) == 4
    assert aina.post(address(ground, "treure"), {"block": block, "numbers": ""}).status_code == 302
    assert drawn(ground) == 0
    page = text(aina.get(address(ground)))
    assert page.count("Aina") >= 5


@pytest.mark.parametrize("tool", TOOLS)
def test_every_tool_has_its_page_even_where_nothing_is_drawn(aina: Client, vilaclara: Municipality, tool: str) -> None:
    with municipality(vilaclara.pk):
        empty = make_cemetery(name="Nou")
    assert str(TOOLS[tool].heading) in text(aina.get(address(empty, tool)))


def test_who_only_reads_draws_nothing(bernat: Client, carla: Client, ground: Cemetery) -> None:
    assert bernat.get(address(ground)).status_code == 403
    assert bernat.post(address(ground), BLOCK).status_code == 403
    assert carla.get(address(ground)).status_code == 404


def test_the_page_asks_the_database_as_often_whatever_the_cemetery_holds(
    aina: Client, ground: Cemetery, django_assert_max_num_queries: Any
) -> None:
    with municipality(ground.municipality_id):
        block = make_block(cemetery=ground, name="Z")
        for number in range(40):
            make_unit(section=block, number=str(number + 100))
    with django_assert_max_num_queries(25):
        aina.get(address(ground))
