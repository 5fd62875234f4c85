"""What the pages of acts show: the unit, the form, and what the rules find, beside the fields concerned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cementiris.registry.forms.acts import ActForm
from cementiris.registry.messages import sentence, title
from cementiris.registry.models import BurialUnit, Concession, Holding, Movement
from cementiris.registry.queries import laid_to_rest, owners, right_of, unit_states
from cementiris.registry.rules.findings import Breach, Finding, Holds
from cementiris.registry.rules.states import UnitState

UNIT = "unit"
FIELDS: Mapping[str, str] = {
    "R1": "term", "R2": "term", "R3": "term", "R4": "on", "R5": "term", "R6": "term", "R13": "surnames",
    "R40": "buried_at", "R41": "conservation", "R44": "remains", "R45": "reburied_on", "R46": "on", "R47": "movement",
    "R48": "licence_number", "R48.date": "licence_on", "R48.judicial": "judicial_authorisation",
    "R49": "cremation_certificate", "R53": "health_authorisation", "R54": "bodies_in_coffin",
    "X4": "buried_at", "X5": "buried_at", "X6": "died_at", "X10": "licence_on", "X11": "national_id",
    "X18": "national_id", "X12": "on", "X13": "movement", "X14": "destination", "X16": "on",
}  # fmt: skip
"""The field that each rule's sentence stands under, by code or code and variant; others are the unit's.

A form adds its own in `said_under`, as it does to the two below in `awaited` and `typed`.
"""

AWAITED: Mapping[str, str] = {
    "R40": "buried_at", "R41": "buried_at", "R44": "buried_at", "X5": "buried_at", "R1": "term", "R6": "term",
    "R46": "on", "X12": "on", "X13": "movement", "X16": "on", "R13": "surnames",
}  # fmt: skip
"""Rules that say nothing while the form is being filled in and this field is still empty."""

TYPED = frozenset({"R48", "R49", "R53", "X14"})
"""Rules about what has to be typed: a page that has just been opened does not begin with them."""

REMEDIES: Mapping[str, tuple[str, str | Promise]] = {
    "R51.": ("renew", _("Renova el dret")),
    "R51.none": ("grant", _("Concedeix el dret")),
    "R51.unknown": ("grant", _("Concedeix el dret")),
    "X17.unknown": ("grant", _("Concedeix un dret nou")),
    "R12.": ("succession", _("Transmet el dret per mort del titular")),
    "X27.": ("succession", _("Transmet el dret per mort del titular")),
    "R21.": ("grant", _("Concedeix un dret nou")),
    "X22.": ("convert", _("Converteix el dret")),
}
"""The page that puts right what a rule has found, where there is one."""

LEVELS = {"stop": _("Què ho atura"), "warn": _("Què cal explicar"), "ok": _("Què compleix")}


@dataclass(frozen=True)
class Line:
    """One finding as it is shown."""

    level: str
    code: str
    title: str
    text: str
    field: str
    remedy_url: str = ""
    remedy_label: str | Promise = ""
    fill: str = ""

    @property
    def href(self) -> str:
        """Where the field is that the rule speaks of."""
        return f"#id_{self.field}" if self.field != UNIT else "#r-unit"


@dataclass(frozen=True)
class Verdict:
    """All that the rules find about an act."""

    lines: tuple[Line, ...]
    anchors: tuple[str, ...]

    @property
    def at(self) -> dict[str, list[Line]]:
        """The findings by the field they stand under; every field that can have one is there."""
        return {anchor: [line for line in self.lines if line.field == anchor] for anchor in self.anchors}

    @property
    def groups(self) -> list[tuple[str | Promise, list[Line]]]:
        """The side list: what stops it, what needs a reason, what holds."""
        found = [(label, [line for line in self.lines if line.level == level]) for level, label in LEVELS.items()]
        return [(label, lines) for label, lines in found if lines]

    @property
    def stop_count(self) -> int:
        """How many things stop the act."""
        return sum(line.level == "stop" for line in self.lines)

    @property
    def warning_count(self) -> int:
        """How many things need a reason."""
        return sum(line.level == "warn" for line in self.lines)


@dataclass(frozen=True)
class UnitSummary:
    """The unit as an act's page shows it."""

    unit: BurialUnit
    state: UnitState
    right: Concession | None
    holders: list[Holding]
    resting: list[Movement]


