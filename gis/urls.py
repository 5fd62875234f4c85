"""Addresses of cemeteries and their plan, inside a town."""

from django.urls import path

from gis import views

app_name = "gis"

urlpatterns = [
    path("cementiris/", views.cemeteries, name="cemeteries"),
    path("cementiris/<int:pk>/", views.cemetery, name="cemetery"),
    path("cementiris/<int:pk>/capes.geojson", views.layers, name="layers"),
    path("blocs/<int:pk>/alcat-previst/", views.planned_wall, name="planned_wall"),
    path("sepultures/<int:pk>/veins/", views.neighbours, name="neighbours"),
]
