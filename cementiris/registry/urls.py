"""Addresses of the register, inside a town."""

from django.urls import include, path

from cementiris.registry.views import places, town

app_name = "registry"

urlpatterns = [
    path("ajuntament/", town.town, name="town"),
    path("sepultures/<int:pk>/", places.unit, name="unit"),
    path("", include("cementiris.registry.act_urls")),
]
