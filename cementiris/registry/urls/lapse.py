"""Addresses of the caducity files."""

from django.urls import path

from cementiris.registry.views import lapse

urlpatterns = [
    path("caducitats/", lapse.lapses, name="lapses"),
    path("caducitats/candidats/", lapse.lapse_candidates, name="lapse_candidates"),
    path("caducitats/<int:pk>/", lapse.lapse_file, name="lapse_file"),
    path("caducitats/<int:pk>/<slug:kind>/", lapse.lapse_step, name="lapse_step"),
    path("caducitats/<int:pk>/<slug:kind>/comprova/", lapse.check_lapse_step, name="check_lapse_step"),
]
