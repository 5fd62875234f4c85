"""Addresses of the citizens' search, inside a town, without login."""

from django.urls import path

from cementiris.lookup import views

app_name = "lookup"

urlpatterns = [
    path("", views.search, name="search"),
    path("<slug:key>/", views.entry, name="entry"),
    path("<slug:key>/dades/", views.request_change, name="request"),
]
