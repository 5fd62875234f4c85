"""Survey files from upload to undoing: received, read in the background, chosen, committed in one step, taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib.gis.db.models import Extent
from django.contrib.gis.db.models.functions import Transform
from django.core.files.base import ContentFile, File
from django.db import connection, transaction

from cementiris.accounts.models import Municipality, User
from cementiris.registry.models import Cemetery, UnitKind
from cementiris.tenancy.bulk import insert_in_slices
from cementiris.tenancy.scope import current_municipality_id
from gis.geometries import stored
from gis.models import Joined, PlanEdit, SurveyFeature, SurveyFile, SurveyState
from gis.services.survey_plan import Bringing, SurveyReport, locked_cemetery, plan_survey, rows_of, standing
from gis.services.survey_writing import write_survey
from gis.services.undoing import UndoneEdit, undo_edit
from gis.surveys.coordinates import TownBox
from gis.surveys.held import read_held
from gis.surveys.layers import Table
from gis.surveys.packing import LIMITS, Handed, hand_in
from gis.surveys.proposing import describe, propose
from gis.surveys.reading import Survey, SurveyRequest, survey_of
from gis.surveys.refusals import Issue, SurveyRefusedError
from gis.surveys.sources import choose_table
from gis.surveys.towns import box_of

LONGEST_NAME = 200
LONGEST_CODE, LONGEST_SECTION = 80, 120
CLOSED = frozenset({SurveyState.COMMITTED, SurveyState.UNDONE})
WAITING = frozenset({SurveyState.RECEIVED, SurveyState.CHECKED})


def handed_in(files: Sequence[File[bytes]]) -> Handed:
    """Uploaded files as one survey; raises SurveyRefusedError (too_large before their bytes are in memory)."""
    if sum(file.size for file in files) > LIMITS.file_bytes:
        raise SurveyRefusedError("too_large")
    return hand_in([Handed(file.name or "", file.read()) for file in files])


def receive(handed: Handed, cemetery: Cemetery, *, actor: User | None) -> SurveyFile:
    """Keep a file privately, to be read by a worker. The same file of the same cemetery is kept once.

    One that was brought in, or that waits already, is returned as it is; after an undo it may come anew.
    """
    sha256 = hashlib.sha256(handed.content).hexdigest()
    with _nothing_kept_on_error() as new, transaction.atomic():
        _one_at_a_time(cemetery.pk, sha256)
        alike = SurveyFile.objects.filter(cemetery=cemetery, sha256=sha256)
        twin = alike.filter(state__in=[SurveyState.COMMITTED, *WAITING]).order_by("-pk").first()
        if twin is None:
            new.append(keep(handed, cemetery, actor=actor))
        return twin or new[0]


def keep(handed: Handed, cemetery: Cemetery, *, actor: User | None) -> SurveyFile:
    """Keep a file as it came; whoever calls this takes it away again when the transaction fails."""
    kept = SurveyFile(
        cemetery=cemetery,
        cemetery_name=cemetery.name,
        name=handed.name[:LONGEST_NAME],
        sha256=hashlib.sha256(handed.content).hexdigest(),
        byte_count=len(handed.content),
        created_by=actor,
    )
    kept.file.save(f"{cemetery.pk}-{kept.sha256[:16]}", ContentFile(handed.content))
    return kept


def choose(kept: SurveyFile, choices: dict[str, Any]) -> bool:
    """Have a file read in another way; False, and nothing changed, when it has been brought in already."""
    open_ones = SurveyFile.objects.filter(pk=kept.pk).exclude(state__in=CLOSED)
    return bool(open_ones.update(choices=choices, state=SurveyState.RECEIVED, failure={}))


def read_file(kept: SurveyFile) -> bool:
    """Read a kept file and replace its features by what they say, all in one transaction.

    Returns False, changing nothing, when it was chosen otherwise meanwhile. What cannot be read leaves the file FAILED
    with its reason, and with what was found, so that the clerk may choose otherwise.
    """
    found: dict[str, Any] = {}
    choices = dict(kept.choices)
    try:
        tables = read_held(_handed(kept))
        place = standing(Cemetery.objects.get(pk=_cemetery(kept).pk))
        found = describe(tables, place.register(), _town_box(), home_of(place.cemetery))
        choices = choices or _proposed(tables, found)
        survey = survey_of(tables, _request(choices))
        report = plan_survey(survey, place, _wish(kept, choices, actor=None, at=kept.created_at))
    except SurveyRefusedError as error:
        failure = {"code": error.code, "facts": {name: _plain(fact) for name, fact in error.facts.items()}}
        return _note(kept, found=found, choices=choices, state=SurveyState.FAILED, failure=failure, rows=[])
    return _note(
        kept, found=found, choices=choices, state=SurveyState.CHECKED, failure={},
        counts=counts_of(report), report=_told(report), rows=_features(kept, report),
    )  # fmt: skip


def _proposed(tables: Sequence[Table], found: dict[str, Any]) -> dict[str, Any]:
    """How the file is best read; SurveyRefusedError when no layer has a field that could name anything."""
    proposal = propose(found)
    if not proposal:
        choose_table([max(tables, key=lambda table: table.count)], wanted=None, code_field="")
        raise SurveyRefusedError("no_fields")
    return proposal


def commit_file(kept: SurveyFile, *, actor: User | None, at: datetime) -> None:
    """Bring a checked file in, in one transaction: read again as it was chosen, planned anew under the locks.

    Raises SurveyRefusedError when the register has changed so that nothing fits any more, PlanRefusedError when the
    database refuses a geometry. What is in already is left alone.
    """
    survey = survey_of(read_held(_handed(kept)), _request(kept.choices))
    with transaction.atomic():
        cemetery = locked_cemetery(kept.cemetery_name) if kept.cemetery is None else _locked(kept.cemetery)
        now = SurveyFile.objects.select_for_update(of=("self",)).get(pk=kept.pk)
        if now.state in CLOSED or now.choices != kept.choices:
            return
        now.cemetery = cemetery
        write_kept(now, survey, _wish(now, now.choices, actor=actor, at=at))


def bring_in(handed: Handed, request: SurveyRequest, wish: Bringing, *, commit: bool) -> SurveyReport:
    """Read, keep and bring in a file at once, as it is asked; without `commit` nothing stays.

    The same file asked for in the same way is kept once. Raises SurveyRefusedError, and keeps nothing, when it cannot
    be used; PlanRefusedError when the database refuses a geometry.
    """
    survey = survey_of(read_held(handed), request)
    with _nothing_kept_on_error() as new, transaction.atomic():
        kept = _kept_once(handed, wish, _choices_of(survey, request), new)
        report = write_kept(kept, survey, replace(wish, kept=kept))
        if not commit:
            transaction.set_rollback(True)
            _forget(new)
    return report


def _choices_of(survey: Survey, request: SurveyRequest) -> dict[str, Any]:
    srid = request.srid or survey.srid
    return {"layer": survey.layer, "field": survey.code_field, "srid": srid, "is_swapped": request.is_swapped}


def _kept_once(handed: Handed, wish: Bringing, choices: dict[str, Any], new: list[SurveyFile]) -> SurveyFile:
    """The file as it was brought in before in the same way, or kept now (then it is added to `new`)."""
    cemetery = locked_cemetery(wish.cemetery_name)
    sha256 = hashlib.sha256(handed.content).hexdigest()
    alike = SurveyFile.objects.filter(cemetery=cemetery, sha256=sha256, choices=choices)
    if twin := alike.filter(state=SurveyState.COMMITTED).first():
        return twin
    new.append(keep(handed, cemetery, actor=wish.actor))
    new[0].choices = choices
    new[0].save(update_fields=["choices"])
    return new[0]


@contextmanager
def _nothing_kept_on_error() -> Iterator[list[SurveyFile]]:
    """Take away the files that were written when the database takes back that they were."""
    new: list[SurveyFile] = []
    try:
        yield new
    except BaseException:
        _forget(new)
        raise


def _forget(files: Iterable[SurveyFile]) -> None:
    for kept in files:
        kept.file.delete(save=False)


def write_kept(kept: SurveyFile, survey: Survey, wish: Bringing) -> SurveyReport:
    """Write a survey into the cemetery that is locked, and what came of it into its file."""
    place = standing(_cemetery(kept))
    report = plan_survey(survey, place, wish)
    write_survey(report, place, wish)
    SurveyFeature.objects.filter(survey=kept).delete()
    insert_in_slices(SurveyFeature, _features(kept, report))
    kept.state, kept.committed_at = SurveyState.COMMITTED, wish.at
    kept.counts, kept.report = counts_of(report), _told(report)
    kept.save(update_fields=["state", "committed_at", "counts", "report", "cemetery"])
    return report


def undo_file(kept: SurveyFile, *, actor: User | None, at: datetime) -> list[UndoneEdit]:
    """Take back what a file brought in, in one transaction; what somebody changed since stays, and is kept as told."""
    with transaction.atomic():
        if kept.cemetery is not None:
            _locked(kept.cemetery)  # before the file, as when it is brought in: else the two could wait for each other
        now = SurveyFile.objects.select_for_update(of=("self",)).get(pk=kept.pk)
        if now.state != SurveyState.COMMITTED:
            return []
        edits = PlanEdit.objects.filter(survey=now, undone_at__isnull=True).order_by("-pk")
        undone = [undo_edit(edit, actor=actor, at=at) for edit in edits]
        stays = [{"name": one.name, "reason": one.reason} for each in undone for one in each.stays]
        taken = {
            "restored": sum(each.restored_count for each in undone),
            "removed": sum(each.removed_count for each in undone),
        }
        now.state, now.report = SurveyState.UNDONE, {**now.report, "stays": stays, "taken_back": taken}
        now.save(update_fields=["state", "report"])
        return undone


def home_of(cemetery: Cemetery) -> TownBox | None:
    """The rectangle, in degrees, of what the plan has of a cemetery: its outline, sections and units."""
    boxes = [
        rows.filter(footprint__isnull=False).aggregate(box=Extent(Transform("footprint", 4326)))["box"]
        for rows in (Cemetery.objects.filter(pk=cemetery.pk), cemetery.sections.all(), cemetery.units.all())
    ]
    known = [box for box in boxes if box]
    if not known:
        return None
    west, south, east, north = zip(*known, strict=True)
    return TownBox(min(west), min(south), max(east), max(north))


def counts_of(report: SurveyReport) -> dict[str, int]:
    """The figures of a survey, by name."""
    joined = [state for state, _, _ in report.joins().values()]
    codes = [issue.code for issue in report.issues]
    return {
        "read": report.survey.read_count,
        "accepted": report.accepted_count,
        "warned": report.warned_count,
        "refused": report.refused_count,
        "matched": report.matched_count,
        "created": len(report.new),
        "changed": report.changed_count,
        "unmatched": joined.count(Joined.UNMATCHED),
        "doubtful": joined.count(Joined.DOUBTFUL),
        "faulty": joined.count(Joined.REFUSED),
        "outside": sum(code in OUTSIDE for code in codes),
        "overlapping": codes.count("overlaps"),
        "mended": codes.count("mended_geometry"),
        "missing": len(report.units_without_feature),
        "missing_sections": len(report.sections_without_feature),
    }


OUTSIDE = ("outside_cemetery", "outside_town")


def _told(report: SurveyReport) -> dict[str, Any]:
    return {
        "srid": report.survey.srid,
        "layer": report.survey.layer,
        "makes": report.makes,
        "issues": [{"code": one.code, "facts": one.facts} for one in report.issues if one.feature is None],
        "missing": [unit.pk for unit in report.units_without_feature],
        "missing_sections": [section.pk for section in report.sections_without_feature],
    }


def _features(kept: SurveyFile, report: SurveyReport) -> Iterable[SurveyFeature]:
    joins, issues = report.joins(), _by_feature(report.issues)
    for number, feature in rows_of(report):
        said = issues.get(number, [])
        state, unit, section = joins.get(number, (Joined.REFUSED, None, None))
        yield SurveyFeature(
            survey=kept,
            number=number,
            code=(feature.code if feature else next((one.feature_code for one in said), ""))[:LONGEST_CODE],
            section_name=(feature.section if feature else "")[:LONGEST_SECTION],
            shape=stored(feature.shape) if feature else None,
            joined=state,
            unit_id=unit,
            section_id=section,
            issues=[{"code": one.code, "facts": one.facts} for one in said],
        )


def _by_feature(issues: Iterable[Issue]) -> dict[int, list[Issue]]:
    found: dict[int, list[Issue]] = {}
    for issue in issues:
        if issue.feature is not None and issue.code != "unmatched":
            found.setdefault(issue.feature, []).append(issue)
    return found


def _note(kept: SurveyFile, *, rows: Iterable[SurveyFeature], **values: Any) -> bool:
    """Keep what was read, unless the file was chosen otherwise or brought in meanwhile."""
    with transaction.atomic():
        now = SurveyFile.objects.select_for_update(of=("self",)).get(pk=kept.pk)
        if now.state != SurveyState.RECEIVED or now.choices != kept.choices:
            return False
        SurveyFeature.objects.filter(survey=kept).delete()
        insert_in_slices(SurveyFeature, rows)
        SurveyFile.objects.filter(pk=kept.pk).update(**values)
    return True


def _request(choices: dict[str, Any]) -> SurveyRequest:
    return SurveyRequest(
        choices.get("field", ""), choices.get("layer"), choices.get("srid"), _town_box(),
        bool(choices.get("is_swapped")),
    )  # fmt: skip


def _wish(kept: SurveyFile, choices: dict[str, Any], *, actor: User | None, at: datetime) -> Bringing:
    return Bringing(
        cemetery_name=kept.cemetery_name,
        at=at,
        actor=actor,
        kept=kept,
        makes=choices.get("makes") or None,
        kind=choices.get("kind") or UnitKind.GRAVE_IN_EARTH,
        with_displaced=bool(choices.get("with_displaced")),
    )


def _handed(kept: SurveyFile) -> Handed:
    with kept.file.open("rb") as source:
        return Handed(kept.name, bytes(source.read()))


def _cemetery(kept: SurveyFile) -> Cemetery:
    assert kept.cemetery is not None  # receive and the command give every file its cemetery
    return kept.cemetery


def _locked(cemetery: Cemetery) -> Cemetery:
    return Cemetery.objects.select_for_update().get(pk=cemetery.pk)


def _town_box() -> TownBox:
    pk = current_municipality_id()
    assert pk is not None  # no file is read with no town open
    return box_of(Municipality.objects.get(pk=pk).code)


def _one_at_a_time(*words: object) -> None:
    """Let another request with the same words wait until this transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{current_municipality_id()} survey {words}"]
        )


def _plain(fact: object) -> object:
    return fact if isinstance(fact, int | float | str) else str(fact)
