"""The citizens' pages as a visitor without login meets them."""

import pytest
from django.core.cache import cache
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.lookup import limits
from cementiris.lookup.keys import key_of
from cementiris.lookup.models import ErasureRequest
from cementiris.registry.models import Act, ActKind, Movement, Person
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_concession, make_person, make_unit

JSON = "application/json"
RELATIVE = {
    "kind": "removal",
    "text": "No volem que hi surti.",
    "requester_name": "Laia Puig",
    "relation": "neta",
    "contact": "laia@exemple.example",
}


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    cache.clear()


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def burial(vilaclara: Municipality) -> Movement:
    with municipality(vilaclara.pk):
        unit = make_unit(section=make_block(name="Sant Josep"), number="23", floor=3, column=3)
        holder = make_person(
            text="Mercè Serra i Roca", national_id="39123456L", address="Carrer Nou, 7", phone="938000000"
        )
        make_concession(unit, holder=holder, title_number="T-4711")
        person = make_person(text="Josep Puig i Ferrer", died_on="2009-02-01", is_dead=True, national_id="12345678Z")
        return make_burial(unit, deceased=person, on="2009-02-02")


def page_of(burial: Movement) -> str:
    return f"/consulta/vilaclara/{key_of(burial.deceased_id)}/"


def test_the_search_finds_and_says_year_unit_and_cemetery(visitor: Client, burial: Movement) -> None:
    body = visitor.get("/consulta/vilaclara/?q=jose+puig").content.decode()
    assert "Josep Puig i Ferrer" in body
    assert "Va morir el 2009. Nínxol 23, bloc Sant Josep" in body


def test_how_many_bear_the_name_is_said_alike_for_one_and_for_several(visitor: Client, burial: Movement) -> None:
    assert "1 persona amb aquest nom" in visitor.get("/consulta/vilaclara/?q=jose+puig").content.decode()
    with municipality(burial.municipality_id):
        namesake = make_person(text="Josep Puig i Mas", died_on="2001-02-01", is_dead=True)
        make_burial(make_unit(number="99"), deceased=namesake, on="2001-02-02")
    assert "2 persones amb aquest nom" in visitor.get("/consulta/vilaclara/?q=jose+puig").content.decode()


def test_the_same_as_json(visitor: Client, burial: Movement) -> None:
    answer = visitor.get("/consulta/vilaclara/?q=jose+puig", headers={"Accept": JSON})
    assert answer.json() == {
        "results": [
            {
                "name": "Josep Puig i Ferrer",
                "year_of_death": 2009,
                "cemetery": "Cementiri de Sant Pere",
                "unit": "Nínxol 23, bloc Sant Josep",
                "url": f"http://testserver{page_of(burial)}",
                "point": None,
            }
        ]
    }


def test_the_result_says_where_on_the_wall(visitor: Client, burial: Movement) -> None:
    body = visitor.get(page_of(burial)).content.decode()
    assert "El tercer pis des de terra, el tercer començant per l’esquerra" in body
    assert "<svg" in body


@pytest.mark.parametrize("address", ["?q=puig", "?q=serra", "?q=T-4711", "?q=39123456L"])
@pytest.mark.parametrize("accept", ["text/html", JSON])
def test_no_holder_title_document_or_address_is_ever_shown(
    visitor: Client, burial: Movement, address: str, accept: str
) -> None:
    body = visitor.get(f"/consulta/vilaclara/{address}", headers={"Accept": accept}).content.decode()
    secrets = ("Mercè", "39123456L", "12345678Z", "Carrer Nou")
    assert not [secret for secret in secrets if secret in body and secret not in address]


def test_the_result_page_shows_no_holder_either(visitor: Client, burial: Movement) -> None:
    body = visitor.get(page_of(burial)).content.decode()
    secrets = ("Mercè", "39123456L", "12345678Z", "Carrer Nou", "938000000", "T-4711", "ocupa")
    assert not [secret for secret in secrets if secret in body]


def test_persons_cannot_be_counted_through(visitor: Client, burial: Movement) -> None:
    assert visitor.get(f"/consulta/vilaclara/{burial.deceased_id}/").status_code == 404
    assert visitor.get(f"/consulta/vilaclara/{burial.deceased_id}-000000000000/").status_code == 404


def test_a_person_is_not_shown_under_another_town(visitor: Client, burial: Movement, puigfosc: Municipality) -> None:
    assert visitor.get(page_of(burial).replace("vilaclara", "puigfosc")).status_code == 404


@pytest.mark.parametrize("address", ["vilaclara/1-000000000000/", "vilaclara/res/de/res/", "enlloc/?q=puig"])
def test_nothing_found_is_said_as_json_to_whoever_asks_for_it(
    visitor: Client, vilaclara: Municipality, address: str
) -> None:
    answer = visitor.get(f"/consulta/{address}", headers={"Accept": JSON})
    assert answer.status_code == 404
    assert answer.json() == {"error": "Aquí no hi ha res: reviseu l’adreça o torneu a fer la consulta."}
    assert (answer["Cache-Control"], "Accept" in answer["Vary"]) == ("private, no-store", True)


