"""No page breaks on what somebody types into an address or a form: it is refused, or passed over, in a sentence."""

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.tenancy.scope import municipality
from tests.pages import Page, own_pages

QUESTIONS = [
    *("q", "page", "dia", "bloc", "vista", "unit", "sepultura", "codi", "files", "cartes", "estat"),
    *("year", "cemetery", "bbox", "zoom", "desada", "sort"),
    *("quina", "any", "mena", "qui", "nom", "causa", "llista", "acte", "obertura", "sollicitud", "com", "kind", "name"),
]
ODD = {
    "nothing": "",
    "nul": "a\x00b",
    "huge": "9" * 40,
    "endless": "9" * 5000,
    "negative": "-1",
    "fraction": "1.5e308",
    "digit of another script": "٣",
    "superscript": "²",
    "quote": "'\"; DROP TABLE registry_person; --",
    "tag": "<script>alert(1)</script>",
    "wildcard": "%_\\",
    "long": "à" * 5000,
    "lone surrogate": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "date": "31/02/2026",
    "far date": "31/12/9999",
    "box": "1e400,nan,inf,-inf",
}

every_page = pytest.mark.parametrize("page", own_pages(), ids=str)
SURVIVED = set(range(200, 500))


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    """The limit of questions a minute is not what is tried here."""
    cache.clear()


def address_of(page: Page, town: Municipality) -> str:
    with municipality(town.pk):
        return page.address(town.slug)


def names_to_post(page: str) -> set[str]:
    """The fields of a page's forms that are posted, and those elsewhere on it that belong to one."""
    posted = re.findall(r'<form\b[^>]*\bmethod="post".*?</form>', page, re.DOTALL | re.IGNORECASE)
    joined = re.findall(r'<(?:input|select|textarea|button)\b[^>]*\bform="[^>]*>', page)
    names = re.findall(r'name="([a-z_0-9-]+)"', "".join([*posted, *joined]))
    return set(names) - {"csrfmiddlewaretoken"}


@every_page
def test_odd_questions_break_no_page(page: Page, vilaclara: Municipality, roser: Client) -> None:
    address = address_of(page, vilaclara)
    roser.raise_request_exception = False
    for name, value in ODD.items():
        response = roser.get(address, dict.fromkeys(QUESTIONS, value))
        assert response.status_code in SURVIVED, name
        if "html" in response.get("Content-Type", ""):
            assert "<script>alert(1)</script>" not in response.content.decode()


@pytest.mark.parametrize("page", [page for page in own_pages() if page.keys - {"town"}], ids=str)
@pytest.mark.parametrize("key", ["0", "9" * 18, "9" * 40])
def test_a_key_that_nothing_has_is_not_found(page: Page, key: str, vilaclara: Municipality, roser: Client) -> None:
    address = re.sub(r"/(\d+(-[0-9a-f]+)?|title)(?=[/.])", f"/{key}", address_of(page, vilaclara))
    roser.raise_request_exception = False
    assert roser.get(address).status_code in {404, 405}


@every_page
def test_odd_forms_break_no_page(page: Page, vilaclara: Municipality, roser: Client) -> None:
    address = address_of(page, vilaclara)
    roser.raise_request_exception = False
    names = names_to_post(roser.get(address).getvalue().decode("utf-8", "ignore"))
    for odd, value in (ODD if names else {"nothing": ""}).items():
        response = roser.post(address, dict.fromkeys(names, value))
        assert response.status_code in SURVIVED, odd
    file = SimpleUploadedFile("padró ².xlsx", b"\x00\xff")
    assert roser.post(address, {**dict.fromkeys(names, ""), "register_files": file}).status_code in SURVIVED


def test_a_form_without_its_file_asks_for_it(vilaclara: Municipality, aina: Client) -> None:
    response = aina.post("/vilaclara/importacions/nova/", {"cemetery": "Cementiri de Sant Pere"})
    assert response.status_code == 200
    assert "Trieu el fitxer que voleu portar." in response.content.decode()
