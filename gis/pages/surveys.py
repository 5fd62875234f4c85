"""What the pages of survey files show: how far one is, what it holds, where it would land, what it was joined to."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.gis.db.models import Extent
from django.contrib.gis.db.models.functions import Transform
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pyproj import CRS

from cementiris.jobs.models import Progress
from cementiris.registry.models import BurialUnit, Section
from gis.forms.surveys import SurveyChoicesForm, initial_of, system_key
from gis.messages.surveys import issue_sentence, refusal_sentence
from gis.models import Joined, SurveyFeature, SurveyFile, SurveyState
from gis.services.survey_files import OUTSIDE
from gis.surveys.proposing import NEAR_KM
from gis.surveys.refusals import Issue, SurveyRefusedError
from gis.tasks import COMMITTING, READING, UNDOING

ROWS_ON_A_PAGE = 100
#: Fields that are offered; a file made to have thousands still gives a page.
MOST_SOURCES = 100
LISTS = {
    "doubtful": gettext_lazy("Dubtosos"),
    "unmatched": gettext_lazy("Sense parella al registre"),
    "missing": gettext_lazy("Sepultures que no surten al plànol"),
    "missing_sections": gettext_lazy("Blocs que no surten al plànol"),
    "outside": gettext_lazy("Fora del recinte o del municipi"),
    "overlapping": gettext_lazy("Es trepitgen"),
    "mended": gettext_lazy("Contorns arreglats"),
    "faulty": gettext_lazy("No es poden fer servir"),
    "matched": gettext_lazy("Coincideixen"),
    "created": gettext_lazy("Llocs nous"),
}
"""The lists of a report by the name of their count, what needs looking at first."""
STATES = {
    "matched": Joined.MATCHED,
    "created": Joined.CREATED,
    "doubtful": Joined.DOUBTFUL,
    "unmatched": Joined.UNMATCHED,
    "faulty": Joined.REFUSED,
}
CODES = {"outside": OUTSIDE, "overlapping": ("overlaps",), "mended": ("mended_geometry",)}


@dataclass(frozen=True)
class SourceLine:
    """One field of one layer as a choice: how it looks and how many of the register's codes it holds."""

    value: str
    layer: str
    field: str
    samples: str
    matches: int
    looked: int
    is_chosen: bool


@dataclass(frozen=True)
class SystemLine:
    """One system of coordinates as a choice: its name, and where the layer would land."""

    value: str
    name: str
    place: str
    note: str
    is_near: bool
    is_chosen: bool


@dataclass(frozen=True)
class ListLine:
    """One line of a list: a feature of the file or a place of the register, and what is said of it."""

    number: int | None
    code: str
    section: str
    place: str
    url: str
    sentences: list[str]


@dataclass(frozen=True)
class SurveyPage:
    """One survey file and everything its page shows; `form` is how it is to be read."""

    kept: SurveyFile
    town: str
    form: SurveyChoicesForm
    works: Mapping[str, Progress]

    @property
    def phase(self) -> str:
        """What the file is doing: reading, unread, refused, checked, committing, committed, undoing or undone."""
        state = self.kept.state
        running = {SurveyState.RECEIVED: READING, SurveyState.CHECKED: COMMITTING, SurveyState.COMMITTED: UNDOING}
        work = self.works.get(running.get(SurveyState(state), ""))
        if work is not None and not work.is_over:
            return {READING: "reading", COMMITTING: "committing", UNDOING: "undoing"}[work.work]
        return {SurveyState.RECEIVED: "unread", SurveyState.FAILED: "refused"}.get(SurveyState(state), str(state))

    @property
    def is_running(self) -> bool:
        """Whether a worker has it, or is about to."""
        return self.phase in {"reading", "committing", "undoing"}

    @property
    def is_usable(self) -> bool:
        """Whether bringing it in would give anything its place."""
        return any(self.kept.counts.get(name, 0) for name in ("matched", "created"))

    @property
    def is_open(self) -> bool:
        """Whether the clerk may still say how it is read."""
        return self.phase in {"checked", "refused", "unread"} and bool(self.sources)

    @property
    def stopped(self) -> str:
        """Why the last commit or undoing did not come to its end."""
        last = {"checked": COMMITTING, "committed": UNDOING}.get(self.phase, "")
        work = self.works.get(last)
        return work.message if work and work.state == Progress.State.FAILED else ""

    @property
    def failure(self) -> str:
        """Why the file cannot be read as it was chosen."""
        told = self.kept.failure
        return refusal_sentence(SurveyRefusedError(told["code"], **told["facts"])) if told else ""

    @property
    def notes(self) -> list[str]:
        """What is said of the file as a whole."""
        told = [issue_sentence(Issue(one["code"], facts=one["facts"])) for one in self.kept.report.get("issues", [])]
        return [*self._assumed(), *told]

    def _assumed(self) -> list[str]:
        """That the system is not the file's own word, and how its axes stand."""
        chosen = self.kept.choices
        layer = next((one for one in self.form.layers if one["name"] == chosen.get("layer")), None)
        own = layer["srid"] if layer else chosen.get("srid")
        facts = {"own": own, "srid": chosen.get("srid")}
        said = []
        if own is None:
            said.append(_("El fitxer no diu en quin sistema està; s’ha llegit en EPSG:%(srid)s. Comproveu-ho.") % facts)
        elif own != facts["srid"]:
            said.append(_("El fitxer diu que està en EPSG:%(own)s; s’ha llegit en EPSG:%(srid)s.") % facts)
        if chosen.get("is_swapped"):
            said.append(_("El fitxer posa el nord abans que l’est: s’han girat els eixos."))
        return said

    @cached_property
    def sources(self) -> list[SourceLine]:
        """The fields that hold something, the best first."""
        chosen = self.form["source"].value()
        lines = [
            SourceLine(
                f"{at}:{place}", layer["name"], field["name"], ", ".join(field["samples"]),
                field["matches"], field["looked"], f"{at}:{place}" == chosen,
            )
            for at, layer in enumerate(self.form.layers)
            for place, field in enumerate(layer["fields"])
        ]  # fmt: skip
        return sorted(lines, key=lambda line: (not line.is_chosen, -line.matches))[:MOST_SOURCES]

    @cached_property
    def systems(self) -> list[SystemLine]:
        """Where the chosen layer would land in each system, the likeliest first."""
        at = (self.form["source"].value() or "0").partition(":")[0]
        if not self.form.layers:
            return []
        layer = self.form.layers[int(at) if at.isdecimal() and int(at) < len(self.form.layers) else 0]
        return [self._system(landing, layer) for landing in layer["landings"]]

    def _system(self, landing: Mapping[str, Any], layer: Mapping[str, Any]) -> SystemLine:
        value = system_key(landing["srid"], landing["is_swapped"])
        name = f"EPSG:{landing['srid']}, {_crs_name(landing['srid'])}"
        notes = [_("és el que diu el fitxer")] if landing["srid"] == layer["srid"] and not landing["is_swapped"] else []
        notes += [_("amb els eixos girats")] if landing["is_swapped"] else []
        return SystemLine(
            value, name, _place(landing), ", ".join(notes), _is_near(landing),
            value == self.form["system"].value(),
        )  # fmt: skip

    @property
    def lists(self) -> list[tuple[str, str, int]]:
        """The lists that are not empty: name, title and how many."""
        return [(name, str(title), count) for name, title in LISTS.items() if (count := self.kept.counts.get(name, 0))]

    @cached_property
    def extent(self) -> str:
        """West, south, east, north of the features in degrees, as the map reads it; empty without any."""
        shapes = SurveyFeature.objects.filter(survey=self.kept, shape__isnull=False)
        box = shapes.aggregate(box=Extent(Transform("shape", 4326)))["box"]
        return ",".join(f"{side:.7f}" for side in box or ())

    @property
    def stays(self) -> list[tuple[str, str]]:
        """What undoing had to leave, and why."""
        why = {
            "changed": _("Algú ho ha canviat després."),
            "used": _("El registre ja hi té dades."),
            "gone": _("Ja no hi era."),
        }
        return [(one["name"], why.get(one["reason"], "")) for one in self.kept.report.get("stays", [])]


