"""Uniting two entries that are one person, taking it back, and remembering that two entries are two persons."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import override

from cementiris.registry.entries import Submission
from cementiris.registry.facts.matches import match_facts
from cementiris.registry.facts.records import units_of_person
from cementiris.registry.fields import EdtfField
from cementiris.registry.models import Act, ActKind, Holding, Movement, Person, PersonMatch, Successor, Verdict
from cementiris.registry.recorded_values import difference, raw_values, restore_values
from cementiris.registry.rules.findings import Finding, breaches, stop
from cementiris.registry.rules.records import check_match
from cementiris.registry.services.journal import record_over
from cementiris.registry.services.submission import RuleBroken, constraints_speak, decide, lock_units, refuse_repeated

CHOSEN = (
    "text", "given_name", "surname1", "surname2", "national_id", "sex", "born_on", "died_on", "health_group",
    "address", "postal_code", "locality", "phone", "email",
)  # fmt: skip
"""What a clerk chooses from one entry or the other. A name is chosen whole."""
NAME = ("text", "given_name", "surname1", "surname2")
INHERITED = ("is_dead", "hidden_from_public")
"""What the person is as soon as one of the entries says so."""
KEPT = (*CHOSEN, *INHERITED, "born_from", "died_from", "died_until", "notes", "kind")
POINTING: Mapping[str, tuple[type[Movement] | type[Holding] | type[Successor], str]] = {
    "movements": (Movement, "deceased"),
    "holdings": (Holding, "person"),
    "successors": (Successor, "person"),
}
"""What leads to a person, and so moves with it. A relative's request (R68) stays with the entry it was made about."""


def match_findings(kept: Person, other: Person, sent: Submission) -> tuple[Finding, ...]:
    """What the rules say to uniting the two entries today."""
    return check_match(match_facts(kept, other, sent.today))


def unite(*, kept: Person, other: Person, take: Iterable[str], sent: Submission) -> Act:
    """Make one person of two entries: `kept` stays, with the values named in `take` from `other`; `other` leads to it.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        units = lock_units(units_of_person(kept) | units_of_person(other))
        one, two = _lock(kept, other)
        refuse_repeated(sent)
        if not sent.reason.strip():
            raise RuleBroken([*breaches(match_findings(one, two, sent)), stop("X53")])
        overruled = decide(match_findings(one, two, sent), sent)
        was, former = raw_values(one, KEPT), Person.objects.get(pk=one.pk)
        _take(one, two, frozenset(take))
        changes = [change.as_note() for change in difference(former, one)]
        notes = {key: note for key, note in {"changes": changes, "overruled": overruled}.items() if note}
        act = record_over(units, ActKind.PERSON_MERGE, sent=sent, person_text=f"{two} → {one}"[:200], notes=notes)
        moved = {**_move(two, one), "kept": was, "is": raw_values(one, KEPT)}
        one.save()
        Person.objects.filter(pk=two.pk).update(merged_into=one)
        PersonMatch.objects.create(kept=one, other=two, verdict=Verdict.SAME, moved=moved, act=act)
        return act


def _lock(*people: Person) -> list[Person]:
    """Lock the entries in the order of their keys, and return them in the order given; one entry twice is refused."""
    keys = [person.pk for person in people]
    rows = {row.pk: row for row in Person.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")}
    if len(rows) < len(people):
        raise RuleBroken([stop("X50")])
    return [rows[key] for key in keys]


def _take(kept: Person, other: Person, take: frozenset[str]) -> None:
    """Write into the kept entry what was chosen of the other, and what the kept one does not say."""
    single = [name for name in CHOSEN if name not in NAME[1:]]
    for name in single:
        if name in take or not getattr(kept, name):
            for part in NAME if name == "text" else (name,):
                _copy(kept, other, part)
    for name in INHERITED:
        setattr(kept, name, getattr(kept, name) or getattr(other, name))
    if other.notes and other.notes not in kept.notes:
        kept.notes = "\n".join(note for note in (kept.notes, other.notes) if note)


def _copy(kept: Person, other: Person, name: str) -> None:
    setattr(kept, name, getattr(other, name))
    column = Person._meta.get_field(name)
    if isinstance(column, EdtfField):
        for companion in filter(None, (column.earliest, column.latest)):
            setattr(kept, companion, getattr(other, companion))


def _move(other: Person, kept: Person) -> dict[str, list[int]]:
    """Let everything that leads to one entry lead to the other; return the keys of what was moved."""
    moved = {}
    for name, (model, column) in POINTING.items():
        rows = model._default_manager.select_for_update(of=("self",)).filter(**{column: other})
        moved[name] = list(rows.order_by("pk").values_list("pk", flat=True))
        model._default_manager.filter(pk__in=moved[name]).update(**{column: kept})
    return moved


def take_back_union(act: Act) -> None:
    """Two entries again, each with what led to it. Data that somebody has corrected since stay as corrected."""
    for match in PersonMatch.objects.select_for_update(of=("self",)).filter(act=act, undone_by__isnull=True):
        if match.verdict == Verdict.SAME:
            _part(match)
        match.undone_by = act.corrections.filter(kind=ActKind.ANNULMENT).order_by("pk").first()
        match.save(update_fields=["undone_by"])


def _part(match: PersonMatch) -> None:
    kept, other = _lock(match.kept, match.other)
    for name, (model, column) in POINTING.items():
        rows = model._default_manager.filter(pk__in=match.moved.get(name, []), **{column: kept})
        rows.update(**{column: other})
    now, is_hidden = raw_values(kept, match.moved["is"]), _was_hidden_since(match, kept)
    untouched = [name for name, raw in match.moved["is"].items() if now[name] == raw]
    restore_values(kept, {name: match.moved["kept"][name] for name in untouched})
    kept.hidden_from_public |= is_hidden
    kept.save()
    Person.objects.filter(pk=other.pk).update(merged_into=None)
    if is_hidden:
        Person.objects.filter(pk=other.pk).update(hidden_from_public=True)


def _was_hidden_since(match: PersonMatch, kept: Person) -> bool:
    """A relative who asked while the two were one (R68) meant either of them: neither comes back into the open."""
    asked = Act.objects.filter(kind=ActKind.HIDDEN, pk__gt=match.act_id, person_text=kept.text)
    return asked.exists()


def tell_apart(*, one: Person, other: Person, sent: Submission) -> PersonMatch:
    """Remember that two entries are two persons, so that nobody is asked again. Safe to repeat."""
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        first, second = sorted(_lock(one, other), key=lambda person: person.pk)
        said = PersonMatch.objects.filter(kept=first, other=second, verdict=Verdict.DIFFERENT, undone_by=None).first()
        if said is not None:
            return said
        return PersonMatch.objects.create(
            kept=first, other=second, verdict=Verdict.DIFFERENT, act=_told_apart(first, second, sent)
        )


def _told_apart(one: Person, other: Person, sent: Submission) -> Act:
    """PersonMatch wants the act by which it was said; it concerns no unit's sheet."""
    both: dict[str, Any] = {"person_text": f"{one} ≠ {other}"[:200], "detail": str(Verdict.DIFFERENT.label)}
    return record_over([], ActKind.PERSON_MERGE, sent=sent, **both)
