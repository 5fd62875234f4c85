"""Addresses of cemeteries and their plan, inside a town."""

from django.urls import path

from gis.views import cemeteries, plan, prints

app_name = "gis"

urlpatterns = [
    path("cementiris/", cemeteries.cemeteries, name="cemeteries"),
    path("cementiris/<int:pk>/", cemeteries.cemetery, name="cemetery"),
    path("cementiris/<int:pk>/capes.geojson", cemeteries.layers, name="layers"),
    path("cementiris/<int:pk>/troba/", plan.find, name="find"),
    path("cementiris/mapes-de-fons/", plan.backgrounds, name="backgrounds"),
    path("cementiris/<int:pk>/imprimeix/", prints.printing, name="printing"),
    path("cementiris/<int:pk>/alcat.pdf", prints.wall, name="print_wall"),
    path("cementiris/<int:pk>/planol.pdf", prints.plan, name="print_plan"),
    path("cementiris/<int:pk>/feina.pdf", prints.work, name="print_work"),
    path("blocs/<int:pk>/alcat-previst/", cemeteries.planned_wall, name="planned_wall"),
    path("sepultures/<int:pk>/veins/", cemeteries.neighbours, name="neighbours"),
]
