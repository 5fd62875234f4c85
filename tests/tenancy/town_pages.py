"""A few addresses that exist for the tests of the scope only."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path

from cementiris.accounts.access import TownRequest, public, requires
from cementiris.accounts.permissions import Permission
from cementiris.registry.models import Cemetery
from cementiris.urls import handler500
from cementiris.urls import urlpatterns as product_pages


def _lines() -> Iterator[bytes]:
    yield b"start;"
    for name in Cemetery.objects.values_list("name", flat=True):
        yield f"{name};".encode()
    yield f"{Cemetery.objects.count()}".encode()


@requires(Permission.VIEW_PLACES)
def stream(request: TownRequest) -> StreamingHttpResponse:
    """Read the register only while the answer is being sent."""
    return StreamingHttpResponse(_lines())


@requires(Permission.VIEW_PLACES)
def fail(request: TownRequest) -> HttpResponse:
    """Break with the town open."""
    raise LookupError(Cemetery.objects.count())


@public
def late(request: HttpRequest) -> TemplateResponse:
    """Leave the reading to a template that is rendered after the view."""
    template = engines["django"].from_string("{% for cemetery in cemeteries %}{{ cemetery }}{% endfor %}")
    return TemplateResponse(request, template, {"cemeteries": Cemetery.objects.all()})


def undeclared(request: HttpRequest) -> HttpResponse:
    """Say nothing about who may come."""
    return HttpResponse("open to all by oversight")


__all__ = ["handler500", "urlpatterns"]

urlpatterns = [
    path("<slug:town>/flux/", stream),
    path("<slug:town>/error/", fail),
    path("<slug:town>/tard/", late),
    path("<slug:town>/oblit/", undeclared),
    *product_pages,
]