def survey_page(kept: SurveyFile, town: str, said: Any = None) -> SurveyPage:
    """Assemble the page of a survey file; `said` is what was posted."""
    form = SurveyChoicesForm(kept.found, said, initial=initial_of(kept.found, kept.choices))
    works = Progress.objects.filter(work__in=[READING, COMMITTING, UNDOING], subject_id=kept.pk)
    return SurveyPage(kept, town, form, {work.work: work for work in works})


def list_page(kept: SurveyFile, name: str, town: str, page: str | None) -> Page[ListLine]:
    """One page of a list of the report."""
    rows = _rows(kept, name)
    found = Paginator(rows, ROWS_ON_A_PAGE).get_page(page)
    found.object_list = [_line(row, town) for row in found.object_list]
    return found


def list_lines(kept: SurveyFile, name: str, town: str) -> list[ListLine]:
    """A whole list of the report."""
    return [_line(row, town) for row in _rows(kept, name)]


def _rows(kept: SurveyFile, name: str) -> QuerySet[Any]:
    keys = kept.report.get(name, [])
    if name == "missing":
        return BurialUnit.objects.filter(pk__in=keys).select_related("section").order_by("number_order", "pk")
    if name == "missing_sections":
        return Section.objects.filter(pk__in=keys)
    features = SurveyFeature.objects.filter(survey=kept).select_related("unit__section", "section").order_by("number")
    if state := STATES.get(name):
        return features.filter(joined=state)
    said = features.none()
    for code in CODES[name]:
        said |= features.filter(issues__contains=[{"code": code}])
    return said


def _line(row: SurveyFeature | BurialUnit | Section, town: str) -> ListLine:
    if isinstance(row, BurialUnit):
        return ListLine(None, row.number, str(row.section or ""), str(row), _unit_url(row, town), [])
    if isinstance(row, Section):
        return ListLine(None, row.name, "", str(row), "", [])
    sentences = [issue_sentence(Issue(one["code"], facts=one["facts"])) for one in row.issues]
    place = f"{row.unit.section or ''} {row.unit}".strip() if row.unit else str(row.section or "")
    url = _unit_url(row.unit, town) if row.unit else ""
    return ListLine(row.number, row.code, row.section_name, place, url, sentences)


def _unit_url(unit: BurialUnit, town: str) -> str:
    return reverse("registry:unit", kwargs={"town": town, "pk": unit.pk})


def _crs_name(srid: int) -> str:
    return str(CRS.from_epsg(srid).name)


def _is_near(landing: Mapping[str, Any]) -> bool:
    return landing["km"] <= NEAR_KM or (landing["off"] is not None and landing["off"] <= NEAR_KM)


def _place(landing: Mapping[str, Any]) -> str:
    """Where a reading lands, in words."""
    off, km = landing["off"], landing["km"]
    if off is not None and off < NEAR_KM:
        return _("al cementiri dibuixat") if off < 0.02 else _("a %(metres)d m del cementiri") % {"metres": off * 1000}
    if km == 0 and off is not None:
        return _("a %(km)d km del cementiri") % {"km": round(off)}
    if km == 0:
        return _("dins del municipi")
    return _("a %(km)d km del municipi") % {"km": max(1, round(km))}
