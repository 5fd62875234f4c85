"""Pages with a plan, and the maps behind it."""

from typing import cast

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from cementiris.accounts.access import TownRequest
from gis.backgrounds import HOST, base_maps, plan_settings


def render_plan(request: TownRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """Render a page with a plan; where the town has base maps, this answer alone lets pictures come from their host."""
    maps = base_maps(plan_settings())

    def show(asked: HttpRequest) -> HttpResponseBase:
        return render(asked, template, {**context, "base_maps": maps})

    answer = csp_update({"img-src": [HOST]})(show)(request) if maps else show(request)
    return cast(HttpResponse, answer)
