"""Everything that ever happened to a unit, newest first; what was annulled stands there struck, with its reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cementiris.documents.kinds import of_name
from cementiris.documents.models import DocumentKind
from cementiris.registry.dates import PartialDate
from cementiris.registry.models import (
    Act,
    ActKind,
    BurialUnit,
    Closure,
    Concession,
    Extension,
    Holding,
    Movement,
    MovementKind,
    Standing,
)
from cementiris.registry.unit_reading import UnitReading


@dataclass(frozen=True)
class DocumentLink:
    """A paper on the timeline."""

    url: str
    label: str
    note: str = "PDF"


@dataclass(frozen=True)
class TimelineItem:
    """One thing that happened; `kind` is "rest" for a burial, "minor" for letters, imports and corrections.

    `url` leads to its act; `annulled` is why it does not count, where it was annulled (`is_annulled`).
    """

    when: PartialDate
    title: str
    person: str = ""
    text: str = ""
    kind: str = ""
    documents: tuple[DocumentLink, ...] = ()
    year: str = ""
    url: str = ""
    is_annulled: bool = False
    annulled: str = ""
    act_id: int = field(default=0, compare=False)

    @property
    def day(self) -> str:
        """Return the date as far as it is known."""
        return self.when.display()

    @property
    def order(self) -> tuple[date, int]:
        """Return the sort key: what has no date comes first of all, and of one day what was registered first."""
        return self.when.latest or date.min, self.act_id


def timeline(read: UnitReading, *, town: str) -> list[TimelineItem]:
    """Return everything that happened to the unit, newest first, years written once."""
    facts = [*_movements(read, town), *_rights(read, town), *_extensions(read.extensions, town)]
    told = {item.act_id for item in facts}
    items = [*facts, *_acts(read, town, told), *_closures(read.closures)]
    return list(_years_once(sorted(items, key=lambda item: item.order, reverse=True)))


def until(items: Iterable[TimelineItem], on: date) -> list[TimelineItem]:
    """Return what had happened by the day, years written once; what has no date at all counts as long past."""
    return list(_years_once(item for item in items if (item.when.earliest or item.when.latest or on) <= on))


def _years_once(items: Iterable[TimelineItem]) -> Iterator[TimelineItem]:
    last = None
    for item in items:
        year = str(item.when.latest.year) if item.when.latest else ""
        yield replace(item, year=year if year != last else "")
        last = year


def _by_act(item: TimelineItem, act: Act | None, town: str) -> TimelineItem:
    """Tie the item to its act: the way there, its paper, and why it does not count where it was annulled."""
    if act is None:
        return item
    return replace(
        item,
        act_id=act.pk,
        url=reverse("registry:act", kwargs={"town": town, "pk": act.notes.get("echo_of", act.pk)}),
        documents=papers_of(act, town),
        is_annulled=item.is_annulled or act.annulled_at is not None,
        annulled=act.annulled_reason,
    )


def papers_of(act: Act, town: str) -> tuple[DocumentLink, ...]:
    """The papers that an act issued: its document, and those that it names in its notes."""
    note = _("PDF, anul·lat") if act.annulled_at else "PDF"
    document = act.document
    first = [{"pk": document.pk, "kind": document.kind, "code": document.code}] if document else []
    return tuple(
        DocumentLink(
            reverse("documents:document", kwargs={"town": town, "pk": paper["pk"]}),
            f"{DocumentKind(paper['kind']).label} {paper['code']}",
            note,
        )
        for paper in [*first, *act.notes.get("papers", [])]
    )


def _movements(read: UnitReading, town: str) -> Iterator[TimelineItem]:
    unit = read.unit
    for row in read.own_movements():
        item = TimelineItem(
            when=PartialDate.parse_edtf(row.on or row.deceased.died_on),
            title=_before(str(row.deceased), _movement_title(row, unit)),
            person=str(row.deceased),
            text=_movement_text(row, unit),
            kind="rest" if row.to_unit_id == unit.pk else "",
            is_annulled=row.annulled,
        )
        yield _by_act(item, row.act, town)


def _before(name: str, title: str) -> str:
    """The title as it stands before a name: in Catalan "de" loses its vowel, as in «Inhumació d’Antònia»."""
    elides = get_language() == "ca" and title.endswith(" de") and of_name(name).startswith("d’")
    return f"{title.removesuffix('de')}d’" if elides else title


def _movement_title(row: Movement, unit: BurialUnit) -> str:
    if row.kind == MovementKind.RELOCATION:
        return _("Trasllat aquí de") if row.to_unit_id == unit.pk else _("Trasllat a un altre lloc de")
    titles = {
        MovementKind.BURIAL: _("Inhumació de"),
        MovementKind.EXHUMATION: _("Exhumació de"),
        MovementKind.REDUCTION: _("Reducció de les restes de"),
        MovementKind.MERGER: _("Canvi de sepultura, sense moure les restes, de"),
    }
    return titles.get(MovementKind(row.kind)) or str(row.get_kind_display())


def _movement_text(row: Movement, unit: BurialUnit) -> str:
    parts = [row.get_remains_display()]
    if not row.on and row.deceased.died_on:
        parts.append(_("Només se’n coneix la data de la mort"))
    parts += _whence_and_whither(row, unit)
    if row.is_charity:
        parts.append(_("Beneficència"))
    if row.licence_number:
        parts.append(_("Llicència %(number)s") % {"number": row.licence_number})
    if row.health_authorisation:
        parts.append(_("Autorització sanitària %(number)s") % {"number": row.health_authorisation})
    return ". ".join(parts) + "."


def _whence_and_whither(row: Movement, unit: BurialUnit) -> list[str]:
    """The other end of a movement: the other unit of the town, or the place outside it."""
    texts = []
    if row.from_unit and row.from_unit_id != unit.pk:
        texts.append(_("De %(place)s") % {"place": _place(row.from_unit)})
    if row.to_unit and row.to_unit_id != unit.pk:
        texts.append(_("A %(place)s") % {"place": _place(row.to_unit)})
    if row.elsewhere:
        came = row.kind == MovementKind.BURIAL
        texts.append((_("De %(place)s") if came else _("A %(place)s")) % {"place": row.elsewhere})
    return texts


def _place(unit: BurialUnit) -> str:
    return f"{unit}, {unit.section}" if unit.section else str(unit)


def _rights(read: UnitReading, town: str) -> Iterator[TimelineItem]:
    converted = _terms_before_conversion(read.extensions)
    for row in read.ever_rights:
        first = [holding for holding in row.holdings.all() if _is_first(holding, row)]
        names = ", ".join(str(holding) for holding in first)
        number = _("Títol %(number)s.") % {"number": row.title_number} if row.title_number else ""
        is_annulled = row.standing == Standing.ANNULLED
        granted = PartialDate.parse_edtf(row.granted_on)
        title = _title_of(row, converted.get(row.pk, row.term_years))
        item = TimelineItem(granted, title, names, number, is_annulled=is_annulled)
        yield _by_act(item, row.act, town)
        if row.ended_on and not is_annulled:
            yield TimelineItem(PartialDate.on(row.ended_on), _("Fi del dret"), "", row.get_ended_reason_display())


def _is_first(holding: Holding, right: Concession) -> bool:
    """Whether the right was granted to them; an old book may also tell of those who came later, with their day."""
    came_later = holding.since and right.granted_from and holding.since > right.granted_from
    return holding.act_id in (None, right.act_id) and not came_later


def _terms_before_conversion(extensions: list[Extension]) -> dict[int, int | None]:
    """By right that was converted, the term with which it had been granted."""
    acts = {row.concession_id: row.act for row in reversed(extensions) if _is_conversion(row)}
    return {key: act.notes["former"]["term_years"] for key, act in acts.items() if act and act.annulled_at is None}


def term_before_conversion(concession: Concession, on: date) -> int | None:
    """Return the years for which the right stood on a past day: those before it was converted, where it was later."""
    later = Extension.objects.filter(concession=concession, granted_on__gt=on).select_related("act").order_by("pk")
    return _terms_before_conversion(list(later)).get(concession.pk, concession.term_years)


def _is_conversion(row: Extension) -> bool:
    return row.act is not None and row.act.kind == ActKind.CONVERSION


def _title_of(row: Concession, years: int | None) -> str:
    if row.standing == Standing.DISPUTED:
        return _("Concessió en conflicte, a")
    if row.perpetual:
        return _("Concessió a perpetuïtat, a")
    if years:
        return ngettext("Concessió per %(count)d any, a", "Concessió per %(count)d anys, a", years) % {"count": years}
    return _("Concessió a")


def _extensions(extensions: list[Extension], town: str) -> Iterator[TimelineItem]:
    for row in extensions:
        until = _("Fins al %(day)s.") % {"day": f"{row.new_expires_on:%d/%m/%Y}"}
        item = TimelineItem(PartialDate.on(row.granted_on), _title_of_extension(row), text=until)
        yield _by_act(item, row.act, town)


def _title_of_extension(row: Extension) -> str:
    if row.act and _is_conversion(row):
        return row.act.get_kind_display()
    return ngettext("Renovació per %(count)d any", "Renovació per %(count)d anys", row.years) % {"count": row.years}


def _acts(read: UnitReading, town: str, told: set[int]) -> Iterator[TimelineItem]:
    """The acts that no movement, right or extension tells of already."""
    for row in (read.acts[key] for key in sorted(read.acts_over - told)):
        item = TimelineItem(
            PartialDate.on(row.on), row.get_kind_display(), row.person_text, act_text(row), kind="minor"
        )
        yield _by_act(item, row, town)


def act_text(act: Act) -> str:
    """What an act says beside its kind: what was annulled and why, each datum before and after, or its detail."""
    if act.kind == ActKind.ANNULMENT and act.corrects:
        return _("De l’acte: %(act)s. Motiu: %(reason)s") % {"act": act.corrects, "reason": act.detail}
    changes = act.notes.get("changes", [])
    said = [_("%(label)s: abans «%(before)s», ara «%(after)s».") % change for change in changes]
    return " ".join([*said, _("Motiu: %(reason)s") % {"reason": act.detail}]) if said else act.detail


def _closures(closures: list[Closure]) -> Iterator[TimelineItem]:
    """Closures that came with an old register; the others have their acts."""
    for row in (closure for closure in closures if closure.act_id is None):
        until = _("Fins al %(day)s.") % {"day": f"{row.period.upper:%d/%m/%Y}"} if row.period.upper else ""
        text = " ".join(part for part in (row.get_reason_display() + ".", row.note, until) if part)
        yield TimelineItem(PartialDate.on(row.period.lower), _("Fora de servei"), text=text, kind="minor")
