"""Correcting a datum of an entry without annulling anything: what was and what is stay readable (R76)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils.translation import override

from cementiris.registry.entries import Submission
from cementiris.registry.facts.corrections import keeps_order, life_of, term_of
from cementiris.registry.facts.records import row_version, state_at, units_of_person
from cementiris.registry.fields import EdtfField
from cementiris.registry.models import Act, ActKind, Concession, Holding, Movement, Person, Standing
from cementiris.registry.recorded_values import Change, difference, raw_values, restore_values
from cementiris.registry.rules.findings import Breach, breaches, stop
from cementiris.registry.rules.records import (
    CorrectionFacts,
    check_correction,
    check_life,
    check_term,
    newly_broken,
)
from cementiris.registry.services.concessions import term_between
from cementiris.registry.services.journal import record_over
from cementiris.registry.services.submission import RuleBroken, constraints_speak, lock_units, refuse_repeated

Read = frozenset[str] | None
ALL: Read = None
"""The warnings that whoever corrects has read, by code; by default all."""


class EntryChanged(Exception):
    """Somebody corrected the entry while the form was being filled in; `changes` says what."""

    def __init__(self, changes: list[Change]) -> None:
        self.changes = changes
        super().__init__("; ".join(str(change) for change in changes))


@dataclass(frozen=True)
class _Corrected:
    """One row of a correction: what it was, in words and as stored."""

    row: Model
    changes: list[Change]
    was: Mapping[str, str | None]

    def as_note(self) -> dict[str, Any]:
        """As the act keeps it."""
        now = raw_values(self.row, self.was)
        return {"table": type(self.row).__name__.lower(), "pk": self.row.pk, "was": dict(self.was), "is": now}


def correct_person(*, person: Person, values: Mapping[str, Any], sent: Submission, read: Read = ALL) -> Act:
    """Correct somebody's data. Raises RuleBroken, AlreadySent, EntryChanged."""
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        units = lock_units(units_of_person(person))
        locked = _lock(person, sent)
        if locked.merged_into_id:
            raise RuleBroken([stop("X50", "united")])
        before, name = check_life(life_of(locked, sent.today)), locked.text
        corrected = _apply(locked, values)
        broken = unread(newly_broken(before, check_life(life_of(locked, sent.today))), read)
        _judge(corrected, broken, sent)
        locked.save()
        Holding.objects.filter(person=locked, text=name, is_estate=False, is_widow=False).update(text=locked.text)
        return record_over(
            units, ActKind.CORRECTION, sent=sent, person_text=str(locked), notes=_notes([corrected])
        )  # fmt: skip


def correct_movement(*, movement: Movement, values: Mapping[str, Any], sent: Submission, read: Read = ALL) -> Act:
    """Correct a line of the burial register. Raises RuleBroken, AlreadySent, EntryChanged."""
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        units = lock_units(key for key in (movement.from_unit_id, movement.to_unit_id) if key)
        locked = _lock(movement, sent)
        if locked.annulled:
            raise RuleBroken([stop("X51", "done")])
        before = check_life(life_of(locked.deceased, sent.today, movement=locked))
        corrected = _apply(locked, values)
        after = check_life(life_of(locked.deceased, sent.today, movement=locked))
        _judge(corrected, unread(newly_broken(before, after), read), sent, in_order=keeps_order(locked))
        locked.save()
        return record_over(
            units, ActKind.CORRECTION, sent=sent, corrects=locked.act, person_text=str(locked.deceased),
            notes=_notes([corrected]),
        )  # fmt: skip


def correct_right(*, right: Concession, values: Mapping[str, Any], sent: Submission, read: Read = ALL) -> Act:
    """Correct what a right says of its title and its days. Raises RuleBroken (also X1), AlreadySent, EntryChanged."""
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        units = lock_units([right.unit_id])
        locked = _lock(right, sent)
        before = check_term(term_of(locked, sent.today))
        corrected = _apply(locked, values, also=("term",))
        broken = unread(newly_broken(before, check_term(term_of(locked, sent.today))), read)
        _judge(corrected, broken, sent)
        if {change.field for change in corrected.changes} & {"granted_on", "expires_on"}:
            _set_term(locked)
        locked.save()
        return record_over(
            units, ActKind.CORRECTION, sent=sent, corrects=locked.act, person_text=_holder(locked),
            notes=_notes([corrected]),
        )  # fmt: skip


