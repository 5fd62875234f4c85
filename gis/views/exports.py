"""The town's layers as files, for a geographic information system."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.typed_dates import asked_day
from gis.datasets import files
from gis.datasets.catalogue import DATASETS, dataset_named
from gis.datasets.files import Extract
from gis.forms.exports import ExportForm


@requires(Permission.VIEW_PLACES)
def choices(request: TownRequest) -> HttpResponse:
    """Show what can be taken away, and how."""
    chosen = {"cementiri": request.GET.get("cementiri", ""), "capa": "units"}
    form = ExportForm(initial=chosen, may_see_people=request.may(Permission.VIEW_PEOPLE))
    return render(request, "gis/exports.html", {"form": form, "datasets": DATASETS})


@requires(Permission.VIEW_PLACES)
def geopackage(request: TownRequest) -> HttpResponseBase:
    """Every layer in one GeoPackage."""
    form = _asked(request)
    if not form.is_valid():
        return _asked_wrongly(request, form)
    extract = _extract(request, form)
    name = _file_name(request, extract, "gpkg")
    return _download(files.geopackage(extract), "application/geopackage+sqlite3", name)


@requires(Permission.VIEW_PLACES)
def geojson_file(request: TownRequest) -> HttpResponseBase:
    """One layer as GeoJSON."""
    form = _asked(request)
    if not form.is_valid():
        return _asked_wrongly(request, form)
    dataset = dataset_named(form.cleaned_data["capa"] or "units")
    assert dataset is not None
    extract = _extract(request, form)
    name = _file_name(request, extract, "geojson", dataset.name)
    return _download(files.geojson(dataset, extract), "application/geo+json", name)


def _download(pieces: Iterable[bytes | str], content_type: str, name: str) -> StreamingHttpResponse:
    """A file that is made while it is sent."""
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(pieces, content_type=content_type, headers=headers)


def _asked(request: TownRequest) -> ExportForm:
    """The question of the address; who may not see people is refused, not given less than was asked for."""
    if request.GET.get("persones") and not request.may(Permission.VIEW_PEOPLE):
        raise PermissionDenied
    return ExportForm(request.GET, may_see_people=request.may(Permission.VIEW_PEOPLE))


def _asked_wrongly(request: TownRequest, form: ExportForm) -> HttpResponse:
    return render(request, "gis/exports.html", {"form": form, "datasets": DATASETS}, status=400)


def _extract(request: TownRequest, form: ExportForm) -> Extract:
    """What is asked for; taking people away is recorded (R71) before anything is read."""
    on = asked_day(form.cleaned_data["dia"], today=localdate())
    extract = Extract(on, form.cleaned_data["cementiri"], bool(form.cleaned_data.get("persones")))
    if extract.people:
        log_access(request.user, "layers.exported", extract.cemetery)
    return extract


def _file_name(request: TownRequest, extract: Extract, ending: str, layer: str = "") -> str:
    parts = [request.town.slug, layer, str(extract.cemetery.pk) if extract.cemetery else "", f"{extract.on:%Y%m%d}"]
    return f"{'-'.join(part for part in parts if part)}.{ending}"
