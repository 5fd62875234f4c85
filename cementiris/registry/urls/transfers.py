"""Addresses of changes of holder and of applications."""

from django.urls import path

from cementiris.registry.views import applications, transfers
from cementiris.registry.views.acting import act_paths

ACTS = (*transfers.ACTS, *applications.ACTS)

urlpatterns = [
    path("sollicituds/", applications.list_applications, name="applications"),
    path("sollicituds/<int:pk>/", applications.application, name="application"),
    path("sollicituds/<int:pk>/resol/", applications.decide_one, name="decide_application"),
    *[address for spec in ACTS for address in act_paths(spec)],
]
