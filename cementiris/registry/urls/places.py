"""Addresses of cemeteries and blocks."""

from django.urls import path

from cementiris.registry.views import blocks, chosen

urlpatterns = [
    path("blocs/", blocks.blocks, name="blocks"),
    *[address for page in blocks.PAGES for address in blocks.place_paths(page)],
    *[address for act in chosen.ACTS for address in chosen.chosen_paths(act)],
]
