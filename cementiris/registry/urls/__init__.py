"""Addresses of the register, inside a town."""

from django.urls import include, path

from cementiris.registry.views import places, tariffs, town

app_name = "registry"

urlpatterns = [
    path("ajuntament/", town.town, name="town"),
    path("ajuntament/escut/", town.arms, name="arms"),
    path("ajuntament/ordenances/nova/", town.new_ordinance, name="new_ordinance"),
    path("ajuntament/ordenances/<int:pk>/", town.ordinance, name="ordinance"),
    path("taxes/<int:pk>/cobertura/", tariffs.coverage, name="tariff_coverage"),
    path("sepultures/<int:pk>/", places.unit, name="unit"),
    path("", include("cementiris.registry.urls.acts")),
]
