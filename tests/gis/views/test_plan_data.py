"""The plan's data as it travels: short, told once, compressed, and not sent again while nothing changes."""

import gzip
import json
from typing import Any

import pytest
from django.contrib.gis.geos import Point
from django.http import HttpResponse
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Cemetery, UnitKind
from cementiris.registry.rules.states import State
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_concession, make_unit

WINDOW = "1.70,41.70,1.90,41.80"


@pytest.fixture
def cemetery(vilaclara: Municipality) -> Cemetery:
    """A wall with two niches, and a tomb whose number holds what JSON must escape."""
    spot = Point(398_640.0, 4_622_480.0, srid=25831)
    with municipality(vilaclara.pk):
        block = make_block()
        for number in ("1", "2"):
            make_unit(section=block, number=number, floor=1, point=spot)
        make_unit(kind=UnitKind.TOMB, number='9 "\\ bis', point=spot)
    return block.cemetery


def asked(client: Client, cemetery: Cemetery, window: str = WINDOW, **headers: Any) -> HttpResponse:
    answer = client.get(
        f"/vilaclara/cementiris/{cemetery.pk}/capes.geojson?bbox={window}&zoom=19", headers=headers or None
    )
    assert isinstance(answer, HttpResponse)
    return answer


def test_units_travel_short_and_their_words_once(pau: Client, cemetery: Cemetery) -> None:
    with municipality(cemetery.municipality_id):
        make_concession(BurialUnit.objects.get(number="1"), perpetual=True, term=(None, None))
        keys = {unit.number: (unit.pk, unit.section_id) for unit in BurialUnit.objects.all()}
    told = json.loads(asked(pau, cemetery).content)
    found = {feature["id"]: feature["properties"] for feature in told["features"]}
    first, second, tomb = keys["1"], keys["2"], keys['9 "\\ bis']
    assert found[first[0]] == {"n": "1", "k": "niche", "s": "perpetual!", "b": first[1], "f": 1}
    assert found[second[0]] == {"n": "2", "k": "niche", "s": "free", "b": second[1], "f": 1}
    assert found[tomb[0]] == {"n": '9 "\\ bis', "k": "tomb", "s": "free", "b": None}
    words = told["words"]
    assert words["states"]["perpetual!"]["word"] == "a perpetuïtat, amb una anomalia"
    assert {state["key"] for state in words["states"].values()} == set(State)
    assert words["kinds"]["niche"] == "Nínxol"
    assert words["unit_url"] == "/vilaclara/sepultures/0/"


@pytest.mark.parametrize(
    ("window", "count"), [("-180,-90,180,90", 3), ("91,-1,92,1", 0), ("-88,-1,-86,1", 0), ("170,80,180,90", 0)]
)
def test_a_window_may_hold_the_whole_world_or_lie_where_metres_have_no_meaning(
    pau: Client, cemetery: Cemetery, window: str, count: int
) -> None:
    answer = asked(pau, cemetery, window)
    assert answer.status_code == 200
    assert len(json.loads(answer.content)["features"]) == count


def test_who_takes_gzip_gets_it(pau: Client, cemetery: Cemetery) -> None:
    plain, packed = asked(pau, cemetery), asked(pau, cemetery, accept_encoding="gzip, br")
    assert not plain.has_header("Content-Encoding")
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content)
    assert "Accept-Encoding" in plain["Vary"]
    assert "Cookie" in plain["Vary"]


def test_no_page_beside_a_token_is_compressed(aina: Client, cemetery: Cemetery) -> None:
    page = aina.get(f"/vilaclara/cementiris/{cemetery.pk}/", headers={"accept-encoding": "gzip"})
    assert not page.has_header("Content-Encoding")


def test_what_has_not_changed_is_not_sent_again(pau: Client, cemetery: Cemetery) -> None:
    first = asked(pau, cemetery, accept_encoding="gzip")
    assert first["Cache-Control"] == "private, no-cache"
    again = asked(pau, cemetery, accept_encoding="gzip", if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    with municipality(cemetery.municipality_id):
        BurialUnit.objects.filter(number="2").update(number="2 bis")
    assert asked(pau, cemetery, accept_encoding="gzip", if_none_match=first["ETag"]).status_code == 200
