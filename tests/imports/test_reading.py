"""Files are received at once and read by a worker: whole or not at all, however often it is begun."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localtime

from cementiris.accounts.models import Municipality
from cementiris.jobs.models import Progress
from imports import tasks
from imports.errors import ImportIsClosed, UnreadableFile
from imports.models import BatchState, ImportBatch, ImportFile, ImportFix, ImportRow, WordMeaning
from imports.pipeline import read_register
from imports.rows import CleanRow, CleanUnit, ReadOutcome
from imports.services import readings, stage
from imports.services.stage import change_mapping, committed_twin, read_again, read_batch, receive
from imports.tasks import begin_reading, read_import

ROLL = "Bloc;Núm.;Titular;DNI\nA;1;Anna Mas;\nA;2;Pere Roca;\n"


@pytest.fixture(autouse=True)
def in_town(in_vilaclara: Municipality) -> None:
    """The town is open."""


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """A folder of the disk in which files are kept."""
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": backend}
    return tmp_path


def upload(text: str | bytes, name: str = "padro.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def received(*files: SimpleUploadedFile, mapping: dict[str, Any] | None = None) -> ImportBatch:
    return receive(files or [upload(ROLL)], cemetery_name=" Vell ", mapping=mapping or {}, actor=None)


def read(batch: ImportBatch) -> ImportBatch:
    begin_reading(batch)
    read_import(batch_id=batch.pk)
    batch.refresh_from_db()
    return batch


def correct(batch: ImportBatch, number: str) -> None:
    ImportFix.objects.create(batch=batch, file_name="padro.csv", sheet="padro", row=2, column=1, text=number)


def unit_of(row: CleanRow) -> CleanUnit:
    assert row.unit is not None
    return row.unit


def progress_of(batch: ImportBatch) -> Progress:
    return Progress.objects.get(work="read", subject_id=batch.pk)


def test_what_is_received_is_kept_and_not_yet_read(folder: Path) -> None:
    batch = received()
    kept = batch.files.get()
    assert (batch.state, batch.cemetery_name, batch.counts) == (BatchState.STAGED, "Vell", {})
    assert (kept.name, kept.byte_count, Path(kept.file.path).read_text()) == ("padro.csv", len(ROLL.encode()), ROLL)


def test_a_form_that_is_sent_twice_gives_one_import() -> None:
    first = received()
    assert received() == first
    assert committed_twin([upload(ROLL)], "Vell") is None
    ImportBatch.objects.filter(pk=first.pk).update(state=BatchState.UNDONE)
    assert received() != first


def test_where_the_header_stands_far_down_its_surroundings_are_shown() -> None:
    batch = read(received(upload(";;;\n" * 19 + ROLL)))
    (sheet,) = batch.proposal["sheets"]
    assert (sheet["header_row"], sheet["first"][0][0], sheet["first"][-1][1][0]) == (20, 14, "A")


def test_when_one_file_is_no_register_nothing_is_kept(folder: Path) -> None:
    with pytest.raises(UnreadableFile) as told:
        received(upload(ROLL), upload(b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "foto.png"))
    assert told.value.code == "not_a_table"
    assert not ImportBatch.objects.exists()
    assert not list(folder.rglob("*"))


def test_files_go_when_the_database_takes_back_that_they_came(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImportFile, "save", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        received()
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_two_files_of_one_name_are_told_apart() -> None:
    batch = read(received(upload(ROLL), upload(ROLL.replace("A;", "B;"))))
    names = set(ImportRow.objects.filter(batch=batch).values_list("file_name", flat=True))
    assert names == {"padro.csv", "padro.csv (2)"}


def test_what_is_read_is_checked_and_its_progress_over() -> None:
    batch = read(received())
    assert (batch.state, batch.counts["read"]) == (BatchState.CHECKED, 2)
    assert progress_of(batch).state == Progress.State.DONE
    (sheet,) = batch.proposal["sheets"]
    assert (sheet["header_row"], sheet["first"][0][1][0]) == (1, "Bloc")


def test_reading_again_leaves_every_row_once() -> None:
    batch = read(read(received()))
    assert ImportRow.objects.filter(batch=batch).count() == 3


def test_a_job_that_comes_twice_reads_once(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = read(received())
    monkeypatch.setattr(tasks, "read_batch", lambda *args: 1 / 0)
    read_import(batch_id=batch.pk)
    assert progress_of(batch).state == Progress.State.DONE


def test_the_reading_says_how_far_it_is() -> None:
    batch = received(upload(ROLL + "".join(f"A;{number};Rita Pi;\n" for number in range(3, 1203))))
    told: list[tuple[int, int]] = []
    read_batch(batch, lambda done, total: told.append((done, total)))
    assert told == [(500, 1203), (1000, 1203)]


def test_without_a_table_the_import_says_why() -> None:
    batch = read(received(upload("hola; adéu\nres;més\n")))
    assert (batch.state, batch.failure) == (
        BatchState.FAILED,
        {"code": "no_table", "values": {"name": "padro.csv"}},
    )
    assert progress_of(batch).state == Progress.State.FAILED
    (sheet,) = batch.proposal["sheets"]
    assert (sheet["is_used"], sheet["first"][0]) == (False, [1, ["hola", "adéu"]])


def test_columns_that_leave_no_row_can_be_chosen_anew() -> None:
    batch = read(received())
    begin_reading(batch, {"columns": {"DNI": "ignore"}})
    read_import(batch_id=batch.pk)
    batch.refresh_from_db()
    assert batch.failure["code"] == "no_table"
    assert ImportRow.objects.filter(batch=batch).count() == 3
    begin_reading(batch, {})
    assert read(batch).failure == {}


def test_what_breaks_is_told_and_can_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = received()
    with monkeypatch.context() as patched:
        patched.setattr(tasks, "read_batch", lambda *args: 1 / 0)
        begin_reading(batch)
        with pytest.raises(ZeroDivisionError):
            read_import(batch_id=batch.pk)
    assert "Torneu-ho a provar" in progress_of(batch).message
    assert read(batch).state == BatchState.CHECKED


def test_a_mapping_that_is_not_valid_changes_nothing() -> None:
    batch = read(received())
    with pytest.raises(UnreadableFile):
        begin_reading(batch, {"columns": {"DNI": "no such meaning"}})
    batch.refresh_from_db()
    assert (batch.state, batch.mapping) == (BatchState.CHECKED, {})


def test_an_import_that_was_brought_in_is_not_read_again() -> None:
    batch = read(received())
    ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.COMMITTED)
    with pytest.raises(ImportIsClosed):
        begin_reading(batch)


def test_what_a_clerk_changes_while_files_are_read_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = received()
    begin_reading(batch)
    columns = {"Bloc": "block", "Núm.": "number", "Titular": "holder"}
    changes = iter([lambda _: correct(batch, "9"), lambda _: change_mapping(batch, {"columns": columns})])

    def read_while_somebody_works(*args: Any, **options: Any) -> ReadOutcome:
        outcome = read_register(*args, **options)
        next(changes, len)("")
        return outcome

    monkeypatch.setattr(stage, "read_register", read_while_somebody_works)
    read_import(batch_id=batch.pk)
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED
    assert [column["meaning"] for column in batch.proposal["columns"]] == ["block", "number", "holder", "ignore"]
    assert [unit.number for unit in map(unit_of, read_again(batch).rows)] == ["9", "2"]
    assert list(changes) == []


def test_what_was_read_is_kept_until_it_is_brought_in(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = read(received())
    pure = read_register(stage.kept_files(batch), on=localtime(batch.created_at).date())
    monkeypatch.setattr(stage, "read_register", lambda *args, **options: 1 / 0)
    for row in pure.rows:
        row.raw = ()  # stands with the rows of the import
    assert read_again(batch) == pure


@pytest.mark.parametrize("change", ["mapping", "correction", "damage", "code"])
def test_what_was_read_otherwise_is_read_anew(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = read(received())
    name = batch.proposal["reading"]
    if change == "mapping":
        batch.mapping = {"values": {"kind": {"nix": "niche"}}}
    elif change == "correction":
        correct(batch, "9")
    elif change == "code":
        monkeypatch.setattr(readings, "version_of_reading", lambda: "another")
    else:
        default_storage.delete(name)
        default_storage.save(name, ContentFile(gzip.compress(b"{}")[:-4]))
    monkeypatch.setattr(stage, "read_register", lambda *args, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        read_again(batch)


def test_only_the_latest_reading_is_kept(django_capture_on_commit_callbacks: Any) -> None:
    batch = read(received())
    before = batch.proposal["reading"]
    with django_capture_on_commit_callbacks(execute=True):
        begin_reading(batch, {"values": {"kind": {"nix": "niche"}}})
        read_import(batch_id=batch.pk)
    batch.refresh_from_db()
    assert not default_storage.exists(before)
    assert default_storage.exists(batch.proposal["reading"])


def test_the_words_of_the_town_are_known_to_every_file() -> None:
    WordMeaning.objects.create(meaning="kind", word="nix", value="niche")
    batch = received(mapping={"values": {"kind": {"fosa": "grave"}}})
    assert batch.mapping == {"values": {"kind": {"nix": "niche", "fosa": "grave"}}}
