"""Addresses of the journal, of persons, and of what is annulled, corrected or united."""

from django.urls import path

from cementiris.registry.views import corrections, people, records

urlpatterns = [
    path("registre-dactes/", people.acts, name="acts"),
    path("actes/<int:pk>/", records.act, name="act"),
    path("actes/<int:pk>/anullar/", records.annul, name="annul"),
    path("persones/duplicades/", people.duplicates, name="duplicates"),
    path("persones/<int:pk>/", people.person, name="person"),
    path("persones/<int:pk>/corregir/", corrections.person, name="correct_person"),
    path("persones/<int:pk>/i/<int:other>/", people.match, name="match"),
    path("moviments/<int:pk>/corregir/", corrections.movement, name="correct_movement"),
    path("drets/<int:pk>/corregir/", corrections.right, name="correct_right"),
]