def settle_dispute(*, right: Concession, holds: bool, sent: Submission) -> Act:
    """Decide which of two contradicting rights counts: this one, and the other is annulled, or not this one.

    Raises RuleBroken where nothing is disputed any more, AlreadySent, EntryChanged.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        units = lock_units([right.unit_id])
        locked = _lock(right, sent)
        if locked.standing != Standing.DISPUTED:
            raise RuleBroken([stop("X53", "nothing")])
        corrected = [_settle(other, Standing.ANNULLED) for other in (_rivals(locked) if holds else [])]
        corrected.append(_settle(locked, Standing.ACCEPTED if holds else Standing.ANNULLED))
        _judge(corrected[-1], (), sent)
        return record_over(
            units, ActKind.CORRECTION, sent=sent, corrects=locked.act, person_text=_holder(locked),
            notes=_notes(corrected),
        )  # fmt: skip


def unread(broken: tuple[Breach, ...], read: Read) -> tuple[Breach, ...]:
    """What stops a correction, and the warnings that its clerk has not read: the reason is given knowing them."""
    if read is None:
        return tuple(breach for breach in broken if breach.is_stop)
    return tuple(breach for breach in broken if breach.is_stop or breach.code not in read)


def _rivals(right: Concession) -> list[Concession]:
    accepted = Concession.objects.select_for_update().filter(unit=right.unit_id, standing=Standing.ACCEPTED)
    return list(accepted.filter(term__overlap=right.term).order_by("pk"))


def _settle(right: Concession, standing: Standing) -> _Corrected:
    corrected = _apply(right, {"standing": standing})
    right.save()
    return corrected


def _lock(row: Any, sent: Submission) -> Any:
    """Lock the entry, then see that the form is new and up to date."""
    locked = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    refuse_repeated(sent)
    if sent.version and sent.version != row_version(locked):
        raise EntryChanged(difference(state_at(locked, sent.version), locked))
    return locked


def _apply(row: Model, values: Mapping[str, Any], *, also: tuple[str, ...] = ()) -> _Corrected:
    """Write the values into the row, not yet into the database."""
    former = type(row)._default_manager.get(pk=row.pk)
    was = raw_values(row, [*values, *also])
    for name, value in values.items():
        setattr(row, name, value)
        _set_bounds(row, name)
    changes = difference(former, row)
    changed = {change.field for change in changes} | set(also)
    return _Corrected(row, changes, {name: raw for name, raw in was.items() if name in changed})


def _set_bounds(row: Any, name: str) -> None:
    """A date that is no longer known has no bounds; of a burial without a day they are those of the death."""
    column = row._meta.get_field(name)
    if not isinstance(column, EdtfField):
        return
    if getattr(row, name):
        column.pre_save(row, add=False)
        return
    died = (row.deceased.died_from, row.deceased.died_until) if isinstance(row, Movement) else (None, None)
    for companion, bound in zip((column.earliest, column.latest), died, strict=True):
        if companion:
            setattr(row, companion, bound)


def _set_term(right: Concession) -> None:
    """The days on which the right counts follow from its data; what ended it early still does."""
    term = term_between(right.granted_from, right.expires_until)
    cut = right.ended_on and (term.upper is None or term.upper > right.ended_on)
    right.term = type(term)(term.lower, right.ended_on, "[)") if cut else term


def _judge(corrected: _Corrected, broken: tuple[Breach, ...], sent: Submission, in_order: bool = True) -> None:
    count = len(corrected.changes)
    own = check_correction(CorrectionFacts(change_count=count, reason=sent.reason, keeps_order=in_order))
    if reasons := (*breaches(own), *broken):
        raise RuleBroken(reasons)


def _notes(corrected: list[_Corrected]) -> dict[str, Any]:
    changes = [change.as_note() for one in corrected for change in one.changes]
    return {"changes": changes, "rows": [one.as_note() for one in corrected]}


def _holder(right: Concession) -> str:
    return ", ".join(str(holding) for holding in right.holdings.select_related("person")[:3])[:200]


def changed_since(act: Act) -> str:
    """What a correction wrote that is no longer so, in words; "" where all is as it left it."""
    if act.kind != ActKind.CORRECTION:
        return ""
    changed = (note for note in act.notes.get("rows", []) if raw_values(_row(note), note["is"]) != note["is"])
    return ", ".join(change["label"] for _ in changed for change in act.notes["changes"])[:200]


def _row(note: Mapping[str, Any]) -> Any:
    return apps.get_model("registry", note["table"])._default_manager.select_related(None).get(pk=note["pk"])


def take_back_correction(act: Act) -> None:
    """Every datum says again what it said before."""
    for note in reversed(act.notes.get("rows", [])):
        row = _row(note)
        name = getattr(row, "text", None)
        restore_values(row, note["was"])
        for column in note["was"]:
            _set_bounds(row, column)
        row.save()
        if isinstance(row, Person) and name != row.text:
            Holding.objects.filter(person=row, text=name, is_estate=False, is_widow=False).update(text=row.text)
