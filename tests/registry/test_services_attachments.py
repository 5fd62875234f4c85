"""Files kept beside units and acts: as they came, or not at all."""

import hashlib
import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage

from cementiris.accounts.models import Municipality, User
from cementiris.registry.entries import Submission
from cementiris.registry.entries.works import FilesEntry
from cementiris.registry.models import Act, Attachment, BurialUnit
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.attachments import attach, register_files, take_back_attachment, withdraw
from cementiris.registry.services.submission import AlreadySent, RuleBroken
from tests.factories import make_unit
from tests.registry.files import PDF, a_picture, sent_file

pytestmark = pytest.mark.usefixtures("in_vilaclara")


@pytest.fixture(autouse=True)
def empty_store() -> Any:
    yield
    for town in _listed("attachments", 0):
        for name in _listed(f"attachments/{town}", 1):
            default_storage.delete(f"attachments/{town}/{name}")


def _listed(folder: str, part: int) -> list[str]:
    return list(default_storage.listdir(folder)[part]) if default_storage.exists(folder) else []


def stored(town: Municipality) -> list[str]:
    return _listed(f"attachments/{town.code}", 1)


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today, key=uuid4())


@pytest.fixture
def unit(in_vilaclara: Municipality) -> BurialUnit:
    return make_unit()


def test_a_photograph_is_kept_byte_for_byte_under_the_town(unit: BurialUnit, aina_user: User) -> None:
    content = a_picture(here=True)
    kept = attach(sent_file(content), unit=unit, kind="photograph", taken_on=date(2026, 11, 20), actor=aina_user)
    with kept.file.open() as file:
        assert file.read() == content
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert (kept.name, kept.media_type, kept.size) == ("foto.jpg", "image/jpeg", len(content))
    assert kept.file.name.startswith("attachments/99001/")
    with kept.preview.open() as file:
        assert b"Exif" not in file.read()


def test_a_picture_named_as_a_paper_is_a_picture(unit: BurialUnit, aina_user: User) -> None:
    kept = attach(sent_file(a_picture(format="PNG"), "titol.pdf"), unit=unit, kind="title", actor=aina_user)
    assert (kept.name, kept.media_type) == ("titol.png", "image/png")


@pytest.mark.parametrize(
    ("content", "changes", "said"),
    [
        (b"", {}, "X46.empty"),
        (b"<script>alert(1)</script>", {}, "X45."),
        (a_picture()[:400], {}, "X45.broken"),
        (PDF, {"kind": "photograph", "taken_on": date(2026, 11, 20)}, "X47.no_picture"),
        (a_picture(), {"kind": "photograph"}, "X47.missing"),
        (a_picture(), {"kind": "photograph", "taken_on": date(2026, 11, 24)}, "X47.future"),
    ],
)
def test_a_file_that_cannot_be_kept_says_why(
    unit: BurialUnit, sent: Submission, content: bytes, changes: dict[str, Any], said: str
) -> None:
    entry = FilesEntry(files=(sent_file(content),), **{"kind": "title", **changes})
    with pytest.raises(RuleBroken) as broken:
        register_files(of=unit, entry=entry, sent=sent)
    assert [f"{breach.code}.{breach.variant}" for breach in broken.value.breaches] == [said]
    assert (Attachment.objects.count(), Act.objects.count()) == (0, 0)
    assert stored(unit.municipality) == []


def test_a_file_over_the_limit_is_not_even_read(unit: BurialUnit, aina_user: User, settings: Any) -> None:
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    file = sent_file(PDF + b" " * 1024 * 1024, "gran.pdf")
    with pytest.raises(RuleBroken, match="com a molt, 1 MB"):
        attach(file, unit=unit, kind="title", actor=aina_user)


def test_one_bad_file_keeps_all_out(unit: BurialUnit, sent: Submission) -> None:
    entry = FilesEntry(files=(sent_file(a_picture()), sent_file(b"MZ", "foto2.jpg")), kind="title")
    with pytest.raises(RuleBroken, match="foto2"):
        register_files(of=unit, entry=entry, sent=sent)
    assert Attachment.objects.count() == 0
    assert stored(unit.municipality) == []


def test_files_sent_twice_are_kept_once(unit: BurialUnit, sent: Submission) -> None:
    register_files(of=unit, entry=FilesEntry(files=(sent_file(PDF, "a.pdf"),)), sent=sent)
    with pytest.raises(AlreadySent):
        register_files(of=unit, entry=FilesEntry(files=(sent_file(PDF, "a.pdf"),)), sent=sent)
    assert Attachment.objects.count() == 1
    assert len(stored(unit.municipality)) == 1