@dataclass(frozen=True)
class ActPage:
    """The page of one act."""

    summary: UnitSummary
    form: ActForm
    verdict: Verdict


def summarise(unit: BurialUnit, on: date) -> UnitSummary:
    """What the register knows of the unit on the day."""
    right = right_of(unit, on)
    return UnitSummary(
        unit=unit,
        state=unit_states(BurialUnit.objects.filter(pk=unit.pk), on)[unit.pk],
        right=right,
        holders=list(owners([right.pk], on)) if right else [],
        resting=laid_to_rest(unit, on),
    )


def act_page(form: ActForm, findings: Iterable[Finding], *, town: str, is_live: bool = False) -> ActPage:
    """Assemble the page of an act and tie each field to what is said of it.

    A form that is still being filled in (`is_live`, or not sent yet) is not reproached with being empty.
    """
    said = [finding for finding in findings if not _is_awaited(finding, form, is_live)]
    verdict = make_verdict(form, said, town=town)
    _describe(form, verdict)
    return ActPage(summarise(form.unit, form.today), form, verdict)


def make_verdict(form: ActForm, findings: Iterable[Finding], *, town: str) -> Verdict:
    """Put every finding beside its field."""
    lines = tuple(_line(finding, form, town) for finding in findings)
    return Verdict(lines, (UNIT, *form.judged))


def _is_awaited(finding: Finding, form: ActForm, is_live: bool) -> bool:
    if not form.is_bound and isinstance(finding, Breach) and finding.code in TYPED | form.typed:
        return True
    field = form.awaited.get(finding.code) or AWAITED.get(finding.code, "")
    is_empty = field in form.fields and form.is_empty(field)
    return is_empty and (is_live or not form.is_bound or field in form.errors)


def _field_of(finding: Finding, form: ActForm) -> str:
    places = {**FIELDS, **form.said_under}
    field = places.get(f"{finding.code}.{finding.variant}") or places.get(finding.code, UNIT)
    return field if field in form.judged else UNIT


def _line(finding: Finding, form: ActForm, town: str) -> Line:
    level = finding.severity if isinstance(finding, Breach) else "ok"
    return Line(
        level=str(level),
        code=finding.code,
        title=title(finding),
        text=sentence(finding),
        field=_field_of(finding, form),
        **_remedy(finding, form, town),
    )


def _remedy(finding: Finding, form: ActForm, town: str) -> dict[str, Any]:
    if isinstance(finding, Holds):
        return {}
    if finding.code == "R40" and isinstance(finding.possible_on, datetime):
        return {"fill": f"{finding.possible_on:%d/%m/%Y, %H.%M}"}
    name, label = REMEDIES.get(f"{finding.code}.{finding.variant}", ("", ""))
    url = reverse(f"registry:{name}", kwargs={"town": town, "pk": form.unit.pk}) if name else ""
    return {"remedy_url": url, "remedy_label": label}


def _describe(form: ActForm, verdict: Verdict) -> None:
    """Join each field with its hint, its error and its rules for those who hear the page."""
    for anchor, lines in verdict.at.items():
        if anchor == UNIT:
            continue
        bound = form[anchor]
        parts = {"helptext": bound.help_text, "error": bound.errors}
        names = [f"{bound.auto_id}_{part}" for part, is_there in parts.items() if is_there]
        attributes = form.fields[anchor].widget.attrs
        attributes["aria-describedby"] = " ".join([*names, f"r-{anchor}"])
        if any(line.level == "stop" for line in lines):
            attributes["aria-invalid"] = "true"
