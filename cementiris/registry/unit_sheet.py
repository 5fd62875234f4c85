"""What the sheet of a burial unit shows: its right, who rests there, and everything that ever happened to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cementiris.documents.models import Document
from cementiris.registry.dates import PartialDate
from cementiris.registry.models import (
    Act,
    ActKind,
    BurialUnit,
    Concession,
    Extension,
    Holding,
    HoldingRole,
    Movement,
    MovementKind,
    Standing,
)
from cementiris.registry.queries import facts_of, resting_in, right_of
from cementiris.registry.rules.facts import UnitFacts
from cementiris.registry.rules.states import UnitState, derive_state

FACT_ACTS = frozenset({ActKind.BURIAL, ActKind.EXHUMATION, ActKind.RELOCATION, ActKind.GRANT, ActKind.RENEWAL})
"""Acts that stand on the timeline as the movement, right or extension they made."""


@dataclass(frozen=True)
class DocumentLink:
    """A paper on the timeline."""

    url: str
    label: str
    note: str = "PDF"


@dataclass(frozen=True)
class TimelineItem:
    """One thing that happened; `kind` is "rest" for a burial, "minor" for letters, imports and corrections."""

    when: PartialDate
    title: str
    person: str = ""
    text: str = ""
    kind: str = ""
    documents: tuple[DocumentLink, ...] = ()
    year: str = ""

    @property
    def day(self) -> str:
        """Return the date as far as it is known."""
        return self.when.display()

    @property
    def order(self) -> date:
        """Return the sort key: what has no date comes first of all."""
        return self.when.latest or date.min


@dataclass(frozen=True)
class UnitSheet:
    """A unit on one day, with its whole history."""

    unit: BurialUnit
    on: date
    facts: UnitFacts
    state: UnitState
    right: Concession | None
    holdings: list[Holding]
    resting: list[Movement]
    disputed: list[Concession] = field(default_factory=list)
    timeline: list[TimelineItem] = field(default_factory=list)

    @property
    def owners(self) -> list[Holding]:
        """Return holder and co-holders."""
        return [holding for holding in self.holdings if holding.role in HoldingRole.owners()]

    @property
    def beneficiaries(self) -> list[Holding]:
        """Return who has been named to follow."""
        return [holding for holding in self.holdings if holding.role not in HoldingRole.owners()]

    @property
    def days_left(self) -> int | None:
        """Return how many days the right still lasts; None when it is over or its end is unknown."""
        end = self.right.expires_until if self.right else None
        return (end - self.on).days if end and end >= self.on else None


def unit_sheet(unit: BurialUnit, on: date, *, town: str, with_people: bool) -> UnitSheet:
    """Assemble the sheet; without the right to see people it shows the place and who rests there, no holders."""
    facts = facts_of(unit, on)
    right = right_of(unit, on) if with_people else None
    return UnitSheet(
        unit=unit,
        on=on,
        facts=facts,
        state=derive_state(facts),
        right=right,
        holdings=_holdings(right, on),
        resting=list(resting_in(unit, on)),
        disputed=_disputed(unit) if with_people else [],
        timeline=timeline(unit, town=town) if with_people else [],
    )


def _holdings(right: Concession | None, on: date) -> list[Holding]:
    if right is None:
        return []
    current = right.holdings.filter(Q(until__isnull=True) | Q(until__gt=on)).select_related("person")
    return list(current)


def _disputed(unit: BurialUnit) -> list[Concession]:
    disputed = Concession.objects.filter(unit=unit, standing=Standing.DISPUTED)
    return list(disputed.prefetch_related("holdings__person"))


def timeline(unit: BurialUnit, *, town: str) -> list[TimelineItem]:
    """Return everything that happened to the unit, newest first, years written once."""
    items = [*_movements(unit, town), *_rights(unit, town), *_extensions(unit, town), *_other_acts(unit, town)]
    ordered = sorted(items, key=lambda item: item.order, reverse=True)
    return list(_years_once(ordered))


def _years_once(items: Iterable[TimelineItem]) -> Iterable[TimelineItem]:
    last = None
    for item in items:
        year = str(item.when.latest.year) if item.when.latest else ""
        yield TimelineItem(**{**item.__dict__, "year": year if year != last else ""})
        last = year


def _movements(unit: BurialUnit, town: str) -> list[TimelineItem]:
    rows = Movement.objects.filter(Q(to_unit=unit) | Q(from_unit=unit), annulled=False)
    rows = rows.select_related("deceased", "act__document", "from_unit", "to_unit")
    return [_movement_item(row, unit, town) for row in rows]


def _movement_item(row: Movement, unit: BurialUnit, town: str) -> TimelineItem:
    when = PartialDate.parse_edtf(row.on or row.deceased.died_on)
    return TimelineItem(
        when=when,
        title=_movement_title(row, unit),
        person=str(row.deceased),
        text=_movement_text(row),
        kind="rest" if row.to_unit_id == unit.pk else "",
        documents=_papers(row.act, town),
    )


def _movement_title(row: Movement, unit: BurialUnit) -> str:
    if row.kind == MovementKind.RELOCATION:
        return _("Trasllat aquí de") if row.to_unit_id == unit.pk else _("Trasllat a un altre lloc de")
    titles = {
        MovementKind.BURIAL: _("Inhumació de"),
        MovementKind.EXHUMATION: _("Exhumació de"),
        MovementKind.REDUCTION: _("Reducció de les restes de"),
    }
    return titles[MovementKind(row.kind)]


def _movement_text(row: Movement) -> str:
    parts = [row.get_remains_display()]
    if not row.on and row.deceased.died_on:
        parts.append(_("Només se’n coneix la data de la mort"))
    if row.licence_number:
        parts.append(_("Llicència %(number)s") % {"number": row.licence_number})
    return ". ".join(parts) + "."


def _rights(unit: BurialUnit, town: str) -> list[TimelineItem]:
    rows = Concession.objects.filter(unit=unit).exclude(standing=Standing.ANNULLED)
    rows = rows.select_related("act__document").prefetch_related("holdings__person")
    return [item for row in rows for item in _right_items(row, town)]


def _right_items(row: Concession, town: str) -> list[TimelineItem]:
    names = ", ".join(str(holding) for holding in row.holdings.all())
    title = _title_of(row)
    number = _("Títol %(number)s.") % {"number": row.title_number} if row.title_number else ""
    granted = PartialDate.parse_edtf(row.granted_on)
    items = [TimelineItem(granted, title, names, number, documents=_papers(row.act, town))]
    if row.ended_on:
        items.append(TimelineItem(PartialDate.on(row.ended_on), _("Fi del dret"), "", row.get_ended_reason_display()))
    return items


def _title_of(row: Concession) -> str:
    if row.standing == Standing.DISPUTED:
        return _("Concessió en conflicte, a")
    if row.perpetual:
        return _("Concessió a perpetuïtat, a")
    if row.term_years:
        text = ngettext("Concessió per %(count)d any, a", "Concessió per %(count)d anys, a", row.term_years)
        return text % {"count": row.term_years}
    return _("Concessió a")


def _extensions(unit: BurialUnit, town: str) -> list[TimelineItem]:
    rows = Extension.objects.filter(concession__unit=unit).select_related("act__document")
    return [
        TimelineItem(
            PartialDate.on(row.granted_on),
            ngettext("Renovació per %(count)d any", "Renovació per %(count)d anys", row.years) % {"count": row.years},
            text=_("Fins al %(day)s.") % {"day": f"{row.new_expires_on:%d/%m/%Y}"},
            documents=_papers(row.act, town),
        )
        for row in rows
    ]


def _other_acts(unit: BurialUnit, town: str) -> list[TimelineItem]:
    rows = Act.objects.filter(unit=unit).exclude(kind__in=FACT_ACTS).select_related("document")
    return [
        TimelineItem(
            PartialDate.on(row.on), row.get_kind_display(), row.person_text, row.detail, "minor", _papers(row, town)
        )
        for row in rows
    ]


def _papers(act: Act | None, town: str) -> tuple[DocumentLink, ...]:
    if act is None or act.document is None:
        return ()
    document: Document = act.document
    url = reverse("documents:document", kwargs={"town": town, "pk": document.pk})
    return (DocumentLink(url, f"{document.get_kind_display()} {document.code}"),)
