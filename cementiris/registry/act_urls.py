"""Addresses of the acts. Each page that writes has a sister that only judges, for htmx."""

from django.urls import path

from cementiris.registry import lapse_urls, place_urls, record_urls, transfer_urls, works_urls
from cementiris.registry.views import books, burials, concessions, endings, places, titles, works
from cementiris.registry.views.acting import act_paths

ACTS = (*places.ACTS, *books.ACTS, *burials.ACTS, *concessions.ACTS, *endings.ACTS, *titles.ACTS, *works.ACTS)

urlpatterns = [
    path("enterraments/", burials.burials, name="burials"),
    path("llibre/", books.book, name="book"),
    path("llibre/<int:year>/imprimeix/", books.freeze_book, name="freeze_book"),
    path("persones/<int:pk>/certificat/", books.certify, name="certify_person"),
    *place_urls.urlpatterns,
    *record_urls.urlpatterns,
    *transfer_urls.urlpatterns,
    *lapse_urls.urlpatterns,
    *works_urls.urlpatterns,
    *[address for spec in ACTS for address in act_paths(spec)],
]
