"""What a clerk corrects in a file: the file stays as it came, and what it says from now on is what was corrected."""

from typing import Any

import pytest

from cementiris.accounts.models import Municipality, User
from imports.errors import ImportIsClosed
from imports.models import BatchState, ImportFix, RowFate
from imports.services.fixing import fix_row, restore, set_aside
from imports.services.stage import check_again
from tests.imports.office import codes_of, row_of, staged

WRONG = "Bloc;Núm.;Titular;DNI\nA;1;Anna Mas;11111111A\nA;2;Pere Pi;22222222J\n"


@pytest.fixture(autouse=True)
def private_files(settings: Any, tmp_path: Any, in_vilaclara: Municipality) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_corrected_cell_is_read_as_corrected_and_shown_as_written(aina_user: User) -> None:
    batch = staged(WRONG)
    assert codes_of(batch)[2] == {"invalid_national_id"}
    assert fix_row(batch, row_of(batch, 2), {0: "A", 3: "11111111H"}, aina_user) == 1
    check_again(batch, batch.mapping)
    assert codes_of(batch) == {}
    assert row_of(batch, 2).raw[3] == "11111111A"


def test_a_cell_typed_back_is_corrected_no_more(aina_user: User) -> None:
    batch = staged(WRONG)
    fix_row(batch, row_of(batch, 2), {3: "11111111H"}, aina_user)
    assert fix_row(batch, row_of(batch, 2), {3: "11111111H"}, aina_user) == 0
    assert fix_row(batch, row_of(batch, 2), {3: " 11111111A"}, aina_user) == 1
    assert not ImportFix.objects.exists()


def test_a_row_set_aside_is_refused_until_it_is_restored(aina_user: User) -> None:
    batch = staged(WRONG)
    set_aside(batch, row_of(batch, 3), aina_user)
    set_aside(batch, row_of(batch, 3), aina_user)
    check_again(batch, batch.mapping)
    assert (row_of(batch, 3).fate, batch.counts["refused"]) == (RowFate.REFUSED, 1)
    restore(batch, row_of(batch, 3))
    check_again(batch, batch.mapping)
    assert row_of(batch, 3).fate == RowFate.ACCEPTED


def test_an_import_that_was_brought_in_is_corrected_no_more(aina_user: User) -> None:
    batch = staged(WRONG)
    type(batch).objects.update(state=BatchState.COMMITTED)
    with pytest.raises(ImportIsClosed):
        fix_row(batch, row_of(batch, 2), {3: "11111111H"}, aina_user)


def test_a_row_of_another_import_is_not_corrected(aina_user: User) -> None:
    batch, other = staged(WRONG), staged(WRONG, name="b.csv")
    with pytest.raises(ValueError, match=r"\d+"):
        fix_row(batch, row_of(other, 2), {3: "11111111H"}, aina_user)
