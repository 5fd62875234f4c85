"""What the page that annuls an act says beforehand: what will be undone, what stays, and what stands in the way."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cementiris.registry.facts.records import acts_built_on
from cementiris.registry.messages import sentence
from cementiris.registry.models import (
    Act,
    Closure,
    Concession,
    Extension,
    Holding,
    Merger,
    Movement,
    MovementKind,
    OrderStatus,
    PersonMatch,
    WorkOrder,
)
from cementiris.registry.rules.findings import Finding, breaches

MOST_SHOWN = 30


@dataclass(frozen=True)
class AnnulmentPage:
    """One act before it is annulled. `later` are the acts to be annulled first, the newest at the top."""

    act: Act
    undoes: list[str]
    stays: list[str]
    later: list[Act]
    stops: list[tuple[str, str]]

    @property
    def is_possible(self) -> bool:
        """Whether a reason is all that is missing."""
        return not self.stops


def annulment_page(act: Act, findings: Iterable[Finding]) -> AnnulmentPage:
    """Assemble the page; that no reason has been typed yet is no reproach."""
    stops = [(breach.code, sentence(breach)) for breach in breaches(findings)]
    return AnnulmentPage(
        act=act,
        undoes=list(_undone(act)),
        stays=list(_kept(act)),
        later=acts_built_on(act)[:MOST_SHOWN],
        stops=stops,
    )


def _undone(act: Act) -> Iterator[str]:
    yield from _movements(act)
    yield from _rights(act)
    yield from _unit_changes(act)
    for match in PersonMatch.objects.filter(act=act).select_related("kept", "other"):
        yield _("%(other)s torna a ser una entrada a part de %(kept)s.") % {"other": match.other, "kept": match.kept}
    for change in act.notes.get("changes", []):
        yield _("%(label)s: torna a dir «%(before)s» en lloc de «%(after)s».") % change
    count = WorkOrder.objects.filter(act=act, status=OrderStatus.PLANNED).count()
    if count:
        yield ngettext("S’anul·la una feina de la brigada.", "S’anul·len %(count)d feines de la brigada.", count) % {
            "count": count
        }


def _movements(act: Act) -> Iterator[str]:
    rows = Movement.objects.filter(act=act, annulled=False).select_related("deceased", "from_unit", "to_unit")
    for row in rows:
        names = {"name": row.deceased, "place": row.from_unit or row.to_unit or ""}
        if row.kind == MovementKind.BURIAL:
            yield _("La inhumació de %(name)s deixa de comptar i la sepultura queda com abans.") % names
        else:
            yield _("%(name)s torna a constar com si no s’hagués mogut (%(place)s).") % names


def _rights(act: Act) -> Iterator[str]:
    for right in Concession.objects.filter(act=act):
        yield _("El dret %(number)s queda anul·lat.") % {"number": right}
    for right in Concession.objects.filter(ended_by=act):
        yield _("El dret %(number)s torna a valer com abans.") % {"number": right}
    for extension in Extension.objects.filter(act=act).select_related("concession"):
        day = f"{extension.previous_expires_on:%d/%m/%Y}"
        yield _("El dret %(number)s torna a acabar el %(day)s.") % {"number": extension.concession, "day": day}
    for holding in Holding.objects.filter(ended_by=act).select_related("person"):
        yield _("%(name)s torna a constar com a %(role)s.") % {
            "name": holding, "role": holding.get_role_display().lower()
        }  # fmt: skip


def _unit_changes(act: Act) -> Iterator[str]:
    for closure in Closure.objects.filter(act=act, annulled=False).select_related("unit"):
        yield _("%(unit)s deixa de constar fora de servei.") % {"unit": closure.unit}
    for closure in Closure.objects.filter(ended_by=act).select_related("unit"):
        yield _("%(unit)s torna a constar fora de servei.") % {"unit": closure.unit}
    for merger in Merger.objects.filter(act=act).select_related("unit", "part"):
        yield _("%(part)s deixa de formar part de %(unit)s.") % {"part": merger.part, "unit": merger.unit}
    for number in act.former_numbers.select_related("unit"):
        yield _("%(unit)s torna a portar el número %(number)s.") % {"unit": number.unit, "number": number.number}


def _kept(act: Act) -> Iterator[str]:
    yield _("L’acte no s’esborra: quedarà ratllat a la fitxa, amb el motiu i qui l’ha anul·lat.")
    if act.document:
        yield _("%(paper)s %(code)s conserva el número i el text, i constarà com a anul·lat.") % {
            "paper": act.document.get_kind_display(), "code": act.document.code
        }  # fmt: skip
