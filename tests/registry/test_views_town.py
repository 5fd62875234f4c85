"""The town's details and the versions of its ordinance on screen."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Act, Ordinance
from cementiris.registry.services.arms import arms_of
from cementiris.tenancy.scope import municipality
from tests.registry.files import a_picture, sent_file

TOWN = "/vilaclara/ajuntament/"
ARMS = f"{TOWN}escut/"
NEW = f"{TOWN}ordenances/nova/"


@pytest.fixture
def own_files(settings: Any, tmp_path: Path) -> None:
    """A folder for private files that nobody else writes to."""
    settings.MEDIA_ROOT = str(tmp_path)


def _drawn(answer: Any) -> dict[str, str]:
    """What a browser would send back of a form it was shown."""
    form = answer.context["form"]
    shown = {name: form[name].field.prepare_value(form[name].value()) for name in form.fields}
    kept = {name: value for name, value in shown.items() if value is not None and value is not False}
    return {name: f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value) for name, value in kept.items()}


def _versions(town: Municipality) -> list[Ordinance]:
    with municipality(town.pk):
        return list(Ordinance.objects.order_by("valid_from"))


def test_the_administrator_says_what_letters_carry(roser: Client, vilaclara: Municipality) -> None:
    answer = roser.post(TOWN, {"address": "Plaça Major, 1", "postal_code": "08241", "signer_name": "R."})
    assert answer.status_code == 302
    vilaclara.refresh_from_db()
    assert (vilaclara.address, vilaclara.postal_code, vilaclara.signer_name) == ("Plaça Major, 1", "08241", "R.")


def test_a_new_version_begins_from_the_one_in_force(roser: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        Ordinance.objects.create(valid_from=date(2020, 1, 1), mortis_causa_years=2, terms_by_kind={"tomb": [50]})
    typed = _drawn(roser.get(NEW)) | {"valid_from": "01/01/2026", "max_term_years": "60"}
    assert roser.post(NEW, typed).status_code == 302
    last = _versions(vilaclara)[-1]
    assert (last.valid_from, last.max_term_years, last.mortis_causa_years) == (date(2026, 1, 1), 60, 2)
    assert last.terms_by_kind == {"tomb": [50]}


def test_a_version_is_corrected_and_the_journal_says_so(roser: Client, vilaclara: Municipality) -> None:
    roser.post(NEW, _drawn(roser.get(NEW)) | {"valid_from": "01/01/2026"})
    page = f"{TOWN}ordenances/{_versions(vilaclara)[0].pk}/"
    assert roser.post(page, _drawn(roser.get(page)) | {"reopening_years": "3"}).status_code == 302
    assert [version.reopening_years for version in _versions(vilaclara)] == [3]
    with municipality(vilaclara.pk):
        assert [act.notes for act in Act.objects.filter(kind="ordinance").order_by("pk")] == [{}, {"corrected": True}]


def test_a_new_version_does_not_take_the_place_of_one_of_the_same_day(roser: Client, vilaclara: Municipality) -> None:
    typed = _drawn(roser.get(NEW)) | {"valid_from": "01/01/2026"}
    roser.post(NEW, typed)
    said = roser.post(NEW, typed | {"max_term_years": "60"}).content.decode()
    assert "Ja hi ha una versió vigent des del 01/01/2026" in said
    assert [version.max_term_years for version in _versions(vilaclara)] == [50]


def test_a_value_beyond_the_law_is_refused_with_what_the_law_says(roser: Client) -> None:
    said = roser.post(NEW, _drawn(roser.get(NEW)) | {"max_term_years": "99"}).content.decode()
    assert "X65. La llei vol entre 1 i 75." in said


def test_a_town_begins_from_a_published_ordinance(roser: Client, vilaclara: Municipality) -> None:
    answer = roser.get(f"{NEW}?com=barcelona")
    assert "Barcelona" in answer.content.decode()
    assert roser.post(f"{NEW}?com=barcelona", _drawn(answer)).status_code == 302
    kept = _versions(vilaclara)[0]
    assert (kept.profile, kept.retrocession_from_day, kept.retrocession_until_day) == ("barcelona", "09-01", "12-09")
    assert kept.allowed_term_years == [2, 15, 30, 50, 75]


def test_an_unknown_preset_begins_from_the_version_in_force(roser: Client) -> None:
    assert roser.get(f"{NEW}?com=enlloc").context["preset"] is None


def test_capacities_and_terms_of_a_kind_are_read_from_their_table(roser: Client, vilaclara: Municipality) -> None:
    typed = _drawn(roser.get(NEW)) | {"bodies_tomb": "6", "remains_tomb": "", "urns_tomb": "0", "terms_tomb": "50, 25"}
    assert roser.post(NEW, typed).status_code == 302
    kept = _versions(vilaclara)[0]
    assert kept.capacities["tomb"] == {"bodies": 6, "urns": 0}
    assert kept.terms_by_kind == {"tomb": [25, 50]}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("max_term_years", "90"),
        ("reopening_years", "1"),
        ("reopening_years_group_1", "4"),
        ("season_until_month", "13"),
        ("allowed_term_years", "5, 60"),
        ("allowed_term_years", "cinc"),
        ("terms_tomb", "99"),
        ("allegation_days", "9"),
        ("ruin_works_months", "7"),
        ("extension_max_years", "101"),
        ("retrocession_from_day", "31/02"),
        ("retrocession_until_day", "09/12"),
        ("conversion_to_years", "50"),
        ("bodies_niche", "-1"),
        ("valid_from", "31/02/2026"),
    ],
)
def test_an_ordinance_against_the_law_or_itself_is_refused_and_what_was_typed_stays(
    roser: Client, vilaclara: Municipality, field: str, typed: str
) -> None:
    answer = roser.post(NEW, _drawn(roser.get(NEW)) | {field: typed})
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    assert typed in answer.content.decode()
    assert not _versions(vilaclara)


def test_only_who_administers_the_town_changes_its_ordinance(aina: Client, carla: Client) -> None:
    assert aina.get(NEW).status_code == 403
    assert carla.get(NEW).status_code in (403, 404)


def test_the_arms_of_the_town_are_drawn_anew_and_can_be_taken_away(
    roser: Client, vilaclara: Municipality, own_files: None
) -> None:
    assert roser.post(ARMS, {"picture": sent_file(a_picture(size=(900, 1200)), "escut.jpg")}).status_code == 302
    kept = arms_of(vilaclara)
    with Image.open(BytesIO(kept)) as picture:
        assert (picture.format, max(picture.size)) == ("JPEG", 480)
    assert roser.get(ARMS).content == kept
    assert "Treu l’escut" in roser.get(TOWN).content.decode()
    roser.post(ARMS, {"treu": "1"})
    assert arms_of(vilaclara) == b""


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "El fitxer és buit."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no és cap imatge"),
        (b"%PDF-1.7", "no és cap imatge"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "està malmesa"),
        (b"\xff\xd8\xff" + b"x" * 5_000_000, "passa de 5 MB"),
    ],
)
def test_what_is_no_picture_cannot_be_the_arms(
    roser: Client, vilaclara: Municipality, own_files: None, content: bytes, sentence: str
) -> None:
    answer = roser.post(ARMS, {"picture": sent_file(content, "escut.png")})
    assert sentence in answer.content.decode()
    assert arms_of(vilaclara) == b""
