"""The town's layers, live, for QGIS and other programs: WFS 2.0, opened by a key."""

import logging
from functools import cached_property
from pathlib import Path
from traceback import extract_tb
from typing import Any

from django.conf import settings
from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException
from django.core.exceptions import FieldError, SuspiciousOperation, ValidationError
from django.db import DataError, InternalError, ProgrammingError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from gisserver.exceptions import OperationProcessingFailed, OWSException
from gisserver.features import ServiceDescription
from gisserver.operations.wfs20 import GetCapabilities
from gisserver.views import WFSView

from cementiris.accounts.access import Key, TownRequest, opened_by
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from gis.datasets.catalogue import DATASETS
from gis.datasets.wfs import LayerType, TownExtent, read_shapes_without_reference_system
from gis.services.tokens import find_key

NAMESPACE = "urn:x-cementiris:layers"
#: Bytes of a question; the longest that a program makes of a drawn shape has some thousands.
LONGEST_QUESTION = 256 * 1024
#: What a question that cannot be answered breaks on: the library's parsers of XML and paths, which judge nothing
#: before they take it apart; then Django's, the geometry engines', and the database's own refusals.
UNANSWERABLE = (
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, NotImplementedError, RecursionError),
    *(FieldError, ValidationError, SuspiciousOperation, GDALException, GEOSException),
    *(DataError, InternalError, ProgrammingError),
)

logger = logging.getLogger(__name__)
read_shapes_without_reference_system()


class Capabilities(GetCapabilities):  # type: ignore[misc]  # gisserver has no types
    """What the service can do, with the size of its pages: GDAL would ask for a hundred features at a time."""

    def process_request(self, ows_request: Any) -> HttpResponse:
        """Add what gisserver leaves out: the constraint `CountDefault` of WFS 2.0, on the operation and as a whole."""
        response: HttpResponse = super().process_request(ows_request)
        told = f'<ows:Constraint name="CountDefault"><ows:NoValues/><ows:DefaultValue>{self.view.max_page_size}'
        constraint = f"{told}</ows:DefaultValue></ows:Constraint>".encode()
        before, operation, after = response.content.partition(b'<ows:Operation name="GetFeature">')
        for end in (b"</ows:Operation>", b"</ows:OperationsMetadata>"):
            after = after.replace(end, constraint + end, 1)
        response.content = before + operation + after
        return response


class LayersView(WFSView):  # type: ignore[misc]  # gisserver has no types
    """Answers the questions of WFS 2.0 with rows of the open town; nothing can be written."""

    request: TownRequest
    xml_namespace = NAMESPACE
    xml_namespace_aliases = {"cementiris": NAMESPACE}
    use_html_templates = False
    max_page_size = 2000
    accept_operations = {"WFS": {**WFSView.accept_operations["WFS"], "GetCapabilities": Capabilities}}

    def dispatch(self, request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, or say what is wrong with the question as WFS does."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_QUESTION:
            return self._refused("The question is too long.")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    dispatch.csrf_exempt = True  # type: ignore[attr-defined]  # a key comes with each request, never by itself

    def handle_exception(self, exc: Exception) -> HttpResponse | None:
        """Every fault is told as an exception of OWS, with a status that blames the question."""
        if isinstance(exc, OWSException):
            exc.status_code = exc.status_code if exc.status_code < 500 else 400
        elif isinstance(exc, UNANSWERABLE):
            self._note(exc)
            return self._refused("The question could not be understood.")
        answer: HttpResponse | None = super().handle_exception(exc)
        return answer

    def get_service_description(self, service: str | None = None) -> ServiceDescription:
        """The town by its name."""
        town = self.request.town
        title = _("Cementiris de %(town)s") % {"town": town.name}
        return ServiceDescription(title=title, provider_name=town.name)

    def get_feature_types(self) -> list[LayerType]:
        """The layers, with the columns of people where the key opens them."""
        return self._layers

    def check_permissions(self, feature_type: LayerType) -> None:
        """Record who reads people (R71): gisserver asks here before it reads the rows of a layer."""
        if feature_type.names_people:
            log_access(self.request.user, "layers.read")

    @cached_property
    def _layers(self) -> list[LayerType]:
        on, people, extent = localdate(), self.request.may(Permission.VIEW_PEOPLE), TownExtent()
        return [LayerType(dataset, on, people=people, extent=extent) for dataset in DATASETS]

    def _note(self, exc: Exception) -> None:
        """Write down where it broke, never what was asked: in our own code it is a fault to mend."""
        place = extract_tb(exc.__traceback__)[-1]
        is_ours = Path(place.filename).is_relative_to(settings.BASE_DIR) and "site-packages" not in place.filename
        where = f"{Path(place.filename).name}:{place.lineno}"
        level = logging.ERROR if is_ours else logging.INFO
        logger.log(level, "a WFS question could not be answered: %s at %s", type(exc).__name__, where)

    def _refused(self, text: str) -> HttpResponse:
        response: HttpResponse = OperationProcessingFailed(text, status_code=400).as_response()
        return response


def _key(secret: str) -> Key | None:
    return find_key(secret, on=localdate())


wfs = opened_by(_key)(LayersView.as_view())
