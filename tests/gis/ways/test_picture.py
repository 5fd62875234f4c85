"""The little plan: well-formed, within its frame, and without people."""

from xml.etree import ElementTree

from gis.ways.picture import WIDTH, GroundPlan, Shape, draw_plan

SQUARE = ((0.0, 0.0), (90.0, 0.0), (90.0, 100.0), (0.0, 100.0), (0.0, 0.0))
WALL = ((2.0, 10.0), (5.0, 10.0), (5.0, 50.0), (2.0, 50.0), (2.0, 10.0))
TOMB = ((40.0, 40.0), (41.0, 40.0), (41.0, 42.0), (40.0, 42.0), (40.0, 40.0))


def plan(**fields: object) -> GroundPlan:
    whole = {
        "outline": SQUARE,
        "blocks": (Shape(WALL, "Sant <Josep>", is_here=True),),
        "tombs": (Shape(TOMB),),
        "entrance": (45.0, 0.0),
        "here": (3.5, 30.0),
    }
    return GroundPlan(**{**whole, **fields})  # type: ignore[arg-type]


def test_the_plan_is_well_formed_and_escapes_names() -> None:
    drawing = ElementTree.fromstring(draw_plan(plan(), "Plànol & camí", ("Entrada", "N")))
    assert drawing.attrib["aria-label"] == "Plànol & camí"
    assert "Sant <Josep>" in [text.text for text in drawing.iter("text")]


def test_everything_lies_within_the_frame() -> None:
    drawing = ElementTree.fromstring(draw_plan(plan(), "", ("Entrada", "N")))
    corners = [pair.split(",") for shape in drawing.iter("polygon") for pair in shape.attrib["points"].split()]
    assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= float(drawing.attrib["height"]) for x, y in corners)


def test_without_survey_or_gate_the_place_is_still_marked() -> None:
    drawing = draw_plan(plan(outline=(), blocks=(), tombs=(), entrance=None), "", ("Entrada", "N"))
    assert "circle" in drawing
    assert "stroke-dasharray" not in drawing
