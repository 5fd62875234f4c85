"""What every act shares: the unit locked, the form not sent twice nor outdated, the rules met or overruled."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from cementiris.documents.kinds import Fee
from cementiris.documents.models import Document
from cementiris.fees.services import mark_used
from cementiris.registry.entries import Submission
from cementiris.registry.facts import version_of
from cementiris.registry.messages import sentence, statement
from cementiris.registry.models import Act, BurialUnit
from cementiris.registry.rules.findings import Breach, Finding, breaches, stop
from cementiris.registry.services.statements import outdate_statement
from cementiris.registry.typed_keys import read_key

CONSTRAINT_BREACHES = {
    "x1_one_right_at_a_time": stop("X1", "begun"),
    "x2_term_is_not_empty": stop("X2"),
    "x3_one_unit_per_number": stop("X3"),
    "x19_a_unit_is_retired_after_it_was_opened": stop("X19"),
    "x20_one_closure_at_a_time": stop("X20"),
    "x20_a_closure_begins_on_a_day": stop("X20"),
    "x21_part_of_one_unit": stop("X21"),
    "x21_not_part_of_itself": stop("X21"),
    "x60_one_tariff_at_a_time": stop("X60"),
    "x61_a_tariff_ends_after_it_begins": stop("X61"),
    "x62_no_negative_rate": stop("X62"),
    "x62_percent_within_100": stop("X62"),
    "x30_one_open_file_per_right": stop("X30"),
}
SENT_ONCE = "registry_act_sent_once"


class RuleBroken(Exception):
    """The act is not registered. `breaches` holds every reason; without a stop, a typed reason is missing."""

    def __init__(self, reasons: Iterable[Breach]) -> None:
        self.breaches = tuple(reasons)
        super().__init__(" ".join(f"{breach.code}: {sentence(breach)}" for breach in self.breaches))

    @property
    def can_be_overruled(self) -> bool:
        """Whether a typed reason is all that is missing."""
        return not any(breach.is_stop for breach in self.breaches)


class AlreadySent(Exception):
    """The same form was sent before; `act` is what it registered."""

    def __init__(self, act: Act) -> None:
        self.act = act
        super().__init__(str(act))


class UnitChanged(Exception):
    """Somebody changed the unit while the form was being filled in; `acts` is what they registered."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self.acts = tuple(acts)
        super().__init__(", ".join(str(act) for act in self.acts))


def lock_units(keys: Iterable[int]) -> list[BurialUnit]:
    """Lock units in the order of their keys, so that two who want some of the same never wait for each other.

    What only refers to a locked unit, a line of the agenda that is ticked off, does not wait for it (`no_key`).
    """
    rows = BurialUnit.objects.select_for_update(of=("self",), no_key=True).select_related("cemetery", "section")
    return list(rows.filter(pk__in=set(keys)).order_by("pk"))


def refuse_repeated(sent: Submission) -> None:
    """Raise AlreadySent where the form has registered its act before."""
    if sent.key and (earlier := Act.objects.filter(submission_key=sent.key).first()):
        raise AlreadySent(earlier)


def lock(unit: BurialUnit, sent: Submission, *, may_be_gone: bool = False) -> BurialUnit:
    """Lock the unit until the end of the transaction, then see that the form is new and up to date.

    Nothing is done any more to a unit that has been retired, not even with a day on which it was still there: it would
    begin over a unit that is no more. What only tells or keeps papers says `may_be_gone`.
    Raises AlreadySent, UnitChanged and RuleBroken (X8).
    """
    (locked,) = lock_units([unit.pk])
    refuse_repeated(sent)
    if sent.version and sent.version != version_of(locked):
        raise UnitChanged(acts_since(locked, sent.version))
    if not may_be_gone:
        refuse_gone(locked, sent)
    return locked


def refuse_gone(unit: BurialUnit, sent: Submission) -> None:
    """Raise RuleBroken where the unit has been retired by today."""
    if unit.retired_on is not None and unit.retired_on <= sent.today:
        raise RuleBroken([stop("X8", "gone", since=unit.retired_on)])


def acts_since(unit: BurialUnit, version: str) -> list[Act]:
    """The acts over the unit that a form drawn at that version has not seen."""
    last_seen = read_key(version.split(".")[0])
    newer = unit.acts.none() if last_seen is None else unit.acts.filter(pk__gt=last_seen)
    return list(newer.select_related("recorded_by").order_by("pk"))


def decide(findings: Iterable[Finding], sent: Submission) -> list[dict[str, str]]:
    """Raise RuleBroken on a stop, or on a warning without a typed reason; return what is overruled, for the journal."""
    broken = breaches(findings)
    if any(breach.is_stop for breach in broken) or (broken and not sent.reason.strip()):
        raise RuleBroken(broken)
    return [{"rule": breach.code, "sentence": statement(breach), "reason": sent.reason.strip()} for breach in broken]


def record(kind: str, *, unit: BurialUnit | None, sent: Submission, **fields: Any) -> Act:
    """Write the act into the town's journal, with the warnings it overrules and the fee that was quoted.

    The fee is printed on the act's papers too, which are issued just before in the same transaction. `papers` are the
    papers that the act issued besides its `document`; `notes` is what else the act keeps.
    """
    fee, papers = sent.fee if sent.fee.get("act") == kind else {}, tuple(fields.pop("papers", ()))
    notes = {**fields.pop("notes", {}), "overruled": fields.pop("overruled", []), "fee": dict(fee)}
    notes["papers"] = [{"pk": paper.pk, "kind": paper.kind, "code": paper.code} for paper in papers]
    if fee.get("lines"):
        _charge(fee, [paper for paper in (fields.get("document"), *papers) if paper is not None])
    kept = {name: note for name, note in notes.items() if note}
    if unit is not None:
        outdate_statement(unit, by=kind, on=fields["on"])
    return Act.objects.create(
        kind=kind, unit=unit, recorded_by=sent.actor, submission_key=sent.key, notes=kept, **fields
    )


def _charge(fee: Mapping[str, Any], papers: Iterable[Document]) -> None:
    """Print the fee on the act's papers, and keep its tariff from being rewritten (X63)."""
    mark_used(fee["tariff_id"])
    for paper in papers:
        paper.snapshot["fee"] = Fee(
            tariff=fee["tariff"], applied_on=fee["applied_on"], lines=fee["lines"], total=fee["total"]
        )
        paper.save(update_fields=["snapshot"])


@contextmanager
def constraints_speak(key: UUID | None) -> Iterator[None]:
    """Around a transaction: what the database refuses is said in the same sentences as what the rules refuse."""
    try:
        yield
    except IntegrityError as error:
        name = _constraint_name(error)
        if name == SENT_ONCE and (earlier := Act.objects.filter(submission_key=key).first()):
            raise AlreadySent(earlier) from error
        if name in CONSTRAINT_BREACHES:
            raise RuleBroken([CONSTRAINT_BREACHES[name]]) from error
        raise


def _constraint_name(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", "") or "")
