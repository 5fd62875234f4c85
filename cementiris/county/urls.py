"""Addresses of the county, above the towns."""

from django.urls import path

from cementiris.county import views

app_name = "county"

urlpatterns = [
    path("", views.county, name="county"),
    path("cementiris.geojson", views.places, name="places"),
    path("compta/", views.count, name="count"),
]
