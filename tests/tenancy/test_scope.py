"""The scope itself: no town, no answer; one town, that town only; and nothing left behind."""

from collections.abc import Callable, Iterator

import pytest
from django.db import (
    DataError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
    connection,
    models,
    transaction,
)
from django.db.models import Count

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Cemetery, Movement, Person
from cementiris.tenancy import scope
from cementiris.tenancy.scope import current_municipality_id, keep_open, municipality
from tests.factories import make_burial, make_cemetery, make_person, make_unit


def database_town() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.municipality')")
        return str(cursor.fetchone()[0])


@pytest.fixture
def both_towns(vilaclara: Municipality, puigfosc: Municipality) -> tuple[Municipality, Municipality]:
    """Two towns with one cemetery and one person each."""
    for town in (vilaclara, puigfosc):
        with municipality(town.pk):
            make_cemetery(name=f"Cementiri de {town.name}")
            make_person(text=f"Persona de {town.name}")
    return vilaclara, puigfosc


def raw_count() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM registry_person")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: list(Person.objects.all()),
        lambda: Person.objects.count(),
        lambda: Person.objects.exists(),
        lambda: Person.objects.filter(text="x").update(text="y"),
        lambda: Person.objects.all().delete(),
        lambda: Person.objects.create(text="Ningú"),
        lambda: Person.objects.bulk_create([Person(text="Ningú")]),
        lambda: list(Cemetery.objects.annotate(units_count=Count("units"))),
        lambda: next(Person.objects.iterator()),
        raw_count,
    ],
    ids=["list", "count", "exists", "update", "delete", "create", "bulk", "join", "cursor", "raw"],
)
def test_without_a_town_every_question_is_an_error(
    both_towns: tuple[Municipality, Municipality], ask: Callable[[], object]
) -> None:
    with pytest.raises((DataError, IntegrityError)) as caught, transaction.atomic():
        ask()
    assert "no town is open" in str(caught.value) or "municipality_id" in str(caught.value)


def test_an_open_town_shows_its_rows_and_no_others(both_towns: tuple[Municipality, Municipality]) -> None:
    for town in both_towns:
        with municipality(town.pk):
            assert [person.text for person in Person.objects.all()] == [f"Persona de {town.name}"]
            assert Person.objects.aggregate(count=Count("pk")) == {"count": 1}


def test_rows_of_another_town_cannot_be_reached_by_key(both_towns: tuple[Municipality, Municipality]) -> None:
    vilaclara, puigfosc = both_towns
    with municipality(puigfosc.pk):
        foreign = Person.objects.get()
    with municipality(vilaclara.pk):
        assert Person.objects.filter(pk=foreign.pk).update(text="robat") == 0
        with pytest.raises(Person.DoesNotExist):
            Person.objects.get(pk=foreign.pk)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Person.objects.create(text="intrusa", municipality=puigfosc)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Person.objects.update(municipality=puigfosc)


def _write_by_save(unit: BurialUnit, person: Person, cemetery: Cemetery) -> None:
    make_burial(unit, deceased=person, cemetery=cemetery)


def _write_in_bulk(unit: BurialUnit, person: Person, cemetery: Cemetery) -> None:
    Movement.objects.bulk_create([Movement(kind="burial", deceased=person, cemetery=cemetery, to_unit=unit)])


def _write_by_update(unit: BurialUnit, person: Person, cemetery: Cemetery) -> None:
    make_burial(make_unit(), deceased=person, cemetery=cemetery)
    Movement.objects.update(to_unit=unit)


@pytest.mark.parametrize("write", [_write_by_save, _write_in_bulk, _write_by_update])
def test_nobody_of_one_town_can_be_laid_in_a_niche_of_another(
    both_towns: tuple[Municipality, Municipality], write: Callable[[BurialUnit, Person, Cemetery], None]
) -> None:
    vilaclara, puigfosc = both_towns
    with municipality(puigfosc.pk):
        foreign_unit = make_unit()
    with municipality(vilaclara.pk), transaction.atomic():
        write(foreign_unit, Person.objects.get(), Cemetery.objects.get())
        with pytest.raises(IntegrityError, match="to_unit_id_same_town"):
            connection.check_constraints()
        transaction.set_rollback(True)


def test_scopes_nest_and_leave_the_outer_town_open(both_towns: tuple[Municipality, Municipality]) -> None:
    vilaclara, puigfosc = both_towns
    with municipality(vilaclara.pk):
        with municipality(puigfosc.pk):
            assert Person.objects.get().text == "Persona de Puigfosc"
        assert (current_municipality_id(), database_town()) == (vilaclara.pk, str(vilaclara.pk))
        assert Person.objects.get().text == "Persona de Vilaclara"
    assert (current_municipality_id(), database_town()) == (None, "no town is open")


def test_a_failure_inside_leaves_no_town_open(both_towns: tuple[Municipality, Municipality]) -> None:
    with pytest.raises(LookupError), municipality(both_towns[0].pk):
        raise LookupError
    assert (current_municipality_id(), database_town()) == (None, "no town is open")


@pytest.mark.django_db(transaction=True)
def test_an_aborted_transaction_does_not_hide_the_true_error(vilaclara: Municipality) -> None:
    scope = municipality(vilaclara.pk)
    with pytest.raises(DataError, match="division by zero"), transaction.atomic(), scope, connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")
    assert database_town() == "no town is open"


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_opens_while_a_town_is_open_learns_it(vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_person()
        connection.close()
        assert Person.objects.count() == 1
    connection.close()
    assert database_town() == "no town is open"


@pytest.mark.parametrize("model", [Person, Cemetery])
def test_a_cursor_begun_in_one_town_reads_no_row_of_the_next(
    both_towns: tuple[Municipality, Municipality], model: type[models.Model]
) -> None:
    vilaclara, puigfosc = both_towns
    for town, count in ((vilaclara, 30), (puigfosc, 30)):
        with municipality(town.pk):
            Person.objects.bulk_create([Person(text=town.name) for _ in range(count)])
    with transaction.atomic():
        with municipality(vilaclara.pk):
            rows = Person.objects.filter(text__in=["Vilaclara", "Puigfosc"]).iterator(chunk_size=5)
            first = next(rows)
        with municipality(puigfosc.pk):
            rest = list(rows)
    assert {person.text for person in [first, *rest]} == {"Vilaclara"}


def test_a_stream_is_read_with_the_town_open_and_sent_with_it_closed(
    both_towns: tuple[Municipality, Municipality],
) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"start"
        yield Cemetery.objects.get().name.encode()

    seen = []
    for chunk in keep_open(both_towns[0].pk, chunks()):
        seen.append(chunk)
        assert (current_municipality_id(), database_town()) == (None, "no town is open")
    assert seen == [b"start", b"Cementiri de Vilaclara"]


def test_a_rollback_to_a_savepoint_gives_back_the_town_that_was_open(vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        with transaction.atomic():
            make_cemetery()
            transaction.set_rollback(True)
        assert database_town() == str(vilaclara.pk)
        assert Cemetery.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_cannot_be_told_to_forget_its_town_is_closed(
    vilaclara: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(wrapper: object) -> None:
        raise OperationalError("connection lost")

    with monkeypatch.context() as patch, pytest.raises(OperationalError), municipality(vilaclara.pk):
        patch.setattr(scope, "_tell", refuse)
    assert connection.connection is None
    assert (current_municipality_id(), database_town()) == (None, "no town is open")
