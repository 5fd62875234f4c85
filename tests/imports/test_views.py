"""The pages of an import, as a clerk reads them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

HEADER = "Bloc;Núm.;Titular;DNI\n"


@pytest.mark.parametrize(
    ("rows", "counted"),
    [
        ("A;1;Anna Mas;11111111A\n", ("1 fila amb avís o refusada", "s’incorpora i queda marcada")),
        ("A;1;Anna Mas;11111111A\nA;2;Pere Pi;22222222A\n", ("2 files amb avís", "s’incorporen i queden marcades")),
    ],
)
def test_one_row_is_spoken_of_as_one(
    aina: Client, settings: Any, tmp_path: Any, rows: str, counted: tuple[str, ...]
) -> None:
    settings.MEDIA_ROOT = tmp_path
    sent = {"cemetery": "Vell", "register_files": SimpleUploadedFile("a.csv", (HEADER + rows).encode())}
    answer = aina.post("/vilaclara/importacions/nova/", sent, follow=True)
    page = answer.content.decode()
    assert all(words in page for words in counted)
    assert "fila sense dades" in page
