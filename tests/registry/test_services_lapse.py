"""Caducity files from their opening to the end of the right, and the taking back of each step."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cementiris.accounts.models import Municipality, User
from cementiris.documents.electronic import draw_html
from cementiris.registry.entries import Submission
from cementiris.registry.entries.endings import LapseStepEntry, OpenLapseEntry
from cementiris.registry.facts.departures import ending_of
from cementiris.registry.facts.lapse import lapse_facts
from cementiris.registry.models import (
    Act,
    Attachment,
    BurialUnit,
    Concession,
    EndReason,
    LapseFile,
    LapseStatus,
    LapseStep,
)
from cementiris.registry.pages.lapse import file_page
from cementiris.registry.queries import facts_of, right_of
from cementiris.registry.rules.findings import breaches
from cementiris.registry.rules.lapse import check_emptying
from cementiris.registry.rules.lapse_terms import next_step
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.lapse import open_lapse, open_lapse_files, record_step
from cementiris.registry.services.reversals import REVERSALS
from cementiris.registry.services.submission import RuleBroken, constraints_speak
from tests.factories import make_attachment, make_concession, make_lapse_file, make_ordinance, make_person, make_unit
from tests.registry.files import a_picture

pytestmark = pytest.mark.usefixtures("in_vilaclara")
OPENED = date(2026, 1, 12)


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today)


@pytest.fixture
def niche() -> BurialUnit:
    """A niche whose right ended with 2025, held by somebody with DNI and address."""
    unit = make_unit()
    holder = make_person(
        text="Mercè Serra i Roca", given_name="Mercè", surname1="Serra", national_id="38412907D",
        address="carrer Major, 3",
    )  # fmt: skip
    make_concession(
        unit, holder=holder, term=(date(2000, 1, 1), date(2026, 1, 1)), granted_on="2000-01-01",
        expires_on="2025-12-31", term_years=25,
    )  # fmt: skip
    return unit


def opened(unit: BurialUnit, sent: Submission, **typed: Any) -> LapseFile:
    entry = OpenLapseEntry(**{"on": OPENED, "cause": "end_of_term", **typed})
    return LapseFile.objects.get(act=open_lapse(unit=unit, entry=entry, sent=sent))


def done(file: LapseFile, sent: Submission, kind: str, on: date, **typed: Any) -> Act:
    entry = LapseStepEntry(kind=kind, on=on, **typed)
    act = record_step(unit=file.concession.unit, entry=entry, sent=sent, file=file)
    file.refresh_from_db()
    return act


def declared(unit: BurialUnit, sent: Submission) -> LapseFile:
    """A file as far as its declaration, notified by hand."""
    file = opened(unit, sent)
    done(file, sent, "notice", date(2026, 1, 20), outcome="delivered", at=time(11))
    done(file, sent, "declaration", date(2026, 3, 2), note="Ningú no ha al·legat res.")
    return file


def test_opening_a_file_writes_its_notice_with_the_term_to_be_heard(niche: BurialUnit, sent: Submission) -> None:
    make_ordinance(allegation_days=15, allegation_days_of="working")
    file = opened(niche, sent, report="Consta al padró de 2025.")
    assert (file.status, file.steps.get().kind) == (LapseStatus.OPEN, "report")
    assert file.act is not None
    assert file.act.document is not None
    html = draw_html(file.act.document)
    assert "15 dies hàbils" in html
    assert "Consta al padró de 2025." in html
    assert "Mercè Serra i Roca" in html


def test_a_right_in_force_for_years_has_no_file(sent: Submission) -> None:
    unit = make_unit()
    make_concession(unit)
    with pytest.raises(RuleBroken, match="X34"):
        opened(unit, sent)
    assert not LapseFile.objects.exists()


def test_a_right_that_has_ended_since_the_day_has_no_file(niche: BurialUnit, sent: Submission) -> None:
    Concession.objects.update(ended_on=date(2026, 3, 1), ended_reason=EndReason.RENOUNCED)
    with pytest.raises(RuleBroken, match="X34"):
        opened(niche, sent)
    assert not LapseFile.objects.exists()


def test_a_second_file_is_refused(niche: BurialUnit, sent: Submission) -> None:
    opened(niche, sent)
    with pytest.raises(RuleBroken, match="X30"):
        opened(niche, sent)


@pytest.mark.django_db(transaction=True)
def test_x30_the_database_refuses_a_second_file_too(vilaclara: Municipality) -> None:
    unit = make_unit()
    file = make_lapse_file(unit)
    with pytest.raises(RuleBroken) as broken, constraints_speak(None):
        make_lapse_file(unit, concession=file.concession)
    assert broken.value.breaches[0].code == "X30"


def test_a_file_goes_from_two_attempts_over_the_boe_to_the_end_of_the_right(
    niche: BurialUnit, sent: Submission, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = opened(niche, sent)
    done(file, sent, "notice", date(2026, 1, 20), outcome="absent", at=time(11))
    done(file, sent, "notice", date(2026, 1, 22), outcome="absent", at=time(17))
    edict = done(file, sent, "announcement", date(2026, 2, 2), note="BOE 28, de 2 de febrer")
    assert edict.document is not None
    html = draw_html(edict.document)
    assert "38412907D" in html
    assert "Mercè" not in html
    assert "carrer Major" not in html
    picture = SimpleUploadedFile("ninxol.jpg", a_picture())
    done(file, sent, "photograph", date(2026, 3, 9), upload=picture)
    assert Attachment.objects.get().taken_on == date(2026, 3, 9)
    decision = done(file, sent, "declaration", date(2026, 3, 10))
    assert (decision.kind, file.status, file.declared_on) == ("lapse", LapseStatus.DECLARED, date(2026, 3, 10))
    assert decision.document is not None
    assert "recurs contenciós administratiu" in draw_html(decision.document)
    assert right_of(niche, sent.today) is not None
    done(file, sent, "notice", date(2026, 3, 16), outcome="refused", at=time(10))
    with pytest.raises(RuleBroken, match="19/05/2026"):
        done(file, sent, "final", date(2026, 5, 16))
    reversion = done(file, sent, "final", date(2026, 5, 20))
    right = Concession.objects.get(unit=niche)
    assert (reversion.kind, right.ended_on, right.ended_reason) == ("reversion", date(2026, 5, 20), EndReason.LAPSED)
    assert right.ended_by == reversion
    assert right_of(niche, sent.today) is None
    ending = ending_of(niche, None, sent.today)
    assert breaches(check_emptying(ending)) == ()
    assert (ending.lapsed_on, ending.photographed_on) == (date(2026, 5, 20), date(2026, 3, 9))
    assert next_step(lapse_facts(file, sent.today)) is None


def test_an_announcement_names_who_has_no_dni(sent: Submission) -> None:
    unit = make_unit()
    file = make_lapse_file(unit)
    done(file, replace(sent, reason="No se sap on viu"), "announcement", date(2026, 4, 1))
    paper = file.steps.get().document
    assert paper is not None
    assert "Mercè Serra i Roca" in draw_html(paper)


def test_remains_wait_while_the_file_runs_and_until_it_is_final(niche: BurialUnit, sent: Submission) -> None:
    def waits() -> str:
        return breaches(check_emptying(ending_of(niche, facts_of(niche, sent.today).right, sent.today)))[0].variant

    assert waits() == "expired"
    file = opened(niche, sent)
    assert waits() == "open"
    done(file, sent, "notice", date(2026, 1, 20), outcome="delivered", at=time(11))
    done(file, sent, "declaration", date(2026, 3, 2))
    assert waits() == "open"


def test_a_file_that_was_never_opened_and_a_right_that_never_was_say_nothing_of_the_remains(
    niche: BurialUnit, sent: Submission
) -> None:
    file = opened(niche, sent, on=date(2026, 6, 1))
    annul_act(act=Act.objects.get(pk=file.act_id), sent=replace(sent, reason="Era la del costat"))
    Concession.objects.update(ended_on=date(2026, 8, 1), ended_reason=EndReason.LAPSED)
    make_attachment(niche, kind="photograph", taken_on=date(2026, 3, 1))
    make_concession(
        niche, title_number="T-9", term=(date(2026, 8, 2), date(2076, 8, 2)), standing="annulled",
        ended_on=date(2026, 9, 1), ended_reason=EndReason.REVERTED,
    )  # fmt: skip
    said = ending_of(niche, None, sent.today)
    assert (said.has_lapsed, said.lapsed_on, said.photographed_on) == (True, date(2026, 8, 1), date(2026, 3, 1))


def test_a_declared_right_has_no_second_file(niche: BurialUnit, sent: Submission) -> None:
    declared(niche, sent)
    with pytest.raises(RuleBroken, match="X30"):
        opened(niche, sent)


def test_an_attempt_keeps_the_paper_that_it_delivers(niche: BurialUnit, sent: Submission) -> None:
    file = declared(niche, sent)
    done(file, sent, "notice", date(2026, 3, 5), outcome="delivered", at=time(10))
    first, last = file.steps.filter(kind="notice")
    assert first.document == (file.act.document if file.act else None)
    assert last.document == file.steps.get(kind="declaration").document


def test_a_ruin_waits_for_its_works_and_is_archived_when_they_are_done(niche: BurialUnit, sent: Submission) -> None:
    file = opened(niche, sent, cause="ruin", report="La volta ha cedit.")
    done(file, sent, "notice", date(2026, 1, 20), outcome="delivered")
    act = done(file, sent, "works_term", date(2026, 3, 2), due_on=date(2026, 9, 2))
    assert file.status == LapseStatus.SUSPENDED
    assert act.document is not None
    assert "02/09/2026" in draw_html(act.document)
    done(file, sent, "works_done", date(2026, 6, 1))
    done(file, sent, "closing", date(2026, 6, 2), outcome="works_done")
    assert (file.status, file.closed_on) == (LapseStatus.CLOSED, date(2026, 6, 2))
    opened(niche, sent, on=date(2026, 11, 1))


@pytest.mark.parametrize(("outcome", "words"), [("rejected", "15 dies naturals per pagar"), ("accepted", "S’estimen")])
def test_an_answer_to_what_was_alleged_is_a_paper(
    niche: BurialUnit, sent: Submission, outcome: str, words: str
) -> None:
    Concession.objects.filter(unit=niche).update(fees_paid_through=1999)
    file = opened(niche, sent, cause="abandonment")
    done(file, sent, "notice", date(2026, 1, 20), outcome="delivered")
    done(file, sent, "allegation", date(2026, 2, 2), note="Diu que ha pagat.")
    act = done(file, sent, "allegation_answer", date(2026, 3, 2), outcome=outcome)
    assert act.document is not None
    assert words in draw_html(act.document)


def test_an_electronic_notice_that_nobody_opens_needs_no_boe(niche: BurialUnit, sent: Submission) -> None:
    file = opened(niche, sent)
    done(file, sent, "electronic_notice", date(2026, 1, 20), outcome="not_opened")
    with pytest.raises(RuleBroken, match="R59"):
        done(file, sent, "announcement", date(2026, 2, 20))
    assert done(file, sent, "declaration", date(2026, 3, 10)).kind == "lapse"


def test_taking_back_the_end_lets_the_right_and_its_file_go_on(niche: BurialUnit, sent: Submission) -> None:
    file = declared(niche, sent)
    done(file, sent, "notice", date(2026, 3, 5), outcome="delivered")
    act = done(file, sent, "final", date(2026, 6, 1))
    REVERSALS[act.kind](act)
    file.refresh_from_db()
    right = Concession.objects.get(unit=niche)
    assert (right.ended_on, right.ended_reason, file.final_on) == (None, "", None)
    assert right.term.upper == date(2026, 1, 1)
    assert file.status == LapseStatus.DECLARED


def test_taking_back_a_step_takes_the_file_back_to_where_it_was(niche: BurialUnit, sent: Submission) -> None:
    file = declared(niche, sent)
    act = file.steps.get(kind="declaration").act
    assert act is not None
    REVERSALS[act.kind](act)
    file.refresh_from_db()
    assert (file.status, file.declared_on) == (LapseStatus.OPEN, None)
    assert LapseStep.objects.get(act=act).annulled


def test_taking_back_the_opening_frees_the_right_for_another_file(niche: BurialUnit, sent: Submission) -> None:
    file = opened(niche, sent, report="Per error")
    assert file.act is not None
    REVERSALS[file.act.kind](file.act)
    file.refresh_from_db()
    assert file.status == LapseStatus.CLOSED
    assert file.steps.get().annulled
    assert opened(niche, sent).pk != file.pk


def test_acts_of_a_file_are_annulled_newest_first(niche: BurialUnit, sent: Submission) -> None:
    file = declared(niche, sent)
    declaration = Act.objects.get(kind="lapse")
    done(file, sent, "notice", date(2026, 3, 5), outcome="delivered")
    end = done(file, sent, "final", date(2026, 6, 1))
    why = replace(sent, reason="La notificació era d’un altre")
    with pytest.raises(RuleBroken):
        annul_act(act=declaration, sent=why)
    for act in (end, Act.objects.filter(kind="lapse_step").latest("pk"), declaration):
        annul_act(act=act, sent=why)
    file.refresh_from_db()
    assert (file.status, file.declared_on, file.final_on) == (LapseStatus.OPEN, None, None)
    assert right_of(niche, sent.today) is not None
    assert file_page(file, sent.today, town="vilaclara").steps[0].is_annulled


def test_a_right_that_ended_otherwise_leaves_only_the_archive(niche: BurialUnit, sent: Submission) -> None:
    file = opened(niche, sent)
    Concession.objects.filter(unit=niche).update(ended_on=date(2026, 2, 1), ended_reason=EndReason.RENOUNCED)
    with pytest.raises(RuleBroken, match="ja ha acabat el dret"):
        done(file, sent, "notice", date(2026, 2, 20), outcome="delivered")
    done(file, sent, "closing", date(2026, 2, 20), outcome="transferred")
    assert file.status == LapseStatus.CLOSED


def test_several_files_are_opened_at_once_and_what_cannot_be_is_said(niche: BurialUnit, sent: Submission) -> None:
    young = make_unit(number="13")
    make_concession(young)
    entry = OpenLapseEntry(on=sent.today, cause="end_of_term")
    acts, refused = open_lapse_files([niche, young], entry, replace(sent, reason=""))
    assert [act.unit for act in acts] == [niche]
    assert [unit for unit, _ in refused] == [young]
    assert refused[0][1].breaches[0].code == "X34"