@pytest.mark.parametrize(("address", "accept"), [("/consulta/vilaclara/res/", "text/html"), ("/vilaclara/res/", JSON)])
def test_anybody_else_gets_the_page_that_says_so(
    visitor: Client, vilaclara: Municipality, address: str, accept: str
) -> None:
    answer = visitor.get(address, headers={"Accept": accept})
    assert answer.status_code == 404
    assert "Aquesta pàgina no existeix" in answer.content.decode()


def test_an_unknown_town_is_404(visitor: Client, db: None) -> None:
    assert visitor.get("/consulta/enlloc/?q=puig").status_code == 404


@pytest.mark.parametrize(
    "query", ["", "?q=", "?q=jo", "?q=josep&year=abc", "?q=josep&cemetery=99999999", "?page=x&q=jo"]
)
def test_odd_questions_get_a_page(visitor: Client, vilaclara: Municipality, query: str) -> None:
    assert visitor.get(f"/consulta/vilaclara/{query}").status_code == 200


def test_a_question_too_short_is_answered_with_a_sentence(visitor: Client, vilaclara: Municipality) -> None:
    assert "almenys tres lletres" in visitor.get("/consulta/vilaclara/?q=jo").content.decode()


def test_names_are_escaped(visitor: Client, vilaclara: Municipality) -> None:
    body = visitor.get("/consulta/vilaclara/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in body


def test_search_engines_are_told_to_stay_out(visitor: Client, burial: Movement) -> None:
    for address in ("/consulta/vilaclara/", page_of(burial)):
        assert visitor.get(address)["X-Robots-Tag"] == "noindex, nofollow"


def test_who_asks_too_often_is_asked_to_wait(visitor: Client, vilaclara: Municipality) -> None:
    cache.set("lookup-search-127.0.0.1", limits.QUESTIONS, 60)
    assert visitor.get("/consulta/vilaclara/?q=puig").status_code == 429


def test_a_relative_s_request_hides_the_person_at_once(
    visitor: Client, burial: Movement, vilaclara: Municipality
) -> None:
    answer = visitor.post(f"{page_of(burial)}dades/", RELATIVE)
    assert "Petició rebuda" in answer.content.decode()
    assert visitor.get(page_of(burial)).status_code == 404
    with municipality(vilaclara.pk):
        assert Person.objects.get(pk=burial.deceased_id).hidden_from_public
        assert ErasureRequest.objects.get().relation == "neta"
        assert Act.objects.get(kind=ActKind.HIDDEN).unit_id == burial.to_unit_id


def test_an_incomplete_request_changes_nothing(visitor: Client, burial: Movement, vilaclara: Municipality) -> None:
    answer = visitor.post(f"{page_of(burial)}dades/", {**RELATIVE, "contact": ""})
    assert answer.status_code == 200
    assert visitor.get(page_of(burial)).status_code == 200


@pytest.mark.parametrize(("language", "word"), [("ca", "Qui busqueu?"), ("es", "quién"), ("en", "Who")])
def test_the_page_speaks_three_languages(visitor: Client, vilaclara: Municipality, language: str, word: str) -> None:
    body = visitor.get("/consulta/vilaclara/", headers={"Accept-Language": language}).content.decode()
    assert f'lang="{language}"' in body
    assert word.lower() in body.lower() or language != "ca"


def test_a_building_is_drawn_whole_and_tells_of_one_niche_only(visitor: Client, burial: Movement) -> None:
    with municipality(burial.municipality_id):
        home = burial.to_unit
        assert home
        assert home.section
        building = make_block(name="Claustre", level_name="Edifici", cemetery=home.cemetery, floors=None, columns=None)
        home.section.parent = building
        home.section.save()
        beside = make_block(name="Sant Pau", cemetery=home.cemetery, parent=building, floors=1, columns=3)
        alone = visitor.get(page_of(burial)).content.decode()
        neighbour = make_unit(section=home.section, number="24", floor=3, column=4, columns_wide=2)
        others = [make_unit(section=beside, number=f"9{column}", floor=1, column=column) for column in (1, 3)]
        for unit, name in zip((neighbour, *others), ("Aloma Vidal", "Bru Soler", "Cesc Bosch"), strict=True):
            make_burial(unit, deceased=make_person(text=name, died_on="2001-01-01", is_dead=True))
            make_concession(unit, holder=make_person(text=f"Hereu de {name}"))
    body = visitor.get(page_of(burial)).content.decode()
    assert alone.count('class="ground"') == 1
    assert body.count('class="ground"') == 2
    assert "Bloc Sant Pau" in body
    assert body.count('class="cell here"') == 2
    assert not [secret for secret in ("Aloma", "Bru", "Cesc", "Hereu", "st-", "/sepultures/") if secret in body]
