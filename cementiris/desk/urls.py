"""Addresses of the desk, at the head of a town."""

from django.urls import path

from cementiris.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.start, name="start"),
    path("sepultures/", views.units, name="units"),
    path("registre/", views.register, name="register"),
    path("anomalies/", views.anomalies, name="anomalies"),
    path("inventari/", views.stock, name="inventory"),
    path("cerca/", views.search, name="search"),
    path("cerca/suggeriments/", views.suggestions, name="suggestions"),
]