def test_files_belong_to_the_act_they_are_brought_to(unit: BurialUnit, sent: Submission) -> None:
    burial = Act.objects.create(kind="burial", unit=unit, on=sent.today)
    entry = FilesEntry(files=(sent_file(PDF, "llicència.pdf"),), kind="burial_licence", act=burial)
    act = register_files(of=unit, entry=entry, sent=sent)
    assert burial.attachments.get().name == "llicència.pdf"
    assert (act.kind, act.detail) == ("attachment", "llicència.pdf")


def test_an_annulled_act_withdraws_its_files_and_deletes_nothing(unit: BurialUnit, sent: Submission) -> None:
    act = register_files(of=unit, entry=FilesEntry(files=(sent_file(PDF, "a.pdf"),)), sent=sent)
    take_back_attachment(act)
    kept = Attachment.objects.get()
    assert kept.withdrawn_reason == "S’ha anul·lat l’acte que el va adjuntar."
    assert default_storage.exists(kept.file.name)


def test_a_file_is_withdrawn_once_with_a_reason(unit: BurialUnit, sent: Submission) -> None:
    act = register_files(of=unit, entry=FilesEntry(files=(sent_file(PDF, "a.pdf"),)), sent=sent)
    kept = Attachment.objects.get()
    for reason in ("Fitxer equivocat", "Una altra vegada"):
        withdraw(kept, reason=reason, sent=replace(sent, key=None))
    kept.refresh_from_db()
    assert kept.withdrawn_at is not None
    assert kept.withdrawn_reason == "Fitxer equivocat"
    correction = Act.objects.get(kind="correction")
    assert (correction.corrects, correction.detail) == (act, "a.pdf: Fitxer equivocat")


def test_a_withdrawal_that_was_a_mistake_is_annulled(unit: BurialUnit, sent: Submission) -> None:
    register_files(of=unit, entry=FilesEntry(files=(sent_file(PDF, "a.pdf"),)), sent=sent)
    kept = Attachment.objects.get()
    withdraw(kept, reason="Fitxer equivocat", sent=replace(sent, key=None))
    mistake = Act.objects.get(kind="correction")
    annul_act(act=mistake, sent=replace(sent, key=None, reason="El fitxer era el bo"))
    kept.refresh_from_db()
    assert (kept.withdrawn_at, kept.withdrawn_reason) == (None, "")


@pytest.mark.parametrize(
    ("answer", "code"), [(0, ""), (1, "infected"), (2, "failed")], ids=["clean", "infected", "cannot tell"]
)
def test_r72_the_scanner_of_the_operator_is_asked(
    unit: BurialUnit, aina_user: User, settings: Any, answer: int, code: str
) -> None:
    script = f"import sys; sys.exit({answer} if open(sys.argv[1], 'rb').read().startswith(b'%PDF') else 3)"
    settings.ATTACHMENT_SCANNER = f'{sys.executable} -c "{script}"'
    if not code:
        assert attach(sent_file(PDF, "a.pdf"), unit=unit, kind="title", actor=aina_user).pk
        return
    with pytest.raises(RuleBroken) as broken:
        attach(sent_file(PDF, "a.pdf"), unit=unit, kind="title", actor=aina_user)
    assert [(breach.code, breach.variant) for breach in broken.value.breaches] == [("R72", code)]


def test_r72_a_scanner_that_is_not_there_keeps_nothing(
    unit: BurialUnit, aina_user: User, settings: Any, tmp_path: Path
) -> None:
    settings.ATTACHMENT_SCANNER = str(tmp_path / "none")
    with pytest.raises(RuleBroken, match="No s’ha pogut analitzar"):
        attach(sent_file(PDF, "a.pdf"), unit=unit, kind="title", actor=aina_user)


@pytest.mark.skipif(shutil.which("clamscan") is None, reason="no ClamAV on this machine")
def test_r72_clamav_finds_the_trial_virus(unit: BurialUnit, aina_user: User, settings: Any) -> None:
    settings.ATTACHMENT_SCANNER = "clamscan --no-summary"
    trial = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    with pytest.raises(RuleBroken):
        attach(sent_file(PDF + trial.encode(), "a.pdf"), unit=unit, kind="title", actor=aina_user)
