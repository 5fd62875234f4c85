"""Addresses of the acts. Each page that writes has a sister that only judges, for htmx."""

from django.urls import path

from cementiris.registry import record_urls, works_urls
from cementiris.registry.views import burials, concessions, works
from cementiris.registry.views.acting import act_paths

ACTS = (*burials.ACTS, *concessions.ACTS, *works.ACTS)

urlpatterns = [
    path("enterraments/", burials.burials, name="burials"),
    *record_urls.urlpatterns,
    *works_urls.urlpatterns,
    *[address for spec in ACTS for address in act_paths(spec)],
]
