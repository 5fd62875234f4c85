"""Addresses of cemeteries and blocks."""

from django.urls import path

from cementiris.registry.views import blocks

urlpatterns = [
    path("blocs/", blocks.blocks, name="blocks"),
    *[address for page in blocks.PAGES for address in blocks.place_paths(page)],
]
