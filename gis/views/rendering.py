"""Pages with a plan, and the maps behind it."""

from csp.decorators import csp_update
from django.http import HttpResponse
from django.shortcuts import render

from cementiris.accounts.access import TownRequest
from gis.backgrounds import HOST, base_maps, plan_settings


def render_plan(request: TownRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """Render a page with a plan; where the town has base maps, this answer alone lets pictures come from their host."""
    maps = base_maps(plan_settings())
    show = csp_update({"img-src": [HOST]})(render) if maps else render
    answer: HttpResponse = show(request, template, {**context, "base_maps": maps})
    return answer
