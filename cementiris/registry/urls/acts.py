"""Addresses of the acts. Each page that writes has a sister that only judges, for htmx."""

from django.urls import path

from cementiris.registry.urls.lapse import urlpatterns as lapse
from cementiris.registry.urls.places import urlpatterns as places_described
from cementiris.registry.urls.records import urlpatterns as records
from cementiris.registry.urls.transfers import urlpatterns as transfers
from cementiris.registry.urls.works import urlpatterns as works_done
from cementiris.registry.views import books, burials, concessions, endings, places, titles, works
from cementiris.registry.views.acting import act_paths

ACTS = (*places.ACTS, *books.ACTS, *burials.ACTS, *concessions.ACTS, *endings.ACTS, *titles.ACTS, *works.ACTS)

urlpatterns = [
    path("enterraments/", burials.burials, name="burials"),
    path("llibre/", books.book, name="book"),
    path("llibre/<int:year>/imprimeix/", books.freeze_book, name="freeze_book"),
    path("persones/<int:pk>/certificat/", books.certify, name="certify_person"),
    *places_described,
    *records,
    *transfers,
    *lapse,
    *works_done,
    *[address for spec in ACTS for address in act_paths(spec)],
]
